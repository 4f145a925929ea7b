"""What is remembered of people who abuse staff: written down when their tickets are judged, and handed to policies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from integration.engine.cases import (
    ToldOf,
    end_orphans,
    hear_decisions,
    note_strikes,
    policies_of_abuse,
    withdraw_stale,
)
from integration.engine.context import Context
from integration.engine.giving_back import give_back_elsewhere
from integration.store import history, strikes
from integration.store.cases import load_cases, move_reminder
from policies.abuse import Abuse
from policies.core.actions import WRITTEN, Entry, Memory, references_of
from policies.core.boundary import incident_named
from policies.core.calendar import ALWAYS_OPEN
from policies.core.conditions import why_out_of_scope
from policies.core.facts import Comment, Facts, Ticket
from policies.core.incidents import distress_on, incidents_on, people_on
from policies.core.speech import why_unheard
from policies.core.strikes import CaseState, Conduct, Incident, Record, Stage, Strike

_SETTLED = timedelta(days=1)
"""By then a restored store has learned again what its cases rest on."""
KEPT_AFTER_ITS_END = timedelta(days=365)
"""How long a case is kept once it is over, at the least."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The tickets of one slice, and what is known of them."""

    tickets: Mapping[int, Ticket]
    memories: Mapping[int, Memory]
    known: Mapping[int, Incident]
    """Their incidents, by comment."""
    told: Mapping[int, Entry]
    """What stands in Zendesk because of incidents, by comment."""
    now: datetime


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
    known = strikes.load_incidents(ctx.store, connection, tickets)
    seen = Seen(tickets, memories, known, _told_in(memories.values()), now)
    watched = {number for number, ticket in tickets.items() if _is_watched(ctx, ticket, policies, now)}
    found = list(_new_incidents(policies, seen, watched))
    strikes.save_incidents(ctx.store, connection, found)
    references = {number: references_of(memory) for number, memory in memories.items()}
    learned = list(_learned(seen, found))
    note_strikes(ctx, connection, learned)
    shaken = {each.person_id for each in found if each.given_back}
    shaken |= _save_distress(ctx, connection, [tickets[number] for number in watched])
    shaken |= give_back_elsewhere(ctx, connection, tickets.values(), references)
    stirred = hear_decisions(ctx, connection, tickets.values(), references)
    lost = {told.strike.person_id for told in learned}
    withdraw_stale(ctx, connection, shaken - lost, now)  # of the others not all may be known again yet
    stirred |= shaken | lost
    others = strikes.load_tickets_of(ctx.store, connection, stirred) if stirred else set()
    others |= _move_reminders(ctx, connection, tickets)
    history.mark_to_judge(ctx.store, connection, others - tickets.keys())
    known = known | {each.comment_id: each for each in found}
    return _conduct(ctx, connection, tickets, known)


def foresee(ctx: Context, connection: Connection, ticket: Ticket, memory: Memory, now: datetime) -> Conduct:
    """What would be remembered once the ticket was judged, without writing anything down; empty while no policy asks for it.

    A decision on a case, or an incident given back from another ticket, that no cycle has heard yet is not foreseen.
    """
    policies = policies_of_abuse(ctx)
    if not policies:
        return Conduct()
    tickets, memories = {ticket.id: ticket}, {ticket.id: memory}
    known = strikes.load_incidents(ctx.store, connection, tickets)
    watched = {ticket.id} if _is_watched(ctx, ticket, policies, now) else set()
    found = list(_new_incidents(policies, Seen(tickets, memories, known, _told_in([memory]), now), watched))
    known = known | {each.comment_id: each for each in found}
    stored = _conduct(ctx, connection, tickets, known)[ticket.id].people
    people = stored.keys() | people_on(ticket) | {each.person_id for each in found}
    signs = _new_distress(ctx, connection, [ticket] if watched else [])
    told = {person: _with(person, stored.get(person, Record()), found, signs) for person in people}
    return Conduct({person: record for person, record in told.items() if record != Record()})


def _with(person: int, record: Record, found: Iterable[Incident], signs: Iterable[Comment]) -> Record:
    """A person's record with incidents that are new or changed, and with new words of distress."""
    fresh = (each for each in found if each.person_id == person)
    incidents = {each.comment_id: each for each in (*record.incidents, *fresh)}
    return replace(
        record,
        incidents=tuple(sorted(incidents.values(), key=lambda each: each.place)),
        crises=tuple(sorted((*record.crises, *(c.at for c in signs if c.author_id == person)))),
    )


def _is_watched(ctx: Context, ticket: Ticket, policies: Collection[Abuse], now: datetime) -> bool:
    """Whether any policy of abuse looks at the ticket: of others nothing new is remembered."""
    if ctx.config.scope.why_not(ticket):
        return False
    facts = Facts(ticket, now, ALWAYS_OPEN, ctx.names.account)
    return any(
        why_out_of_scope(policy.scope, facts) is None and not why_unheard(ticket, messaging=policy.messaging)
        for policy in policies
    )


def _new_incidents(policies: Collection[Abuse], seen: Seen, watched: Collection[int]) -> Iterator[Incident]:
    """Incidents that are new, or of which something changed; none that has expired."""
    oldest = seen.now - max(policy.strike_expires.timedelta for policy in policies)
    tags = {tag for policy in policies for tag in policy.report_tags}
    dismissals = _dismissals(seen.memories.values())
    for ticket in seen.tickets.values():
        fresh = {each.comment_id: each for each in incidents_on(ticket, tags)}
        own = {key: each for key, each in seen.known.items() if each.ticket_id == ticket.id}
        for each in {**own, **fresh}.values():
            before, entry = own.get(each.comment_id), seen.told.get(each.comment_id)
            incident = _dismissed(_as_known(each, before, entry), dismissals)
            forgotten = before is None and incident.told is None
            if forgotten and (ticket.id not in watched or incident.counted_at <= oldest):
                continue
            if incident != before:
                yield incident


