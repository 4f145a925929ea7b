"""The account's limits over all that a replay planned, in order of time: what would have been written when, and what waited."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import count

from integration.replay.tally import Planned
from policies.core.actions import Item, Reason, Update, is_end
from policies.core.findings import Finding
from policies.core.rationing import DAY, HOUR, Limits, QuietHours, Rationing, Usage, brake_threshold
from policies.core.settings import Settings
from policies.core.steps import Step

_AT_LEAST = timedelta(hours=1)
"""What a cap holds back is asked for again after so long: coarser than a cycle, and fair at a month's scale."""
_GIVES_UP = timedelta(days=7)
"""What is held back for longer than this would not be true any more; what `include_open` lets in drop by drop goes on."""


@dataclass(frozen=True, slots=True)
class Written:
    """One update, when the limits let it through."""

    at: datetime
    planned: Planned


@dataclass(slots=True)
class Rationed:
    """What came of all that was planned."""

    written: list[Written] = field(default_factory=list)
    waited: Counter[Reason] = field(default_factory=Counter)
    """Updates that were held back at first, by the reason."""
    never: int = 0
    """Those that were still held back at the end, or after a week."""
    brakes: list[tuple[datetime, int]] = field(default_factory=list)
    """When the brake would have been set, and at how many tickets."""


def ration(
    planned: Iterable[Planned],
    policies: Mapping[str, Settings],
    limits: Limits,
    quiet: QuietHours | None,
    end: datetime,
    brake: tuple[int, float, int],
) -> Rationed:
    """Let the planned updates through one after the other; `brake` is its number, its share, and how many tickets are active."""
    result, recent, order = Rationed(), _Recent(), count()
    queue = [(p.at, -p.rank, p.since, next(order), p) for p in planned]
    wanted: Counter[datetime] = Counter()
    heapify(queue)
    while queue:
        now, rank, since, _, one = heappop(queue)
        rationing = Rationing(limits, quiet, recent.until(now), now)
        refused = rationing.refuse(_update_of(one, policies), one.owner_id)
        if now == one.at and not (refused and _drips(one)):
            wanted[now] += 1
        if not refused:
            recent.note(now, one)
            result.written.append(Written(now, one))
            continue
        if now == one.at:
            result.waited[refused[0].reason] += 1
        again = max(
            refused[0].until or now, now + (DAY if _is_dry(one, policies, rationing.usage) else _AT_LEAST)
        )
        if again > end or (again - one.at > _GIVES_UP and not _drips(one)):
            result.never += 1
        else:
            heappush(queue, (again, rank, since, next(order), one))
    threshold = brake_threshold(*brake)
    result.brakes = sorted((at, tickets) for at, tickets in wanted.items() if tickets > threshold)
    return result


def _drips(one: Planned) -> bool:
    """Whether all of it comes in by `include_open`, so many a day: what of it waits is no flood, and is not given up."""
    return all(rung.from_history or is_end(rung.rung) for rung in one.rungs)


def _is_dry(one: Planned, policies: Mapping[str, Settings], usage: Usage) -> bool:
    """Whether it waits for the next day's drops."""
    return any(r.from_history and usage.drips[r.policy] >= policies[r.policy].drip for r in one.rungs)


def _update_of(one: Planned, policies: Mapping[str, Settings]) -> Update:
    """What the limits are asked about: an update without anything to write."""
    finding = Finding("", "", one.since, urgent=one.urgent)
    items = tuple(
        Item("", policies[rung.policy], finding, Step(note=True), rung.rung, from_history=rung.from_history)
        for rung in one.rungs
    )
    return Update(one.ticket_id, "", items, note=one.note)


@dataclass(slots=True)
class _Recent:
    """What was written within the last day and hour, kept up as time goes on."""

    day: deque[tuple[datetime, Planned]] = field(default_factory=deque)
    hour: deque[datetime] = field(default_factory=deque)
    usage: Usage = field(default_factory=Usage)
    tickets: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    moment: datetime | None = None

    def until(self, now: datetime) -> Usage:
        while self.hour and self.hour[0] <= now - HOUR:
            self.hour.popleft()
        while self.day and self.day[0][0] <= now - DAY:
            self._forget(*self.day.popleft())
        if now != self.moment:
            self.moment, self.usage.per_policy = now, Counter()
        self.usage.last_hour = len(self.hour)
        self.usage.per_ticket = self.tickets
        return self.usage

    def note(self, now: datetime, one: Planned) -> None:
        """Written now; the other counters were raised when it was let through."""
        self.day.append((now, one))
        self.hour.append(now)
        self.tickets[one.ticket_id].append(now)

    def _forget(self, at: datetime, one: Planned) -> None:
        moments = self.tickets[one.ticket_id]
        moments.remove(at)
        if not moments:
            del self.tickets[one.ticket_id]
        if one.owner_id is not None:
            self.usage.per_owner[one.owner_id] -= 1
        for name in {rung.policy for rung in one.rungs if rung.from_history}:
            self.usage.drips[name] -= 1
