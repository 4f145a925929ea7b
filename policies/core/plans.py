"""Follow-ups that were planned on a ticket: by a directive, by Zendesk's due date, or in a date field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from policies.core.clocks import account_zone
from policies.core.due import due_of
from policies.core.due_moment import Due
from policies.core.facts import Comment, Facts
from policies.core.planned import clock_of, planned_for, why_never
from policies.core.references import is_meant
from policies.core.settings import Settings
from policies.core.signals import Order
from policies.core.speech import is_heard_on, is_word, joined, orders_in, said_on
from policies.core.steps import Name
from policies.core.when import Days, Edge, When
from policies.core.zones import instant, wall_clock, zone_rules

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Plan:
    """One planned follow-up."""

    episode: str
    source: str
    """Who or what planned it, as words that follow "Planned"."""
    set_at: datetime
    """When it was planned, as far as that is known."""
    due: datetime
    begins: datetime
    """The beginning of the first day that was named: a word to the customer from then on does it."""
    note: Comment | None = None
    quote: str = ""

    @property
    def since(self) -> datetime:
        """From when on it is due: never before it was planned."""
        return max(self.due, self.set_at)

    @property
    def ticket_id(self) -> int | None:
        """The ticket on which it was planned, where that was merged into this one; None: this one."""
        return self.note.ticket_id if self.note else None


def directed(facts: Facts) -> tuple[Plan, ...]:
    """What the latest note with `#followup` plans; it takes the place of earlier notes."""
    plans: tuple[Plan, ...] = ()
    for note in said_on(facts.ticket):
        found = tuple(
            plan
            for place, order in orders_in(note, Order.FOLLOW_UP)
            if order.when is not None
            and (plan := _as_noted(facts, note, f"planned/{note.id}/{place}", order.when, order.quote))
        )
        plans = found or plans
    return plans


def _as_noted(facts: Facts, note: Comment, episode: str, when: When, quote: str) -> Plan | None:
    due = planned_for(facts, note, when)
    if why_never(due, note.at):
        return None
    edge = when.days.edge if when.days is not None and when.until is None else Edge.WHOLE
    first = due.begins if edge in (Edge.WHOLE, Edge.EARLY) else None
    begins = _start_of_day(first or due.moment, clock_of(facts, when, note))
    by = f"by {facts.account.agent_name(note.author_id)}"
    return Plan(episode, by, note.at, due.moment, begins, note, quote)


def by_due_date(facts: Facts) -> Iterator[Plan]:
    """What Zendesk's due date of a task plans: closing time on its day, which is that of the account's clocks."""
    moment = facts.ticket.due_at
    if moment is None:
        return
    zone = account_zone(facts)
    day = wall_clock(moment, zone_rules(zone)).date()
    set_at = _last_set(facts, "due_at")
    due = _on_a_day(facts, day, set_at, zone)
    if not why_never(due, set_at):
        episode = f"due_date/{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        begins = _start_of_day(due.begins or due.moment, zone)
        yield Plan(episode, "by the ticket's due date", set_at, due.moment, begins)


def by_field(facts: Facts, name: Name) -> Iterator[Plan]:
    """What a date field plans: closing time on its day; a field that is empty or holds no YYYY-MM-DD plans nothing."""
    ids = {title: number for number, title in facts.account.fields.items()}
    number = int(name) if str(name).isdecimal() else ids.get(str(name), -1)
    value = facts.ticket.custom_fields.get(number)
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return
    set_at, zone = _last_set(facts, f"custom_field:{number}"), facts.calendar.zone
    due = _on_a_day(facts, day, set_at, zone)
    if not why_never(due, set_at):
        source = f"in the field {facts.account.fields.get(number, str(name))}"
        begins = _start_of_day(due.begins or due.moment, zone)
        yield Plan(f"field/{number}/{value}", source, set_at, due.moment, begins)


def _last_set(facts: Facts, field: str) -> datetime:
    """When a field was changed last, as far as the history tells."""
    return next((c.at for c in reversed(facts.ticket.changes) if c.field == field), facts.ticket.created_at)


def _on_a_day(facts: Facts, day: date, set_at: datetime, zone: str) -> Due:
    when = When(days=Days(day=day.day, month=day.month, year=day.year))
    return due_of(when, set_at, zone, facts.calendar)


def is_done(facts: Facts, policy: Settings, plan: Plan) -> bool:
    """Whether the customer heard from the service on a day that was named or later, or a note says `#kept`."""
    merges = joined(facts.ticket)
    for comment in said_on(facts.ticket):
        heard = is_heard_on(plan.ticket_id, comment.ticket_id, comment.at, merges)
        if comment.at <= plan.set_at or not heard:
            continue
        if is_word(comment) and comment.at >= plan.begins:
            return True
        if any(
            is_meant(order.reference, facts, policy, plan.episode, ticket_id=plan.ticket_id)
            for _, order in orders_in(comment, Order.KEPT)
        ):
            return True
    return False


def _start_of_day(moment: datetime, zone: str) -> datetime:
    rules = zone_rules(zone)
    return instant(datetime.combine(wall_clock(moment, rules).date(), time.min), rules)
