"""A process that reads both exports of an account to their ends and prints its peak memory."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bench.peak import peak_mb
from integration.config.load import load_config
from integration.engine.read import read_exports
from integration.service import Clockwork, open_account


class _Clock:
    """Real time, and the waits for the exports' rate on top of it, which are not really waited for."""

    def __init__(self) -> None:
        self._waited = 0.0

    def seconds(self) -> float:
        return datetime.now(UTC).timestamp() + self._waited

    def sleep(self, seconds: float) -> None:
        self._waited += seconds


def main() -> None:
    """Read, then print the peak and what was read as JSON."""
    config, clock = load_config(Path(sys.argv[1])), _Clock()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    account = open_account(config, clockwork=Clockwork(monotonic=clock.seconds, sleep=clock.sleep))
    read_exports(account, drain=True)
    sys.stdout.write(json.dumps({"peak_mb": peak_mb(), **account.counts}))


if __name__ == "__main__":
    main()
