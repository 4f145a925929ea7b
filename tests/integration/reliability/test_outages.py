"""What passes by itself is waited out: afterwards each due note is there once, and nothing was judged by a wrong time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import requests
from sqlalchemy import event
from structlog.testing import capture_logs

from integration.config.load import parse_config
from integration.engine import settle
from integration.engine.context import Context
from integration.keeper import Keeper
from integration.sandbox import auth as sandbox_auth
from integration.sandbox.faults import Fault
from integration.service import Clockwork, open_account
from integration.store.access import Store
from integration.zendesk.errors import SignInRefused
from integration.zendesk.transport import Transport
from integration.zendesk.wire import OneHostSession
from policies.core.actions import State
from tests.end_to_end.promises.days import promises, say
from tests.integration.engine.acts import gaps, many_passed_around, policy, rows
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

MANY = "[limits]\nupdates_per_owner_per_day = 1000"


class Service:
    """The company's service, as `run` keeps it, on simulated time."""

    def __init__(self, company: Harbour, text: str = policy()) -> None:
        self.company = company
        config = parse_config(company.config_text(text, MANY), company.folder / "config.toml")
        monotonic = company.world.clock.seconds
        self.keeper = Keeper(config, self._open, Event(), monotonic=monotonic)
        self._text = text
        self.poll()

    def _open(self, *_: object, **__: object) -> Context:
        return self.company.open(self._text, MANY)

    @property
    def account(self) -> Context:
        """The open account."""
        assert self.keeper.account is not None
        return self.keeper.account

    def poll(self, *, after: float = 90, times: int = 1) -> list[str]:
        """Some cycles, each some time later; what was logged, by its event."""
        with capture_logs() as logs:
            for _ in range(times):
                self.company.wait(after)
                self.keeper.poll()
        return [str(line["event"]) for line in logs if line["log_level"] != "debug"]


def assert_each_once(service: Service, due: list[int]) -> None:
    company = service.company
    assert {ticket: len(company.notes(ticket)) for ticket in due} == dict.fromkeys(due, 1)
    assert {row.state for row in rows(service.account)} == {State.DONE}
    assert service.account.store.load_account().brake is None


# -- Zendesk ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", status=500),
        Fault("html", status=503),
        Fault("html", status=504),
        Fault("reset"),
        Fault("truncated"),
        Fault("status", status=429, retry_after_s=30),
        Fault("status", status=429),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}" + (" with a wait" if fault.retry_after_s else ""),
)
def test_an_hour_of_failing_calls_is_waited_out(harbour: Harbour, fault: Fault) -> None:
    """5xx, resets, cut-off answers and storms of 429, from before a note is due until an hour later."""
    service = Service(harbour)
    due = many_passed_around(harbour, 3)
    harbour.sandbox.faults.add(
        Fault(fault.kind, status=fault.status, retry_after_s=fault.retry_after_s, times=None)
    )
    begun, asked = harbour.world.clock.now(), len(harbour.sandbox.requests)
    while harbour.world.clock.now() - begun < timedelta(hours=1):
        assert "zendesk_out_of_reach" in service.poll(after=240)
    assert len(harbour.sandbox.requests) - asked < 15 * 20, "pauses grow, and no cycle tries for ever"
    assert service.keeper.failure is None
    harbour.sandbox.faults.clear()
    service.poll(times=3)
    assert_each_once(service, due)


@pytest.mark.parametrize("kind", ["lost_answer", "late_status"])
def test_an_hour_in_which_no_write_is_answered_repeats_none(harbour: Harbour, kind: Any) -> None:  # noqa: ANN401 - a word of Fault's
    service = Service(harbour)
    due = many_passed_around(harbour, 5)
    harbour.sandbox.faults.add(Fault(kind, method="PUT", times=None, status=504))
    service.poll(after=300, times=12)
    harbour.sandbox.faults.clear()
    service.poll(after=1000, times=2)
    service.poll(times=3)
    assert_each_once(service, due)


