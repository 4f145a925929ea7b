"""The whole client against the embedded Zendesk over a socket, in simulated time."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET, LEGACY_EMAIL, LEGACY_TOKEN
from integration.sandbox.clock import Clock
from integration.sandbox.faults import Fault
from integration.sandbox.server import Sandbox
from integration.sandbox.world import World
from integration.zendesk.auth import ClientCredentials, Credentials, LegacyToken
from integration.zendesk.budget import Budget
from integration.zendesk.directory import fetch_directory
from integration.zendesk.errors import (
    Conflict,
    Gone,
    RateLimited,
    Refused,
    SignInRefused,
    Transient,
    Unknown,
    UnknownAccount,
    ZendeskError,
)
from integration.zendesk.exports import fetch_event_page, fetch_ticket_page
from integration.zendesk.models import EventRow, TicketRow
from integration.zendesk.payloads import TicketWrite
from integration.zendesk.signin import check_sign_in
from integration.zendesk.tickets import (
    fetch_audits,
    fetch_search_export,
    fetch_ticket,
    fetch_tickets,
    fetch_users,
)
from integration.zendesk.transport import Transport
from integration.zendesk.updates import fetch_job, fetch_jobs_running, put_batch, put_single

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARKER = {"v": 1, "epoch": 3, "keys": ["k1"]}


class Account:
    """An embedded account with two agents, a customer and a transport to it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world
        self.clock = sandbox.world.clock
        self.group = self.world.add_group("Parcels")
        self.agent = self.world.add_user("Bo Example", role="agent", groups=[self.group])
        self.customer = self.world.add_user("Ann Example", locale="nl")
        self.opened: list[Transport] = []

    def transport(self, auth: Credentials | None = None) -> Transport:
        """A transport whose sleep moves the simulated clock."""
        made = Transport(
            self.sandbox.url,
            auth
            or ClientCredentials(
                f"{self.sandbox.url}/oauth/tokens", CLIENT_ID, CLIENT_SECRET, monotonic=self.clock.seconds
            ),
            budget=Budget(monotonic=self.clock.seconds),
            user_agent="Steadyhand/0.1 (test)",
            timeout=(2, 5),
            sleep=self.clock.sleep,
            clock=self.clock.seconds,
        )
        self.opened.append(made)
        return made

    def ticket(self, at: datetime | None = None, **more: Any) -> int:  # noqa: ANN401 - a ticket's columns
        """A new ticket of the customer."""
        return self.world.add_ticket(self.customer, "Where is my parcel?", at=at, **more)

    def write(self, ticket_id: int, **more: Any) -> TicketWrite:  # noqa: ANN401 - a write's fields
        """A note and a tag on the ticket as it is now."""
        stamp = self.world.tickets[ticket_id].updated_at
        fixed = {"note_html": "<p>Passed around.</p>", "add_tags": ("passed_around",), "metadata": MARKER}
        return TicketWrite(**{"ticket_id": ticket_id, "updated_stamp": stamp, **fixed, **more})

    def pass_time(self, seconds: float) -> None:
        """Let simulated time pass."""
        self.clock.advance(timedelta(seconds=seconds))


@pytest.fixture
def account() -> Iterator[Account]:
    with Sandbox(World(Clock(START))) as sandbox:
        built = Account(sandbox)
        yield built
        for transport in built.opened:
            transport.close()


def all_tickets(transport: Transport, per_page: int = 1000) -> list[TicketRow]:
    page = fetch_ticket_page(transport, start_time=0, per_page=per_page)
    rows = list(page.tickets)
    while not page.end_of_stream:
        page = fetch_ticket_page(transport, page.after_cursor, per_page=per_page)
        rows += page.tickets
    return rows


def all_events(
    transport: Transport, start: int = 0, per_page: int = 1000
) -> tuple[dict[int, EventRow], set[int], list[int]]:
    """Events by id, tickets whose words are missing, gaps."""
    found: dict[int, EventRow] = {}
    textless: set[int] = set()
    gaps: list[int] = []
    for _ in range(200):
        page = fetch_event_page(transport, start, per_page=per_page)
        found |= {event.id: event for event in page.ticket_events if event.id not in found}
        textless |= set(page.textless)
        gaps += [page.gap] if page.gap is not None else []
        if page.end_of_stream:
            return found, textless, gaps
        assert page.next_start > start
        start = page.next_start
    raise AssertionError("the export does not end")


# --- exports ------------------------------------------------------------------------------------------------------------


