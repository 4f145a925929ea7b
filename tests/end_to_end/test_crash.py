"""Never twice, never lost: the service is killed at random moments while calls go wrong, and nothing shows of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from integration.sandbox.faults import Fault
from integration.store.database import copy_store
from tests.end_to_end.crash import CrashTest, Outcome, run_crash

KILLS = int(os.environ.get("STEADYHAND_KILLS", "20"))


def assert_exactly_once(outcome: Outcome) -> None:
    assert outcome.missing == 0, outcome
    assert outcome.repeated == 0, outcome
    assert outcome.public == 0, outcome
    assert outcome.untagged == 0, outcome
    assert outcome.disagreeing == 0, outcome
    assert outcome.told_twice == 0, outcome


@pytest.mark.slow
@pytest.mark.parametrize(("tags", "metadata"), [("on", "on"), ("ignored", "ignored")])
def test_killed_at_random_moments_every_due_note_is_written_once(
    tmp_path: Path, tags: str, metadata: str
) -> None:
    """Through SIGKILL, lost answers, 429, 503 and partial jobs; also where batches drop tags and metadata."""
    outcome = run_crash(tmp_path, KILLS, seed=KILLS, tags=tags, metadata=metadata)
    assert outcome.kills == KILLS
    assert outcome.due > KILLS
    assert_exactly_once(outcome)


@pytest.mark.slow
@pytest.mark.parametrize("protections", ["off", "on"])
def test_lost_answers_repeat_notes_only_without_the_protections(tmp_path: Path, protections: str) -> None:
    """The crash test can fail: PUT, then commit, without write-ahead, fence and marker, writes notes twice."""
    test = CrashTest(tmp_path)
    with test.sandbox, test.running():
        process = test.start(test.config(), protections)
        try:
            test.first_cycle()
            test.sandbox.faults.add(Fault("lost_answer", method="PUT", times=4))
            test.pass_around(6)
            test.wait_for_notes(20)
        finally:
            test.kill(process)
        assert (test.outcome().repeated > 0) == (protections == "off"), test.outcome()


@pytest.mark.slow
@pytest.mark.parametrize("metadata", ["on", "ignored"])
def test_two_stores_on_one_account_write_no_note_twice(tmp_path: Path, metadata: str) -> None:
    """A second service with a store of its own: each learns the other's markers, or stops."""
    test = CrashTest(tmp_path, batch_metadata=metadata)
    with test.sandbox, test.running():
        first = test.start(test.config("first.db"))
        second = test.start(test.config("second.db"))
        try:
            test.first_cycle("first.db")
            test.first_cycle("second.db")
            for _ in range(6):
                test.pass_around(5)
                time.sleep(0.7)
            test.wait_for_notes()
        finally:
            test.kill(first)
            test.kill(second)
        assert sum(max(0, count - 1) for count in test.notes().values()) == 0
        assert all(test.notes()[ticket] for ticket in test.due)


@pytest.mark.slow
@pytest.mark.parametrize("metadata", ["on", "ignored"])
def test_a_restored_backup_writes_no_note_twice(tmp_path: Path, metadata: str) -> None:
    """The store of an hour ago, put back while notes were written since: no recovery by hand is needed."""
    test = CrashTest(tmp_path, batch_metadata=metadata)
    with test.sandbox, test.running():
        config = test.config()
        process = test.start(config)
        try:
            test.first_cycle()
            test.pass_around(6)
            test.settled()
            backup = tmp_path / "backup.db"
            copy_store(tmp_path / "store.db", backup)
            test.pass_around(8)
            test.settled()
            test.pass_around(4)
            time.sleep(0.5)
            test.kill(process)
            for suffix in ("", "-wal", "-shm"):
                (tmp_path / f"store.db{suffix}").unlink(missing_ok=True)
            backup.rename(tmp_path / "store.db")
            process = test.start(config)
            test.pass_around(3)
            test.settled()
        finally:
            test.kill(process)
        assert_exactly_once(test.outcome())
