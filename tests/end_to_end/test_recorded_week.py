"""A recorded week, looked at again: explained and back-tested, it is what the service made of it live."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from integration.console.demo import run_demo
from integration.engine.context import Context
from integration.engine.explain import explain_ticket
from integration.replay.backtest import run_backtest
from integration.sandbox.server import Sandbox
from integration.store.schema import finding, run, ticket

pytestmark = pytest.mark.slow
Key = tuple[str, int, str]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Context, Sandbox]]:
    """The demo's week and the days after it, looked after by the service with all its kinds of policies."""
    result, sandbox = run_demo(tmp_path_factory.mktemp("week"), lambda _text, _share: None)
    yield result.account, sandbox
    sandbox.stop()


def recorded(account: Context) -> dict[Key, tuple[str, datetime, datetime]]:
    """What the live cycles found: its state, when it began, and when it was first seen."""
    with account.store.reading() as connection:
        return {
            (row.policy, row.ticket_id, row.episode): (row.state, row.since, row.first_seen)
            for row in connection.execute(select(finding).where(finding.c.account == account.account))
        }


def content(account: Context) -> list[str]:
    with closing(sqlite3.connect(str(account.store.place))) as connection:
        return list(connection.iterdump())


def test_every_ticket_explained_gives_exactly_the_findings_that_are_open_or_dismissed(
    week: tuple[Context, Sandbox],
) -> None:
    account, sandbox = week
    known, writes, before = recorded(account), len(sandbox.writes()), content(account)
    with account.store.reading() as connection:
        ids = list(connection.scalars(select(ticket.c.ticket_id).order_by(ticket.c.ticket_id)))
    found: set[Key] = set()
    for ticket_id in ids:
        for traced in explain_ticket(account, ticket_id, may_ask=False).policies:
            judgement = traced.judgement
            met = [condition.met for condition in traced.conditions]
            assert judgement.verdict.findings or False in met, (ticket_id, judgement.policy.name)
            found |= {
                (judgement.policy.name, each.ticket_id or ticket_id, each.episode)
                for each in judgement.verdict.findings
            }
    still_open = {key for key, (state, *_) in known.items() if state == "open"}
    dismissed = {key for key, (state, *_) in known.items() if state == "dismissed"}
    assert len(ids) > 800
    assert still_open <= found <= still_open | dismissed
    assert (len(sandbox.writes()), content(account)) == (writes, before), "explaining writes nothing anywhere"


def test_a_replay_over_the_stored_watermarks_gives_exactly_the_findings_of_the_live_cycles(
    week: tuple[Context, Sandbox],
) -> None:
    account, sandbox = week
    known, writes, before = recorded(account), len(sandbox.writes()), content(account)
    with account.store.reading() as connection:
        watermarks = [at for at in connection.scalars(select(run.c.watermark)) if at is not None]
    shares: list[float] = []
    start, end = min(watermarks), max(watermarks)
    (answer,) = run_backtest([account], account.store, start, end, shares.append)
    assert set(answer.tally.found) == set(known)
    assert len(known) > 250
    for key, found in answer.tally.found.items():
        _, since, first_seen = known[key]
        assert found.since == since
        # A ticket that changes every minute is judged on a read of its own, between two watermarks.
        assert found.first_seen == first_seen or first_seen not in watermarks
    assert answer.question.stage.beats.watermarks == tuple(sorted(set(watermarks)))
    assert shares[-1] == 1.0
    assert (len(sandbox.writes()), content(account)) == (writes, before), "a back-test writes nothing"


def test_a_folder_of_the_store_is_as_it_was(week: tuple[Context, Sandbox]) -> None:
    folder = Path(week[0].store.place).parent
    assert not [path.name for path in folder.iterdir() if "backtest" in path.name]
