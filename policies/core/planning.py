"""What to do about a ticket's findings now, and why the rest is held back. Pure: planning twice plans nothing new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policies.core.actions import IN_FLIGHT, Held, Item, Memory, Reason, Update, hold
from policies.core.endings import endings_of
from policies.core.evaluation import Judgement
from policies.core.facts import Facts
from policies.core.findings import earliest
from policies.core.ladder import Ladder
from policies.core.merging import merge
from policies.core.undoing import notes_in, take_back

_UNDER_WAY = timedelta(minutes=15)
"""The echo of a write wakes what waits for it; should it never come, it is looked at again after this."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One ticket's plan, before the account's limits are applied."""

    ticket_id: int
    update: Update | None
    held: tuple[Held, ...]
    timers: Mapping[str, datetime]
    """By policy, when to judge the ticket again without a new event."""
    gone: tuple[str, ...] = ()
    """Keys of the ledger's rows that an admin takes back and of which nothing is left."""


def propose(facts: Facts, judgements: Sequence[Judgement], memory: Memory) -> Proposal:
    """One update at the most for the ticket, with a reason for every rung that is not in it."""
    items: list[Item] = []
    held: list[Held] = []
    timers: dict[str, datetime] = {}
    for judgement in judgements:
        ladders = [Ladder(facts, judgement.policy, finding, memory) for finding in judgement.verdict.findings]
        for ladder in ladders:
            ladder.climb()
            items += ladder.items
            held += ladder.held
        wakes = [judgement.verdict.recheck, *(ladder.wake for ladder in ladders)]
        if moment := earliest(wakes):
            timers[judgement.policy.name] = moment
    ends, kept = endings_of(facts, judgements, memory)
    items += ends
    held += kept
    if items and any(entry.state in IN_FLIGHT for entry in memory.entries.values()):
        sentence = "Our last write to this ticket has not come back yet."
        held += [_under_way(item, sentence, facts.now) for item in items]
        items = []
    taken = take_back(facts, memory, [judgement.policy for judgement in judgements])
    held += taken.held
    undo = taken.update
    if undo is not None and items and len(notes_in(undo)) < len(undo.items):
        held += [_under_way(item, "What an admin takes back goes first.", facts.now) for item in items]
        items = []
    if undo is not None and items:  # only a note is left to write of it, which may have to wait for long
        held += [_under_way(item, "Other updates of this ticket go first.", facts.now) for item in undo.items]
        undo = None
    update, refused = merge(facts, items)
    return Proposal(facts.ticket.id, undo or update, (*held, *refused), timers, taken.gone)


def _under_way(item: Item, sentence: str, now: datetime) -> Held:
    return hold(item, Reason.UNDER_WAY, sentence, now + _UNDER_WAY)
