"""The law of `abuse`: tests/cases/abuse.toml, and what no row can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from policies.abuse import Abuse
from policies.core.boundary import masked_quote
from policies.core.conduct import Category, Manner, Remark, Target
from policies.core.facts import Facts
from policies.core.incidents import incidents_on
from policies.core.strikes import Case, CaseState, Conduct, Incident, Record, Stage, case_reference
from tests.policies.histories import AGENTS, CUSTOMER, facts_of_case, moment, sorts
from tests.policies.tables import hold_to, hold_trace, table_of

TABLE = table_of("abuse")
SETTINGS: dict[str, Any] = {
    "kind": "abuse",
    "name": "boundaries",
    "notify": ("leads",),
    "approvers": ("ana",),
}


def policy_of(settings: Mapping[str, Any]) -> Abuse:
    return Abuse(**{**SETTINGS, **TABLE["policy"], **settings})


def facts_with_conduct(case: Mapping[str, Any], policy: Abuse) -> Facts:
    """The row's facts with what is remembered: `before` are strikes on other tickets, `case` a restriction.

    `told` is the stage that was written of the ticket's own incident, `distress` when words of it were read.
    """
    facts = facts_of_case(case)
    told = _stage(case.get("told"))
    own = [
        replace(i, told=told, policy=case.get("told_by"), case=_own_case(case, i))
        for i in incidents_on(facts.ticket, policy.report_tags)
    ]
    before = [_before(number, row) for number, row in enumerate(case.get("before", ()), start=1)]
    people: dict[int, Record] = {}
    for person in {CUSTOMER, *(incident.person_id for incident in own)}:
        incidents = sorted(
            (i for i in (*before, *own) if i.person_id == person), key=lambda i: (i.counted_at, i.comment_id)
        )
        mine = person == CUSTOMER
        people[person] = Record(
            incidents=tuple(incidents),
            crises=tuple(map(moment, case.get("distress", ()))) if mine else (),
            cases=_cases(case, own) if mine else (),
        )
    return replace(facts, conduct=Conduct(people))


def _own_case(case: Mapping[str, Any], incident: Incident) -> str | None:
    """The case that was named with the stage."""
    return case_reference("harbour", incident.comment_id) if case.get("case", {}).get("own") else None


def _before(number: int, row: Mapping[str, Any]) -> Incident:
    at = moment("mon 08:00") - timedelta(days=row["days"])
    return Incident(
        comment_id=number,
        ticket_id=400 + number,
        person_id=CUSTOMER,
        at=at,
        counted_at=at,
        category=Category(row.get("category", "insult")),
        severity=row.get("severity", 2),
        given_back_at=at if row.get("given_back") else None,
        told=_stage(row.get("told")),
    )


def _stage(name: str | None) -> Stage | None:
    return None if name is None else Stage[name.upper()]


def _cases(case: Mapping[str, Any], own: list[Incident]) -> tuple[Case, ...]:
    row = case.get("case")
    if row is None:
        return ()
    comment = own[-1].comment_id if row.get("own") else 1
    return (
        Case(
            reference=case_reference("harbour", comment),
            person_id=CUSTOMER,
            policy="boundaries",
            ticket_id=1 if row.get("own") else 401,
            comment_id=comment,
            state=CaseState(row["state"]),
            proposed_at=moment("mon 08:00") - timedelta(days=200),
            decided_at=moment(row["decided"]) if "decided" in row else None,
            decided_by=AGENTS["ana"],
            review_at=moment(row["review"]) if "review" in row else None,
            appeal_until=moment(row["appeal"]) if "appeal" in row else None,
            reminded_on=1 if case.get("newest", True) else 2,
        ),
    )


@pytest.mark.parametrize("case", TABLE["rows"], ids=lambda case: case["name"])
def test_case_of_the_table(case: dict[str, Any]) -> None:
    policy = policy_of(case.get("policy", {}))
    facts = facts_with_conduct(case, policy)
    verdict = policy.decide(facts)
    hold_trace(policy, facts, verdict)
    assert sorts(verdict.findings) == case["finds"], verdict
    hold_to(case, verdict)
    for finding in verdict.findings:
        tags = {tag for step in finding.steps or () for tag in step.add_tags}
        assert tags >= set(case.get("tags", ())), finding
        assert not tags & set(case.get("no_tags", ())), finding
        assert finding.urgent is case.get("urgent", finding.urgent)
        for words in case.get("asks", ()):
            assert words in finding.ask
        for words in case.get("never_says", ()):
            assert words not in "\n".join((finding.because, *finding.evidence, finding.ask))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"mode": "enforce", "notify": ()}, "in enforce it needs notify"),
        ({"steps": [{"note": True}]}, "abuse has stages in place of steps"),
        ({"stages": {"lead": {"strikes": 1}}}, "each stage needs more strikes than the one before"),
        ({"stages": {"lead": {"severity": 4}}}, "less than or equal to 3"),
        ({"strike_expires": "0 days"}, "strike_expires cannot be nothing"),
        ({"care_lasts": "3 business days"}, "care_lasts counts whole days"),
        ({"categories": []}, "at least 1 item"),
        ({"categories": ["rudeness"]}, "'threat', 'slur', 'sexual', 'insult' or 'profanity'"),
        ({"report_tags": ["QA flagged"]}, "is no Zendesk tag"),
    ],
)
def test_settings_that_mean_nothing_are_refused_with_a_sentence(
    settings: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Abuse(**{**SETTINGS, **settings})
    assert sentence in str(caught.value)


def test_a_later_strike_never_changes_the_stage_of_an_earlier_one() -> None:
    """What was said on a ticket stays true of it, so nothing is written there twice."""
    policy = policy_of({})
    case = {"history": ['mon 10:00 customer: writes "You are idiots."'], "now": "mon 11:00"}
    first = policy.decide(facts_with_conduct(case, policy)).findings[0]
    facts = facts_with_conduct({**case, "told": "boundary"}, policy)
    record = facts.conduct.record(CUSTOMER)
    later = replace(record.incidents[0], comment_id=999, ticket_id=7, counted_at=moment("mon 10:30"))
    people = {CUSTOMER: replace(record, incidents=(*record.incidents, later))}
    again = policy.decide(replace(facts, conduct=Conduct(people))).findings[0]
    assert (again.episode, again.steps, again.because) == (first.episode, first.steps, first.because)


@pytest.mark.parametrize(
    ("words", "quote", "masked"),
    [
        (("fat idiots",), "You fat idiots, answer me.", "You f** ******, answer me."),
        (("i d i o t",), "An i d i o t.", "An i * * * *."),
        (("ass",), "An ass with class.", "An a** with class."),
        ((), "", ""),
    ],
)
def test_masking_leaves_the_first_letter_of_the_rough_words(
    words: tuple[str, ...], quote: str, masked: str
) -> None:
    insult, statement = Category.INSULT, Manner.STATEMENT
    remark = Remark(insult, Target.STAFF, statement, 2, 0.9, directed=True, start=0, end=1, why="")
    assert masked_quote(replace(remark, words=words, quote=quote)) == masked
