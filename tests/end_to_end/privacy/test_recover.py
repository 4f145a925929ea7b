"""`steadyhand recover`: after a lost or older store no note is written twice, none is lost, and the ledger agrees with Zendesk."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import event

from integration import exits, service
from integration.cli import main
from integration.console.recovering import recovered_data
from integration.engine import recovering
from integration.engine.context import Context
from integration.engine.recovering import Recovered, recover
from integration.service import Clockwork
from integration.store.access import Store
from integration.store.closed import why_closed
from integration.store.database import copy_store
from integration.zendesk.transport import Transport
from policies.core.actions import State
from tests.end_to_end.conduct.scenes import THREAT, boundaries, cases, orders, remembered, writes
from tests.integration.engine.acts import findings, many_passed_around, person, policy, rows, states
from tests.integration.engine.harbour import Harbour

LADDER = """
[[steps]]
add_tags = ["one"]
note = true
[[steps]]
after = "2 hours"
add_tags = ["two"]
note = true
"""
POLICIES = policy(steps=LADDER) + boundaries()
HOURS = 3600


class Killed(BaseException):
    """The process ends here."""


def lose(harbour: Harbour, account: Context) -> None:
    """The service ends, and its store with it."""
    account.store.release_lease()
    account.store.engine.dispose()
    for side in ("", "-wal", "-shm"):
        (harbour.folder / f"store.db{side}").unlink(missing_ok=True)


def put_back(harbour: Harbour, account: Context) -> None:
    """The service ends, and the copy of before takes its store's place."""
    lose(harbour, account)
    (harbour.folder / "backup.db").rename(harbour.folder / "store.db")


def recovered(harbour: Harbour) -> tuple[Context, Recovered]:
    """The account after its recovery, in which nothing was written to Zendesk."""
    account = harbour.open(POLICIES)
    before = len(harbour.sandbox.writes())
    found = recover(account, None, lambda _words: None)
    assert len(harbour.sandbox.writes()) == before
    assert why_closed(account.store.load_account()) is None, "the rest is over"
    return account, found


def assert_the_ledger_agrees(harbour: Harbour, account: Context) -> None:
    """Each of our notes in Zendesk is done in the ledger, on its ticket, and the ledger has no other."""
    shown = {
        (ticket, reference)
        for ticket in harbour.world.tickets
        for text in harbour.notes(ticket)
        for reference in re.findall(r"SH-[0-9A-Z]{8}", text)
    }
    kept = {(row.ticket_id, row.reference) for row in rows(account) if row.state == State.DONE}
    assert shown
    assert {pair for pair in kept if pair[1]} == shown
    assert not [row for row in rows(account) if row.state in (State.SENDING, State.QUEUED, State.APPLIED)]


@pytest.mark.parametrize("store", ["lost", "older"])
def test_no_note_is_written_twice_and_none_is_lost(harbour: Harbour, store: str) -> None:
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    (early,) = many_passed_around(harbour, 1)
    harbour.cycle(account)
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    told = many_passed_around(harbour, 4)
    for _ in range(2):
        harbour.cycle(account)
    person(harbour, told[0], {"remove_tags": ["one"]}, actor=harbour.agents[1])
    harbour.cycle(account)
    untold = many_passed_around(harbour, 2)  # due, and the service ends before it sees them
    (lose if store == "lost" else put_back)(harbour, account)
    account, found = recovered(harbour)
    assert found.learned == found.new == (5 if store == "lost" else 4)
    assert [f.ticket_id for f in findings(account) if f.state == "dismissed"] == [told[0]]
    assert_the_ledger_agrees(harbour, account)
    before = [row[:11] for row in rows(account)]
    again = recover(account, None, lambda _words: None)
    assert (again.new, again.learned, again.resumed) == (0, found.learned, False)
    assert [row[:11] for row in rows(account)] == before, "a second one changes nothing"
    harbour.cycle(account)
    assert [len(harbour.notes(ticket)) for ticket in (early, *told, *untold)] == [1] * 7
    for _ in range(2):
        harbour.cycle(account, after=2 * HOURS)
    # Those that were told before the store was lost climb on, the dismissed one alone does not.
    assert [len(harbour.notes(ticket)) for ticket in (early, *told, *untold)] == [2, 1, 2, 2, 2, 2, 2]
    assert states(account, told[0])["passed-around: after 2 hours"] == "held: dismissed"
    assert_the_ledger_agrees(harbour, account)


