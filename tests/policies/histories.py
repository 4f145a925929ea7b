"""Histories of tickets as an admin would tell them, one line an update, turned into facts.

A line reads `mon 09:00 ana: group -> Technical, assignee -> nobody`. Days are of the week of Monday 2 March 2026;
`mon+1` is the Monday after. Who: an agent's first name, `trigger`, `routing`, `zendesk`, `app`, `merge`, `steadyhand`,
`cc` (a third party) or `customer`; `ana (customer)` is a person who speaks on another side. `created:` gives first
values, `answers` and `writes` are public comments, `notes` an internal one; what is said stands in quotes behind them
and is read by the real readers. `calls, answered` and `calls, unanswered` are calls, `leaves a voicemail` is one too.
A line that begins with `+` belongs to the update before it, one that begins with `#48` to a ticket that was merged
into this one, and `(in bulk)` at the end says that 25 tickets moved at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeGuard

from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.facts import Account, Change, Comment, Event, Facts, Origin, Side, Ticket, Value
from policies.core.findings import Finding
from policies.core.signals import Signals, kept_of_customers
from policies.core.timeline import fold
from policies.reading.comment import read_customer, read_note, read_reply

GROUPS = {"Triage": 1, "Billing": 2, "Technical": 3, "Returns": 4, "Retention": 5}
AGENTS = {"ana": 11, "ben": 12, "cem": 13, "dora": 14, "eli": 15}
OTHERS = {"cc": 901, "app": 50, "merge": -1, "zendesk": -1, "steadyhand": 60}
SIDES = {"customer": Side.CUSTOMER, "cc": Side.THIRD} | dict.fromkeys(
    ("app", "merge", "zendesk", "trigger", "steadyhand"), Side.MACHINE
)
ACTORS = {
    "trigger": Origin.RULE,
    "routing": Origin.ROUTING,
    "zendesk": Origin.SYSTEM,
    "app": Origin.APP,
    "merge": Origin.MERGE,
    "steadyhand": Origin.OURS,
}
CUSTOMER = 900
DATE_FIELD = 77
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
OFFICE = Calendar.weekly(
    "office", "UTC", {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
)
ACCOUNT = Account(
    name="harbour",
    groups={number: name for name, number in GROUPS.items()},
    agents={number: name.title() for name, number in AGENTS.items()},
    calendars={"office": OFFICE},
    default_calendar=OFFICE,
)
_LINE = re.compile(r"(?P<day>\w{3})(?:\+(?P<weeks>\d+))? (?P<time>\d\d:\d\d) (?P<rest>.*)", re.DOTALL)
_STATE = ("status", "group_id", "assignee_id", "priority")
_SPEAKING = ("answers", "notes", "writes", "calls,", "leaves")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment(text: str) -> datetime:
    """`tue+1 14:30` as a moment in UTC."""
    match = _LINE.fullmatch(text + " ")
    assert match, text
    hours, minutes = map(int, match["time"].split(":"))
    days = _DAYS.index(match["day"]) + 7 * int(match["weeks"] or 0)
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes)


def facts_of(history: Sequence[str], now: str, **ticket: object) -> Facts:
    """The facts of a ticket with this history at a moment."""
    events: list[Event] = []
    for number, line in enumerate(history, start=1):
        events += _events(line, number, events)
    at = moment(now)
    values: dict[str, object] = {"status": "open", "group_id": None, "assignee_id": None}
    events = list(_with_values_before(events))
    for event in events:
        if isinstance(event, Change) and event.at <= at and event.field in _STATE:
            values[event.field] = event.after
    created = min((event.at for event in events), default=MONDAY)
    bare = Ticket(id=1, created_at=created, requester_id=CUSTOMER, **{**values, **ticket})  # type: ignore[arg-type]
    own = [event for event in events if not _is_elsewhere(event)]
    merged = tuple(event for event in events if _is_elsewhere(event) and event.at <= at)
    return Facts(replace(fold(bare, own, at), merged=merged), at, OFFICE, ACCOUNT)


def _with_values_before(events: Sequence[Event]) -> Iterator[Event]:
    """The events, each change with the value that the one before it left; a ticket begins as open."""
    values: dict[str, Value] = {"status": "open"}
    for event in events:
        if not isinstance(event, Change):
            yield event
            continue
        yield event if event.first else replace(event, before=values.get(event.field))
        values[event.field] = event.after


def facts_of_case(case: Mapping[str, Any]) -> Facts:
    """The facts of a row of a case table.

    `zone`, `holidays` and `hours = "none"` change the office's calendar; `customer_zone`, `agent_zones` and
    `account_zone` say whose clocks show what; `ticket` holds more of the ticket, as `channel` or `due_on`.
    """
    ticket = dict(case.get("ticket", {}))
    if "due_on" in ticket:
        ticket["due_at"] = moment(ticket.pop("due_on"))
    if "date_field" in ticket:
        ticket["custom_fields"] = {DATE_FIELD: ticket.pop("date_field")}
    facts = facts_of(case["history"], case["now"], requester_zone=case.get("customer_zone"), **ticket)
    zones = {AGENTS[name]: zone for name, zone in case.get("agent_zones", {}).items()}
    account = replace(ACCOUNT, zones=zones, zone=case.get("account_zone"), fields={DATE_FIELD: "Callback on"})
    return replace(facts, account=account, calendar=calendar_of_case(case))


def calendar_of_case(case: Mapping[str, Any]) -> Calendar:
    """The office's calendar with what a row changes of it."""
    if case.get("hours") == "none":
        return ALWAYS_OPEN
    holidays = frozenset(date.fromisoformat(day) for day in case.get("holidays", ()))
    return replace(OFFICE, zone=case.get("zone", OFFICE.zone), holidays=holidays)


