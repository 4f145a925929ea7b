"""The answers that we parse, as small JSON schemas, and strategies that make them, whole and spoilt.

Names and types are those of https://developer.zendesk.com (API reference), read 2026-11-27; only what our models look at
is here, and what they keep raw.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

Json = Any
Schema = Mapping[str, Any]
WORD = "Quibblewort"
"""What a customer wrote; it may come out of no error and no log."""

ID: Schema = {"type": "integer", "minimum": 1, "maximum": 9_999_999_999_999}
FLAG: Schema = {"type": "boolean"}
TEXT: Schema = {"type": "string"}
DATE: Schema = {"type": "string", "format": "date-time"}
SECOND: Schema = {"type": "integer", "minimum": 1_500_000_000, "maximum": 1_900_000_000}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(schema: Schema) -> Schema:
    """A list of such."""
    return {"type": "array", "items": schema}


def record(required: str = "", **properties: Schema) -> Schema:
    """An object; what is required is named in words, all else may be missing."""
    return {"type": "object", "properties": properties, "required": required.split()}


VIA = record(
    channel=TEXT,
    source=record(**{"from": record(id=ID, ticket_ids=listed(ID)), "to": record(), "rel": maybe(TEXT)}),
)
META = record("has_more", has_more=FLAG, after_cursor=maybe(TEXT))
METADATA = record(
    custom=record(steadyhand=record(v=ID, keys=listed(TEXT))), flags=listed({"type": "integer"})
)
TICKET = record(
    "id status created_at updated_at",
    id=ID,
    status={"enum": ["new", "open", "pending", "hold", "solved", "closed", "deleted"]},
    priority=maybe({"enum": ["low", "normal", "high", "urgent"]}),
    assignee_id=maybe(ID),
    group_id=maybe(ID),
    requester_id=ID,
    organization_id=maybe(ID),
    tags=listed(TEXT),
    sharing_agreement_ids=listed(ID),
    custom_fields=listed(
        record("id", id=ID, value=maybe({"anyOf": [TEXT, FLAG, {"type": "number"}, listed(TEXT)]}))
    ),
    via=VIA,
    from_messaging_channel=FLAG,
    support_type=maybe(TEXT),
    subject=TEXT,
    description=TEXT,
    due_at=maybe(DATE),
    created_at=DATE,
    updated_at=DATE,
    generated_timestamp=SECOND,
)
USER = record(
    "id role",
    id=ID,
    role={"enum": ["end-user", "agent", "admin"]},
    name=TEXT,
    email=TEXT,
    active=FLAG,
    suspended=FLAG,
    time_zone=TEXT,
    iana_time_zone=TEXT,
    locale=TEXT,
    tags=listed(TEXT),
)
CHILD = record(
    "id event_type",
    id=ID,
    event_type={
        "enum": ["Comment", "VoiceComment", "Change", "Create", "Notification", "CommentRedactionEvent"]
    },
    via={"anyOf": [TEXT, VIA]},
    previous_value=maybe({"anyOf": [TEXT, listed(TEXT)]}),
    status=TEXT,
    tags=listed(TEXT),
    custom_ticket_fields=record(**{"360001": maybe(TEXT)}),
    author_id=ID,
    public=FLAG,
    body=TEXT,
    html_body=TEXT,
    comment_id=ID,
    metadata=METADATA,
    data=record(call_duration=ID, answered_by_id=ID),
)
EVENT = record(
    "id ticket_id timestamp child_events",
    id=ID,
    ticket_id=ID,
    timestamp=SECOND,
    created_at=DATE,
    updater_id=ID,
    event_type=TEXT,
    via=TEXT,
    metadata=METADATA,
    child_events=listed(CHILD),
)
AUDIT_EVENT = record(
    "id type",
    id=ID,
    type={"enum": ["Comment", "VoiceComment", "Change", "Create", "Notification", "ScheduleAssignment"]},
    field_name=TEXT,
    value=maybe({"anyOf": [TEXT, listed(TEXT)]}),
    previous_value=maybe({"anyOf": [TEXT, listed(TEXT)]}),
    author_id=ID,
    public=FLAG,
    body=TEXT,
    via=VIA,
    new_schedule_id=ID,
)
AUDIT = record(
    "id created_at events",
    id=ID,
    ticket_id=ID,
    created_at=DATE,
    author_id=ID,
    metadata=METADATA,
    via=VIA,
    events=listed(AUDIT_EVENT),
)
JOB = record(
    "id status",
    id=TEXT,
    status={"enum": ["queued", "working", "completed", "failed", "killed"]},
    total=maybe(ID),
    results=maybe(listed(record(id=ID, success=FLAG, status=TEXT, error=TEXT, details=TEXT))),
)
MESSAGE = record(
    "id type created_at",
    id=TEXT,
    type=TEXT,
    created_at=DATE,
    author=record(**{"type": TEXT, "zen:support:user_id": TEXT}),
    content=record(type=TEXT, text=TEXT, body=TEXT),
)
CONDITION = record(
    "field operator value", field=TEXT, operator=TEXT, value={"anyOf": [TEXT, listed(TEXT), FLAG]}
)
CONDITIONS = record("all any", all=listed(CONDITION), any=listed(CONDITION))
RULE = record(
    "id title",
    id=ID,
    title=TEXT,
    active=FLAG,
    conditions=CONDITIONS,
    filter=CONDITIONS,
    actions=listed(record("field value", field=TEXT, value={"anyOf": [TEXT, listed(TEXT)]})),
)
DAY: Schema = {"type": "string", "format": "date"}
SCHEDULE = record(
    "id name time_zone",
    id=ID,
    name=TEXT,
    time_zone=TEXT,
    intervals=listed(record("start_time end_time", start_time=ID, end_time=ID)),
)
ANSWERS: Mapping[str, Schema] = {
    "tickets/cursor": record(
        "tickets end_of_stream",
        tickets=listed(TICKET),
        users=listed(USER),
        after_cursor=maybe(TEXT),
        end_of_stream=FLAG,
    ),
    "ticket_events": record(
        "ticket_events end_of_stream",
        ticket_events=listed(EVENT),
        end_of_stream=FLAG,
        end_time=SECOND,
        next_page=maybe(TEXT),
    ),
    "ticket": record("ticket", ticket=TICKET),
    "ticket update": record("ticket audit", ticket=TICKET, audit=AUDIT),
    "tickets/show_many": record("tickets", tickets=listed(TICKET)),
    "users/show_many": record("users", users=listed(USER)),
    "users/me": record("user", user=USER),
    "audits": record("audits", audits=listed(AUDIT), meta=META),
    "search/export": record("results", results=listed(TICKET), meta=META),
    "job_status": record("job_status", job_status=JOB),
    "job_statuses": record("job_statuses", job_statuses=listed(JOB)),
    "conversation_log": record("events", events=listed(MESSAGE), meta=META),
    "agent_availabilities": record(
        "data",
        data=listed(
            record("attributes", attributes=record("agent_id", agent_id=ID, agent_status=record(name=TEXT)))
        ),
        meta=META,
    ),
    "triggers": record("triggers", triggers=listed(RULE), meta=META),
    "slas/policies": record("sla_policies", sla_policies=listed(RULE)),
    "schedules": record(
        "schedules holidays",
        schedules=listed(SCHEDULE),
        holidays=listed(record("start_date end_date", name=TEXT, start_date=DAY, end_date=DAY)),
    ),
    "ticket_forms": record("ticket_forms", ticket_forms=listed(record("id", id=ID, name=TEXT, active=FLAG))),
    "account/settings": record(
        settings=record(
            localization=record(time_zone=TEXT, iana_time_zone=TEXT), tickets=record(tagging=FLAG)
        )
    ),
    "organizations/show_many": record(organizations=listed(record("id", id=ID))),
    "oauth/tokens": record("access_token", access_token=TEXT, expires_in=ID, scope=TEXT),
}
"""By what is asked."""

ODD_NUMBERS = (-1, 0, 2**31, 2**53, 2**63, 2**70, -(2**70), 10**400, 1.5, 1e308, float("nan"), float("inf"))
ODD_TEXTS = (
    "",
    "\x00",
    "\ud800",
    "\udfff\ud83d",
    "\u202e\u2066",
    "e" + "\u0301" * 2000,
    "\n",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "-271821-04-20",
    "http://[x",
    "1" * 5000,
    "²",
)
ODD_THINGS = (
    None,
    True,
    [],
    {},
    [None],
    [[[[]]]],
    {"id": None},
    [{"id": {}}],
    {"a": {"b": {"c": WORD}}},
    WORD,
)
_FREE = st.one_of(
    st.just(WORD),
    st.text(max_size=8),
    st.sampled_from(["open", "web", "mail", "rule", "123", "2026-03-04", "Europe/Berlin", *ODD_TEXTS[:8]]),
)
HOSTILE = st.one_of(
    st.sampled_from(ODD_NUMBERS),
    st.sampled_from(ODD_TEXTS),
    st.sampled_from(ODD_THINGS),
    st.integers(1, 300).map(lambda depth: json.loads("[" * depth + "]" * depth)),
)


def made_by(
    schema: Schema, known: Callable[[str], Schema] = lambda _: {}, depth: int = 0
) -> st.SearchStrategy[Json]:
    """Values that a schema allows; `known` finds what a `$ref` names. Below a depth lists are empty and objects bare."""
    if "$ref" in schema:
        return st.deferred(lambda: made_by(known(schema["$ref"]), known, depth + 1))
    if "enum" in schema:
        return st.sampled_from(list(schema["enum"]))
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return st.one_of([made_by(each, known, depth) for each in several])
    if "allOf" in schema:
        parts = [made_by(each, known, depth) for each in schema["allOf"]]
        return st.tuples(*parts).map(
            lambda found: {k: v for each in found if isinstance(each, dict) for k, v in each.items()}
        )
    value = _of_type(schema, known, depth)
    return st.one_of(value, st.none()) if schema.get("nullable") else value


def _of_type(schema: Schema, known: Callable[[str], Schema], depth: int) -> st.SearchStrategy[Json]:
    sort = schema.get("type")
    if sort == "object" or "properties" in schema:
        properties = schema.get("properties", {}) if depth < _DEEPEST else {}
        required = [name for name in schema.get("required", ()) if name in properties]
        made = {name: made_by(each, known, depth + 1) for name, each in properties.items()}
        return st.fixed_dictionaries(
            {name: made[name] for name in required},
            optional={name: each for name, each in made.items() if name not in required},
        )
    if sort == "array":
        return st.lists(
            made_by(schema.get("items", {}), known, depth + 1), max_size=2 if depth < _DEEPEST else 0
        )
    return _SIMPLE.get(sort, _simple_text)(schema)


_DEEPEST = 5


def _simple_text(schema: Schema) -> st.SearchStrategy[Json]:
    if schema.get("format") == "date-time":
        return st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
    return st.dates().map(str) if schema.get("format") == "date" else _FREE


_SIMPLE: Mapping[Any, Callable[[Schema], st.SearchStrategy[Json]]] = {
    "integer": lambda schema: st.integers(schema.get("minimum", 0), schema.get("maximum", 10**13)),
    "number": lambda _: st.floats(allow_nan=False),
    "boolean": lambda _: st.booleans(),
    "null": lambda _: st.none(),
}


@st.composite
def spoilt(draw: st.DrawFn, whole: st.SearchStrategy[Json]) -> Json:
    """A value of which up to three places hold something else, or nothing, or more than they should."""
    value = draw(whole)
    for _ in range(draw(st.integers(0, 3))):
        value = _spoil_one(draw, value)
    return value


def _spoil_one(draw: st.DrawFn, value: Json) -> Json:
    """The same with one place spoilt, which lies the less deep the less there is."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        name = draw(st.sampled_from(sorted(value)))
        if not draw(st.integers(0, 3)):
            return {key: each for key, each in value.items() if key != name}
        return {**value, name: _spoil_one(draw, value[name])}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], _spoil_one(draw, value[place]), *value[place + 1 :]]
    odd = draw(HOSTILE)
    return {**value, "extra": odd} if isinstance(value, dict) and draw(st.booleans()) else odd
