"""A ticket as it stood at any moment of its history, and the moments at which a cycle looked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from policies.core.facts import Change, Comment, Event, Ticket
from policies.core.speech import joined
from policies.core.timeline import fold, undo_changes

_NOON = time(12, tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Beats:
    """When cycles judged: their watermarks, and before the first and after the last of these a grid of equal steps."""

    watermarks: Sequence[datetime] = ()
    """Ascending."""
    step: timedelta = timedelta(seconds=60)

    def first(self, moment: datetime) -> datetime:
        """The first judging at a moment or later."""
        place = bisect_left(self.watermarks, moment)
        known = self.watermarks[place] if place < len(self.watermarks) else None
        if known is not None and place > 0:
            return known
        step = int(self.step.total_seconds())
        beat = datetime.fromtimestamp(-(-moment.timestamp() // step) * step, UTC)
        return beat if known is None else min(beat, known)

    def after(self, moment: datetime) -> datetime:
        """The first judging later than a moment."""
        return self.first(moment + timedelta(seconds=1))


@dataclass(slots=True)
class Past:
    """One ticket with all its events, to be asked for any moment; sorted once."""

    ticket: Ticket
    """As it was exported last."""
    events: Iterable[Event]
    _changes: tuple[Change, ...] = field(init=False)
    _comments: tuple[Comment, ...] = field(init=False)
    _change_times: list[datetime] = field(init=False)
    _comment_times: list[datetime] = field(init=False)
    _merges: dict[int, datetime] = field(init=False)

    def __post_init__(self) -> None:
        whole = fold(self.ticket, self.events, _LAST)
        self._changes, self._comments = whole.changes, whole.comments
        self._change_times = [change.at for change in whole.changes]
        self._comment_times = [comment.at for comment in whole.comments]
        self._merges = joined(self.ticket) if self.ticket.merged else {}

    def at(self, moment: datetime) -> Ticket:
        """The ticket at a moment: later changes undone, later comments not yet written, later merges not yet made.

        What the history does not tell stands as it was exported last: the requester's standing, sharing, the channel.
        """
        known = bisect_right(self._change_times, moment)
        changes = self._changes[:known]
        ticket = (
            undo_changes(self.ticket, self._changes[known:]) if known < len(self._changes) else self.ticket
        )
        comments = self._comments[: bisect_right(self._comment_times, moment)]
        merged = tuple(c for c in ticket.merged if self._is_in(c, moment)) if ticket.merged else ()
        return replace(
            ticket,
            changes=changes,
            comments=comments,
            merged=merged,
            schedule_id=_schedule(changes) if ticket.schedule_id is not None else None,
            due_at=_due_date(ticket.due_at, self._changes[known:]),
        )

    def _is_in(self, comment: Comment, moment: datetime) -> bool:
        return comment.ticket_id is None or self._merges.get(comment.ticket_id, moment) <= moment

    def sources(self, moment: datetime) -> frozenset[int]:
        """The tickets that were merged into this one by then."""
        numbers = {comment.ticket_id for comment in self.ticket.merged} - {None}
        return frozenset(n for n in numbers if n is not None and self._merges.get(n, moment) <= moment)


def _schedule(changes: Sequence[Change]) -> int | None:
    values = [change.after for change in changes if change.field == "schedule_id"]
    return values[-1] if values and isinstance(values[-1], int) else None


def _due_date(last: datetime | None, later: Sequence[Change]) -> datetime | None:
    """Zendesk's due date before later changes, of which the history keeps the day: at the hour of the last one, or noon."""
    before = [change.before for change in later if change.field == "due_at"]
    if not before:
        return last
    at = last.timetz() if last is not None else _NOON
    return datetime.combine(date.fromisoformat(before[0]), at) if isinstance(before[0], str) else None
