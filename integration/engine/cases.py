"""Cases: what is proposed once it stands in Zendesk, what people decide in notes, and what is proposed no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from integration.engine.context import Context, Names
from integration.store import strikes
from integration.store.cases import load_case, load_every_case, propose_case, save_decision, save_refusal
from policies.abuse import Abuse
from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.deciding import DONE, Decision, cases_meant
from policies.core.facts import Comment, Ticket
from policies.core.incidents import writers_on
from policies.core.signals import Order
from policies.core.speech import orders_in
from policies.core.strikes import Case, CaseState, Record, Strike

References = Mapping[str, frozenset[tuple[str, str]]]
"""By our notes on a ticket, the occasions that they told of: policy and episode."""
_SETTLED = timedelta(days=1)
"""A restored store has learned by then what a case rests on."""
_DECISIONS = {Order.APPROVE: Decision.APPROVE, Order.REJECT: Decision.REJECT}


def policies_of_abuse(ctx: Context) -> tuple[Abuse, ...]:
    """The policies of this kind that are in the configuration."""
    return tuple(policy for policy in ctx.policies if isinstance(policy, Abuse))


def note_strikes(
    ctx: Context, connection: Connection, told: Iterable[tuple[int, str, Strike]], at: datetime
) -> set[int]:
    """What stands in Zendesk because of incidents is told, and the cases that it names are to be decided from now on.

    `told` has ticket, policy and strike. Returns the people of whom a case is new.
    """
    people: set[int] = set()
    for ticket_id, policy, strike in told:
        strikes.note_told(ctx.store, connection, strike, policy)
        if strike.case is None:
            continue
        case = Case(
            reference=strike.case,
            person_id=strike.person_id,
            policy=policy,
            ticket_id=ticket_id,
            comment_id=strike.comment_id,
            state=CaseState.PROPOSED,
            proposed_at=at,
        )
        if propose_case(ctx.store, connection, case):
            people.add(strike.person_id)
    return people


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
        case = _meant(ctx, connection, reference, references[ticket.id])
        if case is None or case.state is not CaseState.PROPOSED or note.id in case.refusals:
            continue
        if because := _refused(ctx, connection, ticket, note, case):
            save_refusal(ctx.store, connection, case, note.id, because)
            ctx.counts["refused"] += 1
            continue
        policy = policy_of(ctx, case)
        if policy is None:
            continue  # refused above
        after = policy.decided(case, decision, note.at, note.author_id, calendar_for(ctx.names, policy))
        save_decision(ctx.store, connection, after, DONE[decision], note.at, note.author_id)
        ctx.counts["decided"] += 1
        decided.add(case.person_id)
    return decided


def withdraw_stale(
    ctx: Context, connection: Connection, people: Collection[int] | None, at: datetime
) -> None:
    """Withdraw what is proposed and would not be any more: strikes given back or expired, words of distress.

    Of these people, or of everybody. A restriction in force stays, for a person decided it.
    """
    cases = load_every_case(ctx.store, connection, CaseState.PROPOSED)
    concerned = [
        case
        for case in cases
        if (case.person_id in people if people is not None else case.proposed_at <= at - _SETTLED)
    ]
    records = strikes.load_records(ctx.store, connection, {case.person_id for case in concerned})
    for case in concerned:
        if not still_stands(ctx, case, records.get(case.person_id, Record()), at):
            withdrawn = replace(case, state=CaseState.WITHDRAWN)
            save_decision(ctx.store, connection, withdrawn, "withdrawn", at, None)


def still_stands(ctx: Context, case: Case, record: Record, at: datetime) -> bool:
    """Whether a case would still be proposed at a moment; a policy that is gone is no reason to drop it."""
    policy = policy_of(ctx, case)
    if policy is None:
        return True
    calendar = calendar_for(ctx.names, policy)
    own = [incident for incident in record.incidents if incident.comment_id == case.comment_id]
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
    ctx: Context, connection: Connection, reference: str | None, references: References
) -> Case | None:
    """The case that a directive is about: that of its reference, or the one that the note of that reference proposed."""
    if reference is None:
        return None
    names = sorted(cases_meant(reference, ctx.account, references))
    return next(filter(None, (load_case(ctx.store, connection, name) for name in names)), None)


def _refused(ctx: Context, connection: Connection, ticket: Ticket, note: Comment, case: Case) -> str | None:
    """Why a note may not decide a case, as a sentence; None when it may."""
    who = ctx.names.account.agent_name(note.author_id)
    policy = policy_of(ctx, case)
    if policy is None:
        return f"The policy {case.policy} is gone, so nobody can decide {case.reference} in a note."
    if note.author_id not in approvers_of(ctx.names, policy):
        return f"{who} is none of the approvers of {case.policy}, so {case.reference} stays as it is."
    if case.person_id not in {ticket.requester_id, *writers_on(ticket)} and ticket.id != case.ticket_id:
        return f"{case.reference} is about somebody who is not on ticket {ticket.id}, so it stays as it is."
    record = strikes.load_records(ctx.store, connection, [case.person_id]).get(case.person_id, Record())
    if not still_stands(ctx, case, record, note.at):
        return f"What {case.reference} rested on counts no more, so it stays as it is."
    return None
