"""The service as a process of its own, in simulated time: `python -m bench.soak.service config.toml`.

Each line that it reads is a moment; it makes one cycle then, and answers with one line of JSON. Its waits move the
clock of the embedded Zendesk, which nobody else moves meanwhile.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
import structlog

from bench.peak import present_mb
from integration.config.load import load_config
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.sandbox.clock import Clock
from integration.service import Clockwork, open_account


class _Time:
    """The simulated time as this process knows it."""

    def __init__(self, url: str, now: datetime) -> None:
        self.clock = Clock(now)
        self._door = f"{url}/_sandbox/clock"
        self._session = requests.Session()

    def sleep(self, seconds: float) -> None:
        self.clock.sleep(seconds)
        self._session.post(self._door, json={"advance_s": seconds}, timeout=60).raise_for_status()

    def clockwork(self) -> Clockwork:
        return Clockwork(monotonic=self.clock.seconds, wall=self.clock.now, sleep=self.sleep)


def main() -> None:
    """Open the account, then a cycle for each line until there are no more."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    config = load_config(Path(sys.argv[1]))
    moments = map(str.strip, sys.stdin)
    passing = _Time(config.account.url, datetime.fromisoformat(next(moments)))
    account = open_account(config, clockwork=passing.clockwork())
    _say({"ready": True})
    for moment in moments:
        passing.clock.set(datetime.fromisoformat(moment))
        _say(_cycle(account, passing))
    account.close()


def _cycle(account: Context, passing: _Time) -> dict[str, Any]:
    calls, cpu = account.transport.calls.copy(), time.process_time()
    report = run_cycle(account)
    calls = account.transport.calls - calls
    row = account.store.load_account()
    return {
        "watermark": None if row.watermark is None else row.watermark.isoformat(),
        "is_at_both_ends": bool(row.ticket_end and row.event_end),
        "ended": passing.clock.now().isoformat(),
        "counts": report.counts,
        "calls": calls.total(),
        "exports": sum(number for family, number in calls.items() if "incremental/" in family),
        "gate": report.gate_closed,
        "cpu_s": time.process_time() - cpu,
        "rss_mb": present_mb(),
    }


def _say(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
