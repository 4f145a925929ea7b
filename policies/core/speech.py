"""What the service side said on a ticket: words to the customer, and orders to us in notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from policies.core.facts import Comment, Facts, Side, Ticket
from policies.core.signals import Directive, Order

CONVERSATIONS = frozenset(
    {
        "native_messaging",
        "chat",
        "whatsapp",
        "line",
        "wechat",
        "telegram",
        "viber",
        "kakaotalk",
        "google_rcs",
        "google_business_messages",
        "apple_business_chat",
        "instagram_dm",
        "twitter_dm",
        "slack_connect",
    }
)
"""Channels whose messages are no comments of the ticket; so are all whose name begins with `sunshine_conversations`."""
_CALL = "voice"


def said_on(ticket: Ticket) -> tuple[Comment, ...]:
    """All comments, those of tickets merged into this one among them, oldest first."""
    return tuple(sorted((*ticket.merged, *ticket.comments), key=lambda c: (c.at, c.id)))


def joined(ticket: Ticket) -> dict[int, datetime]:
    """When tickets were merged into this one, by their ids; one of which that is not known is missing.

    Zendesk closes a merged ticket with a comment that no person wrote, so that its last comment tells the moment. Where
    a person wrote the last one, the merge has left no comment behind.
    """
    last = {comment.ticket_id: comment for comment in sorted(ticket.merged, key=lambda c: (c.at, c.id))}
    return {number: c.at for number, c in last.items() if number is not None and c.side is Side.MACHINE}


def is_heard_on(own: int | None, other: int | None, at: datetime, merges: Mapping[int, datetime]) -> bool:
    """Whether what was said at a moment on another ticket was said in the matter of one; None is this ticket.

    It was on the ticket itself, and on any once that was merged into this one (`joined`); before, they were two
    matters. Where the moment of the merge is not known, all of it was.
    """
    return own == other or (own is not None and at >= merges.get(own, at))


def is_word(comment: Comment) -> bool:
    """Whether the service told the customer something: a public comment of a person, or a call that was answered.

    No word: an internal note, a machine's or automatic comment, a voicemail, a call that nobody took.
    """
    if comment.answered:
        return True
    automatic = comment.signals is not None and comment.signals.automatic
    return comment.public and comment.side is Side.SERVICE and comment.channel != _CALL and not automatic


def last_word(ticket: Ticket) -> Comment | None:
    """The latest word of the service to the customer; None when there was none."""
    return next((comment for comment in reversed(said_on(ticket)) if is_word(comment)), None)


def next_word_at(ticket: Ticket, moment: datetime) -> datetime | None:
    """When the service next spoke to the customer after a moment; None when it has not."""
    return next((comment.at for comment in said_on(ticket) if is_word(comment) and comment.at > moment), None)


def orders_in(comment: Comment, order: Order) -> Iterator[tuple[int, Directive]]:
    """The directives of this sort in an internal note of the service side, with their place among all, from 1."""
    if comment.public or comment.side is not Side.SERVICE or comment.signals is None:
        return
    for place, directive in enumerate(comment.signals.directives, start=1):
        if directive.order is order:
            yield place, directive


def why_unheard(ticket: Ticket, *, messaging: bool) -> str:
    """Why a ticket whose words or replies matter is not judged, as a sentence; empty when it is."""
    channel = ticket.channel
    conversation = channel in CONVERSATIONS or channel.startswith("sunshine_conversations")
    if not (ticket.from_messaging or conversation):
        return ""
    if not messaging:
        return "Messaging: a conversation is not read unless messaging = true."
    if not ticket.conversation_read:
        return "Messaging: the conversation has not been read yet."
    return ""


def told(facts: Facts, moment: datetime) -> str:
    """A moment for people, in the calendar's zone: `Fri 06 Mar 17:00 UTC`, with the year where that is another one."""
    local = facts.calendar.local(moment)
    year = "" if local.year == facts.calendar.local(facts.now).year else f" {local.year}"
    return f"{local:%a %d %b}{year} {local:%H:%M %Z}"


def heard_last(facts: Facts) -> str:
    """Who spoke to the customer last and when, as a line of evidence."""
    word = last_word(facts.ticket)
    if word is None:
        return "Last word to the customer: none yet"
    who = facts.account.agent_name(word.author_id) if word.side is Side.SERVICE else "a call"
    return f"Last word to the customer: {who}, {told(facts, word.at)}"
