"""The real service as a process of its own, cycle after cycle without a pause, in the sandbox's fast time.

The option `off` takes the protections away, to show that the crash test sees what they are for: no write-ahead, no comparison
with what was judged, no safe update, no marker, no echo: what the job says is done.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from integration.config.load import load_config
from integration.cycle import run_cycle
from integration.engine import echoes, settle, write
from integration.engine.context import Context
from integration.service import Clockwork, open_account
from integration.store.errors import StoreLocked
from integration.telemetry import start_logging
from integration.zendesk.errors import RateLimited, Transient, Unknown
from integration.zendesk.payloads import TicketWrite
from policies.core.actions import State


def take_protections_away() -> None:
    """PUT, then commit: what a service without the ledger's care would do."""
    row_of, single_of = TicketWrite.as_batch_row, TicketWrite.as_single

    def bare(row: dict[str, object]) -> dict[str, object]:
        return {
            key: value
            for key, value in row.items()
            if key not in ("safe_update", "updated_stamp", "metadata")
        }

    def mark_nothing(_gate: write.Gate, letters: Sequence[write.Letter]) -> list[write.Letter]:
        return list(letters)

    def send_whatever(gate: write.Gate, groups: Sequence[list[object]]) -> list[write.Letter]:
        fresh = write.fetch_tickets(gate._ctx.transport, [group[0].ticket_id for group in groups])  # type: ignore[attr-defined]  # noqa: SLF001
        return [gate._letter(group, fresh[group[0].ticket_id], alone=False) for group in groups]  # type: ignore[attr-defined, arg-type]  # noqa: SLF001

    def done_when_the_job_says_so(ctx: Context, keys: Iterable[str], state: State, **values: object) -> None:
        move(ctx, keys, State.DONE if state is State.APPLIED else state, **values)

    move = settle._move  # noqa: SLF001
    TicketWrite.as_batch_row = lambda self: bare(row_of(self))  # type: ignore[method-assign]
    TicketWrite.as_single = lambda self, tags: {"ticket": bare(single_of(self, tags)["ticket"])}  # type: ignore[method-assign, arg-type]
    write.Gate._mark_sending = mark_nothing  # type: ignore[method-assign]  # noqa: SLF001
    write.Gate._read_afresh = send_whatever  # type: ignore[method-assign, assignment]  # noqa: SLF001
    echoes.find_echo = lambda *_: None  # type: ignore[assignment]
    settle._move = done_when_the_job_says_so  # noqa: SLF001


def open_patiently(path: Path, clockwork: Clockwork) -> Context:
    """Start as a supervisor would: try again when Zendesk is out of reach for a moment."""
    while True:
        try:
            return open_account(load_config(path), clockwork=clockwork)
        except (Transient, StoreLocked):
            time.sleep(0.05)


def serve(path: Path, speed: float, options: Sequence[str], log: Path) -> None:
    """Run the service until it is killed; what it says goes to the end of `log`."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    if "off" in options:
        take_protections_away()
    start_logging()
    stop = threading.Event()
    clockwork = Clockwork(
        monotonic=lambda: time.monotonic() * speed,
        wall=lambda: datetime.now(UTC),
        sleep=lambda seconds: stop.wait(seconds / speed),
    )
    account = open_patiently(path, clockwork)
    while True:
        try:
            run_cycle(account)
        except (Transient, RateLimited, Unknown):
            time.sleep(0.01)
