"""What people write to us in internal notes is answered: a tag where it was understood, a note where it was not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from policies.core.canary import EnforceFor
from policies.core.conditions import why_out_of_scope
from policies.core.deciding import cases_meant
from policies.core.facts import Comment, Facts, Side
from policies.core.findings import Finding, Verdict, earliest
from policies.core.planned import planned_for, why_never
from policies.core.settings import Settings
from policies.core.signals import Directive, Order
from policies.core.snoozes import DIRECTIVES, answer_to, end_of_snooze
from policies.core.speech import said_on, told
from policies.core.steps import Model, Scope, Step
from policies.core.strikes import Case, CaseState

_ANSWERED_WITHIN = timedelta(days=2)
"""An order that nobody understands is no news after this."""
_PLANNED = (Step(add_tags=("followup_planned",)),)
_SNOOZED = (Step(add_tags=("snoozed",)),)
_EXPLAINED = (Step(note=True),)
ANSWERS = (*_PLANNED, *_SNOOZED, *_EXPLAINED)
"""All that may be done about directives, whatever the configuration."""
_WRITTEN_DOWN = frozenset({Order.ABUSE, Order.NOT_ABUSE})
"""Strikes are counted and given back also while a policy only observes."""
_HEARD_ALWAYS = frozenset({Order.SNOOZE, Order.DISMISS})


class Hearer(Model):
    """A policy that acts on directives, as far as it matters here."""

    orders: tuple[Order, ...]
    scope: Scope


class Acting(Model):
    """A policy in enforce, and where it acts."""

    name: str
    enforce_for: EnforceFor | None = None


class Directives(Settings):
    """Answer directives in internal notes.

    A follow-up that is planned and a snooze show as a tag for as long as they last. A line that is nearly a directive,
    or that no policy here acts on, is answered with one note that says what was read and how to write it.
    """

    heeds_snoozes: ClassVar[bool] = False
    moves_at_merge: ClassVar[bool] = True

    kind: Literal["directives"] = "directives"
    name: str = DIRECTIVES
    on_solved: bool = True
    hearers: tuple[Hearer, ...] = ()
    """The policies in force that act on directives."""
    acting: tuple[Acting, ...] = ()
    """The policies in enforce: where all of them only observe, nobody is answered."""

    @classmethod
    def beside(cls, policies: Iterable[Settings]) -> Directives:
        """The answers to what these policies hear, of those that are enforced."""
        own = tuple(policies)
        heard = ((policy, _heard_by(policy)) for policy in own)
        hearers = (
            Hearer(orders=tuple(sorted(orders)), scope=policy.scope) for policy, orders in heard if orders
        )
        enforced = (policy for policy in own if policy.mode == "enforce")
        acting = tuple(Acting(name=each.name, enforce_for=each.enforce_for) for each in enforced)
        return cls(mode="enforce", hearers=tuple(hearers), acting=acting)

    def why_observed(self, facts: Facts, identity: Callable[[str], str]) -> str | None:
        left_out = [
            each.enforce_for and each.enforce_for.why_not(facts, identity(each.name)) for each in self.acting
        ]
        return "No policy acts on this ticket yet." if left_out and all(left_out) else None

    def decide(self, facts: Facts) -> Verdict:
        answers = [
            self._answer(facts, note, place, directive)
            for note in said_on(facts.ticket)
            if not note.public and note.side is Side.SERVICE and note.signals is not None
            for place, directive in enumerate(note.signals.directives, start=1)
        ]
        current = _latest_of_each(
            answer for answer in answers if answer is not None and answer.until > facts.now
        )
        findings = tuple(answer.finding for answer in current)
        because = "" if findings else "Nothing is asked of us in its notes."
        return Verdict(findings, earliest([answer.until for answer in current]), because)

    def _answer(self, facts: Facts, note: Comment, place: int, directive: Directive) -> Answer | None:
        episode = answer_to(note, place)
        if problem := self._problem(facts, note, directive):
            finding = _explanation(facts, note, directive, episode, problem)
            return Answer(finding, note.at + _ANSWERED_WITHIN, episode)
        if directive.order is Order.SNOOZE:
            until = end_of_snooze(facts, note, directive)
            because = f"Snoozed until {told(facts, until)}."
            finding = Finding(episode, because, note.at, steps=_SNOOZED, ticket_id=note.ticket_id)
            return Answer(finding, until, Order.SNOOZE)
        if directive.order is Order.FOLLOW_UP and directive.when is not None:
            due = planned_for(facts, note, directive.when)
            if never := why_never(due, note.at):
                problem = f"{never.removesuffix('.')}, so no follow-up is planned."
                finding = _explanation(facts, note, directive, episode, problem)
                return Answer(finding, note.at + _ANSWERED_WITHIN, episode)
            until = due.moment
            because = f"A follow-up is planned for {told(facts, until)}."
            finding = Finding(episode, because, note.at, steps=_PLANNED, ticket_id=note.ticket_id)
            return Answer(finding, until, Order.FOLLOW_UP)
        return None

    def _problem(self, facts: Facts, note: Comment, directive: Directive) -> str:
        """Why a line is not acted on, as a sentence; empty when it is."""
        order = directive.order
        if directive.problem or order is None:
            return directive.problem or "This line begins like a directive and is none."
        if order in (Order.APPROVE, Order.REJECT) and self._hears_of_cases():
            return _refused(facts, note, directive)
        everywhere = order is Order.NOT_ABUSE  # also where a ticket has left the scope since
        heard = any(
            order in h.orders and (everywhere or not why_out_of_scope(h.scope, facts)) for h in self.hearers
        )
        if heard or order in _HEARD_ALWAYS:
            return ""
        return f"No policy in force acts on #{order} on this ticket, so the line does nothing."

    def _hears_of_cases(self) -> bool:
        """Whether any policy has approvers: a case is decided whatever the scope of the ticket is."""
        return any(Order.APPROVE in hearer.orders for hearer in self.hearers)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to one directive, until when, and which other answers it replaces."""

    finding: Finding
    until: datetime
    subject: str
    """Of the answers with one subject only the latest stands."""


