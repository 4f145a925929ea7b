"""The same days on each store and under each runner come to the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from integration.cycle import run_cycle
from integration.store.access import Store
from tests.integration.cluster.relay import in_turn
from tests.integration.engine.harbour import Harbour
from tests.integration.reliability.conftest import STORES, company_with
from tests.integration.reliability.core import LIMITS, POLICIES, Outcome, Poll, outcome, scenario

Runner = Callable[[Harbour], AbstractContextManager[tuple[Poll, Store]]]
"""The company's service: what makes one cycle of it, and the store that it works on."""


@contextmanager
def in_this_process(company: Harbour) -> Iterator[tuple[Poll, Store]]:
    """Cycle after cycle in one process, as the scheduler does it."""
    account = company.open(POLICIES, LIMITS)
    yield lambda: run_cycle(account, drain=True), account.store


@contextmanager
def a_process_each(company: Harbour) -> Iterator[tuple[Poll, Store]]:
    """A process for each cycle, as a timer with `run --once` does it."""
    account = company.open(POLICIES, LIMITS)

    def poll() -> None:
        account = company.open(POLICIES, LIMITS)
        run_cycle(account, drain=True)
        account.store.release_lease()
        account.close()

    yield poll, account.store


def workers(company: Harbour) -> AbstractContextManager[tuple[Poll, Store]]:
    """Two workers in turn, by their queue."""
    return in_turn(company, POLICIES, LIMITS)


RUNNERS: Mapping[str, tuple[Runner, tuple[str, ...]]] = {
    "in this process": (in_this_process, STORES),
    "a process each": (a_process_each, ("sqlite",)),
    "workers": (workers, ("postgresql",)),
}
"""Each with the stores that it is tried on."""
EXPECTED = Outcome(
    tickets={
        "left": (2, frozenset({"passed_around"}), "high"),
        "dismissed": (1, frozenset(), None),
        "solved": (1, frozenset(), None),
        "taken": (2, frozenset({"passed_around"}), "high"),
        "promised": (1, frozenset({"promise_overdue"}), None),
        "lost 1": (1, frozenset({"passed_around"}), None),
        "lost 2": (1, frozenset({"passed_around"}), None),
        "lost 3": (1, frozenset({"passed_around"}), None),
    },
    ledger={
        "passed-around, at once: done": 7,
        "passed-around, after 2 hours: done": 2,
        "passed-around, after 2 hours: held (before its time)": 3,
        "passed-around, after 2 hours: held (dismissed)": 1,
        "passed-around, after 2 hours: obsolete": 1,
        "passed-around, at its end of 1: done": 1,
        "passed-around, at its end of 1: obsolete": 1,
        "promises, at once: done": 1,
        "watched, at once: held (observe)": 6,
        "watched, at once: obsolete": 1,
    },
    occasions={
        "passed-around: open": 5,
        "passed-around: dismissed": 1,
        "passed-around: resolved": 1,
        "promises: open": 1,
        "watched: open": 6,
        "watched: resolved": 1,
    },
    disagreeing=0,
)


@pytest.mark.parametrize(
    ("runner", "store"), [(name, store) for name, (_, stores) in RUNNERS.items() for store in stores]
)
def test_the_core_scenario_comes_to_the_same(
    runner: str, store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    run, _ = RUNNERS[runner]
    with company_with(store, tmp_path, request) as company, run(company) as (poll, kept):
        parts = scenario(company, poll)
        assert kept.engine.dialect.name == store
        assert outcome(company, kept, parts) == EXPECTED
