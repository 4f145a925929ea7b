"""Judges every ticket of an embedded account by the rule of reassignment, from the account's own audits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from integration.engine.columns import Heard, event_values
from integration.engine.intake import RawUpdate, update_of_audit
from integration.sandbox.render import audit_json
from integration.sandbox.week import Cast
from integration.sandbox.world import World
from integration.store.loading import event_of
from integration.zendesk.models import AuditRow
from policies.core.calendar import Calendar
from policies.core.conditions import GlobalScope
from policies.core.facts import Account, Event, Facts, Origin, Side, Ticket
from policies.core.ownership import Course, course_of
from policies.core.timeline import fold
from policies.reassignment import Reassignment

POLICY = Reassignment.model_validate(
    {
        "name": "passed-around",
        "kind": "reassignment",
        "mode": "enforce",
        "max_handoffs": 3,
        "window": "5 business days",
        "triage_groups": ["Front Desk"],
        "steps": [{"add_tags": ["passed_around"], "note": True}],
    }
)
OWNER_FIELDS = ("group_id", "assignee_id")
BURST = timedelta(seconds=5)


@dataclass
class Judged:
    """A ticket of the week with its history, and what the rule says of it."""

    ticket: Ticket
    course: Course
    found: bool
    scoped_out: str | None

    @property
    def moves(self) -> int:
        """How often it moved, not counting that it was given out for the first time."""
        return len(self.course.handoffs) + sum(r != "first assignment" for r in self.course.uncounted)


def updates_of(world: World) -> Iterator[RawUpdate]:
    """All updates of the account, as the service would read them, in order of time."""
    for _, audit_id in world.audits:
        audit = world.audit_by_id[audit_id]
        yield update_of_audit(AuditRow.model_validate(audit_json(audit)), audit.ticket_id)


def bursts_of(updates: list[RawUpdate]) -> dict[int, int]:
    """By update, how many tickets its actor moved within seconds of it."""
    moves: dict[int, list[RawUpdate]] = defaultdict(list)
    for update in updates:
        if any(c.field in OWNER_FIELDS and c.origin is Origin.PERSON for c in update.changes):
            moves[update.actor_id].append(update)
    return {
        one.id: len({other.ticket_id for other in own if abs(other.at - one.at) <= BURST})
        for own in moves.values()
        for one in own
    }


def judge(world: World, cast: Cast) -> dict[int, Judged]:
    """Every ticket, judged at the present moment by the rule of three handoffs in five business days."""
    updates = list(updates_of(world))
    bursts = bursts_of(updates)
    events: dict[int, list[Event]] = defaultdict(list)
    for update in updates:
        heard = {comment.id: Heard(Side.SERVICE) for comment in update.comments}
        for row in event_values(update, ours=False, heard=heard):
            if row["kind"] in ("change", "comment"):
                event = event_of(row, frozenset({cast.round_robin, cast.tracker}), bursts.get(update.id, 1))
                events[update.ticket_id].append(event)
    calendar = office_of(world, cast)
    account = Account("harbourline", groups=world.groups)
    return {
        number: judgement(fold(state_of(world, number), events[number], world.now()), calendar, account)
        for number in world.tickets
    }


def judgement(ticket: Ticket, calendar: Calendar, account: Account) -> Judged:
    now = max(event.at for event in (*ticket.changes, *ticket.comments))
    course = course_of(
        ticket, triage_groups=frozenset(g for g, n in account.groups.items() if n == "Front Desk")
    )
    verdict = POLICY.decide(Facts(ticket, now, calendar, account))
    return Judged(ticket, course, bool(verdict.findings), GlobalScope().why_not(ticket))


def state_of(world: World, number: int) -> Ticket:
    ticket = world.tickets[number]
    requester = world.users[ticket.requester_id]
    return Ticket(
        id=number,
        status=ticket.status,
        created_at=ticket.created_at,
        requester_id=ticket.requester_id,
        group_id=ticket.group_id,
        assignee_id=ticket.assignee_id,
        tags=frozenset(ticket.tags),
        from_messaging=ticket.from_messaging_channel,
        shared=bool(ticket.sharing_agreement_ids),
        handled_by_ai_only=ticket.support_type == "ai_agent",
        requester_is_staff=requester.role != "end-user",
        requester_suspended=requester.suspended,
    )


def office_of(world: World, cast: Cast) -> Calendar:
    schedule = world.schedules[cast.schedule]
    spans = [(span["start_time"], span["end_time"]) for span in schedule["intervals"]]
    days = [date.fromisoformat(holiday["start_date"]) for holiday in schedule["holidays"]]
    return Calendar("Office", "Europe/London", tuple(spans), frozenset(days))