def _heard_by(policy: Settings) -> frozenset[Order]:
    """What a policy acts on: all that it hears, and while it only observes what it writes down all the same."""
    return policy.hears if policy.mode == "enforce" else policy.hears & _WRITTEN_DOWN


def _refused(facts: Facts, note: Comment, directive: Directive) -> str:
    """Why what a line says of a case was not done, as a sentence; empty where it was, or is no such line."""
    if directive.reference is None or note.ticket_id is not None:
        return ""  # what was written on a ticket that was merged into this one was answered there
    people = facts.conduct.people.values()
    names = cases_meant(directive.reference, facts.references, (i for r in people for i in r.incidents))
    cases = [case for record in people for case in record.cases if case.reference in names]
    if not cases:
        return f"No case {directive.reference} of anybody on this ticket is known, so the line does nothing."
    return next(
        (said for case in cases if (said := _comes_late(case, note) or case.refusals.get(note.id))), ""
    )


def _comes_late(case: Case, note: Comment) -> str:
    """That a case was decided before a note which decides it, or is proposed no more; empty when neither is so."""
    decided = case.decided_at is not None and case.decided_at < note.at
    over = case.state is CaseState.WITHDRAWN
    return f"{case.reference} is {case.state} already, so the line does nothing." if decided or over else ""


def _latest_of_each(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple({answer.subject: answer for answer in answers}.values())


def _explanation(facts: Facts, note: Comment, directive: Directive, episode: str, problem: str) -> Finding:
    who = facts.account.agent_name(note.author_id)
    return Finding(
        episode,
        because=problem,
        since=note.at,
        evidence=(f"{who} wrote: “{directive.quote}”",) if directive.quote else (),
        ticket_id=note.ticket_id,
        ask="Write it once more in a new internal note, at the beginning of a line.",
        steps=_EXPLAINED,
    )
