"""A process that back-tests a store and tells how long it took and how much memory it held: `python -m bench.replayer`."""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

import structlog

from bench.peak import peak_mb
from integration.config.load import parse_config
from integration.replay.backtest import run_backtest
from integration.service import open_beside


def main() -> None:
    """Back-test the store of the configuration named on the command line; one line of JSON."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    path = Path(sys.argv[1])
    account = open_beside(parse_config(path.read_text(), path))
    end = account.store.load_account().watermark
    began = time.perf_counter()
    (answer,) = run_backtest([account], account.store, end - timedelta(days=30), end, lambda _share: None)
    seconds = time.perf_counter() - began
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "seconds": seconds,
                "judgements": answer.tally.looks,
                "found": len(answer.tally.found),
                "tickets": answer.batches.tickets,
                "cpu_s": _cpu_s(),
                "peak_mb": max(peak_mb(), worker),
            }
        )
    )


def _cpu_s() -> float:
    """What this process and its workers have computed."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


if __name__ == "__main__":
    main()
