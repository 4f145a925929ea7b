"""What of our writes to a ticket still stands, and what it was before: unwound from the newest write to the oldest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from policies.core.actions import Entry, State
from policies.core.facts import Change, Event, Facts, Origin, Value

TAG = "tag "
"""Before a tag's name, so that its being there is a field like others: True or False."""
CUSTOM = "custom_field:"
FOLLOWS: Mapping[str, tuple[str, ...]] = {"assignee_id": ("group_id", "status"), "group_id": ("assignee_id",)}
"""What Zendesk changes by itself with a field."""
_OWNER = ("group_id", "assignee_id")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a write of ours made so, and what it was before."""

    name: str
    ours: Value
    before: Value
    known: bool = True
    """Whether what it was before is known."""


@dataclass(slots=True)
class Unwound:
    """What is to be made of a ticket so that our writes are gone from it, and what stays as it is."""

    values: dict[str, Value] = field(default_factory=dict)
    """By name, what differs from the ticket as it is; None empties a field."""
    stays: dict[str, str] = field(default_factory=dict)
    """By name, why it is left as it is, as a sentence."""

    @property
    def tags_off(self) -> tuple[str, ...]:
        """Tags to take off."""
        return self._tags(there=False)

    @property
    def tags_back(self) -> tuple[str, ...]:
        """Tags to put back."""
        return self._tags(there=True)

    def _tags(self, *, there: bool) -> tuple[str, ...]:
        wanted = (name for name, value in self.values.items() if name.startswith(TAG) and value is there)
        return tuple(sorted(name.removeprefix(TAG) for name in wanted))

    @property
    def fields(self) -> dict[str, Value]:
        """Fields to restore."""
        return {name: value for name, value in sorted(self.values.items()) if not name.startswith(TAG)}


def unwind(
    facts: Facts, entries: Sequence[Entry], past: Sequence[Entry], needed: Mapping[str, str]
) -> Unwound:
    """Go back from the ticket as it is, write by write; `needed` has what other occasions want, with their policy.

    What somebody else has changed since a write is theirs, whatever it holds now, and all before it with it. `past`
    was taken back before: where a write lay on top of one of these, it leads further back than to that one's doing.
    """
    result = Unwound()
    values: dict[str, Value] = {}
    wanted = {claim.name for entry in entries for claim in claims_of(facts, entry)}
    settled: set[str] = set()
    for entry in sorted((*entries, *past), key=lambda e: (e.written_at or _LONG_AGO, e.key), reverse=True):
        touched = _touched_since(facts, entry)
        for claim in claims_of(facts, entry):
            name = claim.name
            if name in settled or name not in wanted:
                continue
            now = values.get(name, present(facts, name))
            if why := _why_settled(facts, claim, now, needed, touched):
                settled.add(name)
                result.stays.setdefault(name, why)
            elif now == claim.ours:
                values[name] = claim.before
            elif now != claim.before and entry.state is not State.UNDONE:
                result.stays.setdefault(name, f"{name_of(facts, name)} stays: {_NOT_OURS}.")
    result.values = {name: value for name, value in values.items() if value != present(facts, name)}
    result.stays = {n: why for n, why in result.stays.items() if why != _AS_BEFORE and n not in values}
    _leave_what_never_comes_back(facts, result, _touched_by_others(facts, entries))
    return result


def _leave_what_never_comes_back(facts: Facts, result: Unwound, touched: frozenset[str]) -> None:
    never = {name: why for name in result.values if (why := _why_never(facts, name, result.values, touched))}
    if any(name in _OWNER for name in never):  # an agent and their group come back together or not at all
        others = (name for name in _OWNER if name in result.values and name not in never)
        never |= {
            name: f"{name_of(facts, name)} stays, with the other half of who had it." for name in others
        }
    for name, why in never.items():
        del result.values[name]
        result.stays[name] = why


def claims_of(facts: Facts, entry: Entry) -> Iterator[Claim]:
    """What a write made so: our tags on, other tags off, fields set, and what Zendesk changed along with them."""
    for tag in sorted(entry.own_tags):
        yield Claim(f"{TAG}{tag}", ours=True, before=False)
    for tag in sorted(entry.own_removed):
        yield Claim(f"{TAG}{tag}", ours=False, before=True)
    for name, ours in entry.own_fields.items():
        yield Claim(name, ours, entry.before.get(name), known=name in entry.before)
    follows = {name for own in entry.own_fields for name in FOLLOWS.get(own, ())} - set(entry.own_fields)
    for change in facts.ticket.changes:
        if change.update_id == entry.audit_id and change.field in follows and change.origin is Origin.OURS:
            yield Claim(change.field, change.after, change.before)


def present(facts: Facts, name: str) -> Value:
    """What the ticket holds now."""
    ticket = facts.ticket
    if name.startswith(TAG):
        return name.removeprefix(TAG) in ticket.tags
    if name.startswith(CUSTOM):
        return ticket.custom_fields.get(int(name.removeprefix(CUSTOM)))
    value: Value = getattr(ticket, name)
    return value


def is_shown(facts: Facts, entry: Entry) -> bool:
    """Whether the write has come back in the ticket's history, so that the ticket as it was exported shows it."""
    events: tuple[Event, ...] = (*facts.ticket.changes, *facts.ticket.comments)
    return entry.audit_id is not None and any(event.update_id == entry.audit_id for event in events)


