"""`steadyhand forget`: of an end user nothing stays in the store or its file, and what was written is still known."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from integration import exits
from integration.cli import main
from integration.engine import keeping
from integration.engine.context import Context
from integration.engine.forgetting import forget_person
from integration.engine.write import Gate, Letter
from integration.store import history, ledger, outcomes, wiping
from integration.store.access import Store
from integration.store.database import copy_store
from integration.store.errors import StoreError
from integration.store.schema import event, metadata
from integration.zendesk.models import UserRow
from integration.zendesk.transport import Transport
from policies.core.actions import State
from tests.end_to_end.conduct.scenes import THREAT, boundaries, cases, remembered, writes
from tests.end_to_end.promises.days import OVERDUE, promises, say
from tests.integration.engine.acts import findings, many_passed_around, person, rows
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

CANARY = "Quibblewort"
PROMISE = f"I'll get back to you by 3pm today, Mrs {CANARY}."
RUDE = f"You are a bunch of idiots, all of you at {CANARY}."
POLICIES = promises(OVERDUE) + boundaries("mask_words = false")


@pytest.fixture(params=["sqlite", "postgresql"])
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Harbour]:
    """The company, with either store."""
    if request.param == "sqlite":
        with Harbour(tmp_path) as harbour:
            yield harbour
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database() as name, Harbour(tmp_path, database=server.address(name)) as harbour:
        yield harbour


def lived(harbour: Harbour) -> tuple[Context, int, int]:
    """A customer with a ticket of their own, who is rude there and on another customer's; both tickets."""
    with harbour.sandbox.lock:
        other = harbour.world.add_user("Lou Other")
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    own = harbour.ticket(agent=0)
    with harbour.sandbox.lock:
        others = harbour.world.add_ticket(
            other, "A question", group_id=harbour.groups[0], assignee_id=harbour.agents[1]
        )
    say(harbour, own, PROMISE)
    writes(harbour, own, RUDE)
    writes(harbour, others, f"{RUDE} {THREAT}")
    say(harbour, others, "#abuse", who=harbour.agents[1], public=False)
    for after in (600, 5 * 3600, 90):
        harbour.cycle(account, after=after)
    return account, own, others


@dataclass(frozen=True)
class Days:
    """What was lived once for several tests, and the store as it was then."""

    harbour: Harbour
    account: Context
    own: int
    others: int
    copy: Path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """The days, lived once; the company's clock stands still unless a test moves it."""
    with Harbour(tmp_path_factory.mktemp("lived")) as harbour:
        account, own, others = lived(harbour)
        account.store.release_lease()
        copy_store(harbour.folder / "store.db", harbour.folder / "copy.db")
        yield Days(harbour, account, own, others, harbour.folder / "copy.db")


@pytest.fixture
def days(once: Days) -> Days:
    """The same with the store as it was."""
    once.account.store.engine.dispose()
    for side in ("-wal", "-shm"):
        (once.harbour.folder / f"store.db{side}").unlink(missing_ok=True)
    (once.harbour.folder / "store.db").write_bytes(once.copy.read_bytes())
    return once


def standing(store: Store, *words: str) -> set[tuple[str, str]]:
    """Which of these words stand in which tables, as words of their own."""
    with store.reading() as connection:
        return {
            (table.name, word)
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
            for word in words
            if re.search(rf"(?<!\d){re.escape(word)}(?!\d)", str(tuple(row)))
        }


@contextmanager
def counting(account: Context) -> Iterator[None]:
    """What is counted is so after as before."""

    def counts() -> object:
        with account.store.reading() as connection:
            return (
                [tuple(row) for row in outcomes.count_by_step(account.store, connection)],
                [tuple(row) for row in outcomes.count_by_occasion(account.store, connection)],
                ledger.count_states(account.store, connection)[State.DONE],
                len(findings(account)),
            )

    before = counts()
    yield
    assert counts() == before


def typed(harbour: Harbour, *words: str) -> Result:
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(POLICIES))
    return CliRunner().invoke(main, [*words, "--config", str(config)])