def test_jobs_of_others_of_which_there_is_always_some_keep_no_write_in_doubt(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that could hold the write is waited for; those that began since are somebody else's."""
    looks = count(1)

    def running(_transport: Transport) -> frozenset[str]:
        look = next(looks)
        return frozenset({f"theirs {look}", *(["perhaps ours"] if look < 3 else [])})

    monkeypatch.setattr(settle, "fetch_jobs_running", running)
    service = Service(harbour)
    (ticket,) = many_passed_around(harbour, 1)
    harbour.sandbox.faults.add(Fault("status", method="PUT", status=504))
    service.poll()
    assert [row.state for row in rows(service.account, ticket)] == ["sending"]
    service.poll(after=1000)
    service.poll()
    assert [row.state for row in rows(service.account, ticket)] == ["sending"], "its job may go on"
    service.poll(times=2)
    assert_each_once(service, [ticket])


def test_a_token_that_ends_at_any_call_of_a_cycle_is_renewed(
    harbour: Harbour,
) -> None:
    service = Service(harbour)
    due: list[int] = []
    asked = 0
    place = 0
    while place <= asked:
        place += 1
        due += many_passed_around(harbour, 3)
        service.account.probe_due = True
        with revoking(harbour, place) as seen:
            service.poll()
        asked = len(seen)
    assert asked > 6
    service.poll(times=3)
    assert_each_once(service, due)


@contextmanager
def revoking(company: Harbour, place: int) -> Iterator[list[str]]:
    """Meanwhile all tokens end before the call of that number; the calls."""
    send = OneHostSession.send
    seen: list[str] = []

    def call(session: OneHostSession, request: Any, **options: Any) -> requests.Response:  # noqa: ANN401 - as requests has it
        seen.append(request.path_url)
        if len(seen) == place:
            company.sandbox.auth.revoke_all()
        return send(session, request, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OneHostSession, "send", call)
        yield seen


def test_a_client_that_is_deleted_stops_all_and_one_that_is_back_goes_on(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(harbour)
    due = many_passed_around(harbour, 3)
    harbour.sandbox.auth.revoke_all()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(sandbox_auth, "CLIENT_ID", "another")
        assert "account_failed" in service.poll()
        assert isinstance(service.keeper.failure, SignInRefused)
        asked = len(harbour.sandbox.requests)
        service.poll(after=60)
        assert len(harbour.sandbox.requests) == asked, "it rests"
        assert harbour.sandbox.writes() == []
    service.poll(after=400)
    service.poll(times=3)
    assert service.keeper.failure is None
    assert_each_once(service, due)


@pytest.mark.parametrize("status", [400, 422])
def test_a_cursor_that_zendesk_takes_no_more_costs_nothing_and_is_told(harbour: Harbour, status: int) -> None:
    service = Service(harbour)
    service.poll(times=2)
    due = many_passed_around(harbour, 3)
    spoil_cursor(service.account.store)
    harbour.sandbox.faults.add(
        Fault("status", path="tickets/cursor", status=status, code="InvalidCursor", times=1)
    )
    assert "cursor_refused" in service.poll()
    service.poll(times=2)
    assert_each_once(service, due)
    assert gaps(service.account) == {("cursor", "tickets"): 1}


def spoil_cursor(store: Store) -> None:
    """As a cursor would be that Zendesk has forgotten."""
    store.save_account(ticket_cursor="bm8gY3Vyc29y")


# -- time ------------------------------------------------------------------------------------------------------


class OwnClocks:
    """The machine's clocks, which go otherwise than Zendesk's."""

    def __init__(self, company: Harbour) -> None:
        self.company = company
        self.set_by, self.slept = timedelta(), timedelta()

    def wall(self) -> datetime:
        """The machine's clock on the wall, as somebody has set it."""
        return self.company.world.clock.now() + self.set_by

    def monotonic(self) -> float:
        """It stands still while the machine sleeps."""
        return self.company.world.clock.seconds() - self.slept.total_seconds()

    def open(self, text: str) -> Context:
        """The service on these clocks."""
        company = self.company
        config = parse_config(company.config_text(text, MANY), company.folder / "config.toml")
        clockwork = Clockwork(self.monotonic, self.wall, company.world.clock.sleep)
        account = open_account(config, clockwork=clockwork)
        company.accounts.append(account)
        return account


@pytest.mark.parametrize("hours", [-26, 3, 24 * 400])
def test_a_clock_of_this_machine_that_is_set_by_hours_breaks_no_promise_and_loses_no_lease(
    harbour: Harbour, hours: int
) -> None:
    clocks = OwnClocks(harbour)
    account = clocks.open(policy() + promises())
    harbour.cycle(account)
    promised = harbour.ticket(agent=0)
    say(harbour, promised, "I'll get back to you within five hours.")
    harbour.cycle(account)
    clocks.set_by = timedelta(hours=hours)
    (due,) = many_passed_around(harbour, 1)
    for _ in range(3):
        harbour.cycle(account)
    assert (len(harbour.notes(due)), harbour.notes(promised)) == (1, [])
    watermark = account.store.load_account().watermark
    assert harbour.world.clock.now() - watermark < timedelta(minutes=5)
    account.beat()
    assert account.store.load_account().heartbeat == clocks.wall()


def test_a_machine_that_slept_finds_no_breach_of_what_was_kept_meanwhile(harbour: Harbour) -> None:
    """It wakes after nine hours: what was answered in its sleep is read before anything is judged."""
    clocks = OwnClocks(harbour)
    account = clocks.open(policy() + promises())
    harbour.cycle(account)
    kept, broken = (harbour.ticket(agent=0) for _ in range(2))
    for ticket in (kept, broken):
        say(harbour, ticket, "I'll get back to you within two hours.")
    harbour.cycle(account)
    harbour.wait(3600)
    say(harbour, kept, "It left the warehouse this morning.")
    harbour.wait(8 * 3600)
    clocks.slept = timedelta(hours=9)
    for _ in range(3):
        harbour.cycle(account)
    assert (len(harbour.notes(kept)), len(harbour.notes(broken))) == (0, 1)


# -- the store -------------------------------------------------------------------------------------------------


def test_a_full_disk_is_waited_out_and_nothing_is_half_written(harbour: Harbour) -> None:
    """Full at one commit of a cycle after the other, also between a write and what is noted of it."""
    service = Service(harbour)
    due: list[int] = []
    full = 0
    for room in (0, 1, 2, 3, 5, 8):
        due += many_passed_around(harbour, 3)
        with little_room(service.account.store, room):
            full += service.poll().count("store_busy")
        service.poll()
    assert full > 1
    assert service.keeper.failure is None
    service.poll(after=1000, times=2)
    service.poll(times=2)
    assert_each_once(service, due)


@contextmanager
def little_room(store: Store, pages: int) -> Iterator[None]:
    """Meanwhile the file may grow by so many pages, as on a disk that is nearly full."""
    with store.reading() as connection:
        present = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {present + pages}")
        connection.execute("VACUUM")

    event.listen(store.engine, "connect", limit)
    store.engine.dispose()
    try:
        yield
    finally:
        event.remove(store.engine, "connect", limit)
        store.engine.dispose()


def test_a_database_that_goes_and_comes_back_is_waited_for(postgres_server: Server, tmp_path: Path) -> None:
    with (
        postgres_server.database() as name,
        Harbour(tmp_path, database=postgres_server.address(name)) as company,
    ):
        service = Service(company)
        due = many_passed_around(company, 3)
        with postgres_server.away():
            assert service.poll(times=3).count("store_busy") == 3
            assert company.sandbox.writes() == []
            due += many_passed_around(company, 2)
        service.poll(times=4)
        assert service.keeper.failure is None
        assert_each_once(service, due)
