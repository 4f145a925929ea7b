"""One occasion and its rungs: which is due, and whether it may be written now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from policies.core.actions import (
    WRITTEN,
    Entry,
    Held,
    InForce,
    Item,
    Memory,
    Reason,
    State,
    hold,
)
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import calendar_of
from policies.core.facts import Facts
from policies.core.findings import Finding, earliest
from policies.core.keys import action_key
from policies.core.rungs import moment_of
from policies.core.settings import Settings
from policies.core.snoozes import snoozed_until
from policies.core.steps import Step

BETWEEN_RUNGS = timedelta(minutes=30)


@dataclass(slots=True)
class Ladder:
    """One occasion and its rungs: the highest rung due is the only one that may be written."""

    facts: Facts
    policy: Settings
    finding: Finding
    memory: Memory
    items: list[Item] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    wake: datetime | None = None

    @property
    def _steps(self) -> tuple[Step, ...]:
        return self.policy.steps if self.finding.steps is None else self.finding.steps

    def climb(self) -> None:
        """Find the rung that is due, and why it and the others are not written now."""
        if self._is_undone():
            for step in self._steps:
                self._hold(step, Reason.UNDONE, "An admin took it back: this occasion is left alone.")
            return
        now = self.facts.now
        rungs = [(moment, step) for step in self._steps if (moment := self._due(step)) is not None]
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

    def _is_undone(self) -> bool:
        occasion = self.memory.occasions.get((self.policy.name, self.finding.episode))
        return occasion is not None and occasion.undone_at is not None

    def _highest(self, due: Sequence[Step]) -> Step:
        """The latest rung due; one that was added after the occasion began does not take an earlier one's place."""
        if self.policy.include_open:
            return due[-1]
        return next((step for step in reversed(due) if not self._is_later_rung(step)), due[-1])

    def _top(self, step: Step) -> None:
        entry = self.memory.entries.get(self._key(step))
        if entry is not None and entry.note_written:
            step = step.model_copy(update={"note": False})
        history = self._is_history(step)
        item = Item(self._key(step), self.policy, self.finding, step, step.id, from_history=history)
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
        if _was_never_sent(entry) and self._is_in_a_lost_note(item):
            return hold(
                item,
                Reason.DONE,
                "A note of ours that this store has forgotten was written after it fell due.",
            )
        failed_here = (
            entry is not None
            and entry.state is State.FAILED
            and entry.ticket_id in (None, self.facts.ticket.id)
        )
        if entry is not None and (entry.state in WRITTEN or failed_here):
            return hold(item, Reason.DONE, f"The ledger has it as {entry.state}.")
        return (
            self._told_not_to(item)
            or self._from_before(item)
            or self._closed(item)
            or self._too_soon(item, entry)
        )

    def _told_not_to(self, item: Item) -> Held | None:
        if observed := self.policy.why_observed(self.facts, self.memory.identity):
            return hold(item, Reason.OBSERVE, observed)
        occasion = self.memory.occasions.get((self.policy.name, self.finding.episode))
        if occasion is not None and occasion.dismissed:
            return hold(item, Reason.DISMISSED, "A person dismissed it: this occasion is left alone.")
        if self.policy.heeds_snoozes and (until := snoozed_until(self.facts, self.memory)):
            return hold(item, Reason.SNOOZED, f"Snoozed until {until:%Y-%m-%d %H:%M} UTC.", until)
        return None

    def _from_before(self, item: Item) -> Held | None:
        if not item.from_history or self.policy.include_open:
            return None
        if self._was_observed_here():
            return hold(item, Reason.HISTORY, "It was open while the policy only observed this ticket.")
        return hold(item, Reason.HISTORY, "It began before the policy, as it is now, was in force.")

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
        due = self._due(item.step)
        return any(at is not None and due is not None and due <= at for at in lost)

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
        return self._was_observed_here() or self._is_later_rung(step)

    def _was_observed_here(self) -> bool:
        """Whether it was open on a ticket while `enforce_for` left that out, and the policy acted on others."""
        force = self.memory.in_force.get(self.policy.name, InForce()).enforced_since
        seen = self.memory.occasions.get((self.policy.name, self.finding.episode))
        if seen is None or not seen.observed_first or seen.first_seen is None:
            return False
        return force is not None and seen.first_seen >= force

    def _is_later_rung(self, step: Step) -> bool:
        """Whether the rung was put into the settings after the occasion began."""
        added = self.memory.in_force.get(self.policy.name, InForce()).steps_since.get(
            f"{self.finding.ladder}{step.id}"
        )
        return added is not None and self.finding.since <= added

    def _due(self, step: Step) -> datetime | None:
        return moment_of(step, self.finding, calendar_of(self.policy, self.facts) or ALWAYS_OPEN)

    def _key(self, step: Step) -> str:
        name = self.memory.identity(self.policy.name)
        ticket_id = self.finding.ticket_id or self.facts.ticket.id
        return action_key(self.facts.account.name, name, ticket_id, self.finding.episode, step.id)

    def _is_written(self, step: Step) -> bool:
        entry = self.memory.entries.get(self._key(step))
        return entry is not None and entry.state in WRITTEN

    def _hold(self, step: Step, reason: Reason, sentence: str, until: datetime | None = None) -> None:
        self.held.append(
            Held(self._key(step), self.policy.name, self.finding.episode, step.id, reason, sentence, until)
        )


def _was_never_sent(entry: Entry | None) -> bool:
    """Whether this store knows of no attempt to write the rung; that it was held or planned before says nothing of one."""
    waits = (State.HELD, State.PLANNED, State.CONFLICTED, State.OBSOLETE)
    return entry is None or (entry.state in waits and not entry.note_written)
