"""How many calls we may make: learned from Zendesk's own headers, with half of the account's rate left to others."""

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["read", "export", "update", "job"]

_WINDOW_S = 60.0
_UNKNOWN_PLAN = 200  # calls a minute of the smallest plan that people run a team on, until a header tells
_EXPORT_TOTAL = 10
_ENDPOINT = re.compile(r"^zendesk-rate-?limit-(.+)$")
_COUNTS = re.compile(r"total=(\d{1,9});\s*remaining=(\d{1,9});\s*resets=(\d{1,9})(?!\d)", re.ASCII)
_NUMBER = re.compile(r"\s*(\d{1,9})\s*", re.ASCII)
_LONGEST_WINDOW_S = 600.0
"""Zendesk's longest is ten minutes. A reset beyond it is no count of seconds, and must not hold us up for years."""
# The account's rate has been seen in three spellings (2023, 2024 and "always").
_LIMITS = ("ratelimit-limit", "x-rate-limit", "rate-limit")
_REMAINING = ("ratelimit-remaining", "x-rate-limit-remaining", "rate-limit-remaining")
_RESETS = ("ratelimit-reset", "rate-limit-reset", "x-rate-limit-reset")
_KIND_OF_ENDPOINT: dict[str, Kind] = {
    "incremental-exports": "export",
    "tickets-update": "update",
    "inflight-jobs": "job",
}


@dataclass(frozen=True)
class Limit:
    """What Zendesk last said about one limit."""

    total: int
    remaining: int
    resets_at: float
    """On the budget's own monotonic clock."""


class _Window:
    """Our own calls of the last minute against a ceiling."""

    def __init__(self, ceiling: int) -> None:
        self.ceiling = ceiling
        self._calls: deque[float] = deque()

    def note(self, now: float) -> None:
        self._calls.append(now)

    def add(self, calls: Iterable[float]) -> None:
        self._calls = deque(sorted((*self._calls, *calls)))

    def clear(self) -> None:
        self._calls.clear()

    def ages(self, now: float) -> Counter[int]:
        return Counter(int(now - at) for at in tuple(self._calls) if at > now - _WINDOW_S)

    def wait_s(self, now: float) -> float:
        while self._calls and self._calls[0] <= now - _WINDOW_S:
            self._calls.popleft()
        over = len(self._calls) - self.ceiling
        return 0.0 if over < 0 else self._calls[over] + _WINDOW_S - now

    def left(self, now: float) -> int:
        """Only looks, so that another thread may ask: the calls are copied in one step of the interpreter."""
        return max(0, self.ceiling - sum(at > now - _WINDOW_S for at in tuple(self._calls)))


