"""CPU of one cycle over 1,000 changed tickets when 100,000 are open, beside the same cycle when 1,000 are.

Both stores have read the same account up to the same moment; the larger one holds 99,000 open tickets more, whose
ids lie between those of the changed ones. Each run works on a fresh copy of its store and does all that a cycle does,
up to the plan: as in a dry run nothing is sent, so that every run finds the same account. Measured is the service's
own thread; the embedded Zendesk has another. The figures are the medians of alternating runs.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path
from statistics import median

from bench.company import EVERY_NTH, Company
from bench.crowd import fill
from bench.table import Budget
from integration.cycle import run_cycle
from integration.store.database import copy_store

ALLOWED = 1.5
CHANGED, OPEN, RUNS = 1000, 100_000, 5


def measure_cpu(folder: Path) -> Budget:
    """The budget of CPU; its stores go into `folder`."""
    small, large = folder / "small.db", folder / "large.db"
    with Company(folder, CHANGED, ids_apart=OPEN // CHANGED - 1) as company:
        with company.service() as account:
            company.warm_up(account)
        copy_store(company.store, small)
        fill(company.store, company, OPEN - CHANGED)
        copy_store(company.store, large)
        company.change_all()
        company.wait(90)
        pairs = [(_cycle_ms(company, small), _cycle_ms(company, large)) for _ in range(RUNS)]
    few, many = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    name = f"CPU of a cycle, {CHANGED:,} changed tickets"
    return Budget(
        name, f"{OPEN:,} open: {many:.0f} ms", f"{CHANGED:,} open: {few:.0f} ms", many / few, ALLOWED
    )


def _cycle_ms(company: Company, store: Path) -> float:
    """Thread milliseconds of one cycle on a copy of this store."""
    for old in company.folder.glob("store.db*"):
        old.unlink()
    copy_store(store, company.store)
    company.wait(
        60
    )  # each service counts its own calls only; the exports' minute of the one before has to be over
    with company.service() as account:
        account.dry_run = True
        account.tidied_at = account.started_at  # what is done once an hour was done in an earlier cycle
        gc.collect()
        started = time.thread_time()
        report = run_cycle(account, drain=True)
        spent = time.thread_time() - started
    assert report.counts["judged"] == CHANGED, report.counts
    assert report.counts["planned"] == CHANGED // EVERY_NTH, report.counts
    return spent * 1000
