"""A customer is not passed from hand to hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from policies.core.durations import Duration
from policies.core.facts import Facts, Ticket
from policies.core.findings import Condition, Finding, Verdict, earliest
from policies.core.ownership import Course, Handoff, Stay, course_of, distinct_owners
from policies.core.settings import Settings
from policies.core.speech import next_word_at
from policies.core.steps import Model, Named, Names
from policies.core.wording import in_words, times


class Limits(Model):
    """The limits of a `reassignment` policy that a group may have of its own."""

    max_handoffs: Annotated[int, Field(ge=1, le=50)] | None = None
    """Found at this many handoffs within the window."""
    max_groups: Annotated[int, Field(ge=2, le=50)] | None = None
    """Found when the ticket has been in this many groups within the window."""
    on_return: bool | None = None
    """Found when the ticket comes back to an agent or group that held it before."""


class Reassignment(Settings):
    """Flag tickets that are passed around.

    A ticket's owner is its assignee, else its group. A handoff is counted when the ticket moves to another
    group, or when it comes, within a group, to another agent than the one who last held it there. One update
    that changes both is one handoff. Not counted: the first assignment, a member taking a ticket after a
    counted move into the group, the same agent again, moves made by triggers, automations, routing, Zendesk
    itself or `ignore_actors`, the first hop out of a triage group, and bulk moves.

    A ticket stays found until it is solved; the next occasion is `then_every` handoffs later.
    """

    kind: Literal["reassignment"]
    max_handoffs: Annotated[int, Field(ge=1, le=50)] | None = 3
    """Found at this many handoffs within the window."""
    max_groups: Annotated[int, Field(ge=2, le=50)] | None = None
    """Found when the ticket has been in this many groups within the window; absent: groups are not limited."""
    on_return: bool = False
    """Found when the ticket comes back to an agent or group that held it before. Off by default: a second
    line that hands an answer back to the first is good service."""
    percentile: Annotated[int, Field(ge=50, le=99)] | None = None
    """Found above this percentile of the account's own tickets (as 95); takes the place of `max_handoffs`."""
    window: Duration = Duration.parse("5 business days")
    """Only handoffs this close together are counted together."""
    then_every: Annotated[int, Field(ge=1, le=50)] = 3
    """After an occasion, this many more handoffs make the next."""
    triage_groups: Annotated[Names, Named("group")] = ()
    """Groups that sort tickets: the first hop out of one is not counted."""
    bulk: Annotated[int, Field(ge=2, le=1000)] = 10
    """An actor who moves at least this many tickets within seconds moves them in bulk; not counted."""
    per_group: Annotated[dict[str, Limits], Named("group")] = Field(default_factory=dict)
    """Other limits for tickets that are now in the group of this name or id."""

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if (
            self.max_handoffs is None
            and self.max_groups is None
            and self.percentile is None
            and not self.on_return
        ):
            msg = "nothing is limited; set max_handoffs, max_groups, percentile or on_return"
            raise ValueError(msg)
        return self

    def uses_business_time(self) -> bool:
        return self.window.business or super().uses_business_time()

    def hoped_for_at(self, facts: Facts, written_at: datetime, ended_at: datetime | None) -> datetime | None:
        """Somebody told the customer, or the ticket was solved."""
        return earliest((next_word_at(facts.ticket, written_at), ended_at))

    def decide(self, facts: Facts) -> Verdict:
        course = self._course(facts)
        measure = float(len(course.handoffs))
        if facts.ticket.over:
            return Verdict(
                because=f"The ticket is {facts.ticket.status}; {_counts(course)}.", measure=measure
            )
        limits = self._limits_for(facts)
        if isinstance(limits, str):
            return Verdict(because=limits, measure=measure)
        occasion = self._latest_occasion(facts, course, limits)
        if occasion is None:
            return Verdict(because=self._why_not(course, limits), measure=measure)
        return Verdict((self._finding(facts, course, occasion),), measure=measure)

    def trace(self, facts: Facts) -> tuple[Condition, ...]:
        course, limits = self._course(facts), self._limits_for(facts)
        over = facts.ticket.over
        told = [Condition(met=not over, sentence=f"The ticket is {facts.ticket.status}.")]
        if isinstance(limits, str):
            told.append(Condition(met=False, sentence=limits))
        elif not over:
            occasion = self._latest_occasion(facts, course, limits)
            reached = f"{occasion.reason}." if occasion else self._why_not(course, limits)
            told.append(Condition(met=occasion is not None, sentence=reached))
        told += [Condition(met=None, sentence=_handoff_line(facts, handoff)) for handoff in course.handoffs]
        found = any(condition.met for condition in told[1:])
        if found and (left_out := course.uncounted_in_words()):
            told.append(Condition(met=None, sentence=f"Moves that are not counted: {left_out}."))
        return tuple(told)

    def _course(self, facts: Facts) -> Course:
        triage = frozenset(
            g for g, name in facts.account.groups.items() if {name, str(g), g} & set(self.triage_groups)
        )
        return course_of(facts.ticket, triage_groups=triage, bulk=self.bulk)

    def _limits_for(self, facts: Facts) -> Limits | str:
        """The limits for the ticket's present group, or why there are none yet."""
        group = facts.ticket.group_id
        own = (
            self.per_group.get(str(group)) or self.per_group.get(facts.account.group_name(group)) or Limits()
        )
        handoffs = own.max_handoffs or self.max_handoffs
        if self.percentile is not None and own.max_handoffs is None:
            table = facts.account.percentiles.get(self.name)
            if table is None:
                return "The account's history is still too short to know what is usual."
            handoffs = max(2, int(table[self.percentile - 1]) + 1)
        on_return = self.on_return if own.on_return is None else own.on_return
        return Limits(
            max_handoffs=handoffs, max_groups=own.max_groups or self.max_groups, on_return=on_return
        )

    def _latest_occasion(self, facts: Facts, course: Course, limits: Limits) -> Occasion | None:
        """The last occasion since the ticket was last solved; each is named by the stretch's first handoff and a number."""
        stretch = _since_last_solve(facts.ticket, course.handoffs)
        latest: Occasion | None = None
        for index, handoff in enumerate(stretch):
            if latest is None:
                start = facts.calendar.subtract(handoff.at, self.window)
                recent = tuple(h for h in stretch[: index + 1] if h.at >= start)
                if reason := _breach(recent, limits, self.window):
                    latest = Occasion(f"{stretch[0].update_id}/1", index, handoff, recent, reason)
            elif index - latest.index >= self.then_every:
                number = int(latest.episode.rpartition("/")[2]) + 1
                recent = stretch[latest.index + 1 : index + 1]
                reason = f"{len(recent)} more handoffs, {index + 1} in all"
                latest = Occasion(f"{stretch[0].update_id}/{number}", index, handoff, recent, reason)
        return latest

    def _finding(self, facts: Facts, course: Course, occasion: Occasion) -> Finding:
        return Finding(
            episode=occasion.episode,
            because=f"{occasion.reason} ({_counts(course, without=occasion.reason)}).",
            since=occasion.handoff.at,
            evidence=(*_path(facts, course), *_answers(facts), _stations(course)),
            ask="It would help if one person took this to the end and told the customer so. Where another team is "
            "needed, bring them in with a note or a side conversation rather than with a new owner.",
        )

    def _why_not(self, course: Course, limits: Limits) -> str:
        wanted = [f"{limits.max_handoffs} handoffs"] if limits.max_handoffs else []
        wanted += [f"{limits.max_groups} groups"] if limits.max_groups else []
        wanted += ["a return"] if limits.on_return else []
        left_out = course.uncounted_in_words()
        tail = f"; not counted: {left_out}" if left_out else ""
        return f"{_counts(course)}; looked for {' or '.join(wanted)} within {self.window}{tail}."