def test_nothing_of_a_customer_stays_and_what_is_counted_stays_true(company: Harbour) -> None:
    account, own, others = lived(company)
    account.store.write_brake("Set by hand.", account.now())
    for ticket in (own, others):
        person(company, ticket, {"status": "open"}, actor=company.agents[1])
        writes(company, ticket, f"I know where your office at {CANARY} is and I will come and hurt you.")
    company.cycle(account)
    who = str(company.customer)
    tables = {table for table, _ in standing(account.store, who)}
    assert {"ticket", "event", "action", "incident", "restriction", "person"} <= tables
    assert standing(account.store, CANARY) == {("event", CANARY), ("action", CANARY)}, "a note waits"
    with counting(account):
        forget_person(account.store, company.folder / "store.db", company.customer)
    assert standing(account.store, who, CANARY) == set()
    assert (remembered(account), cases(account)) == ([], [])
    # A cycle finds the other customer's ticket without them, and remembers nothing of nobody.
    notes = [len(company.notes(ticket)) for ticket in (own, others)]
    account.store.write_brake(None, None)
    for _ in range(2):
        company.cycle(account, after=1900)
    assert standing(account.store, who, CANARY) == set()
    assert remembered(account) == []
    assert [len(company.notes(ticket)) for ticket in (own, others)] == notes


def test_the_words_are_gone_from_the_file_itself_also_beside_the_running_service(days: Days) -> None:
    harbour = days.harbour
    files = [harbour.folder / f"store.db{side}" for side in ("", "-wal")]
    held = days.account.store.engine.connect()  # the service is running
    assert any(CANARY.encode() in file.read_bytes() for file in files)
    result = typed(harbour, "forget", str(harbour.customer), "--yes", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["erased"], data["left_on_disk"]) == (exits.FINE, True, None)
    assert not any(CANARY.encode() in file.read_bytes() for file in files if file.exists())
    held.close()


