"""A promised answer comes when it was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from policies.core.clocks import ZONES, Zone
from policies.core.due import Due
from policies.core.durations import Duration
from policies.core.facts import Facts, Ticket
from policies.core.findings import Finding, Verdict, earliest
from policies.core.promised import Fate, Promised, Reading, given_in, promises_of
from policies.core.rungs import first_moment
from policies.core.settings import Settings, Step
from policies.core.signals import About
from policies.core.speech import said_on, told, why_unheard
from policies.core.statuses import entered
from policies.core.when import OURS, YOURS
from policies.core.wording import listed, times
from policies.core.zones import wall_clock, zone_rules

Treatment = Literal["report", "tag", "note"]
_ELSEWHERE = "or #kept in a note, if it is done."


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
    """A solved ticket whose promised answer is due only after it closes is found this long before it does."""
    on_solved: bool = True
    """Also write to solved tickets: a promised answer is owed all the same."""

    @model_validator(mode="after")
    def _warns_after_solving(self) -> Self:
        close, warn = self.auto_close_after, self.warn_before_close
        if close and not close.business and not warn.business and warn >= close:
            raise ValueError("warn_before_close has to be shorter than auto_close_after")
        return self

    def uses_business_time(self) -> bool:
        durations = (self.warn_before_close, self.auto_close_after)
        return any(d.business for d in durations if d) or super().uses_business_time()

    def decide(self, facts: Facts) -> Verdict:
        ticket = facts.ticket
        if ticket.status in ("closed", "deleted"):
            return Verdict(because=f"The ticket is {ticket.status}.", marked_ends=frozenset())
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return Verdict(because=unheard, marked_ends=frozenset())
        reading = Reading(self.zones, self.day_first, self.min_confidence, self.kept_by)
        promised = promises_of(facts, self, reading)
        moments = [moment for one in self._occasions(promised) for moment in self._moments(facts, one)]
        current = [m for m in moments if m.begins <= facts.now and (m.ends is None or facts.now < m.ends)]
        borders = [border for m in moments for border in (m.begins, m.finding.since, m.ends)]
        return Verdict(
            findings=tuple(m.finding for m in sorted(current, key=lambda m: m.finding.since)),
            recheck=earliest([border for border in borders if border is not None and border > facts.now]),
            because="" if current else _counts(facts, promised),
            marked_ends=frozenset(one.episode for one in promised if one.fate is Fate.LATE),
        )

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
                yield Moment(one.comment.at, None, _vague(facts, one, self.vague))
            return
        if due.impossible and self.impossible != "report":
            ends = None if one.past else due.moment
            yield Moment(one.comment.at, ends, _impossible(facts, one, due, self.impossible))
        if one.past:
            return
        finding = _due(facts, one, due)
        begins = first_moment(self.steps, finding, facts.calendar)
        yield Moment(begins, None, finding)
        warn = self._warns_at(facts, one, due.moment)
        if warn is not None and warn < begins:
            yield Moment(warn, begins, _closing(facts, one, due.moment, warn))

    def _warns_at(self, facts: Facts, one: Promised, due: datetime) -> datetime | None:
        """When to say that the ticket closes before the promised answer; None when it does not."""
        solved = entered(facts.ticket, ("solved",))
        if not self.auto_close_after or solved is None:
            return None
        closes = facts.calendar.add(solved.at, self.auto_close_after)
        if one.promise.about is not About.CONTACT or due < closes:
            return None
        return max(solved.at, one.comment.at, facts.calendar.subtract(closes, self.warn_before_close))


@dataclass(frozen=True, slots=True)
class Moment:
    """A finding from a moment on, until another one or for good."""

    begins: datetime
    ends: datetime | None
    finding: Finding


def _due(facts: Facts, one: Promised, due: Due) -> Finding:
    """The occasion itself: it is due, or soon will be."""
    when = told(facts, due.moment)
    answer = one.promise.about is About.CONTACT
    if facts.now < due.moment:
        because = f"{'An answer' if answer else 'Something'} was promised for {when}."
        ask = "If that cannot be, a new time told now is better than a late one."
    elif answer:
        because = f"The answer promised for {when} is not there yet."
        ask = f"A word to the customer would help, even a new time; {_ELSEWHERE}"
    else:
        because = f"What was promised for {when} is not known to be done."
        ask = f"A word to the customer would help, that it is done or a new time; {_ELSEWHERE}"
    return Finding(
        episode=one.episode,
        because=because,
        since=due.moment,
        evidence=(*_evidence(facts, one), *_on_their_clock(facts, one, due)),
        ask=ask,
        announced=one.comment.at,
        ticket_id=one.comment.ticket_id,
    )


def _closing(facts: Facts, one: Promised, due: datetime, warn: datetime) -> Finding:
    when = told(facts, due)
    return Finding(
        episode=one.named("closing"),
        because=f"An answer was promised for {when}, and this solved ticket will have closed by itself before.",
        since=warn,
        evidence=_evidence(facts, one),
        ask="An answer now would settle it; to keep the ticket until then, set it back to on-hold.",
        ticket_id=one.comment.ticket_id,
    )


def _vague(facts: Facts, one: Promised, treatment: Treatment) -> Finding:
    return Finding(
        episode=one.named("vague"),
        because=f"On {told(facts, one.comment.at)} the customer was promised something without a time.",
        since=one.comment.at,
        evidence=_evidence(facts, one),
        ask="A day or an hour would help the customer to wait; one line with a time is enough.",
        ticket_id=one.comment.ticket_id,
        steps=_own_step("promise_vague", treatment),
    )


def _impossible(facts: Facts, one: Promised, due: Due, treatment: Treatment) -> Finding:
    why = due.impossible.removesuffix(".")
    return Finding(
        episode=one.named("impossible"),
        because=f"The customer was promised a time that can hardly be kept ({why}).",
        since=one.comment.at,
        evidence=_evidence(facts, one),
        ask="If it was meant otherwise, a line to the customer with a new time would help.",
        ticket_id=one.comment.ticket_id,
        steps=_own_step("promise_impossible", treatment),
    )


def _own_step(tag: str, treatment: Treatment) -> tuple[Step, ...]:
    """The one step that is taken about it in place of the policy's."""
    return (Step(add_tags=(tag,), note=treatment == "note"),)


