"""Whether a ticket is a policy's business: each condition answers with a sentence when it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from policies.core.facts import Facts, Ticket
from policies.core.steps import Model, Name, Named, Names, Scope, Tag
from policies.core.wording import listed


class GlobalScope(Model):
    """Tickets that no policy looks at, and users whose changes are a machine's."""

    tags_none: tuple[Tag, ...] = ("steadyhand_off",)
    """Tickets with one of these tags are left alone."""
    include_internal_tickets: bool = False
    """Also look at tickets whose requester is staff."""
    include_side_conversations: bool = False
    """Also look at tickets that a side conversation made."""
    include_suspended_requesters: bool = False
    """Also look at tickets of suspended requesters; Zendesk refuses most updates to them."""
    include_ai_only: bool = False
    """Also look at tickets that only AI agents handled."""
    ignore_actors: Annotated[Names, Named("agent")] = ()
    """Users whose changes are a machine's (a round-robin app): e-mail address, name or id."""

    def why_not(self, ticket: Ticket) -> str | None:
        """Why no policy looks at this ticket, or None."""
        if off := ticket.tags & set(self.tags_none):
            return f"It is tagged {listed(sorted(off))}."
        reasons = (
            (ticket.status == "deleted", "It is deleted."),
            (ticket.requester_is_staff and not self.include_internal_tickets, "Its requester is staff."),
            (
                ticket.side_conversation and not self.include_side_conversations,
                "A side conversation made it.",
            ),
            (
                ticket.requester_suspended and not self.include_suspended_requesters,
                "Its requester is suspended.",
            ),
            (ticket.handled_by_ai_only and not self.include_ai_only, "Only AI agents handled it."),
        )
        return next((sentence for applies, sentence in reasons if applies), None)


def why_out_of_scope(scope: Scope, facts: Facts) -> str | None:
    """The first condition of the scope that the ticket does not meet, as a sentence; None when it meets all."""
    ticket, account = facts.ticket, facts.account
    named: tuple[tuple[str, tuple[Name, ...], int | None, Mapping[int, str]], ...] = (
        ("group", scope.groups, ticket.group_id, account.groups),
        ("brand", scope.brands, ticket.brand_id, account.brands),
        ("form", scope.forms, ticket.form_id, account.forms),
        ("organization", scope.organizations, ticket.organization_id, {}),
    )
    for noun, wanted, value, names in named:
        if wanted and not matches(value, wanted, names):
            return f"Its {noun} is {names.get(value, value) if value is not None else 'not set'}."
    if scope.channels and ticket.channel not in scope.channels:
        return f"It came by {ticket.channel}."
    if scope.priorities and (ticket.priority or "none") not in scope.priorities:
        return f"Its priority is {ticket.priority or 'not set'}."
    return _tags_out(scope, ticket) or _fields_out(scope, facts)


def matches(value: int | None, wanted: Iterable[Name], names: Mapping[int, str]) -> bool:
    """Whether an id is one of the wanted names or ids; unset matches nothing."""
    return value is not None and bool({value, str(value), names.get(value)} & set(wanted))


def _tags_out(scope: Scope, ticket: Ticket) -> str | None:
    if scope.tags_any and not ticket.tags & set(scope.tags_any):
        return f"It has none of the tags {listed(scope.tags_any, 'or')}."
    if missing := set(scope.tags_all) - ticket.tags:
        return f"It lacks the tag {min(missing)}."
    if unwanted := ticket.tags & set(scope.tags_none):
        return f"It is tagged {listed(sorted(unwanted))}."
    return None


def _fields_out(scope: Scope, facts: Facts) -> str | None:
    ids = {title: field_id for field_id, title in facts.account.fields.items()}
    for title, wanted in scope.custom_fields.items():
        field_id = int(title) if title.isdecimal() else ids.get(title)
        value = facts.ticket.custom_fields.get(field_id) if field_id is not None else None
        held = wanted in value if isinstance(value, tuple) else value == wanted
        if not held:
            return f"Its field {title} is not {wanted}."
    return None