def sorts(findings: Iterable[Finding]) -> list[str]:
    """What sort of occasion each finding is, by the first part of its episode."""
    return [finding.episode.partition("/")[0] for finding in findings]


def _is_elsewhere(event: Event) -> TypeGuard[Comment]:
    return isinstance(event, Comment) and event.ticket_id is not None


def _events(line: str, number: int, before: Sequence[Event]) -> list[Event]:
    text = line.strip()
    ticket_id = None
    if text.startswith("#"):
        name, _, text = text.partition(" ")
        ticket_id = int(name[1:])
    if joined := text.startswith("+"):
        at, update = before[-1].at, before[-1].update_id
        rest = text[1:].strip()
    else:
        match = _LINE.fullmatch(text)
        assert match, f"not understood: {line}"
        at, update, rest = moment(text[: match.start("rest") - 1]), number * 100, match["rest"]
    who, _, what = rest.partition(":")
    burst = 25 if what.endswith("(in bulk)") else 1
    what = what.removesuffix("(in bulk)").strip()
    first_id = number * 100 + (50 if joined else 0)
    if what.split()[0] in _SPEAKING:
        return [replace(_comment(first_id, at, update, who, what), ticket_id=ticket_id)]
    return [
        _change(first_id + place, at, update, who, part.strip(), burst)
        for place, part in enumerate(what.split(","))
    ]


def _comment(event_id: int, at: datetime, update: int, who: str, what: str) -> Comment:
    name, _, as_side = who.removesuffix(")").partition(" (")
    side = Side(as_side) if as_side else SIDES.get(name, Side.SERVICE)
    author = AGENTS.get(name, OTHERS.get(name, CUSTOMER))
    verb, _, said = what.partition(" ")
    public = verb != "notes"
    call = verb in ("calls,", "leaves")
    return Comment(
        event_id,
        at,
        update,
        author,
        public,
        side,
        channel="voice" if call else "web",
        signals=heard(said.strip().removeprefix('"').removesuffix('"'), public=public, side=side),
        answered=said == "answered",
    )


def heard(said: str, *, public: bool, side: Side) -> Signals | None:
    """What the readers make of a comment, as it would be stored."""
    if side is Side.MACHINE or not said:
        return None
    if side is not Side.SERVICE:
        return kept_of_customers(read_customer(said))
    return read_reply(said) if public else read_note(said)


def _change(event_id: int, at: datetime, update: int, who: str, what: str, burst: int) -> Change:
    name, _, value = (part.strip() for part in what.partition("->"))
    field = {"group": "group_id", "assignee": "assignee_id"}.get(name, name)
    after: int | str | None = value
    if field == "group_id":
        after = GROUPS[value] if value != "none" else None
    elif field == "assignee_id":
        after = AGENTS[value] if value != "nobody" else None
    return Change(
        id=event_id,
        at=at,
        update_id=update,
        actor_id=AGENTS.get(who, -1),
        origin=ACTORS.get(who, Origin.PERSON),
        field=field,
        before=None,
        after=after,
        first=who == "created",
        burst=burst,
    )