def test_every_ticket_is_exported_in_pages_but_the_last_minute_is_not(account: Account) -> None:
    old = [account.ticket(at=START - timedelta(minutes=number)) for number in range(6, 1, -1)]
    fresh = account.ticket()
    transport = account.transport()
    rows = all_tickets(transport, per_page=2)
    assert {row.id for row in rows} == set(old)
    account.pass_time(70)
    assert fresh in {row.id for row in all_tickets(transport)}


def test_the_sideload_brings_the_requester_at_no_call(account: Account) -> None:
    account.ticket(at=START - timedelta(minutes=5))
    page = fetch_ticket_page(account.transport(), start_time=START - timedelta(hours=1))
    people = {user.id: user for user in page.users}
    assert (people[account.customer].role, people[account.customer].locale) == ("end-user", "nl")
    assert people[account.customer].name is None
    assert page.answered_at == START


def test_an_old_cursor_still_finds_what_changed(account: Account) -> None:
    account.ticket(at=START - timedelta(minutes=9))
    transport = account.transport()
    cursor = fetch_ticket_page(transport, start_time=0).after_cursor
    late = account.ticket(at=START - timedelta(minutes=2))
    page = fetch_ticket_page(transport, cursor)
    assert [row.id for row in page.tickets] == [late]
    assert fetch_ticket_page(transport, page.after_cursor).after_cursor == page.after_cursor


def test_tickets_that_only_an_ai_agent_touched_are_exported(account: Account) -> None:
    hidden = account.ticket(at=START - timedelta(minutes=9), support_type="ai_agent")
    assert [row.id for row in all_tickets(account.transport())] == [hidden]
    events, _, _ = all_events(account.transport())
    assert {event.ticket_id for event in events.values()} == {hidden}


def test_events_come_with_words_changes_and_who_did_it(account: Account) -> None:
    number = account.ticket(at=START - timedelta(minutes=9), group_id=account.group)
    account.world.update(
        number,
        account.agent,
        {"assignee_id": account.agent},
        comment="I am on it",
        at=START - timedelta(minutes=8),
    )
    events, textless, gaps = all_events(account.transport())
    last = list(events.values())[-1]
    assert (last.ticket_id, last.updater_id, last.at) == (number, account.agent, START - timedelta(minutes=8))
    children = {child.event_type: child for child in last.child_events}
    assert children["Comment"].has_text
    assert children["Comment"].public is True
    assert any("assignee_id" in child.raw for child in last.child_events)
    assert (textless, gaps) == (set(), [])


@pytest.mark.parametrize("per_page", [1000, 7, 1])
def test_no_event_is_lost_at_the_borders_of_pages(account: Account, per_page: int) -> None:
    for number in range(12):
        account.ticket(at=START - timedelta(seconds=900 - number * 20))
    events, _, gaps = all_events(account.transport(), per_page=per_page)
    assert len(events) == len(account.world.audits)
    assert gaps == []


def test_a_second_fuller_than_a_page_is_read_without_words_and_told(account: Account) -> None:
    crowd = [account.ticket(at=START - timedelta(minutes=9)) for _ in range(30)]
    after = account.ticket(at=START - timedelta(minutes=5))
    events, textless, gaps = all_events(account.transport(), per_page=20)
    assert {event.ticket_id for event in events.values()} == {*crowd, after}
    assert len(textless) == 10
    assert gaps == []


def test_a_second_fuller_than_a_thousand_is_a_gap_and_the_rest_goes_on(account: Account) -> None:
    second = START - timedelta(minutes=9)
    for _ in range(1005):
        account.ticket(at=second)
    after = account.ticket(at=START - timedelta(minutes=5))
    events, _, gaps = all_events(account.transport(), start=int(second.timestamp()))
    assert gaps == [int(second.timestamp())]
    assert after in {event.ticket_id for event in events.values()}
    assert len(events) == 1001


def test_a_page_too_heavy_for_zendesk_is_halved(account: Account) -> None:
    for number in range(100):
        account.ticket(at=START - timedelta(seconds=4000 - number * 20))
    account.world.switches.events_limit = 70
    page = fetch_event_page(account.transport(), 0)
    assert page.per_page == 62
    assert len(page.ticket_events) == 62


def test_exports_keep_to_six_a_minute_and_to_eighteen_with_the_add_on(account: Account) -> None:
    transport = account.transport()
    for _ in range(13):
        fetch_ticket_page(transport, start_time=0)
    assert account.clock.now() - START >= timedelta(seconds=120)
    account.world.switches.export_per_minute = 30
    fetch_ticket_page(transport, start_time=0)
    before = account.clock.now()
    for _ in range(11):
        fetch_ticket_page(transport, start_time=0)
    assert account.clock.now() - before <= timedelta(seconds=60)
    assert not [request for request in account.sandbox.requests if request.status == 429]


