"""Taking back what was written about occasions that an admin marked as undone. Pure, and of no policy's judgement.

What is marked is planned as everything is: one update for the ticket, held while a write is under way, and settled by its
echo. It does not ask whether the policy is enforced, in the configuration at all, or looks at the ticket.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

from policies.core.actions import (
    IN_FLIGHT,
    STANDING,
    UNDO,
    UNDO_NOTE,
    WRITTEN,
    Entry,
    Held,
    Item,
    Memory,
    Occasion,
    Reason,
    State,
    Update,
    hold,
    is_undo,
)
from policies.core.endings import SHOWN_AFTER, is_here
from policies.core.facts import Facts
from policies.core.findings import Finding
from policies.core.keys import action_key, reference_of
from policies.core.settings import Settings
from policies.core.steps import Step
from policies.core.unwinding import TAG, Unwound, claims_of, is_shown, present, unwind

_NOTHING = Step.model_construct()
"""What an undo does is no rung's doing; it stands in the update."""
_SAYS = Step(note=True)
_LOOK_AGAIN = timedelta(minutes=15)
"""The echo of a write wakes what waits for it; should it never come, it is looked at again after this."""


class Undo(Settings):
    """Stands in for the policy whose write is taken back, whatever that policy is by now."""

    kind: Literal["undo"] = "undo"
    mode: Literal["observe", "enforce"] = "enforce"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo comes to on one ticket now."""

    update: Update | None = None
    held: tuple[Held, ...] = ()
    gone: tuple[str, ...] = ()
    """Keys of the ledger's rows of which nothing is left on the ticket."""
    unwound: Unwound = field(default_factory=Unwound)
    """What is taken off, put back and restored, and what stays."""


def take_back(facts: Facts, memory: Memory, policies: Iterable[Settings]) -> TakenBack:
    """The update that takes back what stands on this ticket of occasions that were undone; `policies` as they are now.

    Rows of which nothing is left to take back are undone without an update. A note that says so goes with it, or after it.
    """
    undone = {pair: each for pair, each in memory.occasions.items() if each.undone_at is not None}
    if not undone:
        return TakenBack()
    rows = _rows_to_undo(facts, memory, undone.values())
    says = _items_that_say(facts, memory, undone.values())
    if waits := _why_it_waits(facts, memory, rows):
        items = [*_items(facts, memory, rows), *says]
        held = [hold(item, Reason.UNDER_WAY, waits, facts.now + _LOOK_AGAIN) for item in items]
        return TakenBack(held=tuple(held))
    items_of_rows = _items(facts, memory, rows)
    acting, held = _let_through(facts, memory, items_of_rows)
    saying, silent = _let_through(facts, memory, says)
    keys = frozenset(key for item in acting for key in item.undoes)
    needed = _needed(facts, memory, policies)
    past = [each for each in memory.entries.values() if each.state is State.UNDONE and is_here(each, facts)]
    unwound = unwind(facts, [row for row in rows if row.key in keys], past, needed)
    gone = _keys_gone(memory, items_of_rows) | (frozenset() if unwound.values else keys)
    items = [*(acting if unwound.values else ()), *saying]
    return TakenBack(
        _update(facts, items, unwound) if items else None, (*held, *silent), tuple(sorted(gone)), unwound
    )


def without_note(update: Update) -> Update | None:
    """The update of an undo without what it says; None where it only says something."""
    items = tuple(item for item in update.items if not item.step.note)
    if not items:
        return None
    return replace(update, items=items, note=False, reference=reference_of(items[0].key))


def notes_in(update: Update) -> tuple[Item, ...]:
    """Those of its items that say something."""
    return tuple(item for item in update.items if item.step.note)


def withdrawn_in(update: Update) -> tuple[str, ...]:
    """The notes that an undo's own note takes back, a line each, the oldest reference once."""
    return tuple(dict.fromkeys(line for item in notes_in(update) for line in item.finding.evidence))


def _rows_to_undo(facts: Facts, memory: Memory, undone: Iterable[Occasion]) -> list[Entry]:
    """What stands on this very ticket of these occasions."""
    pairs = {(each.policy, each.episode) for each in undone}
    return [
        entry
        for entry in memory.entries.values()
        if (entry.policy, entry.episode) in pairs
        if entry.state in STANDING and is_here(entry, facts) and not is_undo(entry.step)
    ]


def _items(facts: Facts, memory: Memory, rows: Sequence[Entry]) -> list[Item]:
    """One item for each occasion that is taken back."""
    items = []
    for pair in sorted({(row.policy, row.episode) for row in rows}):
        occasion = memory.occasions[pair]
        keys = tuple(sorted(row.key for row in rows if (row.policy, row.episode) == pair))
        count = sum(
            (each.policy, each.episode) == pair and each.state in WRITTEN and not is_undo(each.step)
            for each in memory.entries.values()
            if is_here(each, facts)
        )
        items.append(replace(_item(facts, memory, occasion, f"{UNDO} of {count}"), undoes=keys))
    return items


def _keys_gone(memory: Memory, items: Iterable[Item]) -> frozenset[str]:
    """Rows whose undo is written already: a store that was restored may know that and not what it took back."""
    written = (item for item in items if (entry := memory.entries.get(item.key)) and entry.state in WRITTEN)
    return frozenset(key for item in written for key in item.undoes)


