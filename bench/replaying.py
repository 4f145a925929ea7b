"""A back-test of a month with 300,000 changes on 50,000 tickets, by five policies, from the store alone.

Beside it stands the naive way, measured on a sample and told for the whole: each change judged singly, with its ticket
loaded for it. The memory of the largest process is held against that of a month with a tenth of the changes. The tickets'
past is made up (`crowd.py`): six changes each, spread over a month, one ticket in fifty with something to find and one
in four with a silence that is waited for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

from bench.company import Company
from bench.crowd import fill
from bench.table import Budget
from integration.config.load import parse_config
from integration.replay.backtest import enforced
from integration.service import open_beside
from integration.store.loading import load_tickets
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import evaluate
from policies.core.facts import Facts
from policies.core.timeline import fold

SECONDS, MEMORY = 120.0, 1.3
TICKETS, EACH = 50_000, 6
_SAMPLE = 300
_POLICIES = """
[policies.kept-promises]
kind = "promise"
[[policies.kept-promises.steps]]
note = true
[policies.gone-quiet]
kind = "silence"
after = "2 business days"
scope = { groups = ["Billing"] }
[[policies.gone-quiet.steps]]
add_tags = ["gone_quiet"]
[policies.planned]
kind = "follow_up"
[[policies.planned.steps]]
note = true
[policies.boundaries]
kind = "abuse"
"""


def measure_replay(folder: Path) -> Budget:
    """The budget of time."""
    ours = _replayed(str(folder), TICKETS)
    changes = TICKETS * EACH
    name = f"back-test of a month, {changes:,} changes, 5 policies"
    beside = f"each change singly: {ours['naive_s']:.0f} s (told from {_SAMPLE * EACH:,})"
    return Budget(name, f"{ours['seconds']:.0f} s", beside, ours["seconds"], SECONDS, unit="seconds")


def measure_replay_memory(folder: Path) -> Budget:
    """The budget of memory."""
    many, few = (_replayed(str(folder), tickets)["peak_mb"] for tickets in (TICKETS, TICKETS // 10))
    name = "peak memory of a back-test"
    ours = f"{TICKETS * EACH:,} changes: {many:.0f} MB"
    return Budget(name, ours, f"{TICKETS * EACH // 10:,}: {few:.0f} MB", many / few, MEMORY)


@cache
def _replayed(folder: str, tickets: int) -> dict[str, Any]:
    own = Path(folder) / str(tickets)
    own.mkdir()
    with Company(own, 10) as company:
        with company.service() as account:
            company.warm_up(account)
        fill(company.store, company, tickets)
        config = company.write_config()
        config.write_text(config.read_text() + _POLICIES)
        command = [sys.executable, "-m", "bench.replayer", str(config)]
        result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=900)  # noqa: S603 - our own module
        told: dict[str, Any] = json.loads(result.stdout)
        naive = _naive_s(config) * tickets / _SAMPLE
    assert told["tickets"] >= tickets, told
    assert told["judgements"] >= tickets * EACH / 2, told
    return {**told, "naive_s": naive}


def _naive_s(config: Path) -> float:
    """How long a sample of the tickets takes when each change is judged singly."""
    account = open_beside(parse_config(config.read_text(), config))
    policies = enforced(account.config)
    began = time.perf_counter()
    for number in range(1101, 1101 + _SAMPLE):
        for change in range(EACH):
            with account.store.reading() as connection:
                told = load_tickets(account.store, connection, [number], frozenset())
            ticket, events = told[number]
            now = sorted(event.at for event in events)[change]
            facts = Facts(fold(ticket, events, now), now, ALWAYS_OPEN, account.names.account)
            evaluate(facts, policies, account.config.scope)
    return time.perf_counter() - began
