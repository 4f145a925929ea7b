"""Anger is let out; abuse meets a calm, stated boundary, and nobody is left alone with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from policies.core.boundary import (
    APPEAL,
    CARE,
    INCIDENT,
    RESTRICTED,
    REVIEW,
    appeal_finding,
    care_finding,
    incident_finding,
    incident_in_words,
    restricted_finding,
    review_finding,
)
from policies.core.calendar import Calendar
from policies.core.conduct import Category
from policies.core.deciding import Decision, decide_case
from policies.core.durations import Duration
from policies.core.facts import Facts
from policies.core.findings import Condition, Finding, Verdict, earliest
from policies.core.incidents import distress_on
from policies.core.settings import Settings
from policies.core.signals import Order
from policies.core.speech import next_word_at, why_unheard
from policies.core.stages import Stages
from policies.core.steps import Named, Names, OwnStep, Step, Tag
from policies.core.strikes import OPEN_CASES, Case, CaseState, Incident, Record, Source, Stage, case_reference
from policies.core.wording import times

THREAT_TAG = "abuse_threat"
"""What a threat is tagged with besides its stage."""
_TAGS = {
    Stage.BOUNDARY: "abuse_boundary",
    Stage.LEAD: "abuse_lead",
    Stage.RESTRICTION: "abuse_restriction_proposed",
}
_RESTRICTED = (Step(add_tags=("abuse_restricted",), note=True),)
_APPEAL = Step(note=True)


class Abuse(Settings):
    """Meet abuse of staff by stages, and tell it from anger.

    What customers and third persons write is read for what is directed at staff: threats, slurs, sexual harassment,
    insults, swearing at people. Anger, complaints, sarcasm, swearing at a product, legal threats are none. Incidents
    count for their author on all tickets until they expire, and lead to one stage after the other: the boundary is
    said, the lead is informed, a restriction is proposed. A restriction is decided by one of `approvers`, ends in a
    review, and is only shown to agents: nothing is ever sent to a customer. Words of distress turn any sanction into
    a note to the lead. Whoever dismisses an incident gives its strike back.
    """

    has_own_ladder: ClassVar[bool] = True

    kind: Literal["abuse"]
    categories: Annotated[tuple[Category, ...], Field(min_length=1)] = tuple(Category)
    """What counts. Of a message the gravest remark does."""
    min_severity: Annotated[int, Field(ge=1, le=3)] = 1
    """Milder remarks are only recorded: 1 mild, 2 plain, 3 grave."""
    strike_expires: Duration = Duration.parse("180 days")
    """How long an incident counts."""
    stages: Stages = Stages()
    approvers: Annotated[Names, Named("agent")] = ()
    """Who may approve or reject a restriction: agents by e-mail address or id."""
    leads: Annotated[Names, Named("agent")] = ()
    """Who is made a follower from the second stage on, where the stage has no steps of its own."""
    notify: tuple[str, ...] = ()
    """Channels of [notify.*] that are told of the later stages, of distress, and of reviews and appeals."""
    review_after: Duration = Duration.parse("26 weeks")
    """A restriction is to be reviewed so long after it was approved or renewed."""
    appeal_window: Duration = Duration.parse("14 days")
    """So long after it was approved it may be contested."""
    remind_before: Duration = Duration.parse("7 days")
    """So long ahead the end of the appeal window and the review are reminded of."""
    care_lasts: Duration = Duration.parse("30 days")
    """Words of distress so near to an incident, before or after, make it no strike."""
    report_tags: tuple[Tag, ...] = ()
    """Tags that stand for a report of abuse, as Zendesk's own quality assurance or triage sets them."""
    mask_words: bool = True
    """In notes, rough words are shown as their first letter and stars."""
    on_solved: bool = True
    """Also write to solved tickets: the boundary is to be said all the same."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.steps:
            raise ValueError(
                "abuse has stages in place of steps: write [[policies.NAME.stages.boundary.steps]]"
            )
        if self.mode == "enforce" and not self.notify:
            raise ValueError(
                "in enforce it needs notify, so that a lead is told of threats, proposals and reviews; "
                'write notify = ["NAME"] with a table [notify.NAME]'
            )
        for name in ("strike_expires", "review_after", "appeal_window"):
            if not getattr(self, name).amount:
                raise ValueError(f"{name} cannot be nothing")
        for name in ("strike_expires", "remind_before", "care_lasts"):
            if getattr(self, name).business:
                raise ValueError(f'{name} counts whole days, as "7 days", not business time')
        return self

    @property
    def reads_customers(self) -> bool:
        return True

    @property
    def hears(self) -> frozenset[Order]:
        decides = {Order.APPROVE, Order.REJECT} if self.approvers else set()
        return frozenset({Order.ABUSE, Order.NOT_ABUSE, *decides})

    def rungs(self) -> tuple[str, ...]:
        return tuple(f"{_ladder(stage)}{step.id}" for stage in Stage for step in self._steps_of(stage))

    def own_steps(self) -> tuple[OwnStep, ...]:
        stages = tuple(
            OwnStep(INCIDENT, f"an incident at the stage {stage.name.lower()}", step)
            for stage in Stage
            for step in self._steps_of(stage)
        )
        return (
            *stages,
            OwnStep(CARE, "an incident with words of distress", self._care),
            OwnStep(RESTRICTED, "a ticket of somebody whose restriction is in force", _RESTRICTED[0]),
            OwnStep(REVIEW, "a restriction whose review is near", self._review),
            OwnStep(APPEAL, "a restriction whose appeal window ends", _APPEAL),
        )

    def decided(self, case: Case, decision: Decision, at: datetime, by: int, calendar: Calendar) -> Case:
        """The case after an approver's decision.

        Raises:
            NotPossible: it stands where this cannot be decided.

        """
        review_at, appeal_until = calendar.add(at, self.review_after), calendar.add(at, self.appeal_window)
        return decide_case(case, decision, at, by, review_at, appeal_until)

    def counts(self, incident: Incident) -> bool:
        """Whether an incident is one for this policy; reports count whatever the reader says."""
        if incident.given_back:
            return False
        read = incident.source is Source.READ
        return not read or (incident.category in self.categories and incident.severity >= self.min_severity)

    def hoped_for_at(self, facts: Facts, written_at: datetime, ended_at: datetime | None) -> datetime | None:
        """Somebody answered the customer after the note, with the boundary it is to be hoped."""
        return earliest((next_word_at(facts.ticket, written_at), ended_at))

    def decide(self, facts: Facts) -> Verdict:
        ticket = facts.ticket
        if ticket.status in ("closed", "deleted"):
            return Verdict(
                because=f"The ticket is {ticket.status}; what it counts for is kept apart from it."
            )
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return Verdict(because=unheard, looked=False)
        here = [
            (record, incident)
            for record in facts.conduct.people.values()
            for incident in record.incidents
            if incident.ticket_id == ticket.id and self.counts(incident)
        ]
        found = [finding for record, incident in here for finding in self._incident(facts, record, incident)]
        record = facts.conduct.record(ticket.requester_id)
        moments = list(self._of_cases(facts, record))
        found += [finding for begins, finding in moments if begins <= facts.now]
        ends = [facts.calendar.add(incident.counted_at, self.strike_expires) for _, incident in here]
        borders = (*ends, *(begins for begins, _ in moments))
        return Verdict(
            findings=tuple(sorted(found, key=lambda finding: (finding.since, finding.episode))),
            recheck=earliest([border for border in borders if border > facts.now]),
            because="" if found else _why_not(here),
        )

    def trace(self, facts: Facts) -> tuple[Condition, ...]:
        ticket = facts.ticket
        lives = ticket.status not in ("closed", "deleted")
        told_of = [Condition(met=lives, sentence=f"The ticket is {ticket.status}.")]
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return (*told_of, Condition(met=False, sentence=unheard))
        for record in facts.conduct.people.values():
            for incident in record.incidents:
                if incident.ticket_id == ticket.id:
                    found = self.counts(incident) and any(self._incident(facts, record, incident))
                    sentence = (
                        f"{incident_in_words(facts, incident)}: {self._standing(facts, record, incident)}."
                    )
                    told_of.append(Condition(met=lives and found, sentence=sentence))
        cases = [each for each in self._of_cases(facts, facts.conduct.record(ticket.requester_id)) if lives]
        told_of += [Condition(met=begins <= facts.now, sentence=each.because) for begins, each in cases]
        if len(told_of) == 1:
            told_of.append(Condition(met=False, sentence=_why_not([])))
        return tuple(told_of)

    def _standing(self, facts: Facts, record: Record, incident: Incident) -> str:
        """What an incident counts for now, as words that end a sentence."""
        if incident.given_back:
            return "given back, so it counts for nothing"
        if not self.counts(incident):
            return "only recorded, by min_severity or categories"
        if facts.now >= facts.calendar.add(incident.counted_at, self.strike_expires):
            return f"expired after {self.strike_expires}"
        if record.frozen_since(incident, self.care_lasts.timedelta) is not None:
            return "no strike, for words of distress lie near it"
        if _is_decided(record, incident.case):
            return f"decided in the case {incident.case}"
        stage = f", told at the stage {incident.told.name.lower()}" if incident.told else ""
        return f"strike {len(self._strikes(facts, record, incident))} of this person{stage}"

    def _incident(self, facts: Facts, record: Record, incident: Incident) -> Iterator[Finding]:
        """What an incident on this ticket comes to."""
        if facts.now >= facts.calendar.add(incident.counted_at, self.strike_expires):
            return
        frozen = record.frozen_since(incident, self.care_lasts.timedelta)
        if frozen is not None:
            if incident == self._newest(record) or any(distress_on(facts.ticket)):
                yield care_finding(facts, incident, frozen, (self._care,))
            return
        if incident.told is not None and incident.policy not in (None, self.name):
            return  # another policy of this kind has told it
        if _is_decided(record, incident.case):
            return  # a person has decided what follows from it
        strikes = self._strikes(facts, record, incident)
        stage = incident.told or self.stages.reached(strikes, step_by_step=self.mode == "enforce")
        if stage is not None:
            yield self._staged(facts, record, strikes, stage)

    def _staged(self, facts: Facts, record: Record, strikes: Sequence[Incident], stage: Stage) -> Finding:
        """The finding of an incident, the last of the strikes, with the steps of its stage."""
        incident = strikes[-1]
        case = incident.case
        if case is None and incident.told is None and stage is Stage.RESTRICTION:
            case = self._to_decide(record, case_reference(facts.account.name, incident.comment_id))
        within = str(self.strike_expires)
        finding = incident_finding(facts, strikes, stage, within, case, masked=self.mask_words)
        threat = incident.category is Category.THREAT
        steps = self._steps_of(stage, threat=threat, decides=case is not None)
        return replace(finding, steps=steps, ladder=_ladder(stage))

    def _to_decide(self, record: Record, own: str) -> str | None:
        """The case to be decided: the one that is proposed, else a new one; none while a restriction is in force."""
        opened = [case for case in record.cases if case.state in OPEN_CASES and case.policy == self.name]
        if not opened:
            return None if _is_decided(record, own) else own
        return next((case.reference for case in opened if case.state is CaseState.PROPOSED), None)

    def _newest(self, record: Record) -> Incident | None:
        """The latest of a person's incidents: on its ticket the lead is told of distress, as where it was written."""
        return max(filter(self.counts, record.incidents), key=lambda each: each.place, default=None)

    def stands(self, record: Record, incident: Incident, now: datetime, calendar: Calendar) -> bool:
        """Whether an incident is a strike at a moment: neither given back nor expired, and no distress near it."""
        expires = calendar.add(incident.counted_at, self.strike_expires)
        frozen = record.frozen_since(incident, self.care_lasts.timedelta)
        return self.counts(incident) and expires > now and frozen is None

    def calls_for_a_decision(
        self, record: Record, incident: Incident, now: datetime, calendar: Calendar
    ) -> bool:
        """Whether a restriction would still be proposed for an incident, by the strikes that count now."""
        until = [each for each in record.incidents if each.place <= incident.place]
        strikes = [each for each in until if self.stands(record, each, now, calendar)]
        if incident not in strikes:
            return False
        return self.stages.reached(strikes, step_by_step=False) is Stage.RESTRICTION

    def _strikes(self, facts: Facts, record: Record, incident: Incident) -> tuple[Incident, ...]:
        """The strikes of an incident's author when it came, itself the last."""
        lasts = self.care_lasts.timedelta
        return tuple(
            each
            for each in record.incidents
            if self.counts(each)
            and each.place <= incident.place
            and facts.calendar.add(each.counted_at, self.strike_expires) > incident.counted_at
            and (each == incident or record.frozen_since(each, lasts) is None)
        )

    def _of_cases(self, facts: Facts, record: Record) -> Iterator[tuple[datetime, Finding]]:
        """The occasions that restrictions in force give on a ticket of their person, and when each begins."""
        ticket = facts.ticket
        for case in record.cases:
            if case.state is not CaseState.IN_FORCE or case.policy != self.name or case.decided_at is None:
                continue
            if ticket.created_at >= case.decided_at or ticket.id == case.ticket_id:
                since = max(ticket.created_at, case.decided_at)
                yield since, restricted_finding(facts, case, since, _RESTRICTED)
            if ticket.id == case.reminded_on:
                yield from self._reminders(facts, case, case.decided_at)

    def _reminders(
        self, facts: Facts, case: Case, decided_at: datetime
    ) -> Iterator[tuple[datetime, Finding]]:
        ahead = self.remind_before.timedelta
        if case.appeal_until is not None and facts.now < case.appeal_until:
            begins = max(case.appeal_until - ahead, decided_at)
            yield begins, appeal_finding(facts, case, case.appeal_until, begins, _APPEAL)
        if case.review_at is not None:
            begins = max(case.review_at - ahead, decided_at)
            yield begins, review_finding(facts, case, case.review_at, begins, self._review)

    def _steps_of(self, stage: Stage, *, threat: bool = False, decides: bool = True) -> tuple[Step, ...]:
        """The steps of a stage: those of the configuration, else a tag and a note, and word to the lead.

        Where nothing is left to decide, because a restriction is in force, no tag says that one is proposed.
        """
        own = self.stages.of(stage).steps
        if own:
            return own
        tag = _TAGS[Stage.LEAD if stage is Stage.RESTRICTION and not decides else stage]
        tags = (tag, THREAT_TAG) if threat else (tag,)
        if stage is Stage.BOUNDARY:
            return (Step(add_tags=tags, note=True),)
        return (Step(add_tags=tags, note=True, add_followers=self.leads, notify=self.notify),)

    @property
    def _care(self) -> Step:
        return Step(add_tags=("care_needed",), note=True, add_followers=self.leads, notify=self.notify)

    @property
    def _review(self) -> Step:
        return Step(add_tags=("abuse_review_due",), note=True, add_followers=self.leads)


def _ladder(stage: Stage) -> str:
    return f"{stage.name.lower()}/"


def _is_decided(record: Record, reference: str | None) -> bool:
    """Whether a case is no more to be decided; False where there is none."""
    cases = (case for case in record.cases if case.reference == reference)
    return any(case.state is not CaseState.PROPOSED for case in cases)


def _why_not(here: Sequence[tuple[Record, Incident]]) -> str:
    if not here:
        return "Nothing on this ticket was directed at the team."
    return f"{times(len(here), 'incident')} on this ticket, and none calls for a step now."
