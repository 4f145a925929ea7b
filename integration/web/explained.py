"""One ticket explained, from the store alone: nothing is asked of Zendesk for a page."""

from __future__ import annotations

from typing import Any

from integration.console.explained import explanation_data
from integration.engine.context import Context
from integration.engine.explain import Unexplained, explain_ticket, tickets_meant


class Missing(Exception):
    """There is no such thing; the text says of what there is none."""


def load_explanation(ctx: Context, ticket_id: int) -> dict[str, Any]:
    """Why the ticket was acted on or was not.

    Raises:
        Missing: the store has not got its whole history.
    """
    try:
        return explanation_data(ctx.config, explain_ticket(ctx, ticket_id, may_ask=False))
    except Unexplained as error:
        raise Missing(str(error)) from None


def ticket_of(ctx: Context, asked: int | str) -> int:
    """The ticket of this number, or of a note or case with this reference; of several the first.

    Raises:
        Missing: nothing has this reference.
    """
    try:
        return tickets_meant(ctx, str(asked))[0]
    except Unexplained as error:
        raise Missing(str(error)) from None