_AS_BEFORE = "as before"
"""Stands for what somebody else has set to what it was: nothing needs to be said of it."""
_NOT_OURS = "it does not hold our value any more"


def _why_settled(
    facts: Facts, claim: Claim, now: Value, needed: Mapping[str, str], touched: frozenset[str]
) -> str:
    """Why nothing behind this write is looked at for what it made so, as a sentence; empty where it is."""
    name, what = claim.name, name_of(facts, claim.name)
    if _is_unkept(facts, name) or not claim.known:
        return f"{what} stays: such values are not kept here, so nobody can tell what it was."
    if now == claim.ours and now != claim.before and name in needed:
        return f"{what} stays: {needed[name]} still stands behind it."
    if name not in touched:
        return ""
    if now == claim.before:
        return _AS_BEFORE
    rest = "somebody else has changed it since" if now == claim.ours else _NOT_OURS
    return f"{what} stays: {rest}."


def _why_never(  # noqa: PLR0911 - one rule a line
    facts: Facts, name: str, values: Mapping[str, Value], touched: frozenset[str]
) -> str:
    """Why Zendesk or good manners do not let a value come back, as a sentence; empty where they do."""
    value, what, account = values[name], name_of(facts, name), facts.account
    if name in ("priority", "group_id") and value is None:
        return f"{what} stays: Zendesk does not empty it again."
    if name == "status" and value == "new":
        return f"{what} stays: Zendesk makes no ticket new again."
    if name == "status" and value not in ("open", "pending", "hold"):
        return f"{what} stays: a ticket is solved by people alone."
    if name == "assignee_id" and isinstance(value, int) and account.agents and value not in account.agents:
        return f"{what} stays: who had it is no agent any more."
    if name == "group_id" and account.groups and value not in account.groups:
        return f"{what} stays: the group that had it is no more."
    if name == "group_id" and "assignee_id" in touched:
        return f"{what} stays: somebody else has assigned the ticket since."
    return ""


def name_of(facts: Facts, name: str) -> str:
    """A field or a tag, as a sentence begins with it."""
    if name.startswith(TAG):
        return f"The tag {name.removeprefix(TAG)}"
    if name.startswith(CUSTOM):
        number = int(name.removeprefix(CUSTOM))
        return f"The field {facts.account.fields.get(number, number)}"
    return f"The {name.removesuffix('_id')}"


def _is_unkept(facts: Facts, name: str) -> bool:
    """Whether the ticket holds a value there that is not stored: it could be somebody's words."""
    if not name.startswith(CUSTOM):
        return False
    number = int(name.removeprefix(CUSTOM))
    return facts.ticket.custom_fields.get(number, "") is None


def _touched_by_others(facts: Facts, entries: Sequence[Entry]) -> frozenset[str]:
    return frozenset(name for entry in entries for name in _touched_since(facts, entry))


def _touched_since(facts: Facts, entry: Entry) -> frozenset[str]:
    """What anybody but us has changed since this write."""
    return frozenset(
        name
        for change in facts.ticket.changes
        if change.origin is not Origin.OURS and _is_later(facts, change, entry)
        for name in _names_in(change)
    )


def _names_in(change: Change) -> Iterator[str]:
    if change.field != "tags":
        yield change.field
        return
    before, after = (value if isinstance(value, tuple) else () for value in (change.before, change.after))
    for tag in set(before) ^ set(after):
        yield f"{TAG}{tag}"


def _is_later(facts: Facts, change: Change, entry: Entry) -> bool:
    """Whether a change came after a write; by the ids of their updates where both are of one second."""
    own = [each.at for each in facts.ticket.changes if each.update_id == entry.audit_id]
    if entry.audit_id is not None and own:
        return (change.at, change.update_id) > (own[0], entry.audit_id)
    return entry.written_at is not None and change.at > entry.written_at
