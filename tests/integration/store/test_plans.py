"""What every cycle asks of the store is found by an index, so it costs as much as it finds and not as much as there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy import event as sqlalchemy_event

from integration.store import history, merges, occasions, outbox, strikes, talk
from integration.store.access import Store

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
_SMALL = ("SEARCH account ", "SEARCH ticket USING INDEX ix_ticket_to_judge ")
"""One row an account, and an index that holds only what waits."""
ASKED: dict[str, Callable[[Store, Connection], object]] = {
    "tickets to judge": lambda s, c: history.load_to_judge(s, c, NOW, 10),
    "tickets that lag": lambda s, c: history.load_behind(s, c, NOW, 10),
    "merged tickets": lambda s, c: merges.load_merged(s, c, [1, 2]),
    "targets of merges": lambda s, c: merges.load_targets(s, c, [1, 2]),
    "a merge": lambda s, c: merges.save_merge(s, c, [1], 2, sure=True),
    "conversations to read": lambda s, c: talk.load_conversations(s, c, [1, 2]),
    "words that are withdrawn": lambda s, c: talk.blank_excerpts(s, c, [1]),
    "words that are old": lambda s, c: talk.blank_old_excerpts(s, c, NOW),
    "occasions": lambda s, c: occasions.load_keys(s, c, [1], open_only=True),
    "tickets that are due": lambda s, c: occasions.load_due(s, c, NOW, 10),
    "messages to enter": lambda s, c: outbox.enter(s, c, ["key"], NOW),
    "channels": outbox.load_channels,
    "messages to send": lambda s, c: outbox.load_due(s, c, "leads", ["promises"], NOW, 3),
    "incidents of tickets": lambda s, c: strikes.load_incidents(s, c, [1, 2]),
    "what is remembered of people": lambda s, c: strikes.load_records(s, c, [1, 2]),
    "of whom anything is": lambda s, c: strikes.is_remembered(s, c, [1, 2]),
    "tickets of people": lambda s, c: strikes.load_tickets_of(s, c, [1, 2]),
    "distress that is known": lambda s, c: strikes.load_distressed(s, c, [1, 2]),
    "messages that are old news": lambda s, c: outbox.expire(s, c, NOW),
}


def plans(store: Store, path: Path, ask: Callable[[Store, Connection], object]) -> list[str]:
    """How SQLite finds what is asked: the steps of all plans."""
    seen: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        seen.append((told[2], told[3]))

    sqlalchemy_event.listen(store.engine, "before_cursor_execute", note)
    with store.transaction() as connection:
        ask(store, connection)
    sqlalchemy_event.remove(store.engine, "before_cursor_execute", note)
    finding = [(sql, values) for sql, values in seen if sql.startswith(("SELECT", "UPDATE", "DELETE"))]
    with closing(sqlite3.connect(path)) as own:
        return [row[3] for sql, values in finding for row in own.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


def reads_all(step: str) -> bool:
    """Whether a step goes through a whole table, or through all of an account's rows in a large one."""
    return step.startswith("SCAN") or (step.endswith("(account=?)") and not step.startswith(_SMALL))


@pytest.mark.parametrize("asked", ASKED)
def test_what_a_cycle_asks_is_found_by_an_index(tmp_path: Path, asked: str) -> None:
    store = Store.open(tmp_path / "store.db", "harbour")
    steps = plans(store, tmp_path / "store.db", ASKED[asked])
    store.engine.dispose()
    assert any(step.startswith("SEARCH") and "account USING" not in step for step in steps)
    assert [step for step in steps if reads_all(step)] == []
