"""Cases are decided by people: what they write in notes, and what they type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from integration.engine.context import Context, Names
from integration.store.cases import load_case, save_decision, save_refusal
from integration.store.strikes import load_records
from policies.abuse import Abuse
from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.deciding import DONE, Decision, cases_meant
from policies.core.facts import Comment, Ticket
from policies.core.incidents import writers_on
from policies.core.signals import Order
from policies.core.speech import orders_in
from policies.core.strikes import Case, CaseState, Incident, case_reference

References = Mapping[str, frozenset[tuple[str, str]]]
"""By our notes on a ticket, the occasions that they told of: policy and episode."""
_DECISIONS = {Order.APPROVE: Decision.APPROVE, Order.REJECT: Decision.REJECT}


def hear_decisions(
    ctx: Context,
    connection: Connection,
    ticket: Ticket,
    references: References,
    policies: Collection[Abuse],
) -> set[int]:
    """Decide the cases that notes on this ticket decide; the people whose case was decided.

    What may not be is refused, with a sentence that status shows. A note is heard once: of a case that is decided
    already it changes nothing.
    """
    decided: set[int] = set()
    for note in ticket.comments:
        for order, decision in _DECISIONS.items():
            for _, directive in orders_in(note, order):
                case = _meant(ctx, connection, directive.reference, references)
                if case is None or case.state is not CaseState.PROPOSED or note.id in case.refusals:
                    continue
                if because := _refused(ctx, ticket, note, case, policies):
                    save_refusal(ctx.store, connection, case, note.id, because)
                    ctx.counts["refused"] += 1
                    continue
                policy = next(policy for policy in policies if policy.name == case.policy)
                after = policy.decided(
                    case, decision, note.at, note.author_id, calendar_for(ctx.names, policy)
                )
                save_decision(ctx.store, connection, after, DONE[decision], note.at, note.author_id)
                ctx.counts["decided"] += 1
                decided.add(case.person_id)
    return decided


def withdraw_cases(ctx: Context, connection: Connection, back: Iterable[Incident], at: datetime) -> None:
    """What was given back proposes nothing any more; a restriction in force stays, for a person decided it."""
    for incident in back:
        _withdraw(
            ctx,
            connection,
            load_case(ctx.store, connection, case_reference(ctx.account, incident.comment_id)),
            at,
        )


def withdraw_for_distress(
    ctx: Context, connection: Connection, people: Collection[int], policies: Collection[Abuse], at: datetime
) -> None:
    """Of people who wrote of distress, what was proposed for incidents near to it is proposed no more."""
    cares = {policy.name: policy.care_lasts.timedelta for policy in policies}
    for record in load_records(ctx.store, connection, people).values():
        own = {incident.comment_id: incident for incident in record.incidents}
        for case in record.cases:
            incident = own.get(case.comment_id)
            lasts = cares.get(case.policy)
            if incident is not None and lasts is not None and record.is_frozen(incident, lasts):
                _withdraw(ctx, connection, case, at)


def _withdraw(ctx: Context, connection: Connection, case: Case | None, at: datetime) -> None:
    if case is not None and case.state is CaseState.PROPOSED:
        save_decision(ctx.store, connection, replace(case, state=CaseState.WITHDRAWN), "withdrawn", at, None)


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


def _refused(
    ctx: Context, ticket: Ticket, note: Comment, case: Case, policies: Collection[Abuse]
) -> str | None:
    """Why a note may not decide a case, as a sentence; None when it may."""
    who = ctx.names.account.agent_name(note.author_id)
    policy = next((policy for policy in policies if policy.name == case.policy), None)
    if policy is None:
        return f"The policy {case.policy} is gone, so nobody can decide {case.reference} in a note."
    if note.author_id not in approvers_of(ctx.names, policy):
        return f"{who} is none of the approvers of {case.policy}, so {case.reference} stays as it is."
    if case.person_id not in {ticket.requester_id, *writers_on(ticket)} and ticket.id != case.ticket_id:
        return f"{case.reference} is about somebody who is not on ticket {ticket.id}, so it stays as it is."
    return None
