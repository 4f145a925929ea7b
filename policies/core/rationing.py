"""Limits over the whole account: caps, quiet hours and the brake's threshold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from policies.core.actions import Held, Item, Reason, Update, hold
from policies.core.undoing import notes_in, without_note

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
_LOOK_AGAIN = timedelta(minutes=10)


class Limits(Protocol):
    """The account's limits, as the configuration has them."""

    @property
    def updates_per_ticket_per_day(self) -> int: ...
    @property
    def updates_per_owner_per_day(self) -> int: ...
    @property
    def updates_per_policy_per_cycle(self) -> int: ...
    @property
    def updates_per_hour(self) -> int: ...
    @property
    def min_gap(self) -> timedelta: ...


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When notes wait: a daily stretch, which may pass midnight, and whole days off, in one zone."""

    start: time
    end: time
    days_off: frozenset[int]
    """Weekdays, Monday is 0."""
    zone: ZoneInfo

    def until(self, moment: datetime) -> datetime | None:
        """The end of the quiet stretch that `moment` lies in (UTC-comparable), or None outside of one."""
        local = moment.astimezone(self.zone)
        for _ in range(2 * 7 + 2):
            if local.weekday() in self.days_off:
                local = self._at(local + DAY, time(0))
            elif self._in_stretch(local.time()):
                past_midnight = self.start > self.end and local.time() >= self.start
                local = self._at(local + DAY if past_midnight else local, self.end)
            else:
                break
        return None if local == moment else local

    def _in_stretch(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def _at(self, day: datetime, at: time) -> datetime:
        return datetime.combine(day.date(), at, tzinfo=self.zone)


@dataclass(slots=True)
class Usage:
    """What was written lately, as the ledger counts it; grows while a cycle plans."""

    per_ticket: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    """Moments of our updates within the last day, oldest first."""
    per_owner: Counter[int] = field(default_factory=Counter)
    """Our updates within the last day by the assignee they reached."""
    last_hour: int = 0
    drips: Counter[str] = field(default_factory=Counter)
    """Updates within the last day that came in by `include_open`, by policy."""
    per_policy: Counter[str] = field(default_factory=Counter)
    """In this cycle."""


@dataclass(slots=True)
class Rationing:
    """Admits updates one by one, in the order of rank and age, until a limit is reached."""

    limits: Limits
    quiet: QuietHours | None
    usage: Usage
    now: datetime

    def admit(self, update: Update, owner: int | None) -> tuple[Update | None, list[Held]]:
        """What of the update may be written now, and why the rest waits.

        An undo does not wait behind what it takes back: of the caps only those of the account and of its policies hold it.
        Its note waits for quiet hours and for its reader's cap; what comes off does not wait for the note.
        """
        if not update.is_undo:
            held = self.refuse(update, owner)
            return (None if held else update), held
        waiting: list[Held] = []
        rest: Update | None = update
        if update.note and (blocked := self._quiet(update) or self._owner_cap(owner)):
            waiting = [hold(item, *blocked) for item in notes_in(update)]
            rest = without_note(update)
        if rest is None:
            return None, waiting
        if blocked := self._account_cap(rest):
            return None, [*waiting, *(hold(item, *blocked) for item in rest.items)]
        self._count(rest, owner if rest.note else None)
        return rest, waiting

    def refuse(self, update: Update, owner: int | None) -> list[Held]:
        """Why the update waits, for each of its items; an empty list admits it and counts it."""
        if not update.urgent and (blocked := self._quiet(update) or self._cap(update, owner)):
            reason, sentence, until = blocked
            return [hold(item, reason, sentence, until) for item in update.items]
        self._count(update, owner)
        return []

    def _quiet(self, update: Update) -> tuple[Reason, str, datetime] | None:
        if self.quiet is None or not update.note:
            return None
        end = self.quiet.until(self.now)
        return None if end is None else (Reason.QUIET, f"Notes wait until {end:%a %H:%M %Z}.", end)

    def _cap(self, update: Update, owner: int | None) -> tuple[Reason, str, datetime] | None:
        limits, usage = self.limits, self.usage
        wrote = [at for at in usage.per_ticket.get(update.ticket_id, ()) if at > self.now - DAY]
        if wrote and wrote[-1] + limits.min_gap > self.now:
            return (
                Reason.CAP,
                "min_gap_per_ticket: we wrote to this ticket a short while ago.",
                wrote[-1] + limits.min_gap,
            )
        if len(wrote) >= limits.updates_per_ticket_per_day:
            return Reason.CAP, "updates_per_ticket_per_day is used up.", wrote[0] + DAY
        return self._owner_cap(owner) or self._account_cap(update)

    def _owner_cap(self, owner: int | None) -> tuple[Reason, str, datetime] | None:
        if owner is None or self.usage.per_owner[owner] < self.limits.updates_per_owner_per_day:
            return None
        sentence = "updates_per_owner_per_day is used up for its assignee."
        return Reason.CAP, sentence, self.now + _LOOK_AGAIN

    def _account_cap(self, update: Update) -> tuple[Reason, str, datetime] | None:
        later = self.now + _LOOK_AGAIN
        if self.usage.last_hour >= self.limits.updates_per_hour:
            return Reason.CAP, "updates_per_hour is used up.", later
        full = next((i.policy.name for i in update.items if self._policy_is_full(i)), None)
        return None if full is None else (Reason.CAP, f"{full} has written its share for now.", later)

    def _policy_is_full(self, item: Item) -> bool:
        name = item.policy.name
        dripped = item.from_history and self.usage.drips[name] >= item.policy.drip
        return dripped or self.usage.per_policy[name] >= self.limits.updates_per_policy_per_cycle

    def _count(self, update: Update, owner: int | None) -> None:
        self.usage.last_hour += 1
        if owner is not None:
            self.usage.per_owner[owner] += 1
        for name in {item.policy.name for item in update.items}:
            self.usage.per_policy[name] += 1
        for name in {item.policy.name for item in update.items if item.from_history}:
            self.usage.drips[name] += 1


def brake_threshold(tickets: int, share: float, active: int) -> int:
    """How many tickets one cycle may want to update: the larger of a number and a share of the active ones."""
    return max(tickets, int(share * active))