def test_links_to_another_host_are_not_followed(account: Account) -> None:
    numbers = [account.ticket(at=START - timedelta(minutes=20 - number)) for number in range(6)]
    account.sandbox.faults.add(Fault("foreign_link", times=None))
    assert {row.id for row in all_tickets(account.transport(), per_page=2)} == set(numbers)
    events, _, _ = all_events(account.transport(), per_page=2)
    assert len(events) == 6


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", status=503, retry_after_s=4),
        Fault("status", status=500),
        Fault("status", status=429, retry_after_s=9),
        Fault("html", status=502),
        Fault("html", status=200),
        Fault("truncated"),
        Fault("reset"),
        Fault("lost_answer"),
    ],
)
def test_reads_survive_what_passes(account: Account, fault: Fault) -> None:
    number = account.ticket(at=START - timedelta(minutes=9))
    transport = account.transport()
    fetch_ticket(transport, number)
    account.sandbox.faults.add(fault)
    assert [row.id for row in all_tickets(transport)] == [number]


# --- single reads ---------------------------------------------------------------------------------------------------------


def test_audits_in_both_directions_and_of_an_archived_ticket(account: Account) -> None:
    number = account.ticket(at=START - timedelta(hours=9))
    for hour in range(8, 0, -1):
        account.world.update(number, account.agent, comment=f"Hour {hour}", at=START - timedelta(hours=hour))
    transport = account.transport()
    oldest = [audit.id for audit in fetch_audits(transport, number)]
    assert len(oldest) == 9
    assert [audit.id for audit in fetch_audits(transport, number, newest_first=True)] == oldest[::-1]
    since = START - timedelta(hours=3)
    assert [a.created_at for a in fetch_audits(transport, number, newest_first=True, until=since)][
        -1
    ] == since
    account.world.tickets[number].archived = True
    assert [audit.id for audit in fetch_audits(transport, number, newest_first=True)] == oldest[::-1]


def test_audits_beyond_a_page(account: Account) -> None:
    number = account.ticket(at=START - timedelta(hours=9))
    for minute in range(230):
        account.world.update(
            number, account.agent, comment="More", at=START - timedelta(minutes=300 - minute)
        )
    transport = account.transport()
    assert len({audit.id for audit in fetch_audits(transport, number)}) == 231
    assert transport.calls["GET tickets/{id}/audits"] == 3


def test_a_deleted_ticket_is_gone_but_missing_in_a_list(account: Account) -> None:
    kept, lost = account.ticket(), account.ticket()
    account.world.delete(lost, account.agent)
    transport = account.transport()
    with pytest.raises(Gone):
        fetch_ticket(transport, lost)
    with pytest.raises(Gone):
        list(fetch_audits(transport, lost))
    assert set(fetch_tickets(transport, [kept, lost])) == {kept}


def test_people_and_search(account: Account) -> None:
    numbers = {account.ticket(at=START - timedelta(hours=2)) for _ in range(3)}
    transport = account.transport()
    people = fetch_users(transport, [-1, account.agent, account.customer, 999])
    assert {number: user.is_staff for number, user in people.items()} == {
        account.agent: True,
        account.customer: False,
    }
    assert {row.id for row in fetch_search_export(transport, "status<solved")} == numbers


# --- writes ---------------------------------------------------------------------------------------------------------------


def test_a_batch_is_queued_run_and_told_row_by_row(account: Account) -> None:
    fine, stale, closed = account.ticket(), account.ticket(), account.ticket()
    account.world.update(closed, account.agent, {"status": "closed"})
    writes = [
        account.write(fine),
        account.write(stale, updated_stamp=START - timedelta(hours=1)),
        account.write(closed, add_tags=()),
    ]
    transport = account.transport()
    job_id = put_batch(transport, writes)
    assert len(fetch_jobs_running(transport)) == 1
    account.pass_time(5)
    job = fetch_job(transport, job_id)
    assert job is not None
    assert job.is_over
    outcome = {row.ticket_id: type(row.failure) for row in job.rows()}
    assert outcome == {fine: type(None), stale: Conflict, closed: Gone}
    note = account.world.tickets[fine].comments[-1]
    assert (note.public, note.html) == (False, "<p>Passed around.</p>")
    assert account.world.tickets[fine].tags == ("passed_around",)
    assert next(iter(fetch_audits(transport, fine, newest_first=True))).custom == MARKER
    assert fetch_jobs_running(transport) == frozenset()


