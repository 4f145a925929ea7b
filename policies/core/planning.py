"""What to do about a ticket's findings now, and why the rest is held back. Pure: planning twice plans nothing new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from policies.core.actions import (
    IN_FLIGHT,
    WRITTEN,
    Entry,
    Held,
    InForce,
    Item,
    Occasion,
    Reason,
    State,
    Update,
    action_key,
    reference_of,
)
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import Judgement, calendar_of
from policies.core.facts import Facts
from policies.core.findings import Finding, earliest
from policies.core.settings import Settings, Step
from policies.core.wording import listed

BETWEEN_RUNGS = timedelta(minutes=30)
_UNDER_WAY = timedelta(minutes=15)
"""The echo of a write wakes what waits for it; should it never come, it is looked at again after this."""
_SCALARS = ("priority", "status", "group", "assignee")
_FIELD = "field "
"""Before a custom field's name, so that it is no field of Zendesk's own."""
FieldValue = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the store knows of one ticket before planning."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """The ledger's rows of this ticket, by key."""
    occasions: Mapping[tuple[str, str], Occasion] = field(default_factory=dict)
    """By policy and episode."""
    in_force: Mapping[str, InForce] = field(default_factory=dict)
    """By policy."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One ticket's plan, before the account's limits are applied."""

    ticket_id: int
    update: Update | None
    held: tuple[Held, ...]
    timers: Mapping[str, datetime]
    """By policy, when to judge the ticket again without a new event."""


def propose(facts: Facts, judgements: Sequence[Judgement], memory: Memory) -> Proposal:
    """One update at the most for the ticket, with a reason for every rung that is not in it."""
    items: list[Item] = []
    held: list[Held] = []
    timers: dict[str, datetime] = {}
    for judgement in judgements:
        ladder = [_Ladder(facts, judgement.policy, finding, memory) for finding in judgement.verdict.findings]
        for occasion in ladder:
            occasion.climb()
            items += occasion.items
            held += occasion.held
        wakes = [judgement.verdict.recheck, *(o.wake for o in ladder)]
        if moment := earliest(wakes):
            timers[judgement.policy.name] = moment
    under_way = any(entry.state in IN_FLIGHT for entry in memory.entries.values())
    if items and under_way:
        held += [
            hold(
                item,
                Reason.UNDER_WAY,
                "Our last write to this ticket has not come back yet.",
                facts.now + _UNDER_WAY,
            )
            for item in items
        ]
        items = []
    update, refused = _merge(facts, items)
    return Proposal(facts.ticket.id, update, (*held, *refused), timers)


def hold(item: Item, reason: Reason, sentence: str, until: datetime | None = None) -> Held:
    """An item that was due, held back."""
    return Held(item.key, item.policy.name, item.finding.episode, item.step.id, reason, sentence, until)


