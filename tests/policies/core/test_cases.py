"""Cases: what may be decided when, what a reference means, and of what people are reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policies.core.conduct import Category
from policies.core.deciding import Decision, NotPossible, cases_meant, decide_case
from policies.core.reminding import reminders_due
from policies.core.stages import Stages
from policies.core.strikes import Case, CaseState, Incident, Stage, case_reference

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
DAY = timedelta(days=1)
REVIEW, APPEAL = NOW + 182 * DAY, NOW + 14 * DAY
CASE = Case("SH-0000CASE", 900, "boundaries", 1, 11, CaseState.PROPOSED, NOW)
IN_FORCE = replace(
    CASE, state=CaseState.IN_FORCE, decided_at=NOW, decided_by=14, review_at=REVIEW, appeal_until=APPEAL
)
POSSIBLE = {
    (CaseState.PROPOSED, Decision.APPROVE): CaseState.IN_FORCE,
    (CaseState.PROPOSED, Decision.REJECT): CaseState.REJECTED,
    (CaseState.IN_FORCE, Decision.LIFT): CaseState.LIFTED,
    (CaseState.IN_FORCE, Decision.RENEW): CaseState.IN_FORCE,
}


def decided(case: Case, decision: Decision) -> Case:
    return decide_case(case, decision, NOW, 14, REVIEW, APPEAL)


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("state", CaseState)
def test_a_case_is_decided_only_where_it_stands_so(state: CaseState, decision: Decision) -> None:
    case = replace(CASE, state=state)
    if becomes := POSSIBLE.get((state, decision)):
        assert decided(case, decision).state is becomes
    else:
        with pytest.raises(NotPossible, match=f"is {state}, so there is nothing to {decision}"):
            decided(case, decision)


def test_renewing_moves_the_review_and_keeps_when_and_until_when_it_may_be_contested() -> None:
    later = NOW + 180 * DAY
    after = decide_case(IN_FORCE, Decision.RENEW, later, 15, later + 182 * DAY, later + 14 * DAY)
    assert (after.decided_at, after.appeal_until) == (NOW, APPEAL)
    assert (after.review_at, after.decided_by) == (later + 182 * DAY, 14), "who approved it"


def test_a_reference_means_its_case_or_the_one_that_its_note_named() -> None:
    references = {"SH-N0TE0001": frozenset({("boundaries", "incident/11/1"), ("promises", "promise/3/1")})}
    incidents = [
        Incident(number, 1, 900, NOW, NOW, Category.THREAT, case=case)
        for number, case in ((11, "SH-0000CASE"), (12, "SH-000THER0"))
    ]
    assert cases_meant("SH-N0TE0001", references, incidents) == {"SH-N0TE0001", "SH-0000CASE"}
    assert cases_meant("SH-0000CASE", references, incidents) == {"SH-0000CASE"}


def test_a_cases_reference_is_the_same_in_any_store_and_no_other_accounts() -> None:
    assert case_reference("harbour", 11) == case_reference("harbour", 11)
    assert len({case_reference(account, 11) for account in ("harbour", "inland")}) == 2


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (0, ["in force"]),
        (8, ["in force", "appeal"]),
        (15, ["in force"]),
        (176, ["in force", "review"]),
        (183, ["in force", "review overdue 0"]),
        (190, ["in force", "review overdue 1"]),
        (400, ["in force", "review overdue 31"]),
    ],
)
def test_of_a_review_that_is_overdue_it_is_told_each_week(days: int, names: list[str]) -> None:
    told = reminders_due(IN_FORCE, NOW + days * DAY, 7 * DAY)
    assert [" ".join(w for w in r.name.split() if "-" not in w) for r in told] == names
    assert all("SH-0000CASE" in reminder.sentence for reminder in told)


def test_of_a_proposal_that_nobody_decides_it_is_told_each_week() -> None:
    told = [reminders_due(CASE, NOW + days * DAY, 7 * DAY) for days in (0, 6, 7, 13, 21)]
    assert [[reminder.name for reminder in each] for each in told] == [
        [],
        [],
        ["undecided 1"],
        ["undecided 1"],
        ["undecided 3"],
    ]


@pytest.mark.parametrize("state", [CaseState.REJECTED, CaseState.LIFTED, CaseState.WITHDRAWN])
def test_nobody_is_reminded_of_what_is_over(state: CaseState) -> None:
    assert reminders_due(replace(IN_FORCE, state=state), NOW + 400 * DAY, 7 * DAY) == []


def strikes(*told: Stage | None, severity: int = 2, category: Category = Category.INSULT) -> list[Incident]:
    """So many strikes of one person; `told` is the stage that was written because of each."""
    return [
        Incident(number, number, 900, NOW, NOW, category, severity, told=stage)
        for number, stage in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("before", "reached"),
    [
        ((), Stage.BOUNDARY),
        ((None, None, None), Stage.BOUNDARY),
        ((Stage.BOUNDARY,), Stage.LEAD),
        ((Stage.BOUNDARY, None, None), Stage.LEAD),
        ((Stage.BOUNDARY, Stage.LEAD), Stage.RESTRICTION),
    ],
)
def test_the_count_skips_no_stage(before: tuple[Stage | None, ...], reached: Stage) -> None:
    assert Stages().reached(strikes(*before, None), step_by_step=True) is reached


def test_too_few_strikes_reach_no_stage() -> None:
    stages = Stages.model_validate(
        {"boundary": {"strikes": 2}, "lead": {"strikes": 3}, "restriction": {"strikes": 4}}
    )
    assert stages.reached(strikes(None), step_by_step=True) is None


@pytest.mark.parametrize("step_by_step", [True, False])
def test_what_is_grave_and_a_threat_go_further_at_once(*, step_by_step: bool) -> None:
    grave = strikes(None, severity=3)
    assert Stages().reached(grave, step_by_step=step_by_step) is Stage.LEAD
    threat = strikes(None, category=Category.THREAT)
    assert Stages().reached(threat, step_by_step=step_by_step) is Stage.RESTRICTION
