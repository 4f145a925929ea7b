"""What became of a ticket's promises: open, kept, kept late, moved to a new time, or broken.

A promise ends with the first of these after it: a word of the service to the customer (`speech.is_word`), `#kept` in a
note of the service side, or, for an action, a person's solving of the ticket. A reply that promises a new time moves
all promises of the ticket that were open until then, whoever made them; any other word keeps them. What was said on
one ticket before another was merged into it ends no promise of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from policies.core.clocks import ZONES, Zone, in_zone
from policies.core.due import due_of
from policies.core.due_moment import Due
from policies.core.facts import Comment, Facts, Origin, Side
from policies.core.references import is_meant
from policies.core.settings import Settings
from policies.core.signals import About, Order, Promise
from policies.core.speech import is_heard_on, is_word, joined, orders_in, said_on
from policies.core.statuses import owners_then

_COUNTED = (About.CONTACT, About.ACTION)
SORTS = ("promise", "impossible", "vague", "closing")
"""The sorts of occasions that a promise gives."""


class Fate(StrEnum):
    """What has become of a promise."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "kept late"
    MOVED = "moved"
    BROKEN = "broken"
    """Its time has passed, and nothing has ended it yet."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How words become moments, and what keeps a promise; the defaults are those of the kind `promise`."""

    zones: tuple[Zone, ...] = ZONES
    day_first: bool = False
    min_confidence: float = 0.6
    kept_by: Literal["any_staff", "owner"] = "any_staff"


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of an answer or an action, and what became of it."""

    comment: Comment
    place: int
    """Which of the comment's promises it is, from 1."""
    promise: Promise
    due: Due | None = None
    """None: no time was said."""
    zone: str = ""
    """The zone in which the words were read, by its IANA name; empty where they name one."""
    fate: Fate = Fate.OPEN

    @property
    def episode(self) -> str:
        """The name of the occasion on which it is due."""
        return self.named("promise")

    def named(self, sort: str) -> str:
        """The name of another occasion that this promise gives."""
        return f"{sort}/{self.comment.id}/{self.place}"

    @property
    def past(self) -> bool:
        """Whether its time had already passed when it was given, so that it can be neither kept nor broken."""
        return self.due is not None and self.due.moment <= self.comment.at


def promises_of(facts: Facts, policy: Settings, reading: Reading) -> tuple[Promised, ...]:
    """The promises of an answer or an action on the ticket and on those merged into it, oldest first."""
    course = _Course(facts, policy, reading, joined(facts.ticket))
    said = said_on(facts.ticket)
    return tuple(
        course.followed(course.dated(Promised(comment, place, promise)), said[index + 1 :])
        for index, comment in enumerate(said)
        for place, promise in given_in(comment)
        if is_counted(promise, reading)
    )


def given_in(comment: Comment) -> Iterator[tuple[int, Promise]]:
    """The promises in a public comment of the service side, from 1; nobody else's words are promises."""
    if comment.public and comment.side is Side.SERVICE and comment.signals and not comment.signals.automatic:
        yield from enumerate(comment.signals.promises, start=1)


def is_counted(promise: Promise, reading: Reading) -> bool:
    """Whether it is a promise of an answer or an action that was read with enough confidence."""
    return (
        promise.about in _COUNTED and promise.confidence >= reading.min_confidence and not _is_habit(promise)
    )


def _is_habit(promise: Promise) -> bool:
    return promise.when is not None and promise.when.recurring


@dataclass(frozen=True, slots=True)
class _Course:
    """What happened on a ticket, as it is looked at for a policy."""

    facts: Facts
    policy: Settings
    reading: Reading
    merges: Mapping[int, datetime]
    """When other tickets were merged into this one (`speech.joined`)."""

    def dated(self, one: Promised) -> Promised:
        """The promise with its due moment."""
        if one.promise.when is None:
            return one
        facts, at = self.facts, one.comment.at
        when, zone = in_zone(facts, one.promise.when, one.comment.author_id, self.reading.zones)
        due = due_of(when, at, zone, facts.calendar, day_first=self.reading.day_first)
        return replace(one, due=due, zone="" if when.zone else zone)

    def followed(self, one: Promised, later: Sequence[Comment]) -> Promised:
        """The promise with what became of it."""
        ends = [*self._by_words(one, later), *self._by_solving(one)]
        if not ends:
            gone = one.due is not None and not one.past and one.due.moment <= self.facts.now
            return replace(one, fate=Fate.BROKEN if gone else Fate.OPEN)
        at, fate = min(ends, key=lambda end: end[0])
        in_time = one.due is None or one.past or at <= one.due.moment
        return replace(one, fate=fate if in_time else Fate.LATE)

    def _by_words(self, one: Promised, later: Sequence[Comment]) -> Iterator[tuple[datetime, Fate]]:
        """How the first comment that ends it does so; `#kept` counts as in time, for the agent knows best."""
        for comment in later:
            if not is_heard_on(one.comment.ticket_id, comment.ticket_id, comment.at, self.merges):
                continue
            if is_word(comment):
                if _says_when(comment, self.reading):
                    yield comment.at, Fate.MOVED
                    return
                if self._may_keep(one, comment):
                    yield comment.at, Fate.KEPT
                    return
            elif self._orders_kept(one, comment):
                yield comment.at if one.due is None else min(comment.at, one.due.moment), Fate.KEPT
                return

    def _may_keep(self, one: Promised, comment: Comment) -> bool:
        """Whether this person's word keeps it: anyone's, or with `owner` the assignee's and the promiser's."""
        if self.reading.kept_by == "any_staff" or comment.side is not Side.SERVICE:
            return True
        owners = owners_then(self.facts.ticket, comment)
        return not owners or comment.author_id in {*owners, one.comment.author_id}

    def _orders_kept(self, one: Promised, comment: Comment) -> bool:
        """Whether a note says `#kept`, of all of its ticket or of an occasion that this promise gave."""
        return any(
            is_meant(order.reference, self.facts, self.policy, episode, ticket_id=one.comment.ticket_id)
            for _, order in orders_in(comment, Order.KEPT)
            for episode in map(one.named, SORTS)
        )

    def _by_solving(self, one: Promised) -> Iterator[tuple[datetime, Fate]]:
        if one.promise.about is not About.ACTION:
            return
        given = (one.comment.at, one.comment.update_id)
        for change in self.facts.ticket.changes:
            solves = change.field == "status" and change.after in ("solved", "closed")
            by_person = change.origin is Origin.PERSON and (change.at, change.update_id) > given
            if solves and by_person and is_heard_on(one.comment.ticket_id, None, change.at, self.merges):
                yield change.at, Fate.KEPT
                return


def _says_when(comment: Comment, reading: Reading) -> bool:
    """Whether a reply promises a time, and so takes the place of what was promised before."""
    return any(is_counted(promise, reading) and not promise.vague for _, promise in given_in(comment))
