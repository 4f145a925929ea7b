"""When a ticket's status changed, and who held the ticket then."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policies.core.facts import Change, Comment, Ticket
from policies.core.speech import is_word, said_on


def entered(ticket: Ticket, statuses: Collection[str]) -> Change | None:
    """The change by which it last came into one of these statuses from another.

    None when it is in none of them now, or has been since before the history begins.
    """
    if ticket.status not in statuses:
        return None
    inside, latest = False, None
    for change in ticket.changes:
        if change.field != "status":
            continue
        was, inside = inside or change.before in statuses, change.after in statuses
        if inside and not was:
            latest = change
    return latest


def solvings(ticket: Ticket) -> tuple[Change, ...]:
    """The changes by which it was solved, oldest first; not those that only put a "thank you" aside.

    After a reopening it counts as solved anew where the service wrote to the customer since, or with it.
    """
    found: list[Change] = []
    for solved, reopened in _solved(ticket):
        if not found or reopened is None or _wrote_between(ticket, reopened, solved):
            found.append(solved)
    return tuple(found)


def was_reopened(ticket: Ticket) -> bool:
    """Whether it was solved anew after it had been solved before."""
    pairs = _solved(ticket)
    return any(
        reopened is not None and _wrote_between(ticket, reopened, solved) for solved, reopened in pairs
    )


def _solved(ticket: Ticket) -> Iterator[tuple[Change, Change | None]]:
    """Each change by which it was solved, with the one that had reopened it before."""
    reopened: Change | None = None
    for change in ticket.changes:
        if change.field != "status":
            continue
        if change.before == "solved" and change.after not in ("solved", "closed"):
            reopened = change
        elif change.after == "solved" and change.before != "solved":
            yield change, reopened


def _wrote_between(ticket: Ticket, first: Change, last: Change) -> bool:
    """Whether the service wrote to the customer from one change to another, or with one of them."""
    begins, ends = (first.at, first.update_id), (last.at, last.update_id)
    return any(begins <= (c.at, c.update_id) <= ends and is_word(c) for c in said_on(ticket))


def owners_then(ticket: Ticket, comment: Comment) -> frozenset[int]:
    """Who was assignee when the comment came: before its update, or by it; empty when nobody was."""
    moves = [change for change in ticket.changes if change.field == "assignee_id"]
    others = [move for move in moves if move.update_id != comment.update_id]
    earlier = [move.after for move in others if move.at <= comment.at]
    later = [move.before for move in others if move.at > comment.at]
    within = [move for move in moves if move.update_id == comment.update_id]
    held: list[object] = [move.after for move in within]
    if earlier:
        held.append(earlier[-1])
    elif within:
        held.append(within[0].before)
    else:
        held.append(later[0] if later else ticket.assignee_id)
    return frozenset(owner for owner in held if isinstance(owner, int))
