"""The script of one ticket: each line is planned at its moment and played when the clock comes to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from integration.sandbox.records import SYSTEM, Audit, Effect, Refused, Via
from integration.sandbox.week import words
from integration.sandbox.week.company import Cast
from integration.sandbox.week.hours import Hours
from integration.sandbox.week.texts import FAREWELLS, GREETINGS, PRODUCTS, Topic
from integration.sandbox.world import World

ROUTING = Via("omnichannel_routing")
ZENDESK = Via("system")
APP = Via("api")
_LIVE = ("native_messaging", "api")
"""Channels in which customers also answer; elsewhere they answer by mail."""
_REFERENCE = (10_000, 99_999)
_ASKS = 0.4
_PENCE = (990, 18_900)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where tales are told: the world, its people, its hours, and the one source of chance."""

    world: World
    cast: Cast
    hours: Hours
    rng: Random

    def play(self, at: datetime, what: Callable[[World], object]) -> None:
        """Schedule something; what lies behind the horizon never happens.

        Behind the end of the built week Zendesk may refuse, since whoever watches can change tickets as well.
        """
        if at <= self.cast.ends:
            self.world.later(at, what)
        elif at <= self.cast.horizon:
            self.world.later(at, lambda world: _if_allowed(world, what))


def _if_allowed(world: World, what: Callable[[World], object]) -> None:
    with suppress(Refused):
        what(world)


