"""What people write to us in internal notes is answered: a tag where it was understood, a note where it was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from policies.core.facts import Comment, Facts, Side
from policies.core.findings import Finding, Verdict, earliest
from policies.core.planned import planned_for
from policies.core.settings import Settings, Step
from policies.core.signals import Directive, Order
from policies.core.snoozes import end_of_snooze
from policies.core.speech import said_on, told

NAME = "#directives"
"""No policy of a configuration can be called so."""
_ANSWERED_WITHIN = timedelta(days=2)
"""An order that nobody understands is no news after this."""
_PLANNED = (Step(add_tags=("followup_planned",)),)
_SNOOZED = (Step(add_tags=("snoozed",)),)
_EXPLAINED = (Step(note=True),)
_HEARD_BY = {
    Order.FOLLOW_UP: "follow_up",
    Order.KEPT: "promise",
    Order.NOT_ABUSE: "abuse",
    Order.ABUSE: "abuse",
    Order.APPROVE: "abuse",
    Order.REJECT: "abuse",
}
"""The kind of policy that acts on an order; the others are heard by the service itself."""


class Directives(Settings):
    """Answer directives in internal notes.

    A follow-up that is planned and a snooze show as a tag for as long as they last. A line that is nearly a directive,
    or that no policy here acts on, is answered with one note that says what was read and how to write it.
    """

    heeds_snoozes: ClassVar[bool] = False

    kind: Literal["directives"] = "directives"
    name: str = NAME
    on_solved: bool = True
    kinds: tuple[str, ...] = ()
    """The kinds of policy that are configured."""

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
        episode = f"directive/{note.id}/{place}"
        if problem := self._problem(directive):
            finding = _explanation(facts, note, directive, episode, problem)
            return Answer(finding, note.at + _ANSWERED_WITHIN, episode)
        if directive.order is Order.SNOOZE:
            until = end_of_snooze(facts, note, directive)
            finding = Finding(episode, f"Snoozed until {told(facts, until)}.", note.at, steps=_SNOOZED)
            return Answer(finding, until, Order.SNOOZE)
        if directive.order is Order.FOLLOW_UP and directive.when is not None:
            until = planned_for(facts, note, directive.when).moment
            finding = Finding(
                episode, f"A follow-up is planned for {told(facts, until)}.", note.at, steps=_PLANNED
            )
            return Answer(finding, until, Order.FOLLOW_UP)
        return None

    def _problem(self, directive: Directive) -> str:
        """Why a line is not acted on, as a sentence; empty when it is."""
        if directive.problem or directive.order is None:
            return directive.problem or "This line begins like a directive and is none."
        kind = _HEARD_BY.get(directive.order)
        if kind is None or kind in self.kinds:
            return ""
        return f"No policy of the kind {kind} is set up here, so #{directive.order} does nothing."


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to one directive, until when, and which other answers it replaces."""

    finding: Finding
    until: datetime
    subject: str
    """Of the answers with one subject only the latest stands."""


def _latest_of_each(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    return tuple({answer.subject: answer for answer in answers}.values())


def _explanation(facts: Facts, note: Comment, directive: Directive, episode: str, problem: str) -> Finding:
    who = facts.account.agent_name(note.author_id)
    return Finding(
        episode,
        because=problem,
        since=note.at,
        evidence=(f"{who} wrote: “{directive.quote}”",) if directive.quote else (),
        ask="Write it once more in a new internal note, at the beginning of a line.",
        steps=_EXPLAINED,
    )
