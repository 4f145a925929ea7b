"""Cases: what is proposed once it stands in Zendesk, what people decide in notes, and what is proposed no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from integration.engine.context import Context, Names
from integration.store import history, strikes
from integration.store.access import Store
from integration.store.cases import (
    load_case,
    load_cases,
    load_every_case,
    propose_case,
    save_decision,
    save_refusal,
)
from policies.abuse import Abuse
from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.deciding import DONE, Decision, cases_meant
from policies.core.facts import Comment, Ticket
from policies.core.incidents import people_on
from policies.core.signals import Order
from policies.core.speech import orders_in
from policies.core.strikes import OPEN_CASES, Case, CaseState, Record, Strike

References = Mapping[str, frozenset[tuple[str, str]]]
"""By our notes on a ticket, the occasions that they told of: policy and episode."""
_DECISIONS = {Order.APPROVE: Decision.APPROVE, Order.REJECT: Decision.REJECT}


def policies_of_abuse(ctx: Context) -> tuple[Abuse, ...]:
    """The policies of this kind that are in the configuration."""
    return tuple(policy for policy in ctx.policies if isinstance(policy, Abuse))


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What stands on a ticket because of an incident."""

    ticket_id: int
    policy: str
    strike: Strike
    at: datetime


def note_strikes(ctx: Context, connection: Connection, told: Iterable[ToldOf]) -> None:
    """What stands in Zendesk because of incidents is told, and the cases that it names are to be decided from now on."""
    for each in told:
        strikes.note_told(ctx.store, connection, each.strike, each.policy)
        if each.strike.case is None:
            continue
        known = strikes.load_incidents(ctx.store, connection, [each.ticket_id]).get(each.strike.comment_id)
        case = Case(
            reference=each.strike.case,
            person_id=each.strike.person_id if known is None else known.person_id,
            policy=each.policy,
            ticket_id=each.ticket_id,
            comment_id=each.strike.comment_id,
            state=CaseState.PROPOSED,
            proposed_at=each.at,
        )
        propose_case(ctx.store, connection, case)


def hear_decisions(
    ctx: Context, connection: Connection, tickets: Collection[Ticket], references: Mapping[int, References]
) -> set[int]:
    """Decide the cases that notes on these tickets decide, the oldest note first; the people whose case was decided.

    What may not be is refused, with a sentence that status shows. A note is heard once: of a case that is decided
    already it changes nothing.
    """
    ordered = [
        (note, ticket, decision, directive.reference)
        for ticket in tickets
        for note in ticket.comments
        for order, decision in _DECISIONS.items()
        for _, directive in orders_in(note, order)
    ]
    decided: set[int] = set()
    for note, ticket, decision, reference in sorted(ordered, key=lambda each: (each[0].at, each[0].id)):
        case = _meant(ctx, connection, ticket, reference, references[ticket.id])
        if case is None or case.state is not CaseState.PROPOSED or note.id in case.refusals:
            continue
        policy = policy_of(ctx, case)
        if because := _refused(ctx, ticket, note, case, policy):
            save_refusal(ctx.store, connection, case, note.id, because)
            ctx.counts["refused"] += 1
        elif policy is not None and still_stands(ctx, connection, case, note.at):
            after = policy.decided(case, decision, note.at, note.author_id, calendar_for(ctx.names, policy))
            save_decision(ctx.store, connection, after, DONE[decision], note.at, note.author_id)
            close_others(ctx.store, connection, after, note.at)
            ctx.counts["decided"] += 1
            decided.add(case.person_id)
    return decided


def close_others(store: Store, connection: Connection, decided: Case, at: datetime) -> None:
    """What else the policy proposed about the same person is settled by the decision of one case."""
    for case in load_cases(store, connection, [decided.person_id]).get(decided.person_id, ()):
        if case.state is CaseState.PROPOSED and case.policy == decided.policy:
            _withdraw(store, connection, case, at)


