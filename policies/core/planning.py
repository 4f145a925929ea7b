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
from policies.core.settings import Name, Settings, Step

BETWEEN_RUNGS = timedelta(minutes=30)
_SCALARS = ("priority", "status", "group", "assignee")


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
            hold(item, Reason.UNDER_WAY, "Our last write to this ticket has not come back yet.")
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
        for _, step in due[:-1]:
            if not self._is_written(step):
                self._hold(step, Reason.SUPERSEDED, "A later step of the same occasion is due.")
        self.wake = ahead[0][0] if ahead else None
        if due:
            self._top(due[-1][1])

    def _top(self, step: Step) -> None:
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
        if entry is None:  # a note of ours whose marker was lost is known by its reference alone
            entry = self.memory.entries.get(f"ref:{reference_of(item.key)}")
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

    def _is_history(self, step: Step) -> bool:
        """Whether the occasion began before the policy, its judging settings or this rung was in force."""
        force = self.memory.in_force.get(self.policy.name, InForce())
        since = self.finding.since
        start = self.policy.effective_from or force.enforced_since
        if start is not None and since <= start:
            return True
        seen = self.memory.occasions.get((self.policy.name, self.finding.episode))
        edited = force.judged_since
        if edited is not None and since <= edited and (seen is None or seen.first_seen > edited):
            return True
        added = force.steps_since.get(step.id)
        return added is not None and since <= added

    def _due(self, step: Step) -> datetime:
        if step.after is None:
            return self.finding.since
        calendar = calendar_of(self.policy, self.facts) or ALWAYS_OPEN
        return calendar.add(self.finding.since, step.after)

    def _key(self, step: Step) -> str:
        return action_key(
            self.facts.account.name, self.policy.name, self.facts.ticket.id, self.finding.episode, step.id
        )

    def _is_written(self, step: Step) -> bool:
        entry = self.memory.entries.get(self._key(step))
        return entry is not None and entry.state in WRITTEN

    def _hold(self, step: Step, reason: Reason, sentence: str, until: datetime | None = None) -> None:
        self.held.append(
            Held(self._key(step), self.policy.name, self.finding.episode, step.id, reason, sentence, until)
        )


def _merge(facts: Facts, items: Sequence[Item]) -> tuple[Update | None, list[Held]]:
    """All items of a ticket as one update; items that can do nothing here are held."""
    items, held = _without_notes_that_leave(facts, items)
    if not items:
        return None, held
    ordered = sorted(items, key=lambda i: (-i.policy.rank, i.finding.since, i.policy.name))
    scalars, disagreeing = _scalars(ordered)
    held += [
        hold(i, Reason.CONFLICT, f"Another policy of the same rank sets another {name}.")
        for i, name in disagreeing
    ]
    adds = tuple(sorted({tag for i in ordered for tag in i.step.add_tags}))
    removes = tuple(sorted({tag for i in ordered for tag in i.step.remove_tags} - set(adds)))
    fields = {k: v for i in reversed(ordered) for k, v in i.step.custom_fields.items()}
    update = Update(
        ticket_id=facts.ticket.id,
        reference=reference_of(ordered[0].key),
        items=tuple(ordered),
        add_tags=adds,
        remove_tags=removes,
        note=any(_may_note(facts, i) for i in ordered),
        custom_fields=fields,
        add_followers=tuple(dict.fromkeys(f for i in ordered for f in i.step.add_followers)),
        priority=_word(scalars.get("priority")),
        status=_word(scalars.get("status")),
        group=scalars.get("group"),
        assignee=scalars.get("assignee"),
    )
    return update, held


def _word(value: Name | None) -> str | None:
    return None if value is None else str(value)


def _may_note(facts: Facts, item: Item) -> bool:
    return bool(item.step.note) and (not facts.ticket.shared or item.policy.shared_tickets)


def _without_notes_that_leave(facts: Facts, items: Sequence[Item]) -> tuple[list[Item], list[Held]]:
    """On a shared ticket a note would leave the company: an item that is only a note is held."""
    kept: list[Item] = []
    held: list[Held] = []
    for item in items:
        silent = item.step.model_copy(update={"note": False})
        only_note = not any(silent.model_dump(exclude={"after", "note"}, exclude_defaults=True))
        if only_note and not _may_note(facts, item):
            held.append(hold(item, Reason.SHARED, "The note would leave the company with the shared ticket."))
        else:
            kept.append(item)
    return kept, held


def _scalars(ordered: Sequence[Item]) -> tuple[dict[str, Name | None], list[tuple[Item, str]]]:
    """For each field the highest rank's value; equal rank and different values: nobody's."""
    values: dict[str, Name | None] = {}
    disagreeing: list[tuple[Item, str]] = []
    for name in _SCALARS:
        wanted = [
            (i.policy.rank, getattr(i.step, name), i) for i in ordered if getattr(i.step, name) is not None
        ]
        top = [(value, i) for rank, value, i in wanted if rank == wanted[0][0]]
        if len({value for value, _ in top}) > 1:
            disagreeing += [(i, name) for _, i in top]
        elif top:
            values[name] = top[0][0]
    return values, disagreeing