def test_what_is_deleted_is_overwritten_and_what_could_not_be_wiped_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Retention and redactions write over words; where the whole file cannot be written anew, `forget` says so."""
    monkeypatch.setattr(wiping, "BUSY_MS", 50)
    place = tmp_path / "store.db"
    store = Store.open(place, "harbour")
    with store.reading() as reader:
        assert reader.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        reader.exec_driver_sql("select count(*) from account").all()
        store.write_brake("x", None)
        assert "another program reads the store" in str(wiping.wipe(place))
    assert wiping.wipe(place) is None
    with closing(sqlite3.connect(place, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            wiping.wipe(place)
    monkeypatch.setattr(wiping.shutil, "disk_usage", lambda _path: SimpleNamespace(free=0))
    assert "not enough room" in str(wiping.wipe(place))
    store.engine.dispose()


def test_without_yes_it_shows_table_by_table_and_changes_nothing(days: Days) -> None:
    harbour, account, own = days.harbour, days.account, days.own
    before = standing(account.store, str(harbour.customer), CANARY)
    copy = harbour.folder / "store.db.before-0003"
    cache = harbour.folder / "store.db.backtest-20260301-0a1b2c3d"
    for path in (copy, cache):
        path.write_bytes(b"")
    result = typed(harbour, "forget", str(harbour.customer))
    assert result.exit_code == exits.FINE
    assert re.search(r"^ +2  incident: incidents of abuse$", result.stdout, re.MULTILINE)
    assert f"left alone until Zendesk tells of them again: {own}." in result.stdout
    assert str(copy) in result.stdout
    assert (
        f"steadyhand forget --config {harbour.folder}/config.toml {harbour.customer} --yes" in result.stdout
    )
    assert CANARY not in result.stdout
    assert standing(account.store, str(harbour.customer), CANARY) == before
    again = typed(harbour, "forget", str(harbour.customer), "--yes").stdout
    assert "Erased:" in again
    assert (copy.exists(), cache.exists()) == (True, False)
    assert "Nothing is stored of person" in typed(harbour, "forget", str(harbour.customer), "--yes").stdout


def test_staff_are_no_end_users_and_names_are_not_stored(harbour: Harbour) -> None:
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    staff = typed(harbour, "forget", str(harbour.agents[0]), "--yes")
    assert staff.exit_code == exits.USAGE
    assert "is, or was, staff" in staff.stderr
    named = typed(harbour, "forget", "pat@example.com", "--yes")
    assert named.exit_code == exits.USAGE
    assert "not stored" in named.stderr


def test_while_a_write_to_their_ticket_is_on_its_way_nobody_is_forgotten(days: Days) -> None:
    harbour, account, own = days.harbour, days.account, days.own
    (row, *_) = (r for r in rows(account, own) if r.state == State.DONE)
    with account.store.aside() as connection:
        ledger.move(account.store, connection, [row.key], State.QUEUED, account.now(), job_id="j")
    before = standing(account.store, str(harbour.customer))
    result = typed(harbour, "forget", str(harbour.customer), "--yes")
    assert result.exit_code == exits.UNSETTLED
    assert f"A write to ticket {own} is on its way" in result.stderr
    assert standing(account.store, str(harbour.customer)) == before


def test_a_note_that_was_about_to_leave_does_not_once_its_customer_is_forgotten(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text was read before, and nothing of it stands in the ledger any more."""
    account = harbour.open()
    harbour.cycle(account)
    tickets = many_passed_around(harbour, 3)
    send = Gate._send  # noqa: SLF001 - between it and the mark as sending lie the waits for the limits

    def meanwhile(gate: Gate, letters: Sequence[Letter]) -> None:
        forget_person(account.store, harbour.folder / "store.db", harbour.customer)
        send(gate, letters)

    with monkeypatch.context() as patch:
        patch.setattr(Gate, "_send", meanwhile)
        assert harbour.cycle(account).counts["planned"] == 3
    harbour.cycle(account)
    assert [len(harbour.notes(ticket)) for ticket in tickets] == [0, 0, 0]
    assert {row.state for row in rows(account)} == {State.OBSOLETE}


def test_what_was_being_read_while_its_customer_was_forgotten_is_not_kept(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reading of a page and its keeping Zendesk is asked who a stranger is."""
    account = harbour.open(POLICIES)
    own = harbour.ticket(agent=0)
    harbour.cycle(account)
    with harbour.sandbox.lock:
        stranger = harbour.world.add_user("Sam Third")
    writes(harbour, own, RUDE)
    person(harbour, own, comment="I wait as well.", actor=stranger)
    fetch = keeping.fetch_users

    def meanwhile(transport: Transport, ids: Iterable[int]) -> dict[int, UserRow]:
        forget_person(account.store, harbour.folder / "store.db", harbour.customer)
        return fetch(transport, ids)

    monkeypatch.setattr(keeping, "fetch_users", meanwhile)
    for _ in range(2):
        harbour.cycle(account)
    with account.store.transaction() as connection:
        history.mark_wordless(account.store, connection, [own])  # as by an export that left words out
    harbour.cycle(account)
    harbour.cycle(account)
    with account.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(event)) == 0
    assert standing(account.store, str(harbour.customer), CANARY) == set()


def test_what_zendesk_tells_again_is_judged_on_its_whole_history_and_written_no_second_time(
    days: Days,
) -> None:
    harbour, own, others = days.harbour, days.own, days.others
    account = harbour.open(POLICIES)
    notes = [len(harbour.notes(ticket)) for ticket in (own, others)]
    assert min(notes) > 0
    forget_person(account.store, harbour.folder / "store.db", harbour.customer)
    for ticket in (own, others):
        person(harbour, ticket, {"priority": "high"})
    for _ in range(2):
        harbour.cycle(account, after=1900)
    assert [len(harbour.notes(ticket)) for ticket in (own, others)] == notes
    assert ("ticket", str(harbour.customer)) in standing(account.store, str(harbour.customer))