def _as_known(each: Incident, before: Incident | None, entry: Entry | None) -> Incident:
    """An incident with whose it is and what was told of it, as this store or else Zendesk has it."""
    if before is not None:
        each = replace(each, person_id=before.person_id)
    if before is not None and before.told is not None:
        return replace(each, told=before.told, policy=before.policy, case=before.case)
    if entry is None or entry.strike is None:
        return each
    return replace(each, told=entry.strike.stage, policy=entry.policy, case=entry.strike.case)


def _dismissed(incident: Incident, dismissals: Mapping[int, datetime | None]) -> Incident:
    """The incident given back, where what it led to was dismissed and nobody has reported it since."""
    if incident.comment_id not in dismissals or incident.given_back:
        return incident
    counted = max(incident.counted_at, incident.reported_at or incident.counted_at)
    ended = dismissals[incident.comment_id] or counted
    return replace(incident, given_back_at=ended) if ended >= counted else incident


def _told_in(memories: Iterable[Memory]) -> dict[int, Entry]:
    """By comment, what stands in Zendesk because of it; that of a merged ticket may stand in its target's memory."""
    written = (
        entry
        for memory in memories
        for entry in memory.entries.values()
        if entry.state in WRITTEN and entry.strike is not None
    )
    ordered = sorted(written, key=lambda entry: entry.written_at or datetime.min.replace(tzinfo=UTC))
    return {entry.strike.comment_id: entry for entry in ordered if entry.strike is not None}


def _learned(seen: Seen, found: Iterable[Incident]) -> Iterator[ToldOf]:
    """What stands on these tickets because of incidents, and this store did not know: it was restored."""
    for incident in found:
        before, entry = seen.known.get(incident.comment_id), seen.told.get(incident.comment_id)
        if entry is not None and (before is None or before.told is None):
            strike = Strike(
                incident.comment_id, incident.person_id, incident.told or Stage.BOUNDARY, incident.case
            )
            yield ToldOf(incident.ticket_id, incident.policy or "", strike, entry.written_at or seen.now)


def _dismissals(memories: Iterable[Memory]) -> dict[int, datetime | None]:
    """By comment, when what an incident led to was dismissed; that of a merged ticket may stand in its target's memory."""
    return {
        comment_id: occasion.ended_at
        for memory in memories
        for (_, episode), occasion in memory.occasions.items()
        if occasion.dismissed and (comment_id := incident_named(episode)) is not None
    }


def _save_distress(ctx: Context, connection: Connection, tickets: Collection[Ticket]) -> set[int]:
    """Write down words of distress that are new; who wrote them."""
    new = _new_distress(ctx, connection, tickets)
    strikes.save_distress(ctx.store, connection, [(c.id, c.author_id, c.at) for c in new])
    return {comment.author_id for comment in new}


def _new_distress(ctx: Context, connection: Connection, tickets: Collection[Ticket]) -> list[Comment]:
    seen = {c.id: c for ticket in tickets for c in distress_on(ticket)}
    known = strikes.load_distressed(ctx.store, connection, seen)
    return [comment for comment in seen.values() if comment.id not in known]


def _move_reminders(ctx: Context, connection: Connection, tickets: Mapping[int, Ticket]) -> set[int]:
    """Choose anew on which ticket the cases of these tickets' requesters are reminded of; tickets to be judged for it."""
    requesters = {ticket.requester_id for ticket in tickets.values()}
    moved: set[int] = set()
    for person, cases in load_cases(ctx.store, connection, requesters).items():
        for case in cases:
            if case.state is not CaseState.IN_FORCE:
                continue
            newest = strikes.load_newest_open(ctx.store, connection, person)
            if newest != case.reminded_on:
                move_reminder(ctx.store, connection, case.reference, newest)
                moved |= {number for number in (newest, case.reminded_on) if number is not None}
    return moved


def _conduct(
    ctx: Context, connection: Connection, tickets: Mapping[int, Ticket], known: Mapping[int, Incident]
) -> dict[int, Conduct]:
    on_ticket = {ticket.id: set(people_on(ticket)) for ticket in tickets.values()}
    for incident in known.values():
        on_ticket.setdefault(incident.ticket_id, set()).add(incident.person_id)
    everybody = {person for people in on_ticket.values() for person in people}
    records = strikes.load_records(ctx.store, connection, everybody)
    return {
        ticket_id: Conduct({person: records[person] for person in people if person in records})
        for ticket_id, people in on_ticket.items()
    }


def forget_expired(ctx: Context, connection: Connection, now: datetime) -> None:
    """Forget incidents and distress that count no more for any policy, and cases that ended a year ago.

    Without any such policy the usual terms hold, so that what was kept ends all the same.
    """
    policies = policies_of_abuse(ctx) or (Abuse(kind="abuse"),)
    counts = max(policy.strike_expires.timedelta for policy in policies)
    cares = max(policy.care_lasts.timedelta for policy in policies)
    restored = ctx.store.load_account(connection).rest_until
    if restored is None or now - restored > _SETTLED:
        withdraw_stale(ctx, connection, None, now)
    end_orphans(ctx, connection, now - counts, now)
    ended = now - max(KEPT_AFTER_ITS_END, counts)
    strikes.drop_expired(ctx.store, connection, now - counts, now - counts - cares, ended)
