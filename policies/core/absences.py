"""Whether a ticket's owner can be reached."""

from __future__ import annotations

from policies.core.facts import Account, Ticket


def why_out(account: Account, ticket: Ticket) -> str | None:
    """Why the ticket's owner cannot be reached, as words that follow "is"; None when they can, or when nobody owns it."""
    owner = ticket.assignee_id
    if owner is None:
        return None
    if owner in account.out:
        return account.out[owner]
    members = account.members.get(ticket.group_id) if ticket.group_id is not None else None
    return "no member of the group" if members is not None and owner not in members else None
