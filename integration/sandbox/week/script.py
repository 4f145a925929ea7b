"""How a story about a promise is written down: who says what and when, and what should come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Expect(StrEnum):
    """What a service that looks after promises should make of a story."""

    KEPT = "kept"
    """Nothing is said: the word was kept in time."""
    KEPT_LATE = "kept late"
    """Reminded, and then kept: what was put on the ticket is taken off again."""
    REMINDED = "reminded"
    """The time passes, and the owner is told."""
    MOVED = "moved"
    """A new time was promised and kept; nothing is said of the old one."""
    VAGUE = "vague"
    """No time was said; reported, not reminded."""
    IMPOSSIBLE = "impossible"
    """The promised time cannot be; a note says so."""
    FORECAST = "forecast"
    """What others will do, or a thing: recorded alone."""
    FLAGGED = "flagged"
    """The ticket is about to be closed with the promise still open; told before it closes."""
    PLANNED = "planned"
    """A follow-up that an agent planned falls due."""
    SNOOZED = "snoozed"
    """Broken, and left alone for so long as an agent asked for."""
    MISREAD = "misread"
    """Nearly a directive: a note with what was read, and an example."""
    SILENT = "silent"
    """Nobody wrote to the customer for days."""
    FOLLOWED_UP = "followed up"
    """Solved with somebody unhappy: the owner is asked to ask."""
    ABSTAINED = "abstained"
    """Left alone, and the reason is the channel or the scope."""
    NOTHING = "nothing"
    """No promise was made, however much it sounds like one."""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer."""

    name: str
    zone: str = "Europe/London"
    locale: str = "en-GB"
    role: str = "end-user"
    """`agent` for a colleague who asks for themselves."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happens in a story."""

    at: str
    """By London's clocks: `Thu 10:20`; behind the weekend `+Mon 09:30`."""
    act: str
    text: str = ""
    who: str = "agent"
    """`customer`, `agent`, `colleague`, or an outsider of the company by name."""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket with a promise in it, or with something that is none."""

    kind: str
    expect: Expect
    customer: Person
    agent: str
    lines: tuple[Line, ...]
    due: str = ""
    """When the last promise of it falls due, as in a line, or with a zone behind; empty without a time."""
    promises: int = 1
    """How many promises with a time its comments hold, impossible ones and forecasts too; where it is vague, without."""
    colleague: str = ""
    owner: str = "agent"
    """Who is to be reached in the end: `agent`, `colleague`, `group`, or `fallback` where the owner is away."""
    columns: Mapping[str, Any] = field(default_factory=dict)
    """What the ticket has from its beginning; a due date is written as in a line, at noon as Zendesk's are."""


@dataclass(slots=True)
class Told:
    """A story of the week, with its people and its ticket."""

    story: Story
    customer: int
    agent: int
    colleague: int | None
    due: datetime | None
    ticket_id: int = 0
    """0 until it has begun."""
    second_id: int = 0
    """The ticket that the customer opened as well, and that the first was merged into."""


def asks(at: str, text: str, who: str = "customer") -> Line:
    """The first words of a ticket."""
    return Line(at, "asks", text, who)


def answers(at: str, text: str, status: str = "pending", who: str = "agent") -> Line:
    """A public answer of staff."""
    return Line(at, "answers", text, who, {"status": status})


def writes(at: str, text: str, who: str = "customer") -> Line:
    """A mail of somebody who is no staff."""
    return Line(at, "writes", text, who)


def notes(at: str, text: str, who: str = "agent") -> Line:
    """An internal note."""
    return Line(at, "notes", text, who)


def hands_over(at: str, text: str) -> Line:
    """The agent gives it to the colleague, with a note."""
    return Line(at, "hands over", text)


def to_group(at: str, group: str, text: str) -> Line:
    """The agent gives it to another group, where nobody has taken it yet."""
    return Line(at, "to group", text, more={"group": group})


def solves(at: str, text: str = "", who: str = "agent") -> Line:
    """It is solved, with or without a word to the customer."""
    return Line(at, "solves", text, who)


def calls(at: str, who: str = "agent", **call: Any) -> Line:  # noqa: ANN401 - a call's sides
    """A call: `seconds`, `outbound`, `voicemail`, `transcript`."""
    return Line(at, "calls", who=who, more=call)


def auto_reply(at: str, text: str, who: str = "agent") -> Line:
    """An automatic mail."""
    return Line(at, "auto-reply", text, who)


def chats(at: str, text: str, who: str = "agent") -> Line:
    """A message of a conversation in messaging."""
    return Line(at, "chats", text, who)


def rates(at: str, score: str, text: str) -> Line:
    """The customer's verdict."""
    return Line(at, "rates", text, "customer", {"score": score})


def merged(at: str, opened: str, text: str) -> Line:
    """The customer wrote twice, at `opened` with `text`; the agent merges the first ticket into the second."""
    return Line(at, "merged", text, more={"opened": opened})


def goes(at: str, act: str, who: str = "agent") -> Line:
    """Somebody is `away` from now on, or is no staff any more: `leaves`."""
    return Line(at, act, who=who)


def told(
    kind: str, expect: Expect, customer: Person, agent: str, *lines: Line, due: str = "", promises: int = 0
) -> Story:
    """A story without a colleague, with as many lines as it takes."""
    return Story(kind, expect, customer, agent, lines, due=due, promises=promises)
