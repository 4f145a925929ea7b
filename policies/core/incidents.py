"""The incidents of one ticket: what was read in its comments, and what agents and tags report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from policies.core.conduct import Category, Remark
from policies.core.facts import Change, Comment, Event, Origin, Side, Ticket
from policies.core.signals import Order
from policies.core.speech import is_word, orders_in
from policies.core.strikes import Incident, Source

_OTHERS = frozenset({Side.CUSTOMER, Side.THIRD})


def worst(remarks: Sequence[Remark]) -> Remark | None:
    """The gravest remark that is directed at the staff; a threat is graver than all else. None without one."""
    order = list(Category)
    return max(
        (remark for remark in remarks if remark.directed),
        key=lambda r: (r.category is Category.THREAT, r.severity, -order.index(r.category), r.confidence),
        default=None,
    )


def incidents_on(ticket: Ticket, report_tags: Collection[str]) -> tuple[Incident, ...]:
    """The incidents of this ticket, each named by a comment, oldest first.

    What one person writes until somebody of the service answers is one incident, unless it grows graver: nobody has
    told them anything in between. `#abuse` in an internal note and a tag of `report_tags` report the last comment of a customer or a third person
    before it. `#not-abuse` without a reference gives back all that came before it; a later report counts again.
    """
    if not report_tags and not any(_says_anything(comment) for comment in ticket.comments):
        return ()
    found: dict[int, Incident] = {}
    unanswered: dict[int, Incident] = {}
    events: list[Event] = [*ticket.changes, *ticket.comments]
    for event in sorted(events, key=lambda e: (e.at, e.update_id, e.id)):
        if isinstance(event, Change):
            if _reports(event, report_tags):
                _report(found, ticket, event.at, Source.TAG, None)
        elif event.side in _OTHERS:
            remark = worst(event.signals.remarks) if event.signals is not None else None
            before = unanswered.get(event.author_id)
            if remark is not None and (before is None or _is_graver(remark, before)):
                found[event.id] = unanswered[event.author_id] = _read(ticket, event, remark)
        elif is_word(event) or _hear(found, ticket, event):
            unanswered.clear()
    return tuple(found.values())


def distress_on(ticket: Ticket) -> Iterator[Comment]:
    """The comments of customers and third persons in which words of distress were read."""
    return (
        c for c in ticket.comments if c.side in _OTHERS and c.signals is not None and c.signals.distressed
    )


def writers_on(ticket: Ticket) -> frozenset[int]:
    """The customers and third persons who wrote on the ticket."""
    return frozenset(comment.author_id for comment in ticket.comments if comment.side in _OTHERS)


def _says_anything(comment: Comment) -> bool:
    """Whether a comment has anything that could be an incident, or speaks of one; most have not."""
    return comment.signals is not None and bool(comment.signals.remarks or comment.signals.directives)


def _read(ticket: Ticket, comment: Comment, remark: Remark) -> Incident:
    return Incident(
        comment_id=comment.id,
        ticket_id=ticket.id,
        person_id=comment.author_id,
        at=comment.at,
        counted_at=comment.at,
        category=remark.category,
        severity=remark.severity,
    )


def _reports(change: Change, report_tags: Collection[str]) -> bool:
    """Whether somebody or something put a tag on that stands for a report."""
    if change.field != "tags" or change.origin is Origin.OURS or not report_tags:
        return False
    before = change.before if isinstance(change.before, tuple) else ()
    after = change.after if isinstance(change.after, tuple) else ()
    return bool((set(after) - set(before)) & set(report_tags))


def _is_graver(remark: Remark, before: Incident) -> bool:
    threat = remark.category is Category.THREAT
    return remark.severity > before.severity or (threat and before.category is not Category.THREAT)


def _hear(found: dict[int, Incident], ticket: Ticket, note: Comment) -> bool:
    """What an internal note says of the comments before it; whether it gives them back."""
    given_back = any(order.reference is None for _, order in orders_in(note, Order.NOT_ABUSE))
    if given_back:
        for comment_id, incident in found.items():
            found[comment_id] = replace(incident, given_back=True)
    if any(orders_in(note, Order.ABUSE)):
        _report(found, ticket, note.at, Source.REPORTED, note.author_id)
    return given_back


def _report(found: dict[int, Incident], ticket: Ticket, at: datetime, source: Source, by: int | None) -> None:
    """The last comment of a customer or a third person is an incident, if it is none already."""
    said = [c for c in ticket.comments if c.side in _OTHERS and c.at <= at]
    if not said:
        return
    last = max(said, key=lambda c: (c.at, c.id))
    known = found.get(last.id)
    if known is not None and not known.given_back:
        return
    found[last.id] = Incident(
        comment_id=last.id,
        ticket_id=ticket.id,
        person_id=last.author_id,
        at=last.at,
        counted_at=at,
        category=Category.INSULT,
        source=source,
        reported_by=by,
    )