class Budget:
    """Answers "may I, or when?" for one account; the limits are the account's and shared with everybody.

    Two laws: our own calls of any minute stay under our share of the plan (and of each endpoint's limit), and nobody
    else is pushed over the edge: when Zendesk says that next to nothing remains, we wait for the reset, whoever used
    it up. Not for several threads at once, but for `left`.
    """

    def __init__(
        self,
        share: float = 0.5,
        exports_per_minute: int = 6,
        updates_per_minute: int = 100,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not 0 < share <= 1 or exports_per_minute < 1 or updates_per_minute < 1:
            raise ValueError("share is above 0 and at most 1; the rates are at least 1")
        self._share = share
        self._export_share = exports_per_minute / _EXPORT_TOTAL
        self._monotonic = monotonic
        self._account: Limit | None = None
        self._endpoints: dict[str, Limit] = {}
        self._blocked_until: dict[Kind, float] = {}
        self._windows: dict[Kind, _Window] = {
            "read": _Window(self._ours(_UNKNOWN_PLAN)),
            "export": _Window(exports_per_minute),
            "update": _Window(self._ours(updates_per_minute)),
        }

    def wait_s(self, kind: Kind) -> float:
        """Seconds until a call of this kind is ours to make; 0 when it is now."""
        now = self._monotonic()
        waits = [
            self._windows["read"].wait_s(now),
            self._account_wait_s(now),
            self._endpoint_wait_s(kind, now),
        ]
        waits += [self._windows[kind].wait_s(now)] if kind in self._windows else []
        waits += [self._blocked_until.get(kind, now) - now]
        return max(0.0, *waits)

    def spend(self, kind: Kind) -> None:
        """Count a call of this kind that leaves now; each also counts against the plan's rate."""
        now = self._monotonic()
        self._windows["read"].note(now)
        if kind != "read" and kind in self._windows:
            self._windows[kind].note(now)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take in what an answer's headers say about the limits; headers that are missing change nothing."""
        now = self._monotonic()
        lower = {name.lower(): value for name, value in headers.items()}
        self._learn_account(lower, now)
        for name, value in lower.items():
            endpoint, counts = _ENDPOINT.match(name), _COUNTS.search(value)
            if endpoint and counts:
                total, remaining, resets = (int(number) for number in counts.groups())
                self._learn_endpoint(
                    endpoint.group(1), Limit(total, remaining, now + min(resets, _LONGEST_WINDOW_S))
                )

    def block(self, kind: Kind, seconds: float) -> None:
        """No call of this kind for so long: Zendesk answered 429."""
        self._blocked_until[kind] = self._monotonic() + seconds

    @property
    def limits(self) -> Mapping[str, Limit]:
        """What Zendesk last said, by endpoint; `account` is the plan's rate. For metrics."""
        known = dict(self._endpoints)
        return known if self._account is None else {**known, "account": self._account}

    def left(self) -> dict[Kind, int]:
        """Say how many calls of ours would be let through in this minute, by kind; any thread may ask."""
        now = self._monotonic()
        return {kind: window.left(now) for kind, window in self._windows.items()}

    def ages(self) -> dict[Kind, Counter[int]]:
        """Our calls of the last minute by kind: how many by their age in whole seconds, rounded down."""
        now = self._monotonic()
        return {kind: window.ages(now) for kind, window in self._windows.items()}

    def take_up(self, ages: Mapping[Kind, Counter[int]]) -> None:
        """Count calls that another process made as ours, by their ages."""
        now = self._monotonic()
        for kind, counted in ages.items():
            self._windows[kind].add(now - age for age in counted.elements())

    def hand_over(self) -> None:
        """Forget our calls: whoever makes the next ones has been told of them, be it this process."""
        for window in self._windows.values():
            window.clear()

    def _ours(self, total: int, share: float | None = None) -> int:
        return max(1, int(total * (share or self._share) + 1e-9))

    def _learn_account(self, headers: Mapping[str, str], now: float) -> None:
        limit = _first_int(headers, _LIMITS)
        if limit is None or limit < 1:
            return
        self._windows["read"].ceiling = self._ours(limit)
        remaining = _first_int(headers, _REMAINING)
        resets = _first_int(headers, _RESETS)
        self._account = Limit(
            limit,
            limit if remaining is None else remaining,
            now + (_WINDOW_S if resets is None else min(resets, _LONGEST_WINDOW_S)),
        )

    def _learn_endpoint(self, name: str, limit: Limit) -> None:
        self._endpoints[name] = limit
        kind = _KIND_OF_ENDPOINT.get(name)
        if kind == "export":
            self._windows["export"].ceiling = self._ours(limit.total, self._export_share)
        elif kind == "update":
            self._windows["update"].ceiling = self._ours(limit.total)

    def _account_wait_s(self, now: float) -> float:
        if self._account is None or self._account.remaining > self._account.total // 20:
            return 0.0
        return self._account.resets_at - now

    def _endpoint_wait_s(self, kind: Kind, now: float) -> float:
        # A tenth of the job slots stays free: a job that waits for a slot is somebody's 429.
        return max(
            (
                limit.resets_at - now
                for name, limit in self._endpoints.items()
                if _KIND_OF_ENDPOINT.get(name) == kind
                and limit.remaining <= (limit.total // 10 if kind == "job" else 0)
            ),
            default=0.0,
        )


def kind_of(method: str, path: str) -> Kind:
    """Which budget a call falls under."""
    if "/incremental/" in path:
        return "export"
    if method == "GET":
        return "read"
    return "job" if "update_many" in path else "update"


def _first_int(headers: Mapping[str, str], names: tuple[str, ...]) -> int | None:
    found = (_NUMBER.fullmatch(headers.get(name, "")) for name in names)
    return next((int(number[1]) for number in found if number), None)