def _evidence(facts: Facts, one: Promised) -> tuple[str, ...]:
    """What was said, who said it when, and who has it now."""
    account, ticket, comment = facts.account, facts.ticket, one.comment
    lines = [f"“{one.promise.quote}”"] if one.promise.quote else []
    lines.append(f"{account.agent_name(comment.author_id)} to the customer, {told(facts, comment.at)}")
    if comment.ticket_id not in (None, ticket.id):
        lines.append(f"Promised on ticket #{comment.ticket_id}, which was merged into this one")
    if ticket.assignee_id != comment.author_id:
        lines.append(_present_owner(facts, ticket))
    return tuple(lines)


def _on_their_clock(facts: Facts, one: Promised, due: Due) -> tuple[str, ...]:
    """The time of day as it was meant, where the calendar's clocks show another one."""
    if one.promise.when is None or due.grain != "minute" or one.promise.when.zone not in ("", YOURS, OURS):
        return ()
    there, here = wall_clock(due.moment, zone_rules(one.zone)), facts.calendar.local(due.moment)
    if there == here.replace(tzinfo=None):
        return ()
    return (f"That is {there:%a %d %b %H:%M} in {one.zone}",)


def _present_owner(facts: Facts, ticket: Ticket) -> str:
    if ticket.assignee_id is not None:
        return (
            f"The ticket is now with {facts.account.agent_name(ticket.assignee_id)}, and the promise with it"
        )
    if ticket.group_id is not None:
        return f"The ticket is now with {facts.account.group_name(ticket.group_id)}, and with nobody there"
    return "The ticket is now with nobody"


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