def test_what_was_held_in_the_copy_and_written_since_is_known_with_its_tags(harbour: Harbour) -> None:
    account = harbour.open(POLICIES, "[limits]\nupdates_per_hour = 1")
    harbour.cycle(account)
    _, due = many_passed_around(harbour, 2)
    harbour.cycle(account)
    assert states(account, due)["passed-around: at once"] == "held: cap"
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    for _ in range(4):
        harbour.cycle(account, after=HOURS / 2)
    assert len(harbour.notes(due)) == 1
    put_back(harbour, account)
    account, _ = recovered(harbour)
    person(harbour, due, {"remove_tags": ["one"]}, actor=harbour.agents[1])
    for _ in range(2):
        harbour.cycle(account)
    assert [f.state for f in findings(account) if f.ticket_id == due] == ["dismissed"]
    assert len(harbour.notes(due)) == 1


def test_strikes_and_cases_are_known_again_before_the_first_write(harbour: Harbour) -> None:
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    ticket = harbour.ticket(agent=0)
    writes(harbour, ticket, THREAT)
    harbour.cycle(account)
    orders(harbour, ticket, f"#approve {cases(account)[0].reference}")
    for _ in range(2):
        harbour.cycle(account)
    known, kept, notes = remembered(account), cases(account), len(harbour.notes(ticket))
    lose(harbour, account)
    account, _ = recovered(harbour)
    assert [i.person_id for i in remembered(account)] == [i.person_id for i in known]
    assert [(c.reference, c.state) for c in cases(account)] == [(c.reference, c.state) for c in kept]
    harbour.cycle(account)
    assert len(harbour.notes(ticket)) == notes


@contextmanager
def killed_at(store: Store, place: int) -> Iterator[None]:
    """The process ends before the statement at a place, counted from 1."""
    number = count(1)

    def note(*_told: object) -> None:
        if next(number) == place:
            raise Killed

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def test_killed_anywhere_it_goes_on_and_a_service_that_is_started_instead_writes_nothing_twice(
    harbour: Harbour,
) -> None:
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    due = many_passed_around(harbour, 3)
    for _ in range(2):
        harbour.cycle(account)
    lose(harbour, account)
    kills, resumed = 0, 0
    for place in range(6, 150, 36):
        account = harbour.open(POLICIES)
        try:
            with killed_at(account.store, place):
                resumed += recover(account, None, lambda _words: None).resumed
        except Killed:
            kills += 1
    assert kills > 2
    harbour.cycle(account, after=1)  # a service, started before any recovery came to its end
    account, _ = recovered(harbour)
    harbour.cycle(account)
    assert [len(harbour.notes(ticket)) for ticket in due] == [1] * 3
    assert_the_ledger_agrees(harbour, account)


def test_only_a_job_that_could_be_ours_is_waited_for(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a busy account some job of somebody's always goes on: that holds nothing up for ever."""
    looks = count(1)

    def running(_transport: Transport) -> frozenset[str]:
        look = next(looks)
        return frozenset({f"theirs {look}", *(["ours"] if look < 4 else [])})

    account = harbour.open(POLICIES)
    monkeypatch.setattr(recovering, "fetch_jobs_running", running)
    said: list[str] = []
    recover(account, None, said.append)
    assert sum("it may be ours" in words for words in said) == 3


# -- the verb --------------------------------------------------------------------------------------------------


def typed(harbour: Harbour, *words: str) -> Result:
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(POLICIES))
    return CliRunner().invoke(main, [*words, "--config", str(config)])


def test_the_verb_tells_what_was_learned(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    many_passed_around(harbour, 2)
    for _ in range(2):
        harbour.cycle(account)
    lose(harbour, account)
    clock = harbour.world.clock
    simulated = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
    monkeypatch.setattr(service, "Clockwork", lambda: simulated)
    result = typed(harbour, "recover", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["learned_now"], data["closed_because"]) == (exits.FINE, 2, None)
    assert data.keys() == recovered_data("", recovered(harbour)[1]).keys()
    assert "read; waiting until the last minute is exported" in result.stderr
    told = typed(harbour, "recover", "--since", "2026-03-03").stdout
    assert "0 actions of ours that the ledger did not know were entered as done; 2 in all." in told
    assert "The writer rests no longer" in told


def test_it_is_refused_while_the_service_runs(harbour: Harbour) -> None:
    account = harbour.open(POLICIES)
    harbour.cycle(account)
    account.store.save_account(holder=f"{socket.gethostname()}:1")
    result = typed(harbour, "recover")
    assert result.exit_code == exits.STORE
    assert "is already running this account; stop it first" in result.stderr
