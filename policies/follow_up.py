"""Somebody comes back to the customer: after solving, and when it was planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import WithJsonSchema, field_validator, model_validator

from policies.core.durations import Duration
from policies.core.facts import OUTSIDE, Change, Comment, Facts
from policies.core.findings import Condition, Finding, Verdict, earliest
from policies.core.incidents import incidents_on
from policies.core.plans import Plan, by_due_date, by_field, directed, is_done
from policies.core.promised import Fate, Reading, promises_of
from policies.core.rungs import first_moment
from policies.core.settings import Settings
from policies.core.signals import Order
from policies.core.speech import heard_last, is_word, said_on, told, why_unheard
from policies.core.statuses import solvings, was_reopened
from policies.core.steps import Names, check_tag
from policies.core.wording import listed

_TAGGED = "tag:"
_FIELD = "field:"
_TONE = ("upset", "abuse")
_REASONS = ("broken_promise", "bad_rating", "reopened", *_TONE)
_SOURCES = ("directive", "due_date")
_RATING = "satisfaction_score"

_ANGRY = 2
"""Of 3; who is merely annoyed is not upset."""

Reason = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "pattern": f"^({'|'.join(_REASONS)}|tag:[a-z0-9_:/-]+)$", "examples": [*_REASONS]}
    ),
]
Source = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "pattern": f"^({'|'.join(_SOURCES)}|field:.+)$", "examples": [*_SOURCES]}
    ),
]


class FollowUp(Settings):
    """Remind the owner to come back to the customer: some time after solving, and when it was planned.

    After solving, the reminder is to ask whether it holds and whether there is anything else. It falls away when the
    service side has written publicly since, or when the ticket was reopened.

    A planned one is set by `#followup Friday 10:00` in an internal note of the service side; the latest such note
    takes the place of earlier ones. It is done by a public comment of the service side or an answered call on that
    day or later, or by `#kept`. Solving does not end it; closing does.
    """

    knows_ahead: ClassVar[bool] = True

    moves_at_merge: ClassVar[bool] = True

    kind: Literal["follow_up"]
    after: Duration | None = None
    """How long after solving; absent: tickets are not looked at after solving."""
    only_if: Literal["all"] | tuple[Reason, ...] | None = None
    """Which solved tickets, to be written whenever `after` is: "all", or a list of broken_promise (a time that
    the service side gave was not kept), bad_rating, reopened (it had been solved before, and the service wrote again),
    upset (the customer wrote angrily), abuse (somebody abused staff on it) and "tag:NAME", of which one is enough."""
    planned: tuple[Source, ...] = ("directive",)
    """Where a planned time is looked for: directive (`#followup` in a note), due_date (Zendesk's own, of a task),
    "field:NAME" (a date field by its title or id)."""
    on_solved: bool = True
    """Also write to solved tickets: that is where it is needed."""

    @field_validator("only_if", mode="before")
    @classmethod
    def _is_all_or_a_list(cls, value: object) -> object:
        if value is None or value == "all":
            return value
        if isinstance(value, list | tuple):
            _check_reasons(value)
            return tuple(value)  # as strict JSON alone would take it
        said = str(value).lower() if isinstance(value, bool) else repr(value)[:60]
        raise ValueError(f'{said} is no list; write "all", or a list as ["{_REASONS[0]}"]')

    @field_validator("planned")
    @classmethod
    def _are_known_sources(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if word not in _SOURCES and not (word.startswith(_FIELD) and word.removeprefix(_FIELD).strip()):
                raise ValueError(f"'{word}' is none of {listed([*_SOURCES, 'field:NAME'], 'or')}")
        _check_once(value)
        return value

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.after is not None and self.only_if is None:
            raise ValueError(
                'after needs only_if: "all", or a list of broken_promise, bad_rating, reopened, upset, abuse, "tag:…"'
            )
        if self.after is None and self.only_if is not None:
            raise ValueError("only_if says which solved tickets, so it needs after")
        if self.after is not None and not self.on_solved:
            raise ValueError(
                "after is about solved tickets, and on_solved = false leaves those alone; drop one"
            )
        if self.after is None and not self.planned:
            raise ValueError("nothing is followed up; set after with only_if, or planned")
        return self

    @property
    def fields_read(self) -> Names:
        return tuple(word.removeprefix(_FIELD).strip() for word in self.planned if word.startswith(_FIELD))

    def uses_business_time(self) -> bool:
        return (self.after is not None and self.after.business) or super().uses_business_time()

    @property
    def reads_customers(self) -> bool:
        return self.only_if is not None and bool({*_TONE} & {*self.only_if})

    @property
    def hears(self) -> frozenset[Order]:
        return frozenset({Order.KEPT, Order.FOLLOW_UP} if "directive" in self.planned else {Order.KEPT})

    def decide(self, facts: Facts) -> Verdict:
        ticket = facts.ticket
        if ticket.status in ("closed", "deleted"):
            return Verdict(because=f"The ticket is {ticket.status}, so nothing can be followed up on it.")
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return Verdict(because=unheard, looked=False)
        solved = self._after_solving(facts)
        findings = [*self._planned(facts), *([solved.finding] if solved.finding else [])]
        begins = [first_moment(self.steps, finding, facts.calendar) for finding in findings]
        current = [f for f, moment in zip(findings, begins, strict=True) if moment <= facts.now]
        borders = (*begins, *(finding.since for finding in findings), *solved.wakes)
        return Verdict(
            findings=tuple(sorted(current, key=lambda finding: finding.since)),
            recheck=earliest([border for border in borders if border > facts.now]),
            because="" if current else _why_not(facts, solved, findings),
        )

    def trace(self, facts: Facts) -> tuple[Condition, ...]:
        ticket = facts.ticket
        lives = ticket.status not in ("closed", "deleted")
        told_of = [Condition(met=lives, sentence=f"The ticket is {ticket.status}.")]
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return (*told_of, Condition(met=False, sentence=unheard))
        if lives:
            plans = [plan for word in self.planned for plan in _plans(facts, word)]
            told_of += [self._traced_plan(facts, plan) for plan in plans]
            told_of += self._traced_solving(facts)
            if not plans and self.after is None:
                told_of.append(Condition(met=False, sentence="No follow-up is planned."))
        return (*told_of, Condition(met=None, sentence=f"{heard_last(facts)}."))

    def _traced_plan(self, facts: Facts, plan: Plan) -> Condition:
        done = is_done(facts, self, plan)
        finding = _planned_finding(facts, plan)
        due = not done and first_moment(self.steps, finding, facts.calendar) <= facts.now
        fate = "done" if done else ("due" if due else "not due yet")
        planned = f"Planned {plan.source} for {told(facts, plan.due)}: {fate}."
        return Condition(met=due, sentence=planned)

    def _traced_solving(self, facts: Facts) -> Iterator[Condition]:
        """What is asked of a solved ticket: nobody wrote since, and one of the reasons of `only_if` applies."""
        if self.after is None:
            return
        solved = self._after_solving(facts)
        if solved.finding is None:
            yield Condition(met=False, sentence=solved.because)
        else:
            due = first_moment(self.steps, solved.finding, facts.calendar)
            when = f"{solved.finding.because} Asked after from {told(facts, due)} on."
            yield Condition(met=due <= facts.now, sentence=when)
        for word in self.only_if if isinstance(self.only_if, tuple) else ():
            reason = self._applies(facts, word)
            yield Condition(met=None, sentence=f"only_if {word}: {f'yes, it {reason}' if reason else 'no'}.")

    def _planned(self, facts: Facts) -> Iterator[Finding]:
        """The planned follow-ups that are not done, also those ahead."""
        plans = {plan.episode: plan for word in self.planned for plan in _plans(facts, word)}
        for plan in plans.values():
            if not is_done(facts, self, plan):
                yield _planned_finding(facts, plan)

    def _after_solving(self, facts: Facts) -> Solved:
        if self.after is None:
            return Solved()
        if facts.ticket.status != "solved":
            return Solved(because="The ticket is not solved.")
        solved = next(reversed(solvings(facts.ticket)), None)
        if solved is None:
            return Solved(because="When it was solved is not known.")
        if any(_is_after(comment, solved) and is_word(comment) for comment in said_on(facts.ticket)):
            return Solved(because="The customer has heard from us since it was solved.")
        reason = self._reason(facts)
        if not reason:
            none = f"It is solved, and none of this holds: {listed(self.only_if or (), 'or')}."
            return Solved(because=none, wakes=self._may_break(facts))
        return Solved(_solved_finding(facts, solved, facts.calendar.add(solved.at, self.after), reason))

    def _may_break(self, facts: Facts) -> tuple[datetime, ...]:
        """When promises that are still open will be broken, where that is asked for."""
        if "broken_promise" not in (self.only_if or ()):
            return ()
        promised = promises_of(facts, self, Reading())
        return tuple(one.due.moment for one in promised if one.fate is Fate.OPEN and one.due)

    def _reason(self, facts: Facts) -> str:
        """Why this is one of the tickets to come back to, as words that follow "it"; empty when it is not."""
        if self.only_if == "all":
            return "was solved"
        return next(filter(None, (self._applies(facts, word) for word in self.only_if or ())), "")

    def _applies(self, facts: Facts, word: str) -> str:
        """What one word of `only_if` says of this ticket; empty when it does not apply."""
        ticket = facts.ticket
        if word == "broken_promise":
            fates = {one.fate for one in promises_of(facts, self, Reading())}
            return "had a promise that was not kept in time" if fates & {Fate.BROKEN, Fate.LATE} else ""
        if word == "bad_rating":
            scores = [change.after for change in ticket.changes if change.field == _RATING]
            return "was rated as bad" if scores and str(scores[-1]).startswith("bad") else ""
        if word in _TONE:
            return _tone_of(facts, word)
        if word == "reopened":
            return "had been reopened before" if was_reopened(ticket) else ""
        tag = word.removeprefix(_TAGGED)
        return f"is tagged {tag}" if tag in ticket.tags else ""


def _tone_of(facts: Facts, word: str) -> str:
    """Whether anybody but staff wrote so; empty when nobody did, or it was given back."""
    ticket = facts.ticket
    if word == "abuse":
        known = {i.comment_id: i for record in facts.conduct.people.values() for i in record.incidents}
        found = (known.get(each.comment_id, each) for each in incidents_on(ticket, ()))
        return "had abuse of staff on it" if any(not each.given_back for each in found) else ""
    signals = [c.signals for c in said_on(ticket) if c.side in OUTSIDE and c.signals is not None]
    return "had an upset customer" if any(each.upset >= _ANGRY for each in signals) else ""


@dataclass(frozen=True, slots=True)
class Solved:
    """The occasion that solving began, or why there is none."""

    finding: Finding | None = None
    because: str = ""
    wakes: tuple[datetime, ...] = ()
    """When there may be one without a new event."""


def _check_once(words: Sequence[object]) -> None:
    twice = next((word for place, word in enumerate(words) if word in words[:place]), None)
    if twice is not None:
        raise ValueError(f"names '{twice}' twice")


def _check_reasons(words: Sequence[object]) -> None:
    if not words:
        raise ValueError('is an empty list; write "all", or which tickets')
    for word in words:
        _check_reason(word)
    _check_once(words)


def _check_reason(word: object) -> None:
    if word == "all":
        raise ValueError('"all" is no entry of the list; write only_if = "all"')
    if isinstance(word, str) and word.startswith(_TAGGED) and word != _TAGGED:
        check_tag(word.removeprefix(_TAGGED))
    elif word not in _REASONS:
        raise ValueError(f"{word!r} is none of {listed([*_REASONS, 'tag:NAME'], 'or')}")


def _is_after(comment: Comment, solved: Change) -> bool:
    """Whether a comment came after the update that solved the ticket; the one that came with it does not count."""
    return (comment.at, comment.update_id) > (solved.at, solved.update_id)


def _plans(facts: Facts, word: str) -> Iterator[Plan]:
    if word == "directive":
        yield from directed(facts)
    elif word == "due_date":
        yield from by_due_date(facts)
    else:
        yield from by_field(facts, word.removeprefix(_FIELD).strip())


def _planned_finding(facts: Facts, plan: Plan) -> Finding:
    when = told(facts, plan.due)
    lines = [f"“{plan.quote}”"] if plan.quote else []
    ahead = facts.now < plan.since
    return Finding(
        episode=plan.episode,
        because=f"A follow-up is planned for {when}." if ahead else f"A follow-up was planned for {when}.",
        since=plan.since,
        evidence=(*lines, f"Planned {plan.source}, {told(facts, plan.set_at)}", heard_last(facts)),
        ask="A word to the customer does it; if another day is better, #followup with a new time moves it.",
        announced=plan.set_at,
        ticket_id=plan.ticket_id,
    )


def _solved_finding(facts: Facts, solved: Change, since: datetime, reason: str) -> Finding:
    then = told(facts, solved.at)
    also = "" if reason == "was solved" else f", and it {reason}"
    return Finding(
        episode=f"solved/{solved.update_id}",
        because=f"Solved on {then}{also}; nobody has asked since whether it holds.",
        since=since,
        evidence=(heard_last(facts),),
        ask="A short question would help: does it hold, and is there anything else?",
        announced=solved.at,
    )


def _why_not(facts: Facts, solved: Solved, ahead: Sequence[Finding]) -> str:
    parts = [solved.because] if solved.because else []
    parts += [f"A follow-up is due {told(facts, finding.since)}." for finding in ahead]
    return " ".join(parts) or "No follow-up is planned."
