"""Whatever Zendesk, or what stands before it, answers: a sound value, or an error of ours with a sentence; nothing else."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from requests.adapters import BaseAdapter
from structlog.testing import capture_logs

from integration.engine.columns import Heard, event_values, person_values, ticket_values
from integration.engine.intake import RawUpdate, update_of_audit, update_of_event
from integration.zendesk.auth import ClientCredentials, Credentials, LegacyToken
from integration.zendesk.availability import fetch_statuses
from integration.zendesk.budget import Budget, Kind
from integration.zendesk.conversations import fetch_conversation
from integration.zendesk.directory import fetch_directory
from integration.zendesk.errors import ZendeskError
from integration.zendesk.exports import fetch_event_page, fetch_ticket_page
from integration.zendesk.payloads import TicketWrite
from integration.zendesk.rights import fetch_known_organizations, fetch_ticket_features
from integration.zendesk.rules import fetch_rules
from integration.zendesk.schedules import fetch_account_zone, fetch_forms, fetch_schedules
from integration.zendesk.signin import check_sign_in
from integration.zendesk.tickets import (
    fetch_audits,
    fetch_search_export,
    fetch_ticket,
    fetch_tickets,
    fetch_users,
)
from integration.zendesk.transport import Transport
from integration.zendesk.updates import fetch_job, fetch_jobs, fetch_jobs_running, put_batch, put_single
from policies.core.facts import Side
from tests.integration.zendesk.conftest import BASE, Clock
from tests.integration.zendesk.shapes_of_answers import (
    ANSWERS,
    FLAG,
    ID,
    TEXT,
    USER,
    WORD,
    Json,
    Schema,
    listed,
    made_by,
    record,
    spoilt,
)

START = datetime(2026, 3, 4, tzinfo=UTC)
WRITE = TicketWrite(ticket_id=1, updated_stamp=START, note_html="<p>Worth a look.</p>")
TOKEN = "not-a-real-token"  # noqa: S105 - it opens nothing
MOST_CALLS = 40
"""No answer makes us ask more often than so; a read is tried six times."""


class Answering(BaseAdapter):
    """A wire on which each call gets the same answer; it counts them."""

    def __init__(self, status: int, headers: Mapping[str, str], body: Callable[[str], bytes]) -> None:
        super().__init__()
        self.status, self.headers, self.body = status, headers, body
        self.calls = count(1)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:  # noqa: ANN401 - as requests has it
        """The answer."""
        assert next(self.calls) <= MOST_CALLS, "it asks without end"
        response = requests.Response()
        response.status_code, response.request, response.url = self.status, request, request.url or ""
        response.headers.update(self.headers)
        response._content = self.body(request.path_url)  # noqa: SLF001 - as a mock of requests does it
        return response

    def close(self) -> None:
        """Nothing is open."""


def transport_to(wire: Answering, auth: Credentials | None = None) -> Transport:
    """A transport whose every call ends at this wire; no wait takes any time."""
    clock = Clock()
    made = Transport(
        BASE,
        auth or LegacyToken("desk@birchlane.example", TOKEN),
        budget=Budget(monotonic=clock),
        user_agent="Steadyhand/0.1 (test)",
        sleep=clock.sleep,
        clock=clock,
        wall=lambda: START,
    )
    for session in (made._session, getattr(made.auth, "_session", None)):  # noqa: SLF001 - nothing may leave this machine
        if session is not None:
            session.mount("https://", wire)
    return made


# -- what is done with an answer -------------------------------------------------------------------------------


def tickets(transport: Transport) -> Iterator[Json]:
    for with_values in (False, True):
        page = fetch_ticket_page(transport, "a", with_values=with_values)
        yield page.after_cursor
        yield [ticket_values(row, row.generated_at or row.updated_at, START) for row in page.tickets]
        yield person_values(page.users)


def events(transport: Transport) -> Iterator[Json]:
    page = fetch_event_page(transport, 1_772_000_000)
    yield page.next_start, page.gap, page.textless
    yield datetime.fromtimestamp(page.next_start, UTC)
    yield stored(update_of_event(row) for row in page.ticket_events)


def stored(updates: Iterable[RawUpdate]) -> list[Json]:
    """What of these updates would come into the store, and what is compared with it."""
    rows: list[Json] = []
    for update in updates:
        heard = {comment.id: Heard(Side.SERVICE) for comment in update.comments}
        rows += event_values(update, ours=False, heard=heard)
        rows += [update.merge, update.closes, update.added_tags(), update.removed_tags(), *update.withdrawals]
    return rows


CALLS: Mapping[str, Callable[[Transport], Json]] = {
    "tickets/cursor": tickets,
    "ticket_events": events,
    "ticket": lambda to: ticket_values(fetch_ticket(to, 1), START, START),
    "ticket update": lambda to: put_single(to, WRITE, ()).note_is_private,
    "tickets/show_many": lambda to: [
        ticket_values(row, START, START) for row in fetch_tickets(to, [1]).values()
    ],
    "users/show_many": lambda to: person_values(fetch_users(to, [1]).values()),
    "users/me": check_sign_in,
    "audits": lambda to: stored(update_of_audit(row, 1) for row in fetch_audits(to, 1)),
    "search/export": lambda to: [ticket_values(row, START, START) for row in fetch_search_export(to, "x")],
    "job_status": lambda to: (
        put_batch(to, [WRITE]),
        *(vars(r) for j in [fetch_job(to, "a")] if j for r in j.rows()),
    ),
    "job_statuses": lambda to: (
        fetch_jobs_running(to),
        *(j.is_over for j in fetch_jobs(to, ["a", "b"]).values()),
    ),
    "conversation_log": lambda to: [
        (m.id, m.created_at, m.author_id, m.author_type, m.is_html, m.text) for m in fetch_conversation(to, 1)
    ],
    "agent_availabilities": fetch_statuses,
    "triggers": lambda to: fetch_rules(to, "trigger"),
    "slas/policies": lambda to: fetch_rules(to, "SLA policy"),
    "schedules": fetch_schedules,
    "ticket_forms": fetch_forms,
    "account/settings": lambda to: (fetch_account_zone(to), fetch_ticket_features(to).tagging),
    "organizations/show_many": lambda to: fetch_known_organizations(to, [1]),
}


def assert_sound(value: Json) -> None:
    """Nothing that a database refuses, JSON cannot say, or no clock can reckon with."""
    if isinstance(value, str):
        assert "\x00" not in value
        value.encode()
    elif isinstance(value, datetime):
        assert value.tzinfo is not None
        assert 1900 <= value.year < 9999
    elif isinstance(value, int):
        assert abs(value) < 2**63
    elif isinstance(value, float):
        assert math.isfinite(value)
    for each in parts_of(value):
        assert_sound(each)


def parts_of(value: Json) -> Iterable[Json]:
    """What a value is made of; nothing for what is one thing."""
    if isinstance(value, Mapping):
        return [*value, *value.values()]
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return value if isinstance(value, Iterable) and not isinstance(value, str) else ()


def assert_law(call: Callable[[Transport], Json], transport: Transport) -> None:
    """A sound value, or an error of ours with a sentence that quotes nobody; nor does any line of the log."""
    refusal: ZendeskError | None = None
    with capture_logs() as logs:
        try:
            answer = call(transport)
            assert_sound(list(answer) if isinstance(answer, Iterator) else answer)
        except ZendeskError as error:
            refusal = error
        finally:
            transport.close()
    assert refusal is None or refusal.sentence
    told = f"{refusal!s} {refusal!r} {logs}"
    assert not {word for word in (WORD, TOKEN) if word in told}


# -- hostile in what it holds ----------------------------------------------------------------------------------

JSON = {"Content-Type": "application/json; charset=utf-8", "Date": "Wed, 04 Mar 2026 10:00:00 GMT"}
EXAMPLES = int(os.environ.get("STEADYHAND_EXAMPLES", "16"))


def as_bytes(value: Json) -> bytes:
    """JSON as Zendesk writes it: escapes for what is no ASCII, and halves of pairs as they are."""
    return json.dumps(value).encode()


def law_of(
    call: Callable[[Transport], Json], values: st.SearchStrategy[Json], examples: int = EXAMPLES
) -> None:
    """Try answers that hold such values."""

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(values)
    def law(value: Json) -> None:
        assert_law(call, transport_to(Answering(200, JSON, lambda _: as_bytes(value))))

    law()


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_whose_content_is_spoilt_gives_a_sound_value_or_a_sentence(name: str) -> None:
    law_of(CALLS[name], spoilt(made_by(ANSWERS[name])))


DIRECTORY: Mapping[str, Schema] = {
    "users": listed(
        record("id name role active suspended locale time_zone email", **dict(USER["properties"]))
    ),
    "groups": listed(record("id name deleted", id=ID, name=TEXT, deleted=FLAG)),
    "brands": listed(record("id name active", id=ID, name=TEXT, active=FLAG)),
    "group_memberships": listed(record("id user_id group_id", id=ID, user_id=ID, group_id=ID)),
    "ticket_fields": listed(
        record("id title type", id=ID, title=TEXT, type=TEXT, custom_field_options=listed(record(value=TEXT)))
    ),
    "custom_statuses": listed(
        record("id status_category agent_label", id=ID, status_category=TEXT, agent_label=TEXT)
    ),
    "schedules": ANSWERS["schedules"]["properties"]["schedules"],
    "ticket_forms": ANSWERS["ticket_forms"]["properties"]["ticket_forms"],
    "settings": record(),
}


def test_a_directory_that_is_spoilt_gives_plain_values_or_a_sentence() -> None:
    """All its lists in one answer, of which zenpy and we take what each call asks for."""
    law_of(fetch_directory, spoilt(made_by(record(" ".join(DIRECTORY), **DIRECTORY))), EXAMPLES // 2)


def test_a_grant_that_is_spoilt_gives_a_token_or_a_sentence_and_shows_no_token() -> None:
    values = spoilt(made_by(ANSWERS["oauth/tokens"]))

    @settings(max_examples=2 * EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(values)
    @example({"access_token": f"{TOKEN}\nX-Other: header"})
    @example({"access_token": f"{TOKEN}\u20ac"})
    @example({"access_token": TOKEN, "expires_in": -1e308})
    def law(grant: Json) -> None:
        def body(path: str) -> bytes:
            return as_bytes(grant if "oauth" in path else {"job_statuses": []})

        auth = ClientCredentials(f"{BASE}/oauth/tokens", "steadyhand", "a-secret")
        assert_law(fetch_jobs_running, transport_to(Answering(200, JSON, body), auth))

    law()


# -- hostile in how it comes -----------------------------------------------------------------------------------

NUMBERS = ("0", "-1", "37", "1" * 5000, "1e400", "nan", "inf", "\xb2", "1772000000", "", "x" * 9000)
DATES = (
    "Wed, 04 Mar 2026 10:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 -1400",
    "Mon, 01 Jan 99999999999 00:00:00 GMT",
    "soon",
)
HEADERS = st.fixed_dictionaries(
    {
        "Content-Type": st.sampled_from(
            ["application/json", "text/html", "json", "", "image/png; charset=\xff"]
        )
    },
    optional={
        "Date": st.sampled_from(DATES),
        "Retry-After": st.sampled_from([*NUMBERS, *DATES]),
        "ratelimit-limit": st.sampled_from(NUMBERS),
        "ratelimit-remaining": st.sampled_from(NUMBERS),
        "ratelimit-reset": st.sampled_from(NUMBERS),
        "zendesk-ratelimit-incremental-exports": st.tuples(*[st.sampled_from(NUMBERS)] * 3).map(
            lambda n: f"total={n[0]}; remaining={n[1]}; resets={n[2]}"
        ),
        "Location": st.sampled_from(["https://elsewhere.example/", "//x", "/api/v2/x", "http://[", "\xff"]),
        "X-Zendesk-Request-Id": st.sampled_from(["abc", "y" * 9000]),
        "x-zendesk-api-warn": st.just(":unpermitted_keys=>[" + "a" * 9000 + "]"),
    },
)
BODIES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b"", b"{", b"[]", b"null", b"<html>No help desk at</html>", b"\xef\xbb\xbf{}", b"[" * 100_000]
    ),
    made_by(ANSWERS["job_statuses"])
    .map(as_bytes)
    .flatmap(lambda whole: st.integers(0, len(whole)).map(lambda n: whole[:n])),
    made_by(ANSWERS["job_statuses"]).map(lambda value: json.dumps(value).encode("utf-16")),
    st.sampled_from(
        [
            {"error": {"title": 5, "message": ["x"]}},
            {"error": "RecordInvalid", "details": {"base": [5, None, {"description": {}}], "x": None}},
            {"errors": [None, {"code": 5, "title": {}}], "error": []},
            {"error": "x" * 100_000, "description": "\ud800\x00"},
            {"details": [[[]]], "error": None},
        ]
    ).map(as_bytes),
)
STATUSES = (
    200,
    201,
    204,
    301,
    302,
    400,
    401,
    403,
    404,
    408,
    409,
    410,
    422,
    423,
    429,
    500,
    502,
    503,
    504,
    599,
)


@pytest.mark.parametrize("reads", [True, False], ids=["a read", "a write"])
def test_an_answer_that_comes_in_a_hostile_way_gives_an_error_of_ours_and_a_wait_that_ends(
    *, reads: bool
) -> None:
    """Any status with any headers and any bytes; and however long it asks to wait, a call is let through in an hour."""

    @settings(max_examples=4 * EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(STATUSES), HEADERS, BODIES)
    def law(status: int, headers: dict[str, str], body: bytes) -> None:
        transport = transport_to(Answering(status, headers, lambda _: body))
        assert_law(fetch_jobs_running if reads else lambda to: put_batch(to, [WRITE]), transport)
        assert max(transport.budget.wait_s(kind) for kind in KINDS) <= 3600

    law()


KINDS: tuple[Kind, ...] = ("read", "export", "update", "job")


# -- as Zendesk describes it -----------------------------------------------------------------------------------

SPEC = "STEADYHAND_ZENDESK_SPEC"
"""Names the file of Zendesk's OpenAPI description, where one wants these tests and it does not lie beside the checkout."""
DESCRIBED = {
    "tickets/cursor": "/api/v2/incremental/tickets/cursor",
    "ticket_events": "/api/v2/incremental/ticket_events",
    "ticket": "/api/v2/tickets/{ticket_id}",
    "tickets/show_many": "/api/v2/tickets/show_many",
    "users/show_many": "/api/v2/users/show_many",
    "users/me": "/api/v2/users/me",
    "audits": "/api/v2/tickets/{ticket_id}/audits",
    "search/export": "/api/v2/search/export",
    "job_statuses": "/api/v2/job_statuses",
    "conversation_log": "/api/v2/tickets/{ticket_id}/conversation_log",
    "triggers": "/api/v2/triggers",
    "slas/policies": "/api/v2/slas/policies",
    "ticket_forms": "/api/v2/ticket_forms",
    "account/settings": "/api/v2/account/settings",
    "organizations/show_many": "/api/v2/organizations/show_many",
}


@cache
def description() -> Json:
    """Zendesk's description, or None."""
    places = [parent / "shared" / "zendesk" / "openapi.json" for parent in Path(__file__).resolve().parents]
    named = [Path(os.environ[SPEC])] if SPEC in os.environ else []
    file = next((place for place in [*named, *places] if place.is_file()), None)
    return None if file is None else json.loads(file.read_text())


def component(reference: str) -> Schema:
    """What a `$ref` of the description names."""
    found = description()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


@pytest.mark.parametrize("name", DESCRIBED)
def test_an_answer_by_zendesks_own_description_whole_or_spoilt_keeps_the_law(name: str) -> None:
    spec = description()
    if spec is None:
        pytest.skip(f"Zendesk's description is not beside this checkout, and {SPEC} names no file")
    answer = spec["paths"][DESCRIBED[name]]["get"]["responses"]["200"]["content"]["application/json"]
    law_of(CALLS[name], spoilt(made_by(answer["schema"], component)), EXAMPLES // 8)
