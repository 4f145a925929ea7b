"""Cases that are decided by typing: who may, what it comes to, and which tickets are judged again."""

from __future__ import annotations

from integration.engine.cases import approvers_of, calendar_for, close_others, policy_of, still_stands
from integration.engine.context import Context
from integration.store import history, strikes
from integration.store.cases import load_case, save_decision
from policies.abuse import Abuse
from policies.core.deciding import DONE, Decision, NotPossible
from policies.core.strikes import Case, CaseState


class Undecided(ValueError):
    """A case was not decided; the sentence says why."""


def decide_by_hand(ctx: Context, reference: str, decision: Decision, by: str) -> Case:
    """Decide a case in the name of one of its policy's approvers; the case as it is then.

    Raises:
        Undecided: there is no such case, it cannot be decided so, or this person may not.
    """
    person = _id_of(ctx, by)
    now = ctx.now()
    with ctx.store.aside() as connection:
        case = load_case(ctx.store, connection, reference)
        if case is None:
            raise Undecided(f"There is no case {reference}; `steadyhand case` lists all.")
        policy = _policy_of(ctx, case)
        if person is None or person not in approvers_of(ctx.names, policy):
            who = ", ".join(map(str, policy.approvers)) or "nobody"
            raise Undecided(
                f"{by} is none of the approvers of {policy.name} ({who}), so {reference} stays as it is."
            )
        stands = still_stands(ctx, connection, case, now)
        if decision is Decision.APPROVE and case.state is CaseState.PROPOSED and not stands:
            raise Undecided(f"What {reference} rested on counts no more: given back, expired, or distress.")
        try:
            after = policy.decided(case, decision, now, person, calendar_for(ctx.names, policy))
        except NotPossible as error:
            raise Undecided(str(error)) from None
        save_decision(ctx.store, connection, after, DONE[decision], now, person)
        close_others(ctx.store, connection, after, now)
        tickets = strikes.load_tickets_of(ctx.store, connection, [case.person_id])
        history.mark_to_judge(ctx.store, connection, tickets)
    return after


def _id_of(ctx: Context, by: str) -> int | None:
    """The agent whom an address, a name or an id means, in whatever case it is typed."""
    known = {name.casefold(): number for name, number in ctx.names.agent_ids.items()}
    return known.get(by.strip().casefold())


def _policy_of(ctx: Context, case: Case) -> Abuse:
    policy = policy_of(ctx, case)
    if policy is None:
        raise Undecided(
            f"{case.reference} belongs to the policy {case.policy}, which is not in the configuration."
        )
    return policy
