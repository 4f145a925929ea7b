"""What is said of promises: that one is due, was given without a time, cannot be kept, or outlives its ticket."""

from __future__ import annotations

from calendar import day_abbr
from datetime import datetime

from policies.core.due_moment import Due
from policies.core.facts import Comment, Facts, Ticket
from policies.core.findings import Finding
from policies.core.promised import Promised
from policies.core.signals import About
from policies.core.speech import told
from policies.core.steps import Step
from policies.core.zones import wall_clock, zone_rules

VAGUE, IMPOSSIBLE = "promise_vague", "promise_impossible"
CLOSING_STEP = Step(add_tags=("promise_closing",), note=True)
_ELSEWHERE = "or #kept in a note, if it is done."


def aside(tag: str, treatment: str) -> Step:
    """The one step that is taken in place of the policy's: a tag, and a note where the treatment is one."""
    return Step(add_tags=(tag,), note=treatment == "note")


def due_finding(facts: Facts, one: Promised, due: Due) -> Finding:
    """The occasion itself: it is due, or soon will be."""
    when = told(facts, due.moment)
    answer = one.promise.about is About.CONTACT
    if facts.now < due.moment:
        because = f"{'An answer' if answer else 'Something'} was promised for {when}."
        ask = "If that cannot be, a new time told now is better than a late one."
    elif answer:
        because = f"The answer promised for {when} is not there yet."
        ask = f"A word to the customer would help, even a new time; {_ELSEWHERE}"
    else:
        because = f"What was promised for {when} is not known to be done."
        ask = f"A word to the customer would help, that it is done or a new time; {_ELSEWHERE}"
    return Finding(
        episode=one.episode,
        because=because,
        since=due.moment,
        evidence=(*_evidence(facts, one), *_on_their_clock(facts, one, due)),
        ask=ask,
        announced=one.comment.at,
        ticket_id=one.comment.ticket_id,
    )


def closing_finding(facts: Facts, one: Promised, due: datetime, warn: datetime) -> Finding:
    """A solved ticket will have closed by itself before the answer that it owes is due."""
    when = told(facts, due)
    return Finding(
        episode=one.named("closing"),
        because=f"An answer was promised for {when}, and this solved ticket will have closed by itself before.",
        since=warn,
        evidence=_evidence(facts, one),
        ask="An answer now would settle it; to keep the ticket until then, set it back to on-hold.",
        ticket_id=one.comment.ticket_id,
        steps=(CLOSING_STEP,),
    )


def vague_finding(facts: Facts, one: Promised, step: Step) -> Finding:
    """Something was promised without a time."""
    return Finding(
        episode=one.named("vague"),
        because=f"On {told(facts, one.comment.at)} the customer was promised something without a time.",
        since=one.comment.at,
        evidence=_evidence(facts, one),
        ask="A day or an hour would help the customer to wait; one line with a time is enough.",
        ticket_id=one.comment.ticket_id,
        steps=(step,),
    )


def impossible_finding(facts: Facts, one: Promised, due: Due, step: Step) -> Finding:
    """Something was promised for a time that cannot be; of one that is past nothing else is told."""
    why = due.impossible.removesuffix(".")
    if due.moment < one.comment.at:
        why = f"{told(facts, due.moment)} had already passed"
    return Finding(
        episode=one.named("impossible"),
        because=f"The customer was promised a time that can hardly be kept ({_within_a_sentence(why)}).",
        since=one.comment.at,
        evidence=_evidence(facts, one),
        ask="If it was meant otherwise, a line to the customer with a new time would help.",
        ticket_id=one.comment.ticket_id,
        steps=(step,),
    )


def _within_a_sentence(words: str) -> str:
    """Words that were a sentence of their own; the name of a day keeps its capital."""
    first = words.partition(" ")[0]
    return words if first.endswith(",") or first in day_abbr else words[:1].lower() + words[1:]


def _evidence(facts: Facts, one: Promised) -> tuple[str, ...]:
    """What was said, who said it when, and who has it now."""
    account, ticket, comment = facts.account, facts.ticket, one.comment
    lines = [f"“{one.promise.quote}”"] if one.promise.quote else []
    lines.append(f"{account.agent_name(comment.author_id)} to the customer, {told(facts, comment.at)}")
    if comment.ticket_id not in (None, ticket.id):
        lines.append(f"Promised on ticket #{comment.ticket_id}, which was merged into this one")
    if ticket.assignee_id != comment.author_id:
        lines.append(_present_owner(facts, comment))
    return tuple(lines)


def _on_their_clock(facts: Facts, one: Promised, due: Due) -> tuple[str, ...]:
    """The time of day as it was meant, where the calendar's clocks show another one."""
    if not one.zone or due.grain != "minute":
        return ()
    there, here = wall_clock(due.moment, zone_rules(one.zone)), facts.calendar.local(due.moment)
    if there == here.replace(tzinfo=None):
        return ()
    return (f"That is {there:%a %d %b %H:%M} in {one.zone}",)


def _present_owner(facts: Facts, comment: Comment) -> str:
    """Who has the ticket, where that is another one than who promised."""
    ticket, moved = facts.ticket, _moved_since(facts.ticket, comment)
    is_with = "The ticket is now with" if moved else "The ticket is with"
    if ticket.assignee_id is not None:
        also = ", and the promise with it" if moved else ""
        return f"{is_with} {facts.account.agent_name(ticket.assignee_id)}{also}"
    if ticket.group_id is not None:
        return f"{is_with} {facts.account.group_name(ticket.group_id)}, and with nobody there"
    return f"{is_with} nobody"


def _moved_since(ticket: Ticket, comment: Comment) -> bool:
    """Whether the ticket came to another owner after a comment; one that came by a merge did."""
    moves = (c for c in ticket.changes if c.field in ("assignee_id", "group_id"))
    return comment.ticket_id is not None or any(
        (move.at, move.update_id) > (comment.at, comment.update_id) for move in moves
    )


def promised_in_words(facts: Facts, one: Promised) -> str:
    """A promise, when it was given and for when, and what became of it, as a sentence."""
    who = facts.account.agent_name(one.comment.author_id)
    quote = f" “{one.promise.quote}”" if one.promise.quote else ""
    when = f"for {told(facts, one.due.moment)}" if one.due else "without a time"
    return f"{who} promised on {told(facts, one.comment.at)}{quote}, {when}: {one.fate}."
