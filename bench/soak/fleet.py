"""The service of many accounts as a process of its own, in real time: `python -m bench.soak.fleet config.toml SECONDS`.

It runs with its own schedule and its own threads for so long, and then prints one line of JSON: what its log would say
by account, when each cycle ended, and once a second its CPU, its memory and its threads.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from bench.peak import present_mb
from integration.scheduler import Service

_TICK_S = 1.0


class _Notes:
    """What is written down while the service runs."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self.cycles: dict[str, list[float]] = defaultdict(list)
        self.events: dict[str, Counter[str]] = defaultdict(Counter)
        self.samples: list[tuple[float, float, float, int]] = []

    def take_log(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
        """In place of printing a line of the log."""
        with self._lock:
            self.events[str(event["event"])][str(event.get("account"))] += 1
            if event["event"] == "cycle":
                self.cycles[str(event["account"])].append(self._now())
        raise structlog.DropEvent

    def sample(self) -> None:
        """Write down what the process is like now."""
        self.samples.append((self._now(), time.process_time(), present_mb(), threading.active_count()))

    def _now(self) -> float:
        return round(time.monotonic() - self._began, 2)


def main() -> None:
    """Run for so many seconds, then tell."""
    path, seconds = Path(sys.argv[1]), float(sys.argv[2])
    notes, ended = _Notes(), threading.Event()
    structlog.configure(processors=[notes.take_log])
    service = Service(path)

    def watch() -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            notes.sample()
            ended.wait(_TICK_S)
        service.stop()

    watcher = threading.Thread(target=watch)
    watcher.start()
    service.run()
    watcher.join()
    told = {"cycles": notes.cycles, "events": notes.events, "samples": notes.samples, "seconds": seconds}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
