"""Plays the stories about promises: each line at its own moment, by the people it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from integration.sandbox.records import Effect, Via
from integration.sandbox.week.hours import LONDON, Hours
from integration.sandbox.week.script import Line, Story, Told
from integration.sandbox.week.tale import Stage
from integration.sandbox.world import World

_SENTENCE_ENDS = re.compile(r"[.?]\s")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def moment(hours: Hours, said: str) -> datetime:
    """`Thu 10:20` of the week, or `+Mon 09:30` of the one after it, maybe with a zone of its own; in UTC."""
    day, clock, *zone = said.removeprefix("+").split()
    hour, _, minute = clock.partition(":")
    later = 7 if said.startswith("+") else 0
    at = hours.on(_DAYS.index(day) + later, int(hour) * 60 + int(minute))
    if not zone:
        return at
    return at.astimezone(LONDON).replace(tzinfo=ZoneInfo(zone[0])).astimezone(UTC)


def tell(stage: Stage, story: Story) -> None:
    """Plan one story; who and what is in it can be looked up in the cast by its kind."""
    person, agents = story.customer, stage.cast.agents
    address = person.name.lower().replace(" ", ".").encode("ascii", "ignore").decode()
    customer = stage.world.add_user(
        person.name,
        role=person.role,
        email=f"{address}@example.net",
        time_zone=person.zone,
        locale=person.locale,
    )
    told = Told(
        story,
        customer,
        agents[story.agent],
        agents[story.colleague] if story.colleague else None,
        moment(stage.hours, story.due) if story.due else None,
    )
    stage.cast.promised[story.kind] = told
    player = _Player(stage, told)
    for line in story.lines:
        stage.play(moment(stage.hours, line.at), player.played(line))


class _Player:
    def __init__(self, stage: Stage, told: Told) -> None:
        self._stage, self._told = stage, told
        self._acts: dict[str, Callable[[World, Line], object]] = {
            "asks": self._ask,
            "answers": self._answer,
            "writes": lambda world, line: world.say(told.ticket_id, self._who(line), line.text),
            "notes": lambda world, line: self._say(world, line, public=False),
            "hands over": self._hand_over,
            "to group": self._to_group,
            "solves": self._solve,
            "calls": self._call,
            "auto-reply": lambda world, line: world.auto_reply(told.ticket_id, self._who(line), line.text),
            "chats": self._chat,
            "rates": self._rate,
            "merged": self._merge,
            "opens again": self._open_again,
            "away": self._away,
            "leaves": lambda world, line: world.demote(self._who(line)),
        }
        if second := next((line for line in told.story.lines if line.act == "merged"), None):
            again = Line(second.more["opened"], "opens again", second.text)
            stage.play(moment(stage.hours, again.at), self.played(again))

    def played(self, line: Line) -> Callable[[World], object]:
        """What a line does when its moment comes; `{holiday}` in its words is the office's next one."""
        holiday = self._stage.cast.holiday
        said = replace(line, text=line.text.replace("{holiday}", f"{holiday.day} {holiday:%B}"))
        return lambda world: self._acts[said.act](world, said)

    def _who(self, line: Line) -> int:
        told, cast = self._told, self._stage.cast
        people = {"customer": told.customer, "agent": told.agent, "colleague": told.colleague}
        found = (people | {"tracker": cast.tracker} | cast.outsiders)[line.who]
        if found is None:
            raise KeyError(f"{told.story.kind} has no {line.who}")
        return found

    def _say(self, world: World, line: Line, *, public: bool = True, **changes: Any) -> None:  # noqa: ANN401 - columns
        """Words and changes; whoever of the two agents answers first takes the ticket."""
        ticket, who = world.tickets[self._told.ticket_id], self._who(line)
        if public and ticket.assignee_id is None and line.who in ("agent", "colleague"):
            changes = {"assignee_id": who, **changes}
        via = Via("api") if who == self._stage.cast.tracker else Via("web")
        world.update(ticket.id, who, changes, comment=line.text or None, public=public, via=via)

    def _ask(self, world: World, line: Line) -> None:
        told, cast = self._told, self._stage.cast
        group = next(iter(world.users[told.agent].groups))
        sorting = Effect({"group_id": group}, cast.trigger("Sort new mail by topic"))
        columns = {"effects": [sorting], "subject": _subject(line), **told.story.columns}
        if "due_at" in columns:
            columns["due_at"] = f"{moment(self._stage.hours, columns['due_at']):%Y-%m-%dT%H:%M:%SZ}"
        if any(other.act == "chats" for other in told.story.lines):
            told.ticket_id = world.open_conversation(told.customer, line.text, **columns)
        elif line.who == "customer":
            told.ticket_id = world.add_ticket(told.customer, line.text, via=Via("email"), **columns)
        else:  # staff write for the customer, as after a call, and keep the ticket
            columns |= {"submitter_id": self._who(line), "assignee_id": self._who(line), "group_id": group}
            told.ticket_id = world.add_ticket(told.customer, line.text, via=Via("web"), **columns)
        cast.tickets.setdefault(told.story.kind, []).append(told.ticket_id)

    def _answer(self, world: World, line: Line) -> None:
        self._say(world, line, status=line.more["status"])

    def _solve(self, world: World, line: Line) -> None:
        self._say(world, line, status="solved")

    def _hand_over(self, world: World, line: Line) -> None:
        self._say(world, line, public=False, assignee_id=self._told.colleague, status="open")

    def _to_group(self, world: World, line: Line) -> None:
        group = self._stage.cast.groups[line.more["group"]]
        self._say(world, line, public=False, group_id=group, assignee_id=None, status="open")

    def _call(self, world: World, line: Line) -> None:
        agent = None if line.who == "customer" else self._who(line)
        world.call(self._told.ticket_id, agent_id=agent, **line.more)

    def _chat(self, world: World, line: Line) -> None:
        ticket, who = world.tickets[self._told.ticket_id], self._who(line)
        if ticket.assignee_id is None and line.who == "agent":
            world.update(ticket.id, who, {"assignee_id": who})
        world.message(ticket.id, who, line.text)

    def _rate(self, world: World, line: Line) -> None:
        world.rate(self._told.ticket_id, "offered")
        world.rate(self._told.ticket_id, line.more["score"], line.text)

    def _open_again(self, world: World, line: Line) -> None:
        first = world.tickets[self._told.ticket_id]
        self._told.second_id = world.add_ticket(
            self._told.customer,
            line.text,
            via=Via("email"),
            subject=f"Again: {first.subject}",
            group_id=first.group_id,
        )

    def _merge(self, world: World, line: Line) -> None:
        told = self._told
        world.update(told.second_id, told.agent, {"assignee_id": told.agent})
        world.merge(told.ticket_id, told.second_id, self._who(line))

    def _away(self, world: World, line: Line) -> None:
        user = world.users[self._who(line)]
        user.tags, user.status = ("out_of_office",), "away"


def _subject(line: Line) -> str:
    """The customer's first sentence, or what staff write over a mail of their own."""
    if line.who != "customer":
        return "Your call of today"
    return _SENTENCE_ENDS.split(line.text)[0].rstrip(".?")