def withdraw_stale(
    ctx: Context, connection: Connection, people: Collection[int] | None, at: datetime
) -> None:
    """Withdraw what is proposed and would not be any more: strikes given back or expired, words of distress.

    Of these people, or of everybody; their tickets are judged again. A restriction in force stays, for a person decided
    it.
    """
    if people is not None and not people:
        return
    cases = load_every_case(ctx.store, connection, CaseState.PROPOSED)
    withdrawn: set[int] = set()
    for case in cases:
        concerned = people is None or case.person_id in people
        if concerned and not still_stands(ctx, connection, case, at):
            _withdraw(ctx.store, connection, case, at)
            withdrawn.add(case.person_id)
    tickets = strikes.load_tickets_of(ctx.store, connection, withdrawn)
    history.mark_to_judge(ctx.store, connection, tickets)


def end_orphans(ctx: Context, connection: Connection, before: datetime, at: datetime) -> None:
    """End cases whose policy is gone: proposals of before `before`, restrictions whose review is due by now.

    Nobody could decide or review them any more.
    """
    for case in load_every_case(ctx.store, connection, *OPEN_CASES):
        if policy_of(ctx, case) is not None:
            continue
        if case.state is CaseState.PROPOSED and case.proposed_at < before:
            _withdraw(ctx.store, connection, case, at)
        elif case.state is CaseState.IN_FORCE and (case.review_at or at) <= at:
            lifted = replace(case, state=CaseState.LIFTED)
            save_decision(ctx.store, connection, lifted, "ended with its policy", at, None)


def _withdraw(store: Store, connection: Connection, case: Case, at: datetime) -> None:
    save_decision(store, connection, replace(case, state=CaseState.WITHDRAWN), "withdrawn", at, None)


def still_stands(ctx: Context, connection: Connection, case: Case, at: datetime) -> bool:
    """Whether a case would be proposed by what was known at a moment; a policy that is gone is no reason to drop it."""
    policy = policy_of(ctx, case)
    if policy is None:
        return True
    records = strikes.load_records(ctx.store, connection, [case.person_id])
    record = records.get(case.person_id, Record()).as_of(at)
    calendar = calendar_for(ctx.names, policy)
    own = [i for i in record.incidents if i.comment_id == case.comment_id or i.case == case.reference]
    return any(policy.calls_for_a_decision(record, incident, at, calendar) for incident in own)


def policy_of(ctx: Context, case: Case) -> Abuse | None:
    """The policy that proposed a case; None when it is gone."""
    return next((policy for policy in policies_of_abuse(ctx) if policy.name == case.policy), None)


def calendar_for(names: Names, policy: Abuse) -> Calendar:
    """The calendar that a case's dates are counted in: the policy's, else the account's first."""
    account = names.account
    own = account.calendars.get(policy.calendar) if policy.calendar is not None else None
    return own or account.default_calendar or ALWAYS_OPEN


def approvers_of(names: Names, policy: Abuse) -> frozenset[int]:
    """Who may decide the policy's cases, by id."""
    ids: Mapping[str, int] = names.agent_ids
    return frozenset(ids[str(name)] for name in policy.approvers if str(name) in ids)


def _meant(
    ctx: Context, connection: Connection, ticket: Ticket, reference: str | None, references: References
) -> Case | None:
    """The case that a directive is about: that of its reference, or the one that the note of that reference names."""
    if reference is None:
        return None
    incidents = strikes.load_incidents(ctx.store, connection, [ticket.id])
    names = sorted(cases_meant(reference, references, incidents.values()))
    return next(filter(None, (load_case(ctx.store, connection, name) for name in names)), None)


def _refused(ctx: Context, ticket: Ticket, note: Comment, case: Case, policy: Abuse | None) -> str | None:
    """Why a note may not decide a case, as a sentence; None when it may."""
    who = ctx.names.account.agent_name(note.author_id)
    if policy is None:
        return f"The policy {case.policy} is gone, so nobody can decide {case.reference} in a note."
    if note.author_id not in approvers_of(ctx.names, policy):
        return f"{who} is none of the approvers of {case.policy}, so {case.reference} stays as it is."
    if case.person_id not in people_on(ticket) and ticket.id != case.ticket_id:
        return f"{case.reference} is about somebody who is not on ticket {ticket.id}, so it stays as it is."
    return None