@dataclass(frozen=True, slots=True)
class Occasion:
    """The handoff at which a limit was reached, and the handoffs that count for it."""

    episode: str
    index: int
    handoff: Handoff
    recent: tuple[Handoff, ...]
    reason: str


def _breach(recent: tuple[Handoff, ...], limits: Limits, window: Duration) -> str:
    """Which limit the recent handoffs reach, in words; empty when none."""
    groups = {
        owner.group_id
        for h in recent
        if h.before.group_id != h.after.group_id
        for owner in (h.before, h.after)
    }
    if limits.max_handoffs is not None and len(recent) >= limits.max_handoffs:
        return f"{times(len(recent), 'handoff')} within {window}"
    if limits.max_groups is not None and len(groups) >= limits.max_groups:
        return f"In {len(groups)} groups within {window}"
    if limits.on_return and recent[-1].is_return:
        return "Came back to an earlier owner"
    return ""


def _since_last_solve(ticket: Ticket, handoffs: tuple[Handoff, ...]) -> tuple[Handoff, ...]:
    solved = [c.at for c in ticket.changes if c.field == "status" and c.after in ("solved", "closed")]
    return tuple(h for h in handoffs if not solved or h.at > solved[-1])


def _counts(course: Course, *, without: str = "") -> str:
    """The three figures, never mixed; the handoffs are left out where the sentence has just named them."""
    returns = sum(h.is_return for h in course.handoffs)
    handoffs = times(len(course.handoffs), "handoff")
    parts = (handoffs, times(distinct_owners(course), "owner"), times(returns, "return"))
    return ", ".join(part for part in parts if part != handoffs or handoffs not in without)


def _path(facts: Facts, course: Course) -> tuple[str, ...]:
    """One line a stay: group, agent, how long."""
    return tuple(
        _stay_line(facts, stay) for stay in course.stays if stay.owner.group_id or stay.owner.agent_id
    )


def _stay_line(facts: Facts, stay: Stay) -> str:
    who = facts.account.agent_name(stay.owner.agent_id)
    where = facts.account.group_name(stay.owner.group_id)
    if stay.until is None:
        return f"{where} · {who}, for {in_words(facts.now - stay.since)} now"
    return f"{where} · {who}, {in_words(stay.until - stay.since)}"


def _handoff_line(facts: Facts, handoff: Handoff) -> str:
    owners = [
        f"{facts.account.group_name(owner.group_id)} · {facts.account.agent_name(owner.agent_id)}"
        for owner in (handoff.before, handoff.after)
    ]
    back = ", back to one who had it" if handoff.is_return else ""
    return f"Handoff on {facts.calendar.local(handoff.at):%a %d %b %H:%M %Z}: {' to '.join(owners)}{back}."


def _answers(facts: Facts) -> tuple[str, ...]:
    answer = facts.ticket.last_answer()
    if answer is None:
        return ("Last answer to the customer: none yet",)
    when = facts.calendar.local(answer.at)
    who = facts.account.agent_name(answer.author_id)
    return (f"Last answer to the customer: {who}, {when:%a %d %b %H:%M %Z}",)


def _stations(course: Course) -> str:
    """Zendesk's own figures, which count distinct agents and groups and so differ from ours."""
    agents = {stay.owner.agent_id for stay in course.stays} - {None}
    groups = {stay.owner.group_id for stay in course.stays} - {None}
    return f"Zendesk's own count: {times(len(agents), 'assignee station')}, {times(len(groups), 'group station')}"
