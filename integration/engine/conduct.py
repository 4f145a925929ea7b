"""What is remembered of people who abuse staff: written down when their tickets are judged, and handed to policies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from integration.engine.cases import hear_decisions, withdraw_cases, withdraw_for_distress
from integration.engine.context import Context
from integration.store import history, strikes
from integration.store.cases import propose_case
from policies.abuse import Abuse
from policies.core.actions import WRITTEN, Item, Memory, references_of
from policies.core.boundary import INCIDENT
from policies.core.calendar import ALWAYS_OPEN
from policies.core.conditions import why_out_of_scope
from policies.core.evaluation import Judgement
from policies.core.facts import Facts, Ticket
from policies.core.findings import Strike
from policies.core.incidents import distress_on, incidents_on, writers_on
from policies.core.strikes import Case, CaseState, Conduct, Incident

KEPT_AFTER_ITS_END = timedelta(days=365)
"""How long a case is kept once it is over."""


def policies_of_abuse(ctx: Context) -> tuple[Abuse, ...]:
    """The policies of this kind that are in the configuration."""
    return tuple(policy for policy in ctx.policies if isinstance(policy, Abuse))


def remember(
    ctx: Context,
    connection: Connection,
    tickets: Mapping[int, Ticket],
    memories: Mapping[int, Memory],
    now: datetime,
) -> dict[int, Conduct]:
    """Write down the incidents, the distress and the decisions on these tickets; what is remembered, by ticket.

    Other tickets of people of whom something changed are judged again. Nothing is done, and nothing kept, while no
    policy asks for it.
    """
    policies = policies_of_abuse(ctx)
    if not policies:
        return {}
    watched = {
        number: ticket for number, ticket in tickets.items() if _is_watched(ctx, ticket, policies, now)
    }
    known = strikes.load_incidents(ctx.store, connection, tickets)
    found = list(_new_incidents(policies, watched, memories, known, now))
    strikes.save_incidents(ctx.store, connection, found)
    back = [each for each in found if each.given_back]
    withdraw_cases(ctx, connection, back, now)
    stirred = {each.person_id for each in back}
    distressed = _save_distress(ctx, connection, watched)
    withdraw_for_distress(ctx, connection, distressed, policies, now)
    stirred |= distressed
    for ticket in tickets.values():
        stirred |= hear_decisions(ctx, connection, ticket, references_of(memories[ticket.id]), policies)
    _judge_others(ctx, connection, stirred, tickets)
    known |= {each.comment_id: each for each in found}
    return _conduct(ctx, connection, tickets, known)


def _is_watched(ctx: Context, ticket: Ticket, policies: Collection[Abuse], now: datetime) -> bool:
    """Whether any policy of abuse looks at the ticket: of others nothing is remembered."""
    if ctx.config.scope.why_not(ticket):
        return False
    facts = Facts(ticket, now, ALWAYS_OPEN, ctx.names.account)
    return any(why_out_of_scope(policy.scope, facts) is None for policy in policies)


def _new_incidents(
    policies: Collection[Abuse],
    tickets: Mapping[int, Ticket],
    memories: Mapping[int, Memory],
    known: Mapping[int, Incident],
    now: datetime,
) -> Iterator[Incident]:
    """Incidents that are new, or of which something changed; none that has expired."""
    oldest = now - max(policy.strike_expires.timedelta for policy in policies)
    tags = {tag for policy in policies for tag in policy.report_tags}
    for ticket in tickets.values():
        for seen in incidents_on(ticket, tags):
            before = known.get(seen.comment_id)
            dismissed = _is_dismissed(policies, memories[ticket.id], seen)
            incident = replace(
                seen,
                given_back=seen.given_back or dismissed,
                person_id=seen.person_id if before is None else before.person_id,
                told=None if before is None else before.told,
            )
            if incident != before and incident.counted_at > oldest:
                yield incident


def _is_dismissed(policies: Collection[Abuse], memory: Memory, incident: Incident) -> bool:
    """Whether a person dismissed what an incident led to, and nobody has reported it since."""
    occasions = (memory.occasions.get((p.name, f"{INCIDENT}/{incident.comment_id}/1")) for p in policies)
    return any(
        occasion is not None
        and occasion.dismissed
        and (occasion.ended_at is None or occasion.ended_at >= incident.counted_at)
        for occasion in occasions
    )


def _save_distress(ctx: Context, connection: Connection, tickets: Mapping[int, Ticket]) -> set[int]:
    """Write down words of distress that are new; who wrote them."""
    seen = {c.id: c for ticket in tickets.values() for c in distress_on(ticket)}
    known = strikes.load_distressed(ctx.store, connection, seen)
    new = [(c.id, c.author_id, c.at) for c in seen.values() if c.id not in known]
    strikes.save_distress(ctx.store, connection, new)
    return {person for _, person, _ in new}


def _judge_others(
    ctx: Context, connection: Connection, people: Collection[int], judged: Mapping[int, Ticket]
) -> None:
    """What is remembered of these people has changed, so their other tickets are judged again."""
    if people:
        others = strikes.load_tickets_of(ctx.store, connection, people) - judged.keys()
        if others:
            history.mark_to_judge(ctx.store, connection, others)


def _conduct(
    ctx: Context, connection: Connection, tickets: Mapping[int, Ticket], known: Mapping[int, Incident]
) -> dict[int, Conduct]:
    on_ticket = {ticket.id: {ticket.requester_id, *writers_on(ticket)} for ticket in tickets.values()}
    for incident in known.values():
        on_ticket.setdefault(incident.ticket_id, set()).add(incident.person_id)
    everybody = {person for people in on_ticket.values() for person in people}
    records = strikes.load_records(ctx.store, connection, everybody)
    return {
        ticket_id: Conduct({person: records[person] for person in people if person in records})
        for ticket_id, people in on_ticket.items()
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What is said on a ticket because of an incident."""

    ticket_id: int
    policy: str
    strike: Strike
    before: bool
    """It stands in Zendesk already, so that a store which knows nothing of it has forgotten."""


