"""What can be taken back is found by what was written, and what was written is known by what each row says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from integration.store import ledger, occasions
from integration.store.access import Store, upsert
from integration.store.place import Place
from integration.store.schema import action
from integration.store.undoing import Asked, load_asked, occasions_of
from policies.core.actions import UNDO, State

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
PAYLOAD = {
    "note": "…",
    "add_tags": ["told"],
    "remove_tags": [],
    "fields": {"priority": "high", "assignee_id": 12},
    "custom_fields": {"77": ["north"]},
    "own_tags": ["told"],
}
BEFORE = {"tags": [], "priority": "low", "assignee_id": None, "custom_fields": {"77": None}}


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened = Store.open(place, "harbour")
    opened.take_lease(NOW)
    yield opened
    opened.engine.dispose()


def enter(store: Store, connection: Connection, key: str, **more: Any) -> None:  # noqa: ANN401 - columns
    row = {
        "account": store.account,
        "key": key,
        "ticket_id": 1,
        "policy": "watch",
        "episode": "e/1",
        "step": "at once",
        "reference": "SH-00000001",
        "state": State.DONE,
        "payload": PAYLOAD,
        "before": BEFORE,
        "first_at": NOW,
        "changed_at": NOW,
        "sent_at": NOW,
        "written_at": NOW,
        **more,
    }
    upsert(connection, action, [row], ("account", "key"))


def test_a_row_of_an_earlier_release_owns_what_its_update_set(store: Store) -> None:
    with store.transaction() as connection:
        enter(store, connection, "a")
        entry = ledger.load_entries(store, connection, [1], {})[1]["a"]
    assert entry.own_fields == {"priority": "high", "assignee_id": 12, "custom_field:77": ("north",)}
    assert entry.before == {"priority": "low", "assignee_id": None, "custom_field:77": None}
    assert entry.own_note


def test_of_an_update_of_several_each_row_owns_what_it_says(store: Store) -> None:
    own = {**PAYLOAD, "own_fields": {"priority": "high"}, "own_removed": ["calm"], "own_note": False}
    with store.transaction() as connection:
        enter(store, connection, "a", payload=own, before={**BEFORE, "custom_fields": {}})
        entry = ledger.load_entries(store, connection, [1], {})[1]["a"]
    assert (entry.own_fields, entry.before) == ({"priority": "high"}, {"priority": "low"})
    assert entry.own_removed == {"calm"}
    assert not entry.own_note


def test_only_an_undo_undoes_and_only_what_stands(store: Store) -> None:
    with store.transaction() as connection:
        enter(store, connection, "a")
        enter(store, connection, "b", state=State.FAILED)
        undoes = {**PAYLOAD, "undoes": ["a", "b"]}
        enter(store, connection, "c", payload=undoes)
        ledger.mark_undone(store, connection, ["c"], NOW)
        assert {row.key: row.state for row in ledger.load_rows_of(store, connection, [1])[1]} == {
            "a": "done",
            "b": "failed",
            "c": "done",
        }
        enter(store, connection, "d", payload=undoes, step=f"{UNDO} of 1", reference="SH-00000009")
        ledger.mark_undone(store, connection, ["d"], NOW)
        after = {row.key: row for row in ledger.load_rows_of(store, connection, [1])[1]}
    assert {key: row.state for key, row in after.items()} == {
        "a": "undone",
        "b": "failed",
        "c": "done",
        "d": "done",
    }
    assert after["a"].sentence == "Taken back by SH-00000009."


def test_everything_that_is_asked_has_to_fit_and_an_undo_is_never_meant(store: Store) -> None:
    with store.transaction() as connection:
        enter(store, connection, "a")
        enter(store, connection, "b", policy="other", written_at=NOW + timedelta(hours=1))
        enter(store, connection, "c", state=State.SENDING, written_at=None, sent_at=NOW + timedelta(hours=2))
        enter(store, connection, "d", state=State.HELD, written_at=None)
        enter(store, connection, "e", step=f"{UNDO} of 1")
        enter(store, connection, "f", state=State.PLANNED, note_written=True, written_at=None)

        def found(**asked: Any) -> str:  # noqa: ANN401 - what is asked
            return "".join(row.key for row in load_asked(store, connection, Asked(**asked)))

        assert sorted(found(reference="SH-00000001")) == ["a", "b", "c", "f"]
        assert found(policy="other") == "b"
        assert found(since=NOW + timedelta(minutes=30)) == "bc"
        assert found(since=NOW + timedelta(minutes=30), policy="watch") == "c"


def test_a_cycles_writes_are_those_sent_between_it_and_the_next(store: Store) -> None:
    with store.transaction() as connection:
        for minutes in (0, 10, 20):
            occasions.save_run(store, connection, NOW + timedelta(minutes=minutes), NOW, "", {"wrote": 1})
            sent = NOW + timedelta(minutes=minutes)
            enter(store, connection, f"at {minutes}", sent_at=sent)
            enter(store, connection, f"late {minutes}", sent_at=sent + timedelta(minutes=9))
        assert {row.key for row in load_asked(store, connection, Asked(run=2))} == {"at 10", "late 10"}
        assert {row.key for row in load_asked(store, connection, Asked(run=3))} == {"at 20", "late 20"}


def test_an_occasion_that_is_taken_back_stays_so_whatever_is_found_later(store: Store) -> None:
    key = ("watch", 1, "e/1")
    finding = {
        "policy": "watch",
        "ticket_id": 1,
        "episode": "e/1",
        "because": "It is so.",
        "since": NOW,
        "mode": "enforce",
        "digest": "",
        "found_by_edit": None,
    }
    look = occasions.Look([1], NOW, (), {(1, "watch")})
    with store.transaction() as connection:
        enter(store, connection, "a")
        occasions.save_findings(store, connection, [finding], look)
        assert occasions_of(store, connection, load_asked(store, connection, Asked())) == {"a": key}
        occasions.take_back(store, connection, {key: NOW}, withdraw=True)
        for rows in ([finding], []):
            occasions.save_findings(store, connection, rows, look)
            known = occasions.load_occasions(store, connection, [1], {})[1]["watch", "e/1"]
            assert (known.undone_at, known.withdraw, known.dismissed) == (NOW, True, False)
        occasions.dismiss(store, connection, key, NOW + timedelta(hours=1), 11)
        known = occasions.load_occasions(store, connection, [1], {})[1]["watch", "e/1"]
        assert known.dismissed
        assert known.undone_at is not None


def test_it_is_known_whether_a_process_holds_the_account(store: Store) -> None:
    assert store.is_running(NOW)
    store.release_lease()
    assert not store.is_running(NOW)


def test_a_note_that_was_asked_for_is_still_wanted_when_the_undo_is_asked_for_again(store: Store) -> None:
    known, unseen = ("watch", 1, "e/1"), ("watch", 2, "e/2")
    with store.transaction() as connection:
        occasions.dismiss(store, connection, known, NOW, 5)
        occasions.take_back(store, connection, {known: NOW + timedelta(hours=1)}, withdraw=True)
        occasions.take_back(store, connection, {known: NOW, unseen: NOW + timedelta(hours=2)})
        found = occasions.load_occasions(store, connection, [1, 2], {})
    first, second = found[1]["watch", "e/1"], found[2]["watch", "e/2"]
    assert (first.dismissed, first.withdraw, first.undone_at) == (True, True, NOW)
    assert (second.dismissed, second.withdraw, second.undone_at) == (False, False, NOW + timedelta(hours=2))
