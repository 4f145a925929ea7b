"""A promised answer comes when it was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from policies.core.clocks import ZONES, Zone
from policies.core.durations import Duration, least_elapsed
from policies.core.facts import Facts, Ticket
from policies.core.findings import Condition, Finding, Verdict, earliest
from policies.core.promise_findings import (
    CLOSING_STEP,
    IMPOSSIBLE,
    VAGUE,
    aside,
    closing_finding,
    due_finding,
    impossible_finding,
    promised_in_words,
    vague_finding,
)
from policies.core.promised import SORTS, Fate, Promised, Reading, given_in, promises_of
from policies.core.rungs import first_moment
from policies.core.settings import Settings
from policies.core.signals import About, Order
from policies.core.speech import said_on, why_unheard
from policies.core.statuses import entered
from policies.core.steps import OwnStep
from policies.core.wording import listed, times

Treatment = Literal["report", "tag", "note"]


def _duration_or_off(value: object) -> object:
    """A duration's text as the duration, so that one sentence tells what is wrong with it."""
    if isinstance(value, str):
        return Duration.parse(value)
    if value is False or isinstance(value, Duration):
        return value
    raise ValueError('is neither a duration, as "4 days", nor false')


class Promise(Settings):
    """Remind the owner of what a customer was promised.

    In public comments of the service side each promise of an answer or an action by a time is read, and an
    occasion is made of it when its time comes. It is kept by a public comment of the service side or an answered
    call after it and not later than due, by `#kept` in an internal note, and an action also by solving. What the
    customer, a machine or an automatic reply says, an internal note and a voicemail keep nothing. A reply that
    promises a new time takes the place of what was promised before.

    A step's `before` and `after` count from the moment at which the promise is due.
    """

    knows_ahead: ClassVar[bool] = True

    moves_at_merge: ClassVar[bool] = True

    kind: Literal["promise"]
    remind: Annotated[tuple[Literal["contact", "action"], ...], Field(min_length=1)] = ("contact", "action")
    """contact: an answer, a call, an update. action: we send, refund, fix. Forecasts ("it arrives on Monday")
    are only recorded."""
    kept_by: Literal["any_staff", "owner"] = "any_staff"
    """Whose word keeps it: anyone's of the service side, or only that of the assignee at that moment or of the
    one who promised. A new time counts from anyone."""
    vague: Treatment = "report"
    """What is done about a promise without a time ("soon"): report: write it down. tag: `promise_vague`. note:
    the tag and a note, both at once and in place of the steps."""
    impossible: Treatment = "note"
    """What is done about a time that cannot be (a holiday, after closing, already past), with the tag
    `promise_impossible`; as for `vague`."""
    zones: Annotated[tuple[Zone, ...], Field(min_length=1)] = ZONES
    """Whose clock "3pm" is read on: the first of these that is known. text: a zone that was written beside it."""
    day_first: bool = False
    """Read 3/4 as 3 April; else as March 4."""
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.6
    """Promises that were read with less confidence than this are only recorded."""
    auto_close_after: Annotated[Duration | Literal[False], BeforeValidator(_duration_or_off)] = (
        Duration.parse("4 days")
    )
    """How long after solving your Zendesk closes a ticket; false: it is not looked at."""
    warn_before_close: Duration = Duration.parse("1 day")
    """A solved ticket whose promised answer is due only after it closes is found this long before it does, with the
    tag `promise_closing` and a note in place of the steps."""
    on_solved: bool = True
    """Also write to solved tickets: a promised answer is owed all the same."""

    @model_validator(mode="after")
    def _warns_after_solving(self) -> Self:
        close, warn = self.auto_close_after, self.warn_before_close
        if close and _is_surely_as_long(warn, close):
            raise ValueError("warn_before_close has to be shorter than auto_close_after")
        return self

    def uses_business_time(self) -> bool:
        durations = (self.warn_before_close, self.auto_close_after)
        return any(d.business for d in durations if d) or super().uses_business_time()

    def own_steps(self) -> tuple[OwnStep, ...]:
        asides = (
            ("vague", "a promise without a time", VAGUE, self.vague),
            ("impossible", "a time that cannot be", IMPOSSIBLE, self.impossible),
        )
        found = [OwnStep(sort, when, aside(tag, how)) for sort, when, tag, how in asides if how != "report"]
        if self.auto_close_after and self.on_solved and "contact" in self.remind:
            found.append(
                OwnStep("closing", "an answer that is due after the ticket has closed", CLOSING_STEP)
            )
        return tuple(found)

    @property
    def hears(self) -> frozenset[Order]:
        return frozenset({Order.KEPT})

    def decide(self, facts: Facts) -> Verdict:
        ticket = facts.ticket
        if ticket.status in ("closed", "deleted"):
            return Verdict(because=f"The ticket is {ticket.status}.", marked_ends=frozenset())
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return Verdict(because=unheard, looked=False)
        promised = self._promised(facts)
        moments = [moment for one in self._occasions(promised) for moment in self._moments(facts, one)]
        current = [m for m in moments if m.begins <= facts.now and (m.ends is None or facts.now < m.ends)]
        borders = [border for m in moments for border in (m.begins, m.finding.since, m.ends)]
        return Verdict(
            findings=tuple(m.finding for m in sorted(current, key=lambda m: m.finding.since)),
            recheck=earliest([border for border in borders if border is not None and border > facts.now]),
            because="" if current else _counts(facts, promised),
            marked_ends=frozenset(one.episode for one in promised if one.fate is Fate.LATE),
        )

    def trace(self, facts: Facts) -> tuple[Condition, ...]:
        ticket = facts.ticket
        lives = ticket.status not in ("closed", "deleted")
        told_of = [Condition(met=lives, sentence=f"The ticket is {ticket.status}.")]
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return (*told_of, Condition(met=False, sentence=unheard))
        promised = self._promised(facts)
        found = {finding.episode for finding in self.decide(facts).findings}
        told_of += [
            Condition(
                met=any(one.named(sort) in found for sort in SORTS), sentence=promised_in_words(facts, one)
            )
            for one in promised
        ]
        counts = _counts(facts, promised)
        return (*told_of, Condition(met=None if found or promised else False, sentence=counts))

    def _promised(self, facts: Facts) -> tuple[Promised, ...]:
        reading = Reading(self.zones, self.day_first, self.min_confidence, self.kept_by)
        return promises_of(facts, self, reading)

    def _occasions(self, promised: Sequence[Promised]) -> Iterator[Promised]:
        """The unfinished promises that are an occasion each.

        What one comment promises twice for one moment is promised once, and of an answer and an action the answer
        counts, which only an answer keeps. What it promises without a time besides one with a time is not vague.
        """
        chosen: dict[tuple[int, datetime | None], Promised] = {}
        for one in promised:
            key = (one.comment.id, one.due.moment if one.due else None)
            answer = one.promise.about is About.CONTACT
            known = chosen.get(key)
            if one.promise.about.value in self.remind and (
                known is None or (answer and known.promise.about is About.ACTION)
            ):
                chosen[key] = one
        timed = {comment for comment, moment in chosen if moment is not None}
        for (comment, moment), one in chosen.items():
            if one.fate in (Fate.OPEN, Fate.BROKEN) and (moment is not None or comment not in timed):
                yield one

    def _moments(self, facts: Facts, one: Promised) -> Iterator[Moment]:
        """The occasions that an unfinished promise gives, each with the time during which it is one."""
        due = one.due
        if due is None:
            if self.vague != "report":
                yield Moment(one.comment.at, None, vague_finding(facts, one, aside(VAGUE, self.vague)))
            return
        if due.impossible and self.impossible != "report":
            ends = None if one.past else due.moment
            step = aside(IMPOSSIBLE, self.impossible)
            yield Moment(one.comment.at, ends, impossible_finding(facts, one, due, step))
        if one.past:
            return
        finding = due_finding(facts, one, due)
        begins = first_moment(self.steps, finding, facts.calendar)
        yield Moment(begins, None, finding)
        warn = self._warns_at(facts, one, due.moment)
        if warn is not None and warn < begins:
            yield Moment(warn, begins, closing_finding(facts, one, due.moment, warn))

    def _warns_at(self, facts: Facts, one: Promised, due: datetime) -> datetime | None:
        """When to say that the ticket closes before the promised answer; None when it does not."""
        solved = entered(facts.ticket, ("solved",))
        if not self.auto_close_after or solved is None:
            return None
        closes = facts.calendar.add(solved.at, self.auto_close_after)
        if one.promise.about is not About.CONTACT or due < closes:
            return None
        return max(solved.at, one.comment.at, facts.calendar.subtract(closes, self.warn_before_close))


