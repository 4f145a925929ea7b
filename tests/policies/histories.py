"""Histories of tickets as an admin would tell them, one line an update, turned into facts.

A line reads `mon 09:00 ana: group -> Technical, assignee -> nobody`. Days are of the week of Monday 2 March 2026;
`mon+1` is the Monday after. Who: an agent's first name, `trigger`, `routing`, `zendesk`, `app`, `merge`, `steadyhand`,
or `customer`. `created:` gives first values, `answers` is a public comment, `notes` an internal one. A line that
begins with `+` belongs to the update before it, and `(in bulk)` at the end says that 25 tickets moved at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from policies.core.calendar import Calendar
from policies.core.facts import Account, Change, Comment, Event, Facts, Origin, Side, Ticket
from policies.core.timeline import fold

GROUPS = {"Triage": 1, "Billing": 2, "Technical": 3, "Returns": 4, "Retention": 5}
AGENTS = {"ana": 11, "ben": 12, "cem": 13, "dora": 14, "eli": 15}
ACTORS = {
    "trigger": Origin.RULE,
    "routing": Origin.ROUTING,
    "zendesk": Origin.SYSTEM,
    "app": Origin.APP,
    "merge": Origin.MERGE,
    "steadyhand": Origin.OURS,
}
CUSTOMER = 900
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
_LINE = re.compile(r"(?P<day>\w{3})(?:\+(?P<weeks>\d+))? (?P<time>\d\d:\d\d) (?P<rest>.*)")
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
    for event in events:
        if isinstance(event, Change) and event.at <= at:
            values[event.field] = event.after
    created = min((event.at for event in events), default=MONDAY)
    bare = Ticket(id=1, created_at=created, requester_id=CUSTOMER, **{**values, **ticket})  # type: ignore[arg-type]
    return Facts(fold(bare, events, at), at, OFFICE, ACCOUNT)


def _events(line: str, number: int, before: Sequence[Event]) -> list[Event]:
    text = line.strip()
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
    if what.split()[0] in ("answers", "notes", "writes"):
        return [_comment(first_id, at, update, who, public=what.split()[0] != "notes")]
    return [
        _change(first_id + place, at, update, who, part.strip(), burst)
        for place, part in enumerate(what.split(","))
    ]


def _comment(event_id: int, at: datetime, update: int, who: str, *, public: bool) -> Comment:
    side = Side.CUSTOMER if who == "customer" else Side.SERVICE
    return Comment(event_id, at, update, AGENTS.get(who, CUSTOMER), public, side, "web")


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