@pytest.mark.parametrize(("fate", "rows"), [("killed", 0), ("failed", 0)])
def test_a_job_may_end_without_a_word_on_any_ticket(account: Account, fate: str, rows: int) -> None:
    account.sandbox.jobs.fates = [fate]
    transport = account.transport()
    job_id = put_batch(transport, [account.write(account.ticket())])
    account.pass_time(5)
    job = fetch_job(transport, job_id)
    assert job is not None
    assert (job.status, job.is_over, len(job.rows())) == (fate, True, rows)


def test_a_job_is_forgotten_after_a_day(account: Account) -> None:
    transport = account.transport()
    job_id = put_batch(transport, [account.write(account.ticket())])
    account.pass_time(5)
    assert fetch_job(transport, job_id) is not None
    account.pass_time(2 * 86_400)
    assert fetch_job(transport, job_id) is None


def test_a_single_update_proves_that_its_note_is_private(account: Account) -> None:
    number = account.ticket(tags=["vip", "old"])
    write = account.write(number, remove_tags=("old",), fields={"priority": "high"})
    answer = put_single(account.transport(), write, ("vip", "old"))
    assert answer.note_is_private is True
    assert set(answer.ticket.tags) == {"vip", "passed_around"}
    assert answer.ticket.priority == "high"
    assert answer.audit is not None
    assert answer.audit.custom == MARKER


def test_a_note_that_turns_out_public_is_seen(account: Account) -> None:
    account.world.switches.public_note = 1
    answer = put_single(account.transport(), account.write(account.ticket()), ())
    assert answer.note_is_private is False


def test_a_single_update_of_a_changed_ticket_writes_nothing(account: Account) -> None:
    number = account.ticket(at=START - timedelta(minutes=9))
    write = account.write(number)
    account.world.update(number, account.customer, comment="Hello?")
    with pytest.raises(Conflict):
        put_single(account.transport(), write, ())
    assert len(account.world.tickets[number].comments) == 2


def test_a_closed_and_a_deleted_ticket_are_gone(account: Account) -> None:
    closed, deleted = account.ticket(), account.ticket()
    account.world.update(closed, account.agent, {"status": "closed"})
    account.world.delete(deleted, account.agent)
    for number in (closed, deleted):
        with pytest.raises(Gone):
            put_single(account.transport(), account.write(number), ())


@pytest.mark.parametrize(
    ("fault", "error", "notes"),
    [
        (Fault("lost_answer", method="PUT"), Unknown, 1),
        (Fault("truncated", method="PUT"), Unknown, 1),
        (Fault("reset", method="PUT"), Unknown, 0),
        (Fault("status", method="PUT", status=500), Unknown, 0),
        (Fault("html", method="PUT", status=503), Unknown, 0),
        (Fault("status", method="PUT", status=503, code="DatabaseDeadlock"), Transient, 0),
        (Fault("status", method="PUT", status=409, code="DatabaseConflict"), Transient, 0),
        (Fault("status", method="PUT", status=429, retry_after_s=5), RateLimited, 0),
    ],
)
def test_one_call_of_ours_never_writes_two_notes(
    account: Account, fault: Fault, error: type[ZendeskError], notes: int
) -> None:
    number = account.ticket()
    transport = account.transport()
    write = account.write(number)
    account.sandbox.faults.add(fault)
    with pytest.raises(ZendeskError) as failure:
        put_single(transport, write, ())
    assert type(failure.value) is error
    assert len(account.world.tickets[number].comments) == 1 + notes
    assert transport.calls["PUT tickets/{id}"] == 1
    marked = [audit for audit in fetch_audits(transport, number, newest_first=True) if audit.custom == MARKER]
    assert len(marked) == notes  # so that an unknown write can be settled


# --- sign-in and directory ------------------------------------------------------------------------------------------------


def test_the_sign_in_is_enough(account: Account) -> None:
    identity = check_sign_in(account.transport())
    assert identity.user_id == account.world.service_user_id
    assert identity.scopes == ("read", "tickets:write")
    assert identity.warnings == ()


def test_the_old_token_still_signs_in_with_a_warning(account: Account) -> None:
    identity = check_sign_in(account.transport(LegacyToken(LEGACY_EMAIL, LEGACY_TOKEN)))
    assert "2027-04-30" in identity.warnings[0]


@pytest.mark.parametrize(
    ("address", "token"), [(LEGACY_EMAIL, "wrong"), ("nobody@example.com", LEGACY_TOKEN)]
)
def test_an_old_token_that_zendesk_does_not_take_is_named(account: Account, address: str, token: str) -> None:
    with pytest.raises(SignInRefused, match="the API token"):
        check_sign_in(account.transport(LegacyToken(address, token)))


