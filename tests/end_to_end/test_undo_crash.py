"""Undone exactly once: the service is killed while it takes back, and calls go wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from integration.engine.undoing import ask_for_undo, plan_undo
from integration.store import ledger
from integration.store.access import Store
from integration.store.undoing import Asked
from policies.core.actions import State, is_undo
from tests.end_to_end.crash import CrashTest

_KILLS = 4
_PATIENCE_S = 60.0


def ask(test: CrashTest, folder: Path) -> None:
    """Ask for an undo of one policy, with notes, beside the running service."""
    store = Store.open(folder / "store.db", "crash")
    now = test.world.clock.now()
    ask_for_undo(store, plan_undo(store, Asked(policy="passed-around"), [], now, note=True), now, note=True)
    store.engine.dispose()


def states(folder: Path) -> dict[str, set[str]]:
    """The states of what was written, and of what takes it back."""
    store = Store.open(folder / "store.db", "crash")
    with store.reading() as connection:
        rows = ledger.load_rows(store, connection, *State)
    store.engine.dispose()
    return {
        "told": {row.state for row in rows if not is_undo(row.step)},
        "undo": {row.state for row in rows if is_undo(row.step)},
    }


@pytest.mark.slow
def test_killed_while_it_takes_back_each_ticket_is_taken_back_once(tmp_path: Path) -> None:
    test = CrashTest(tmp_path, seed=7)
    with test.sandbox, test.running():
        config = test.config()
        process = test.start(config)
        try:
            test.first_cycle()
            test.pass_around(8)
            assert test.settled()
            test.trouble(lost=0.4)
            ask(test, tmp_path)
            while test.kills < _KILLS:
                time.sleep(test.random.uniform(0.1, 0.9))
                test.kill(process)
                process = test.start(config)
            test.calm()
            deadline = time.monotonic() + _PATIENCE_S
            while time.monotonic() < deadline and states(tmp_path) != {"told": {"undone"}, "undo": {"done"}}:
                time.sleep(0.3)
            time.sleep(2)  # what would be written twice has time to be
        finally:
            test.kill(process)
        assert states(tmp_path) == {"told": {"undone"}, "undo": {"done"}}
        assert set(test.notes().values()) == {2}, "one that told, one that takes it back"
        with test.sandbox.lock:
            assert {tag for ticket in test.due for tag in test.world.tickets[ticket].tags} == set()
