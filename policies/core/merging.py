"""All that is due on a ticket as one update; what several policies want of one field is settled by their rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policies.core.absences import why_out
from policies.core.actions import Held, Item, Reason, Update, hold, is_end
from policies.core.facts import Facts
from policies.core.keys import reference_of
from policies.core.steps import SCALARS, Fallback, Name
from policies.core.wording import listed

_FIELD = "field "
"""Before a custom field's name, so that it is no field of Zendesk's own."""
FieldValue = str | int | bool | None


def may_note(facts: Facts, item: Item) -> bool:
    """Whether the item's note may be written: on a shared ticket it would leave the company."""
    return bool(item.step.note) and (not facts.ticket.shared or item.policy.shared_tickets)


def merge(facts: Facts, items: Sequence[Item]) -> tuple[Update | None, list[Held]]:
    """All items of a ticket as one update; items that can do nothing here are held."""
    ordered = sorted(items, key=lambda i: (is_end(i.rung), -i.policy.rank, i.finding.since, i.policy.name))
    values, disputed = _values(ordered)
    kept: list[Item] = []
    held: list[Held] = []
    remarks: dict[str, str] = {}
    for item in ordered:
        names = [name for name in _wanted(item) if name in disputed]
        left_out = _left_out(facts, item, names)
        if left_out:
            reason, sentence = left_out
            if not _still_does(facts, item, names):
                held.append(hold(item, reason, sentence))
                continue
            remarks[item.key] = sentence
        kept.append(item)
    return (_update(facts, kept, values, remarks) if kept else None), held


def _left_out(facts: Facts, item: Item, disputed: Sequence[str]) -> tuple[Reason, str] | None:
    """What of the item's step is not written here, and why."""
    if disputed:
        return Reason.CONFLICT, f"Another policy of the same rank sets another {listed(disputed)}."
    if item.step.note and not may_note(facts, item):
        return Reason.SHARED, "The note would leave the company with the shared ticket."
    return None


def _still_does(facts: Facts, item: Item, disputed: Sequence[str]) -> bool:
    """Whether anything of the step is left without the note that may not be, and without the disputed fields."""
    step = item.step
    rest = (step.add_tags, step.remove_tags, step.add_followers, may_note(facts, item))
    return any(rest) or bool(set(_wanted(item)) - set(disputed))


def _update(
    facts: Facts, kept: Sequence[Item], values: Mapping[str, FieldValue], remarks: Mapping[str, str]
) -> Update:
    adds = tuple(sorted({tag for i in kept for tag in i.step.add_tags}))
    removes = tuple(sorted({tag for i in kept for tag in i.step.remove_tags} - set(adds)))
    group, assignee = values.get("group"), values.get("assignee")
    return Update(
        ticket_id=facts.ticket.id,
        reference=reference_of(kept[0].key),
        items=tuple(kept),
        add_tags=adds,
        remove_tags=removes,
        note=any(may_note(facts, i) for i in kept),
        custom_fields={
            name.removeprefix(_FIELD): value for name, value in values.items() if name.startswith(_FIELD)
        },
        add_followers=tuple(dict.fromkeys(f for i in kept for f in _followers(facts, i))),
        notify=tuple(dict.fromkeys(c for i in kept for c in channels_of(facts, i))),
        priority=_word(values.get("priority")),
        status=_word(values.get("status")),
        group=group if isinstance(group, str | int) else None,
        assignee=assignee if isinstance(assignee, str | int) else None,
        remarks=remarks,
    )


def channels_of(facts: Facts, item: Item) -> tuple[str, ...]:
    """The channels that an item tells, with those of its fallback where the owner cannot be reached."""
    also = _also(facts, item)
    return (*item.step.notify, *(also.notify if also else ()))


def fallback_reason(facts: Facts, item: Item) -> str | None:
    """Why the owner cannot be reached, as words that follow "is", where the item's step has a fallback for that."""
    return why_out(facts.account, facts.ticket) if item.step.fallback is not None else None


def _also(facts: Facts, item: Item) -> Fallback | None:
    """The fallback of an item's step, where the owner cannot be reached."""
    return item.step.fallback if fallback_reason(facts, item) else None


def _followers(facts: Facts, item: Item) -> tuple[Name, ...]:
    also = _also(facts, item)
    return (*item.step.add_followers, *(also.add_followers if also else ()))


def _word(value: FieldValue) -> str | None:
    return None if value is None else str(value)


def _wanted(item: Item) -> dict[str, FieldValue]:
    """The fields that a step sets, one value each; custom fields under a prefix."""
    plain = {name: getattr(item.step, name) for name in SCALARS}
    custom = {f"{_FIELD}{name}": value for name, value in item.step.custom_fields.items()}
    return {name: value for name, value in plain.items() if value is not None} | custom


def _values(ordered: Sequence[Item]) -> tuple[dict[str, FieldValue], frozenset[str]]:
    """For each field the highest rank's value; equal rank and different values: nobody's, and the field's name."""
    values: dict[str, FieldValue] = {}
    ranks: dict[str, int] = {}
    disputed: set[str] = set()
    for item in ordered:
        for name, value in _wanted(item).items():
            if ranks.setdefault(name, item.policy.rank) > item.policy.rank:
                continue
            if values.setdefault(name, value) != value:
                disputed.add(name)
    return {name: value for name, value in values.items() if name not in disputed}, frozenset(disputed)