def test_tokens_that_end_are_renewed_unnoticed(account: Account) -> None:
    transport = account.transport()
    for _ in range(5):
        check_sign_in(transport)
        account.pass_time(3600)
    assert account.sandbox.auth.granted == 5
    account.sandbox.auth.revoke_all()
    check_sign_in(transport)
    assert account.sandbox.auth.granted == 6


Spoil = Callable[[World], None]
REFUSALS: dict[str, tuple[Spoil, type[ZendeskError], str]] = {
    "nobody": (lambda world: setattr(world.switches, "anonymous", True), SignInRefused, "anonymous visitor"),
    "an agent": (lambda world: setattr(world.switches, "role", "agent"), SignInRefused, "role 'agent'"),
    "a restricted view": (
        lambda world: setattr(world.switches, "restriction", "groups"),
        SignInRefused,
        "only a part",
    ),
    "no read": (
        lambda world: setattr(world.switches, "scopes", "tickets:read tickets:write"),
        SignInRefused,
        "scopes: read",
    ),
    "no write": (
        lambda world: setattr(world.switches, "scopes", "read"),
        SignInRefused,
        "lacks the scope tickets:write",
    ),
    "a misspelt scope": (lambda world: setattr(world.switches, "scopes", "raed"), SignInRefused, "scope"),
    "another's subdomain": (
        lambda world: setattr(world.switches, "unknown_subdomain", True),
        UnknownAccount,
        "",
    ),
    "a login page": (
        lambda world: setattr(world.switches, "login_page", True),
        SignInRefused,
        "sign-in page",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_sign_in_that_is_not_enough_says_why(account: Account, name: str) -> None:
    spoil, error, words = REFUSALS[name]
    spoil(account.world)
    with pytest.raises(ZendeskError) as failure:
        check_sign_in(account.transport())
    assert type(failure.value) is error
    assert words in str(failure.value)


def test_a_wrong_secret_is_refused_by_the_clients_name(account: Account) -> None:
    credentials = ClientCredentials(f"{account.sandbox.url}/oauth/tokens", CLIENT_ID, "another-secret")
    with pytest.raises(SignInRefused, match=f"OAuth client '{CLIENT_ID}'") as failure:
        check_sign_in(account.transport(credentials))
    assert "another-secret" not in str(failure.value)


def test_exports_for_admins_only_are_refused_to_others(account: Account) -> None:
    account.world.switches.role = "agent"
    with pytest.raises(Refused):
        fetch_ticket_page(account.transport(), start_time=0)


def test_the_directory_by_zenpy_over_the_socket(account: Account) -> None:
    account.world.add_brand("Birch Lane")
    account.world.add_ticket_field("Tier")
    account.world.add_schedule("Week", "London", [(1980, 2460)], [("Christmas", "2026-12-24", "2026-12-26")])
    for number in range(130):
        account.world.add_user(f"Agent {number}", role="agent", groups=[account.group])
    account.sandbox.faults.add(Fault("foreign_link", times=None))
    transport = account.transport()
    directory = fetch_directory(transport)
    assert len(directory.agents) == 132  # with Bo and the service's own user, without the customer
    assert {agent.group_ids for agent in directory.agents if agent.id == account.agent} == {(account.group,)}
    assert [group.name for group in directory.groups] == ["Parcels"]
    assert "Birch Lane" in {brand.name for brand in directory.brands}
    assert "Tier" in {field.title for field in directory.fields}
    assert directory.schedules[0].intervals == ((1980, 2460),)
    assert directory.schedules[0].holidays[0].name == "Christmas"
    assert transport.calls["GET users"] == 2
    assert all(request.signed for request in account.sandbox.requests if request.path != "/oauth/tokens")


def test_two_accounts_in_one_process_keep_to_their_own_hosts(account: Account) -> None:
    with Sandbox(World(Clock(START), "otherdesk")) as other:
        second = Account(other)
        second.world.add_group("Elsewhere")
        names = [
            {group.name for group in fetch_directory(each.transport()).groups} for each in (account, second)
        ]
        for transport in second.opened:
            transport.close()
    assert names == [{"Parcels"}, {"Parcels", "Elsewhere"}]


def test_time_is_the_sandboxs_own(account: Account) -> None:
    transport = account.transport()
    check_sign_in(transport)
    account.pass_time(500)
    assert transport.server_now() == START + timedelta(seconds=500)
