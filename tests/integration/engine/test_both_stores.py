"""The same days on SQLite and on PostgreSQL: every row of every table is equal, and so is what stands in Zendesk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event

from integration import exits
from integration.cli import main
from integration.engine.context import Context
from integration.replay import backtest
from integration.store.access import Store
from integration.store.errors import StoreBusy
from tests.integration.engine.acts import findings, many_passed_around, policy, rows
from tests.integration.engine.days import LADDER, PLAN, dump, live_days
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

_READ = re.compile(r"^SELECT .*\bFROM (ticket|event|timer|finding|action|person)\b", re.DOTALL)


@pytest.fixture(scope="module")
def companies(
    postgres_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[Harbour, Context]]]:
    """Two companies that live the same days, one with each store."""
    with postgres_server.database() as name:
        places = {"sqlite": None, "postgresql": postgres_server.address(name)}
        made = {sort: Harbour(tmp_path_factory.mktemp(sort), database=at) for sort, at in places.items()}
        with made["sqlite"], made["postgresql"]:
            yield {sort: (company, live(company)) for sort, company in made.items()}


def live(harbour: Harbour) -> Context:
    """The same days, as one service lives them."""
    account = harbour.open(PLAN)
    live_days(harbour, lambda after: harbour.cycle(account, after=after))
    return account


def test_both_stores_hold_the_same_and_zendesk_shows_the_same(
    companies: dict[str, tuple[Harbour, Context]],
) -> None:
    shown = {}
    for sort, (harbour, _) in companies.items():
        tickets = sorted(harbour.world.tickets)
        shown[sort] = {ticket: (harbour.notes(ticket), harbour.tags(ticket)) for ticket in tickets}
    assert shown["sqlite"] == shown["postgresql"]
    kept = {sort: dump(account.store) for sort, (_, account) in companies.items()}
    assert kept["sqlite"] == kept["postgresql"]
    _, account = companies["postgresql"]
    assert account.store.engine.dialect.name == "postgresql"
    assert {row.state for row in findings(account)} == {"open", "dismissed", "resolved"}
    assert {"done", "held"} <= {row.state for row in rows(account)}


def test_a_dry_run_works_on_a_copy_and_nothing_of_it_is_kept(
    companies: dict[str, tuple[Harbour, Context]],
) -> None:
    harbour, account = companies["postgresql"]
    before, writes = dump(account.store), len(harbour.sandbox.writes())
    tried = harbour.open(policy(steps=LADDER), dry_run=True)
    assert tried.store.engine.dialect.name == "sqlite"
    copied = {table: rows for table, rows in dump(tried.store).items() if table != "account"}
    assert copied == {table: rows for table, rows in before.items() if table != "account"}
    many_passed_around(harbour, 1)
    assert harbour.cycle(tried).counts["found"] > 0
    assert dump(account.store) == before
    assert len(harbour.sandbox.writes()) == writes


def test_a_back_test_says_the_same_also_in_processes_of_their_own(
    companies: dict[str, tuple[Harbour, Context]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {sort: asked(account) for sort, (_, account) in companies.items()}
    assert told["sqlite"] == told["postgresql"]
    monkeypatch.setattr(backtest, "_INLINE", 0)
    monkeypatch.setattr(backtest.os, "cpu_count", lambda: 1)
    assert asked(companies["postgresql"][1]) == told["postgresql"]


def asked(account: Context) -> dict[str, Any]:
    """What a back-test of the last days answers."""
    row = account.store.load_account()
    end = row.watermark
    (answer,) = backtest.run_backtest([account], account.store, row.history_start, end, lambda _share: None)
    return {"found": answer.tally.planned, "batches": answer.batches}


def test_what_is_read_in_sets_is_so_on_both(companies: dict[str, tuple[Harbour, Context]]) -> None:
    """A cycle with many changed tickets reads as often as one with few."""
    reads: dict[tuple[str, int], int] = {}
    for sort, (harbour, account) in companies.items():
        for number in (2, 12):
            many_passed_around(harbour, number)
            with statements(account.store) as said:
                harbour.cycle(account)
            reads[sort, number] = sum(bool(_READ.search(statement)) for statement in said)
            for _ in range(2):
                harbour.cycle(account)
    assert len(set(reads.values())) == 1, reads


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_what_a_cut_connection_leaves_behind_is_finished_by_the_next_cycles(
    postgres_server: Server, tmp_path: Path
) -> None:
    """Cut before one statement of a cycle after the other, also between a PUT and what is written down of it."""
    with (
        postgres_server.database() as name,
        Harbour(tmp_path, database=postgres_server.address(name)) as harbour,
    ):
        account = harbour.open(policy(), "[limits]\nupdates_per_owner_per_day = 1000")
        harbour.cycle(account)
        due, cuts = [], 0
        for place in range(1, 100, 4):
            due.append(harbour.passed_around())
            with cut_before(account.store, place, postgres_server, name):
                try:
                    harbour.cycle(account)
                except StoreBusy:
                    cuts += 1
        assert cuts > 15
        for _ in range(4):
            harbour.cycle(account, after=1000)
        assert [len(harbour.notes(ticket)) for ticket in due] == [1] * len(due)
        assert {row.state for row in rows(account)} == {"done"}


@contextmanager
def cut_before(store: Store, place: int, server: Server, name: str) -> Iterator[None]:
    """End the store's connections before the statement at a place, counted from 1."""
    number = count(1)

    def note(*_told: object) -> None:
        if next(number) == place:
            server.cut(name)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


# -- the verbs -------------------------------------------------------------------------------------------------


def typed(harbour: Harbour, *words: str) -> Result:
    """Type a verb with the company's configuration."""
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(policy()))
    return CliRunner().invoke(main, [*words, "--config", str(config)])


def test_a_new_database_is_refused_until_migrate_was_typed(postgres_server: Server, tmp_path: Path) -> None:
    with (
        postgres_server.database(empty=True) as name,
        Harbour(tmp_path, database=postgres_server.address(name)) as harbour,
    ):
        assert "nothing was stored yet" in typed(harbour, "status").stdout
        refused = typed(harbour, "brake")
        assert (refused.exit_code, refused.stdout) == (exits.STORE, "")
        assert (
            refused.stderr == f"postgresql://postgres@/{name}: has no tables yet; type: steadyhand migrate\n"
        )
        assert "the tables were made, at " in typed(harbour, "migrate").stdout
        assert "nothing to do" in typed(harbour, "migrate").stdout
        assert typed(harbour, "brake", "set").exit_code == exits.FINE
        assert json.loads(typed(harbour, "brake", "--json").stdout)["brake"] == "Set by hand."


def test_a_file_needs_no_migrate_and_takes_it(tmp_path: Path) -> None:
    with Harbour(tmp_path) as harbour:
        assert f"{tmp_path}/store.db: the tables were made" in typed(harbour, "migrate").stdout
        assert "nothing to do" in typed(harbour, "migrate").stdout
