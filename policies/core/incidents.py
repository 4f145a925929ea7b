"""The incidents of one ticket: what was read in its comments, and what agents and tags report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from policies.core.conduct import Category, Remark
from policies.core.facts import NOBODY, OUTSIDE, Change, Comment, Event, Origin, Ticket
from policies.core.signals import Order
from policies.core.speech import is_word, orders_in
from policies.core.strikes import Incident, Source


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
    told = _Telling(ticket)
    events: list[Event] = [*ticket.changes, *ticket.comments]
    for event in sorted(events, key=lambda e: (e.at, e.update_id, e.id)):
        if isinstance(event, Change):
            if _reports(event, report_tags):
                told.report(event.at, Source.TAG, None)
        elif event.side in OUTSIDE:
            told.read(event)
        elif is_word(event):
            told.unanswered.clear()
        else:
            told.hear(event)
    return tuple(told.found.values())


@dataclass(slots=True)
class _Telling:
    """A ticket's incidents while its history is gone through."""

    ticket: Ticket
    found: dict[int, Incident] = field(default_factory=dict)
    unanswered: dict[int, int] = field(default_factory=dict)
    """By person, the comment of their last incident, until somebody of the service answers."""

    def read(self, comment: Comment) -> None:
        """What a customer or a third person wrote."""
        remark = worst(comment.signals.remarks) if comment.signals is not None else None
        before = self._unanswered(comment.author_id)
        if remark is not None and (before is None or _is_graver(remark, before)):
            self._take(_read(self.ticket, comment, remark))

    def hear(self, note: Comment) -> None:
        """What an internal note says of the comments before it."""
        if any(order.reference is None for _, order in orders_in(note, Order.NOT_ABUSE)):
            self.found = {key: _back(each, note.at) for key, each in self.found.items()}
            self.unanswered.clear()
        if any(orders_in(note, Order.ABUSE)):
            self.report(note.at, Source.REPORTED, note.author_id)

    def report(self, at: datetime, source: Source, by: int | None) -> None:
        """The last comment of somebody else than staff is an incident; one that is known already is reported too."""
        said = [c for c in self.ticket.comments if c.side in OUTSIDE and c.at <= at]
        last = max(said, key=lambda c: (c.at, c.id), default=None)
        if last is None or (self.ticket.requester_is_staff and last.author_id == self.ticket.requester_id):
            return
        known = self._unanswered(last.author_id) or self.found.get(last.id)
        if known is not None and not known.given_back:
            told = by if known.source is Source.READ else known.reported_by
            kind = source if known.source is Source.READ else known.source
            self.found[known.comment_id] = replace(known, source=kind, reported_by=told, reported_at=at)
            return
        self._take(
            Incident(
                comment_id=last.id,
                ticket_id=self.ticket.id,
                person_id=last.author_id,
                at=last.at,
                counted_at=at,
                category=Category.INSULT,
                source=source,
                reported_by=by,
                reported_at=at,
            )
        )

    def _take(self, incident: Incident) -> None:
        if incident.person_id == NOBODY:
            return  # nothing is remembered of who was forgotten
        self.found[incident.comment_id] = incident
        self.unanswered[incident.person_id] = incident.comment_id

    def _unanswered(self, person_id: int) -> Incident | None:
        return self.found.get(self.unanswered.get(person_id, 0))


def _back(incident: Incident, at: datetime) -> Incident:
    return replace(incident, given_back_at=incident.given_back_at or at)


def distress_on(ticket: Ticket) -> Iterator[Comment]:
    """The comments of customers and third persons in which words of distress were read."""
    return (
        c for c in ticket.comments if c.side in OUTSIDE and c.signals is not None and c.signals.distressed
    )


def people_on(ticket: Ticket) -> frozenset[int]:
    """The requester of the ticket, and the customers and third persons who wrote on it."""
    return frozenset({ticket.requester_id, *(c.author_id for c in ticket.comments if c.side in OUTSIDE)})


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