class Tale:
    """One ticket's script.

    Its present moment, group and agent are known while it is planned, its id when it is played.
    """

    def __init__(
        self, stage: Stage, kind: str, topic: Topic, at: datetime, customer: int | None = None
    ) -> None:
        self.stage, self.kind, self.topic, self.at = stage, kind, topic, at
        self.rng, self.cast = stage.rng, stage.cast
        self.customer = customer if customer is not None else self.rng.choice(self.cast.customers)
        self.group = topic.group
        self.agent: int | None = None
        self.id = 0
        self.letter = self.rng.choice(topic.letters)
        self._replies = Via("email")
        self._in_messaging = False
        self.details: Mapping[str, str] = {
            "order": f"HB-{self.rng.randint(*_REFERENCE)}",
            "product": self.rng.choice(PRODUCTS),
            "amount": f"{self.rng.randint(*_PENCE) / 100:.2f}",
        }

    # -- time ------------------------------------------------------------------------------------------------

    def wait(self, least: int, most: int) -> Tale:
        """Some minutes of work pass; what falls into the night is left for the morning."""
        self.at = self.stage.hours.work_after(self.at, self.rng.randint(least, most), self.rng)
        return self

    def pause(self, least: int, most: int) -> Tale:
        """Some minutes pass, whatever the hour."""
        self.at += timedelta(minutes=self.rng.randint(least, most), seconds=self.rng.randrange(60))
        return self

    # -- the beginning ---------------------------------------------------------------------------------------

    def open(self, channel: str = "email", body: str | None = None, **columns: Any) -> Tale:  # noqa: ANN401 - a ticket's columns
        """The customer writes, and a trigger sorts the ticket into its group."""
        subject = self.fill((self.letter.subject,))
        text = self._write(self.letter.body if body is None else body, channel)
        self._replies = Via(channel) if channel in _LIVE else Via("email")
        brand = self.rng.choice(tuple(self.cast.brands.values()))
        sorting = {
            "group_id": self.cast.groups[self.group],
            "additional_tags": [self.topic.tag],
            "custom_fields": {self.cast.fields["Topic"]: self.topic.tag},
        }
        effects = [Effect(sorting, self.cast.trigger("Sort new mail by topic"))]
        given = {"via": Via(channel), "subject": subject, "brand_id": brand, "effects": effects, **columns}
        self._in_messaging = channel == "native_messaging"

        def begin(world: World) -> None:
            begins = world.open_conversation if self._in_messaging else world.add_ticket
            self.id = begins(self.customer, text, **given)
            self.cast.tickets.setdefault(self.kind, []).append(self.id)

        self.stage.play(self.at, begin)
        return self

    # -- what staff do ---------------------------------------------------------------------------------------

    def take(self, agent: int | None = None, *, silently: bool = False) -> Tale:
        """A member of the group takes the ticket, mostly with a first answer."""
        self.agent = agent or self.somebody()
        text = None if silently else self.rng.choice(words.ACKNOWLEDGED)
        return self.update(self.agent, {"assignee_id": self.agent}, text)

    def answer(self, status: str = "pending", *, macro: str | None = None) -> Tale:
        """The holder answers the customer."""
        routine = status == "pending" and self.rng.random() < _ASKS
        text = self.fill(words.ASKED if routine else (self.letter.answer,))
        return self.update(self._holder(), {"status": status}, text, macro=macro)

    def solve(self, *, macro: str | None = None) -> Tale:
        """The holder solves it, in words of their own or with a macro."""
        return self.update(self._holder(), {"status": "solved"}, self.fill(words.SOLVED), macro=macro)

    def to_group(self, group: str, *, with_agent: bool = False, actor: int | None = None) -> Tale:
        """The holder hands it to another group, with a note, and maybe to a member by name."""
        actor = actor or self._holder()
        self.group = group
        self.agent = self.somebody() if with_agent else None
        changes = {"group_id": self.cast.groups[group], "assignee_id": self.agent, "status": "open"}
        return self.update(actor, changes, self.rng.choice(words.TO_GROUP[group]), public=False)

    def to_colleague(self, agent: int | None = None) -> Tale:
        """The holder hands it to a colleague of the group."""
        actor = self._holder()
        self.agent = agent or self.somebody()
        changes = {"assignee_id": self.agent, "status": "open"}
        return self.update(actor, changes, self.rng.choice(words.TO_COLLEAGUE), public=False)

    def put_back(self) -> Tale:
        """The holder puts it back into the group's queue."""
        actor, self.agent = self._holder(), None
        return self.update(actor, {"assignee_id": None}, self.rng.choice(words.PUT_BACK), public=False)

    def note(self, text: str) -> Tale:
        """The holder writes down something for the colleagues."""
        return self.update(self._holder(), {}, text, public=False)

    # -- what others do --------------------------------------------------------------------------------------

    def customer_writes(self, texts: Sequence[str] = words.CHASERS, effects: Sequence[Effect] = ()) -> Tale:
        """The customer writes again, which opens the ticket again."""
        text = self.fill(texts)
        return self.update(self.customer, {"status": "open"}, text, via=self._replies, effects=effects)

    def by_routing(self, agent: int | None = None) -> Tale:
        """Omnichannel routing gives it to a member of the group."""
        self.agent = agent or self.somebody()
        return self.update(SYSTEM, {"assignee_id": self.agent}, via=ROUTING)

    def by_round_robin(self) -> Tale:
        """The round-robin app gives it to the next member of the group."""
        self.agent = self.somebody()
        return self.update(self.cast.round_robin, {"assignee_id": self.agent}, via=APP)

    def by_trigger(self, title: str, group: str, texts: Sequence[str] = words.CHASERS) -> Tale:
        """The customer writes, and a trigger moves the ticket for a word in the mail."""
        self.group, self.agent = group, None
        effect = Effect({"group_id": self.cast.groups[group]}, self.cast.trigger(title))
        return self.customer_writes(texts, [effect])

    def by_automation(self, title: str, changes: Mapping[str, Any]) -> Tale:
        """An automation changes it by the hour."""
        return self.update(SYSTEM, changes, via=self.cast.automation(title))

    def update(  # noqa: PLR0913 - an update has many sides
        self,
        actor: int,
        changes: Mapping[str, Any],
        comment: str | None = None,
        *,
        public: bool = True,
        via: Via | None = None,
        effects: Sequence[Effect] = (),
        macro: str | None = None,
    ) -> Tale:
        """Plan one update at the tale's present moment; macros are mentioned among its events.

        In messaging what is said in public is a message, and no part of the update.
        """

        def happen(world: World) -> None:
            text = comment
            if self._in_messaging and public and text is not None:
                world.message(self.id, actor, text, bot=actor == self.cast.assistant)
                text = None
            audit = world.update(
                self.id, actor, changes, comment=text, public=public, via=via, effects=effects
            )
            if macro is not None:
                self._mention(audit, macro)

        return self.then(happen)

    def then(self, what: Callable[[World], object]) -> Tale:
        """Plan anything else at the tale's present moment."""
        self.stage.play(self.at, what)
        return self

    def somebody(self) -> int:
        """A member of the present group who is at work, and not the present agent."""
        members = self.cast.on_shift(self.stage.world, self.group, self.at)
        others = [one for one in members if one != self.agent]
        return self.rng.choice(others or self.cast.everyone_in(self.group, but=self.agent))

    def _holder(self) -> int:
        return self.agent or self.somebody()

    def _mention(self, audit: Audit, macro: str) -> None:
        audit.events.append(
            {
                "id": self.stage.world.next_id(),
                "type": "AgentMacroReference",
                "macro_id": self.cast.macros[macro],
                "macro_title": macro,
            }
        )

    def fill(self, texts: Sequence[str]) -> str:
        """One of the texts, with this ticket's order, product and amount."""
        return self.rng.choice(texts).format(**self.details)

    def _write(self, body: str, channel: str) -> str:
        text = self.fill((body,))
        if channel != "email":
            return text
        name = self.stage.world.users[self.customer].name
        return f"{self.rng.choice(GREETINGS)}\n\n{text}\n\n{self.rng.choice(FAREWELLS)}\n{name}"