def _is_surely_as_long(duration: Duration, other: Duration) -> bool:
    """Whether a duration is at least as long as another one on every calendar; business time takes its own and more."""
    try:
        return duration >= other
    except ValueError:
        return not other.business and least_elapsed(duration) >= other.timedelta


@dataclass(frozen=True, slots=True)
class Moment:
    """A finding from a moment on, until another one or for good."""

    begins: datetime
    ends: datetime | None
    finding: Finding


def _counts(facts: Facts, promised: tuple[Promised, ...]) -> str:
    """How many promises there are, and what became of them, as a sentence."""
    timed = [one for one in promised if one.due is not None]
    fates = Counter(one.fate for one in timed)
    parts = [f"{fates[fate]} {fate}" for fate in Fate if fates[fate]]
    text = f"{times(len(timed), 'promise')} with a time"
    if parts:
        text += f": {listed(parts)}"
    said = [promise for comment in said_on(facts.ticket) for _, promise in given_in(comment)]
    forecasts = sum(promise.about is About.FORECAST for promise in said)
    vague = len(promised) - len(timed)
    others = (
        (vague, "without a time"),
        (forecasts, "forecast"),
        (len(said) - forecasts - len(promised), "unsure"),
    )
    tail = "".join(f"; {count} {noun}" for count, noun in others if count)
    return f"{text}{tail}.{_unread(facts.ticket)}"


def _unread(ticket: Ticket) -> str:
    """Why some comments were left alone: the first such sentence."""
    reasons = (c.signals.unread for c in said_on(ticket) if c.public and c.signals and c.signals.unread)
    reason = next(reasons, "")
    return f" {reason}" if reason else ""
