"""What may be decided about a case, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from policies.core.boundary import incident_named
from policies.core.strikes import Case, CaseState, Incident
from policies.core.wording import listed


class Decision(StrEnum):
    """What an approver may say of a case."""

    APPROVE = "approve"
    REJECT = "reject"
    LIFT = "lift"
    RENEW = "renew"


DONE = {
    Decision.APPROVE: "approved",
    Decision.REJECT: "rejected",
    Decision.LIFT: "lifted",
    Decision.RENEW: "renewed",
}
"""What a decision is called once it is made."""


class NotPossible(ValueError):
    """A case cannot be decided so as it stands; the sentence says why."""


_OF = {
    CaseState.PROPOSED: (Decision.APPROVE, Decision.REJECT),
    CaseState.IN_FORCE: (Decision.LIFT, Decision.RENEW),
}
_BECOMES = {
    Decision.APPROVE: CaseState.IN_FORCE,
    Decision.REJECT: CaseState.REJECTED,
    Decision.LIFT: CaseState.LIFTED,
    Decision.RENEW: CaseState.IN_FORCE,
}


def cases_meant(
    reference: str,
    references: Mapping[str, frozenset[tuple[str, str]]],
    incidents: Iterable[Incident],
) -> frozenset[str]:
    """The references of the cases that a reference may mean: its own, and what a note of ours named with an incident.

    `references` has, by our notes on the ticket, the occasions that they told of: policy and episode.
    """
    told = {incident_named(episode) for _, episode in references.get(reference, ())}
    named = {each.case for each in incidents if each.comment_id in told and each.case is not None}
    return frozenset({reference, *named})


def decide_case(
    case: Case, decision: Decision, at: datetime, by: int | None, review_at: datetime, appeal_until: datetime
) -> Case:
    """The case after a decision; a review is due at `review_at` where a restriction is in force then.

    Raises:
        NotPossible: it stands where this cannot be decided.

    """
    possible = _OF.get(case.state, ())
    if decision not in possible:
        may = f"; {listed(possible, 'or')} is possible" if possible else ""
        raise NotPossible(f"{case.reference} is {case.state}, so there is nothing to {decision}{may}.")
    state = _BECOMES[decision]
    if state is not CaseState.IN_FORCE:
        return replace(case, state=state, decided_at=at, decided_by=by)
    approved = decision is Decision.APPROVE
    return replace(
        case,
        state=state,
        decided_at=at if approved else case.decided_at,
        decided_by=by if approved else case.decided_by,
        review_at=review_at,
        appeal_until=appeal_until if approved else case.appeal_until,
    )
