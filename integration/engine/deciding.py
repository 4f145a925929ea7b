"""Cases that are decided by typing: who may, what it comes to, and which tickets are judged again."""

from __future__ import annotations

from integration.engine.cases import approvers_of, calendar_for
from integration.engine.conduct import policies_of_abuse
from integration.engine.context import Context
from integration.store import history, strikes
from integration.store.cases import load_case, save_decision
from policies.abuse import Abuse
from policies.core.deciding import DONE, Decision, NotPossible
from policies.core.strikes import Case


class Undecided(ValueError):
    """A case was not decided; the sentence says why."""


def decide_by_hand(ctx: Context, reference: str, decision: Decision, by: str) -> Case:
    """Decide a case in the name of one of its policy's approvers; the case as it is then.

    Raises:
        Undecided: there is no such case, it cannot be decided so, or this person may not.
    """
    with ctx.store.reading() as connection:
        case = load_case(ctx.store, connection, reference)
    if case is None:
        raise Undecided(f"There is no case {reference}; `steadyhand case` lists all.")
    policy = _policy_of(ctx, case)
    person = ctx.names.agent_ids.get(by)
    if person is None or person not in approvers_of(ctx.names, policy):
        who = ", ".join(map(str, policy.approvers)) or "nobody"
        raise Undecided(
            f"{by} is none of the approvers of {policy.name} ({who}), so {reference} stays as it is."
        )
    now = ctx.now()
    try:
        after = policy.decided(case, decision, now, person, calendar_for(ctx.names, policy))
    except NotPossible as error:
        raise Undecided(str(error)) from None
    with ctx.store.aside() as connection:
        save_decision(ctx.store, connection, after, DONE[decision], now, person)
        tickets = strikes.load_tickets_of(ctx.store, connection, [case.person_id])
        history.mark_to_judge(ctx.store, connection, tickets)
    return after


def _policy_of(ctx: Context, case: Case) -> Abuse:
    policy = next((each for each in policies_of_abuse(ctx) if each.name == case.policy), None)
    if policy is None:
        raise Undecided(
            f"{case.reference} belongs to the policy {case.policy}, which is not in the configuration."
        )
    return policy
