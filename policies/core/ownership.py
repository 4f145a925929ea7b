"""Who held a ticket, for how long, and which of its moves were handoffs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from policies.core.facts import Change, Origin, Ticket

_OWNER_FIELDS = ("group_id", "assignee_id")
_MOVED_BY = {
    Origin.RULE: "by triggers or automations",
    Origin.ROUTING: "by routing",
    Origin.SYSTEM: "by Zendesk itself",
    Origin.APP: "by ignored actors",
    Origin.MERGE: "by a merge",
    Origin.OURS: "by Steadyhand",
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A ticket's owner: its assignee, else its group."""

    group_id: int | None
    agent_id: int | None


NOBODY = Owner(None, None)


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of time with one owner; `until` is None for the present one."""

    owner: Owner
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Handoff:
    """A counted move from one owner to another."""

    at: datetime
    update_id: int
    before: Owner
    after: Owner
    is_return: bool
    """It came back to an agent, or to a group, that held it before."""


@dataclass(frozen=True, slots=True)
class Course:
    """The way a ticket took through hands, oldest first."""

    stays: tuple[Stay, ...]
    handoffs: tuple[Handoff, ...]
    uncounted: tuple[str, ...]
    """Why each other move was not counted, in words that follow "not counted: 2 …"."""

    def uncounted_in_words(self) -> str:
        """As `2 by triggers or automations, 1 in bulk`; empty when every move was counted."""
        return ", ".join(f"{count} {reason}" for reason, count in Counter(self.uncounted).most_common())


def course_of(ticket: Ticket, *, triage_groups: frozenset[int] = frozenset(), bulk: int = 10) -> Course:
    """Follow the ticket's owner through its history and tell handoffs from other moves.

    A handoff moves the ticket to another group, or within a group to another agent than the one who last
    held it there, also by way of nobody. One update is one move, judged by what its person wanted; what
    triggers add inside the same update only decides where it ended.
    """
    walk = _Walk(_first_owner(ticket), triage_groups=triage_groups, bulk=bulk, since=ticket.created_at)
    for update in _owner_updates(ticket):
        walk.take(update)
    return walk.course()


def distinct_owners(course: Course) -> int:
    """How many agents held the ticket, and groups in which no agent ever did."""
    agents = {stay.owner.agent_id for stay in course.stays if stay.owner.agent_id is not None}
    manned = {stay.owner.group_id for stay in course.stays if stay.owner.agent_id is not None}
    unmanned = {stay.owner.group_id for stay in course.stays if stay.owner.agent_id is None} - manned - {None}
    return len(agents) + len(unmanned)


def _owner_updates(ticket: Ticket) -> Iterator[tuple[Change, ...]]:
    changes = [c for c in ticket.changes if c.field in _OWNER_FIELDS]
    for _, update in groupby(changes, key=lambda c: c.update_id):
        yield tuple(update)


def _first_owner(ticket: Ticket) -> Owner:
    """The owner before the first change that is known: nobody, where creation itself is in the history."""
    return Owner(
        _initial(ticket, "group_id", ticket.group_id), _initial(ticket, "assignee_id", ticket.assignee_id)
    )


def _initial(ticket: Ticket, name: str, now: int | None) -> int | None:
    change = next((c for c in ticket.changes if c.field == name), None)
    if change is None:
        return now
    return None if change.first else _id(change.before)


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _moved(owner: Owner, changes: tuple[Change, ...]) -> Owner:
    for change in changes:
        if change.field == "group_id":
            owner = replace(owner, group_id=_id(change.after))
        else:
            owner = replace(owner, agent_id=_id(change.after))
    return owner


@dataclass(slots=True)
class _Walk:
    """The state of the walk: the present owner, and who held the ticket where before."""

    owner: Owner
    triage_groups: frozenset[int]
    bulk: int
    since: datetime
    stays: list[Stay] = field(default_factory=list)
    handoffs: list[Handoff] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)
    ever_owned: bool = False
    last_holder: dict[int | None, int] = field(default_factory=dict)
    """By group, the agent who last held the ticket there."""
    last_agent: int | None = None
    awaits_taker: bool = False
    """A counted move brought it into a group and nobody there has taken it yet."""
    left_triage: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._remember(self.owner)

    def take(self, update: tuple[Change, ...]) -> None:
        """Follow one update."""
        before, after = self.owner, _moved(self.owner, update)
        if after == before:
            return
        people = tuple(c for c in update if c.origin is Origin.PERSON)
        reason = self._why_uncounted(before, update, people)
        at = update[0].at
        if reason is None:
            self._count(update[0], before, after)
        elif reason:
            self.uncounted.append(reason)
        if reason == "taken by a member after a counted move":
            self._mark_return(after)
        self._settle(before, after, at, counted=reason is None)

    def course(self) -> Course:
        """The walk's result."""
        last = Stay(self.owner, self.since, None)
        return Course((*self.stays, last), tuple(self.handoffs), tuple(self.uncounted))

    def _why_uncounted(
        self, before: Owner, update: tuple[Change, ...], people: tuple[Change, ...]
    ) -> str | None:
        """None for a handoff; otherwise why not, or an empty text for a step that is no move at all."""
        if all(change.first for change in update):
            return ""  # where the ticket was created, not a move
        if not self.ever_owned:
            return "as the first assignment"
        if not people:
            return _MOVED_BY.get(update[-1].origin, "by Zendesk itself")
        if max(c.burst for c in people) >= self.bulk:
            return "in bulk"
        return self._judge(before, _moved(before, people))

    def _judge(self, before: Owner, wanted: Owner) -> str | None:
        if wanted == before:
            return "by triggers or automations"
        if wanted.agent_id is not None and wanted.agent_id == self.last_agent:
            return "to the same agent again"
        if wanted.group_id != before.group_id and before.group_id is not None:
            return self._judge_group_move(before.group_id)
        return self._judge_within_group(wanted)

    def _judge_group_move(self, left: int) -> str | None:
        if left in self.triage_groups and left not in self.left_triage:
            self.left_triage.add(left)
            return "first hop out of triage"
        return None

    def _judge_within_group(self, wanted: Owner) -> str | None:
        if wanted.agent_id is None:
            return ""  # put back: whether that was a handoff shows when somebody takes it
        if self.awaits_taker:
            return "taken by a member after a counted move"
        holder = self.last_holder.get(wanted.group_id)
        return "as the group's first holder" if holder is None else None

    def _count(self, change: Change, before: Owner, after: Owner) -> None:
        handoff = Handoff(
            change.at, change.update_id, before, after, is_return=self._is_return(before, after)
        )
        self.handoffs.append(handoff)

    def _is_return(self, before: Owner, after: Owner) -> bool:
        earlier = [stay.owner for stay in self.stays]
        agent_again = after.agent_id is not None and any(after.agent_id == o.agent_id for o in earlier)
        group_again = after.group_id != before.group_id and any(after.group_id == o.group_id for o in earlier)
        return agent_again or group_again

    def _mark_return(self, taker: Owner) -> None:
        """A counted move is a return when an earlier holder takes the ticket at its end."""
        earlier = (stay.owner.agent_id for stay in self.stays)
        if taker.agent_id in earlier:
            self.handoffs[-1] = replace(self.handoffs[-1], is_return=True)

    def _settle(self, before: Owner, after: Owner, at: datetime, *, counted: bool) -> None:
        if before != NOBODY:
            self.stays.append(Stay(before, self.since, at))
        self.since = at
        if after.agent_id is not None:
            self.awaits_taker = False
        elif after.group_id != before.group_id:
            self.awaits_taker = counted
        self.owner = after
        self._remember(after)

    def _remember(self, owner: Owner) -> None:
        self.ever_owned = self.ever_owned or owner != NOBODY
        if owner.agent_id is not None:
            self.last_holder[owner.group_id] = owner.agent_id
            self.last_agent = owner.agent_id
