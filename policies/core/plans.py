"""Follow-ups that were planned on a ticket: by a directive, by Zendesk's due date, or in a date field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from policies.core.due import due_of
from policies.core.facts import Comment, Facts
from policies.core.planned import clock_of, planned_for
from policies.core.references import is_meant
from policies.core.settings import Name, Settings
from policies.core.signals import Order
from policies.core.speech import is_word, orders_in, said_on
from policies.core.when import Days, When
from policies.core.zones import instant, wall_clock, zone_rules


@dataclass(frozen=True, slots=True)
class Plan:
    """One planned follow-up."""

    episode: str
    set_at: datetime
    """When it was planned, as far as that is known."""
    due: datetime
    source: str
    """Where it was planned, as words that follow "planned"."""
    zone: str
    """On whose clock."""
    note: Comment | None = None
    quote: str = ""

    @property
    def since(self) -> datetime:
        """From when on it is due: never before it was planned."""
        return max(self.due, self.set_at)


def directed(facts: Facts) -> tuple[Plan, ...]:
    """What the latest note with `#followup` plans; it takes the place of earlier notes."""
    plans: tuple[Plan, ...] = ()
    for note in said_on(facts.ticket):
        found = tuple(
            _as_noted(facts, note, f"planned/{note.id}/{place}", order.when, order.quote)
            for place, order in orders_in(note, Order.FOLLOW_UP)
            if order.when is not None
        )
        plans = found or plans
    return plans


def _as_noted(facts: Facts, note: Comment, episode: str, when: When, quote: str) -> Plan:
    zone = clock_of(facts, when, note)
    return Plan(episode, note.at, planned_for(facts, note, when).moment, "in a note", zone, note, quote)


def by_due_date(facts: Facts) -> Iterator[Plan]:
    """What Zendesk's due date of a task plans: closing time on its day."""
    moment = facts.ticket.due_at
    if moment is None:
        return
    rules = zone_rules(facts.calendar.zone)
    yield _on_a_day(facts, wall_clock(moment, rules).date(), "due_date", "due_at", "by the ticket's due date")


def by_field(facts: Facts, name: Name) -> Iterator[Plan]:
    """What a date field plans: closing time on its day; a field that is empty or no date plans nothing."""
    ids = {title: number for number, title in facts.account.fields.items()}
    number = int(name) if str(name).isdecimal() else ids.get(str(name), -1)
    value = facts.ticket.custom_fields.get(number)
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return
    title = facts.account.fields.get(number, str(name))
    yield _on_a_day(facts, day, f"field/{number}", f"custom_field:{number}", f"in the field {title}")


def _on_a_day(facts: Facts, day: date, sort: str, field: str, source: str) -> Plan:
    changes = [change.at for change in facts.ticket.changes if change.field == field]
    set_at = changes[-1] if changes else facts.ticket.created_at
    when = When(days=Days(day=day.day, month=day.month, year=day.year))
    due = due_of(when, set_at, facts.calendar.zone, facts.calendar).moment
    return Plan(f"{sort}/{day.isoformat()}", set_at, due, source, facts.calendar.zone)


def is_done(facts: Facts, policy: Settings, plan: Plan) -> bool:
    """Whether the customer heard from the service on the planned day or later, or a note says `#kept`."""
    begins = _start_of_day(plan.due, plan.zone)
    for comment in said_on(facts.ticket):
        if comment.at <= plan.set_at:
            continue
        if is_word(comment) and comment.at >= begins:
            return True
        ticket_id = plan.note.ticket_id if plan.note else None
        if any(
            is_meant(order.reference, facts, policy, plan.episode, ticket_id=ticket_id)
            for _, order in orders_in(comment, Order.KEPT)
        ):
            return True
    return False


def _start_of_day(moment: datetime, zone: str) -> datetime:
    rules = zone_rules(zone)
    return instant(datetime.combine(wall_clock(moment, rules).date(), time.min), rules)
