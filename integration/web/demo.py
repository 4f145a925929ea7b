"""The demo's Zendesk beside the page: its tickets as an agent sees them, and a clock that can be moved on."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from integration.console.demo import DemoResult, play
from integration.sandbox.records import Comment, Message, Ticket
from integration.sandbox.server import Sandbox
from integration.sandbox.world import World
from integration.web.found import PAGE

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
"""How far the clock may be moved at once."""
SHOWN = ("noted", "tagged", "all")
"""Tickets with a note of ours, with a tag of ours, or all."""


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of a conversation."""

    who: str
    role: str
    """`customer`, `agent` or `service`: whose words these are."""
    at: datetime
    public: bool
    text: str
    html: str | None
    """Of a note of ours."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A ticket in the list."""

    id: int
    subject: str
    status: str
    group: str
    assignee: str
    tags: tuple[str, ...]
    updated_at: datetime
    notes: int
    """How many are ours."""


@dataclass(frozen=True)
class DemoRoom:
    """The demo's account, sandbox and what the leads were told; one click at a time moves the clock."""

    result: DemoResult
    sandbox: Sandbox
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    """What a form has to carry for the clock to move."""
    _moving: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def move(self, step: str) -> None:
        """Let the clock go on, cycle by cycle; a second click meanwhile waits until it has, and moves it no further."""
        first = self._moving.acquire(blocking=False)
        if not first:
            self._moving.acquire()
        try:
            if first:
                play(self.result, self.sandbox, STEPS[step], lambda _text, _share: None)
        finally:
            self._moving.release()

    @property
    def own_tags(self) -> frozenset[str]:
        """The tags that the demo's policies put on tickets."""
        policies = self.result.account.config.policies_in_order
        steps = [step for policy in policies for step in policy.steps]
        own = [each.step for policy in policies for each in policy.own_steps()]
        ended = [tag for policy in policies for tag in policy.on_end.add_tags]
        return frozenset([*ended, *(tag for step in (*steps, *own) for tag in step.add_tags)])

    @property
    def told(self) -> list[str]:
        """What the team leads were told outside of Zendesk, the newest first."""
        return [str(message["text"]) for message in reversed(self.result.leads.messages)]

    def load_tickets(self, show: str, page: int) -> tuple[list[Listed], int]:
        """A page of tickets, the last changed first, and how many there are."""
        ours = self.own_tags
        with self.sandbox.lock:
            world = self.sandbox.world
            chosen = [
                t for t in world.tickets.values() if t.status != "deleted" and self._is_shown(t, show, ours)
            ]
            chosen.sort(key=lambda ticket: (ticket.updated_at, ticket.id), reverse=True)
            some = chosen[(page - 1) * PAGE : page * PAGE]
            return [self._listed(world, ticket) for ticket in some], len(chosen)

    def load_ticket(self, number: int) -> tuple[Ticket, Listed, list[Said]] | None:
        """A ticket with its conversation, oldest first; None where there is none."""
        with self.sandbox.lock:
            world = self.sandbox.world
            ticket = world.tickets.get(number)
            if ticket is None:
                return None
            told: list[Comment | Message] = sorted(
                [*ticket.comments, *ticket.messages], key=lambda one: one.at
            )
            return ticket, self._listed(world, ticket), [self._said(world, ticket, one) for one in told]

    def _is_shown(self, ticket: Ticket, show: str, ours: frozenset[str]) -> bool:
        if show == "noted":
            return self._notes(ticket) > 0
        return show == "all" or bool(ours & set(ticket.tags))

    def _notes(self, ticket: Ticket) -> int:
        return sum(comment.author_id == self.result.account.user_id for comment in ticket.comments)

    def _listed(self, world: World, ticket: Ticket) -> Listed:
        return Listed(
            ticket.id,
            ticket.subject,
            ticket.status,
            world.groups.get(ticket.group_id or 0, "no group"),
            _name(world, ticket.assignee_id),
            ticket.tags,
            ticket.updated_at,
            self._notes(ticket),
        )

    def _said(self, world: World, ticket: Ticket, one: Comment | Message) -> Said:
        name = "Buoy (bot)" if one.author_id < 0 else _name(world, one.author_id)
        ours = one.author_id == self.result.account.user_id
        staff = "agent" if world.is_staff(one.author_id) else "customer"
        role = "service" if ours else "customer" if one.author_id == ticket.requester_id else staff
        if isinstance(one, Message):
            return Said(name, role, one.at, public=True, text=one.text, html=None)
        return Said(name, role, one.at, one.public, one.body, one.html if ours else None)


def _name(world: World, user_id: int | None) -> str:
    user = None if user_id is None else world.users.get(user_id)
    return "nobody" if user is None else user.name