def _items_that_say(facts: Facts, memory: Memory, undone: Iterable[Occasion]) -> list[Item]:
    """One item for each occasion whose notes on this ticket are to be withdrawn; the references are its evidence."""
    items = []
    counting = _references_that_count(memory)
    for occasion in sorted(undone, key=lambda each: (each.policy, each.episode)):
        told = [
            entry
            for entry in memory.entries.values()
            if (entry.policy, entry.episode) == (occasion.policy, occasion.episode)
            if entry.own_note and entry.reference and is_here(entry, facts)
            if entry.state in WRITTEN or entry.note_written
        ]
        if not occasion.withdraw or not told:
            continue
        told.sort(key=lambda entry: (entry.written_at or facts.now, entry.key))
        lines = dict.fromkeys(_line_of(entry, part=entry.reference in counting) for entry in told)
        item = _item(facts, memory, occasion, UNDO_NOTE)
        finding = replace(item.finding, evidence=tuple(lines))
        items.append(replace(item, finding=finding, step=_SAYS))
    return items


def _references_that_count(memory: Memory) -> frozenset[str | None]:
    """References of notes that also told of something that nobody takes back."""
    undone = {pair for pair, each in memory.occasions.items() if each.undone_at is not None}
    return frozenset(
        entry.reference
        for entry in memory.entries.values()
        if entry.own_note and entry.state in STANDING and not is_undo(entry.step)
        if (entry.policy, entry.episode) not in undone
    )


def _line_of(entry: Entry, *, part: bool) -> str:
    """A note of ours by its reference and moment; the policy where only a part of it is taken back."""
    when = f" of {entry.written_at:%a %d %b %H:%M} UTC" if entry.written_at else ""
    about = f", what it says about {entry.policy}" if part else ""
    return f"{entry.reference}{when}{about}"


def _item(facts: Facts, memory: Memory, occasion: Occasion, rung: str) -> Item:
    """An item under the key of the ticket that it is written to."""
    name = memory.identity(occasion.policy)
    key = action_key(facts.account.name, name, facts.ticket.id, occasion.episode, rung)
    since = occasion.undone_at or facts.now
    finding = Finding(occasion.episode, "An admin took it back.", since, ticket_id=occasion.ticket_id)
    return Item(key, Undo(name=occasion.policy), finding, _NOTHING, rung)


def _why_it_waits(facts: Facts, memory: Memory, rows: Sequence[Entry]) -> str:
    """Why nothing can be taken back yet, as a sentence; empty when it can."""
    if any(entry.state in IN_FLIGHT for entry in memory.entries.values()):
        return "Our last write to this ticket has not come back yet."
    for row in rows:
        young = row.written_at is not None and facts.now - row.written_at < SHOWN_AFTER
        if young and not is_shown(facts, row):
            return "Our last write is too young for the ticket to show it."
    return ""


def _let_through(facts: Facts, memory: Memory, items: Sequence[Item]) -> tuple[list[Item], list[Held]]:
    """The items that may be written now, and why the others are not."""
    free: list[Item] = []
    held: list[Held] = []
    for item in items:
        if blocked := _blocked(facts, memory, item):
            held.append(blocked)
        else:
            free.append(item)
    return free, held


def _blocked(facts: Facts, memory: Memory, item: Item) -> Held | None:
    entry = memory.entries.get(item.key)
    if entry is not None and entry.state in WRITTEN | {State.FAILED}:
        return hold(item, Reason.DONE, f"The ledger has it as {entry.state}.")
    if facts.ticket.status in ("closed", "deleted"):
        return hold(item, Reason.CLOSED, f"The ticket is {facts.ticket.status}; Zendesk refuses updates.")
    if item.step.note and facts.ticket.shared:
        return hold(item, Reason.SHARED, "The note would leave the company with the shared ticket.")
    if entry is not None and entry.held_until is not None and entry.held_until > facts.now:
        return hold(item, Reason.BUSY, "Something else keeps changing the ticket.", entry.held_until)
    return None


def _needed(facts: Facts, memory: Memory, policies: Iterable[Settings]) -> dict[str, str]:
    """By name of a tag or field of ours, the policy whose occasion still stands behind it.

    An occasion that ended stands behind nothing, unless its policy leaves its tags where they are.
    """
    leaves = {policy.name for policy in policies if not policy.clear_tags}
    needed: dict[str, str] = {}
    for entry in memory.entries.values():
        occasion = memory.occasions.get((entry.policy, entry.episode))
        over = occasion is not None and (
            occasion.dismissed
            or occasion.undone_at is not None
            or (occasion.ended_at is not None and entry.policy not in leaves)
        )
        if over or entry.state not in STANDING or is_undo(entry.step) or not is_here(entry, facts):
            continue
        for claim in claims_of(facts, entry):
            if claim.name.startswith(TAG) or claim.ours == present(facts, claim.name):
                needed.setdefault(claim.name, entry.policy)
    return needed


def _update(facts: Facts, items: Sequence[Item], unwound: Unwound) -> Update:
    return Update(
        ticket_id=facts.ticket.id,
        reference=reference_of(items[0].key),
        items=tuple(items),
        add_tags=unwound.tags_back,
        remove_tags=unwound.tags_off,
        note=any(item.step.note for item in items),
        restore=unwound.fields,
    )
