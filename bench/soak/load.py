"""A rush on the embedded Zendesk, and the service beside it in a process of its own, all in simulated time.

Each simulated minute the next tickets in turn change three times each, evenly over the minute, and the service makes a
cycle, three seconds early or late as its schedule may be. Nothing sleeps: time passes by what the service waits for, by
the CPU that its cycle took, and by a second for each of its calls. The exports' limit and their last minute are the
embedded Zendesk's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self

from bench.soak.minutes import Minute
from bench.soak.rush import Rush
from bench.soak.truth import Truth, count_left, count_notes, look
from integration.config.load import load_config

_INTERVAL = timedelta(seconds=60)
_JITTER_S = 3.0
_A_CALL = timedelta(seconds=1)
_MOST_CYCLES = 30
"""What is not caught up by then never will be."""


@dataclass(frozen=True)
class Size:
    """How large the rush is."""

    open: int = 20_000
    tickets_a_minute: int = 1500
    minutes: int = 10
    burst: int = 20_000


class Soak:
    """The company and the service; a context manager that starts and ends both."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.size = size
        self.company = Rush(folder, size.open)
        self._clock = self.company.world.clock
        self._made = 0
        self._random = Random(20260304)  # noqa: S311 - no secret
        self._watermark: datetime | None = None

    def __enter__(self) -> Self:
        self.company.__enter__()
        path = self.company.write_config()
        self._limit = load_config(path).limits.exports_per_minute
        self._service = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "bench.soak.service", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ask()
        self._warm_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._service.__exit__(kind, value, trace)  # closes its input, which ends it, and waits for it
        self.company.__exit__(kind, value, trace)

    def rush(self, number: int) -> Minute:
        """One minute of the rush and the cycle after it."""
        cycle_at = self._next_cycle()
        tickets = round(self.size.tickets_a_minute * ((cycle_at - self._begun) / _INTERVAL))
        made = self.company.change_some(tickets, self._begun, cycle_at)
        return self._cycle(number, made, cycle_at)

    def burst(self, number: int) -> Minute:
        """A bulk edit within a minute, and the cycle after it."""
        since = self._clock.now()
        self._planned = since + _INTERVAL
        made = self.company.change_at_once(self.size.burst, since, self._planned)
        return self._cycle(number, made, self._planned)

    def quiet(self, number: int) -> Minute:
        """A minute in which nothing happens, and its cycle."""
        return self._cycle(number, 0, self._next_cycle())

    def is_caught_up(self, until: datetime) -> bool:
        """Whether all that happened up to a moment is read, judged, written and settled."""
        read = self._watermark is not None and self._watermark >= until
        return read and count_left(self.company.store) == 0

    def now(self) -> datetime:
        """The simulated moment."""
        return self._clock.now()

    def truth(self) -> Truth:
        """Whether all is as it should be, up to the watermark."""
        assert self._watermark is not None
        return look(self.company, self.company.due, self._watermark)

    def _next_cycle(self) -> datetime:
        """An interval after the cycle before, or at once where that took longer; what was missed is not made up for."""
        jitter = timedelta(seconds=self._random.uniform(-_JITTER_S, _JITTER_S))
        self._planned += _INTERVAL
        while self._planned + _INTERVAL <= self._clock.now():
            self._planned += _INTERVAL
        return max(self._planned + jitter, self._clock.now())

    def _cycle(self, number: int, made: int, at: datetime) -> Minute:
        before, notes = self._watermark, count_notes(self.company)
        asked = len(self.company.sandbox.requests)
        self._clock.set(at)
        answer = self._ask()
        self._begun = at
        self._made += made
        self._clock.advance(timedelta(seconds=answer["cpu_s"]) + _A_CALL * answer["calls"])
        ended = self._clock.now()
        self._watermark = datetime.fromisoformat(answer["watermark"]) if answer["watermark"] else None
        worst = max(at - (before or at), ended - (self._watermark or ended))
        return Minute(
            number=number,
            made=made,
            read=answer["counts"].get("events", 0),
            behind=self._behind(),
            lag_s=worst.total_seconds(),
            calls=answer["calls"],
            exports=answer["exports"],
            refused=sum(r.status == 429 for r in self.company.sandbox.requests[asked:]),  # noqa: PLR2004 - too many
            notes=count_notes(self.company) - notes,
            cpu_s=answer["cpu_s"],
            rss_mb=answer["rss_mb"],
            limit=self._limit,
        )

    def _behind(self) -> int:
        """Updates by others that lie behind the watermark."""
        world = self.company.world
        if self._watermark is None:
            return len(world.audits)
        later = world.audits_from(int(self._watermark.timestamp()) + 1, int(self.now().timestamp()), 10**9)
        return sum(audit.author_id != world.service_user_id for audit in later)

    def _warm_up(self) -> None:
        """Read the history, minute by minute as the limit allows, and write one note alone."""
        self._begun = self._planned = self._clock.now()
        for _ in range(_MOST_CYCLES):
            self.quiet(0)
            if self.is_caught_up(self._begun - timedelta(minutes=5)):
                break
        self.company.hand_on_one(self._clock.now())
        for _ in range(3):
            self.quiet(0)
        assert count_notes(self.company) == 1, "the note that goes alone was not written"

    def _ask(self) -> dict[str, Any]:
        """Send the present moment; the service's answer."""
        process = self._service
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(self._clock.now().isoformat() + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, "the service ended; what it said stands above"
        answer: dict[str, Any] = json.loads(line)
        return answer