@dataclass(slots=True)
class _Ladder:
    """One occasion and its rungs: the highest rung due is the only one that may be written."""

    facts: Facts
    policy: Settings
    finding: Finding
    memory: Memory
    items: list[Item] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    wake: datetime | None = None

    def climb(self) -> None:
        now = self.facts.now
        rungs = [(self._due(step), step) for step in self.policy.steps]
        due = sorted((r for r in rungs if r[0] <= now), key=lambda r: r[0])
        ahead = sorted((r for r in rungs if r[0] > now), key=lambda r: r[0])
        for moment, step in ahead:
            self._hold(step, Reason.EARLY, f"Due {moment:%Y-%m-%d %H:%M} UTC.", moment)
        self.wake = ahead[0][0] if ahead else None
        if not due:
            return
        top = self._highest([step for _, step in due])
        for _, step in due:
            if step is not top and not self._is_written(step):
                self._hold(step, Reason.SUPERSEDED, "A later step of the same occasion is due.")
        self._top(top)

    def _highest(self, due: Sequence[Step]) -> Step:
        """The latest rung due; one that was added after the occasion began does not take an earlier one's place."""
        if self.policy.include_open:
            return due[-1]
        return next((step for step in reversed(due) if not self._is_later_rung(step)), due[-1])

    def _top(self, step: Step) -> None:
        entry = self.memory.entries.get(self._key(step))
        if entry is not None and entry.note_written:
            step = step.model_copy(update={"note": False})
        item = Item(self._key(step), self.policy, self.finding, step, from_history=self._is_history(step))
        blocked = self._blocked(item)
        if blocked is None:
            self.items.append(item)
            return
        self.held.append(blocked)
        if blocked.until is not None:
            self.wake = earliest((self.wake, blocked.until))

    def _blocked(self, item: Item) -> Held | None:
        """Why this rung is not written now; the order is the order of powers."""
        entry = self.memory.entries.get(item.key)
        if entry is None and self._is_in_a_lost_note(item):
            return hold(
                item,
                Reason.DONE,
                "A note of ours that this store has forgotten was written after it fell due.",
            )
        if entry is not None and entry.state in WRITTEN | {State.FAILED}:
            return hold(item, Reason.DONE, f"The ledger has it as {entry.state}.")
        if self.policy.mode == "observe":
            return hold(item, Reason.OBSERVE, "The policy only observes.")
        occasion = self.memory.occasions.get((self.policy.name, self.finding.episode))
        if occasion is not None and occasion.dismissed:
            return hold(item, Reason.DISMISSED, "A person took our tag off: this occasion is left alone.")
        if item.from_history and not self.policy.include_open:
            return hold(item, Reason.HISTORY, "It began before the policy, as it is now, was in force.")
        return self._closed(item) or self._too_soon(item, entry)

    def _closed(self, item: Item) -> Held | None:
        status = self.facts.ticket.status
        if status in ("closed", "deleted"):
            return hold(item, Reason.CLOSED, f"The ticket is {status}; Zendesk refuses updates.")
        if status == "solved" and not self.policy.on_solved:
            return hold(item, Reason.CLOSED, "The ticket is solved, and on_solved is off.")
        return None

    def _too_soon(self, item: Item, entry: Entry | None) -> Held | None:
        now = self.facts.now
        if entry is not None and entry.held_until is not None and entry.held_until > now:
            return hold(item, Reason.BUSY, "Something else keeps changing the ticket.", entry.held_until)
        episode = self.finding.episode
        rows = self.memory.entries.values()
        writes = [
            e.written_at
            for e in rows
            if e.policy == self.policy.name and e.episode == episode and e.written_at
        ]
        if writes and (free := max(writes) + BETWEEN_RUNGS) > now:
            return hold(item, Reason.EARLY, "The step before was written less than 30 minutes ago.", free)
        return None

    def _is_in_a_lost_note(self, item: Item) -> bool:
        """Whether a note that is known by its reference alone, its marker being lost, may hold this rung."""
        lost = (e.written_at for key, e in self.memory.entries.items() if key.startswith("ref:"))
        return any(at is not None and self._due(item.step) <= at for at in lost)

    def _is_history(self, step: Step) -> bool:
        """Whether the occasion began before the policy, its judging settings or this rung was in force."""
        force = self.memory.in_force.get(self.policy.name, InForce())
        since = self.finding.since
        start = self.policy.effective_from or force.enforced_since
        if start is not None and since <= start:
            return True
        seen = self.memory.occasions.get((self.policy.name, self.finding.episode))
        edited = force.judged_since if seen is None else seen.found_by_edit
        if edited is not None and since <= edited:
            return True
        return self._is_later_rung(step)

    def _is_later_rung(self, step: Step) -> bool:
        """Whether the rung was put into the settings after the occasion began."""
        added = self.memory.in_force.get(self.policy.name, InForce()).steps_since.get(step.id)
        return added is not None and self.finding.since <= added

    def _due(self, step: Step) -> datetime:
        if step.after is None:
            return self.finding.since
        calendar = calendar_of(self.policy, self.facts) or ALWAYS_OPEN
        return calendar.add(self.finding.since, step.after)

    def _key(self, step: Step) -> str:
        force = self.memory.in_force.get(self.policy.name, InForce())
        name = force.identity or self.policy.name
        return action_key(self.facts.account.name, name, self.facts.ticket.id, self.finding.episode, step.id)

    def _is_written(self, step: Step) -> bool:
        entry = self.memory.entries.get(self._key(step))
        return entry is not None and entry.state in WRITTEN

    def _hold(self, step: Step, reason: Reason, sentence: str, until: datetime | None = None) -> None:
        self.held.append(
            Held(self._key(step), self.policy.name, self.finding.episode, step.id, reason, sentence, until)
        )


def may_note(facts: Facts, item: Item) -> bool:
    """Whether the item's note may be written: on a shared ticket it would leave the company."""
    return bool(item.step.note) and (not facts.ticket.shared or item.policy.shared_tickets)


def _merge(facts: Facts, items: Sequence[Item]) -> tuple[Update | None, list[Held]]:
    """All items of a ticket as one update; items that can do nothing here are held."""
    ordered = sorted(items, key=lambda i: (-i.policy.rank, i.finding.since, i.policy.name))
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
        add_followers=tuple(dict.fromkeys(f for i in kept for f in i.step.add_followers)),
        priority=_word(values.get("priority")),
        status=_word(values.get("status")),
        group=group if isinstance(group, str | int) else None,
        assignee=assignee if isinstance(assignee, str | int) else None,
        remarks=remarks,
    )


def _word(value: FieldValue) -> str | None:
    return None if value is None else str(value)


def _wanted(item: Item) -> dict[str, FieldValue]:
    """The fields that a step sets, one value each; custom fields under a prefix."""
    plain = {name: getattr(item.step, name) for name in _SCALARS}
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
