"""When a ticket's status changed, and who held the ticket then."""

from __future__ import annotations

from collections.abc import Collection

from policies.core.facts import Change, Comment, Ticket


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


def was_reopened(ticket: Ticket) -> bool:
    """Whether it was worked on again after it had been solved."""
    solved = False
    for change in ticket.changes:
        if change.field != "status":
            continue
        if solved and change.after not in ("solved", "closed"):
            return True
        solved = change.after == "solved"
    return False


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