def told_by(ticket_id: int, items: Iterable[Item]) -> Iterator[Told]:
    """What a planned update says because of incidents."""
    for item in items:
        if item.finding.strike is not None:
            yield Told(ticket_id, item.policy.name, item.finding.strike, before=False)


def told_before(ticket_id: int, judgements: Iterable[Judgement], memory: Memory) -> Iterator[Told]:
    """What notes that stand in Zendesk already said because of incidents."""
    written = {(entry.policy, entry.episode) for entry in memory.entries.values() if entry.state in WRITTEN}
    for judgement in judgements:
        for finding in judgement.verdict.findings:
            if finding.strike is not None and (judgement.policy.name, finding.episode) in written:
                yield Told(ticket_id, judgement.policy.name, finding.strike, before=True)


def note_told(ctx: Context, connection: Connection, told: Iterable[Told], at: datetime) -> None:
    """Stages count as told, and what they propose are cases from now on.

    A case that Zendesk shows to have been proposed before was lost with an older store: the person's tickets are judged
    again, for a note on one of them may have decided it.
    """
    for each in told:
        strike = each.strike
        strikes.note_told(ctx.store, connection, strike.comment_id, strike.stage)
        if strike.proposes is None:
            continue
        case = Case(
            reference=strike.proposes,
            person_id=strike.person_id,
            policy=each.policy,
            ticket_id=each.ticket_id,
            comment_id=strike.comment_id,
            state=CaseState.PROPOSED,
            proposed_at=at,
        )
        if propose_case(ctx.store, connection, case) and each.before:
            own = strikes.load_tickets_of(ctx.store, connection, [strike.person_id])
            history.mark_to_judge(ctx.store, connection, own)


def forget_expired(ctx: Context, connection: Connection, now: datetime) -> None:
    """Forget incidents and distress that count no more for any policy, and cases that ended a year ago."""
    policies = policies_of_abuse(ctx)
    if not policies:
        return
    counts = max(policy.strike_expires.timedelta for policy in policies)
    cares = max(policy.care_lasts.timedelta for policy in policies)
    strikes.drop_expired(ctx.store, connection, now - counts, now - counts - cares, now - KEPT_AFTER_ITS_END)
