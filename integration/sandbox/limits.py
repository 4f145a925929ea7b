"""Rate limits as the account has them, in all spellings of their headers."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from integration.sandbox.world import World

_MINUTE = 60.0
_PER_TICKET = (30, 600.0)
_TICKET = re.compile(r"/api/v2/tickets/(\d+)(/tags)?(?:\.json)?")
_EXPORTS = {
    "error": "APIRateLimitExceeded",
    "description": "Number of allowed incremental export API requests per minute exceeded",
}
_UPDATES = {"errors": [{"code": "TooManyRequests", "title": "Too many requests to update"}]}
_ACCOUNT = {"error": "TooManyRequests", "description": "Number of allowed API requests per minute exceeded"}


@dataclass(frozen=True)
class Verdict:
    """Whether a call is let through, and the headers that tell what is left."""

    retry_after_s: int | None
    body: dict[str, Any]
    """What a refusal says."""
    headers: dict[str, str]


@dataclass(frozen=True)
class _Budget:
    name: str
    total: int
    window_s: float
    body: dict[str, Any]


class Limits:
    """Counts calls in simulated time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self.enforced = True

    def take(self, method: str, path: str) -> Verdict:
        """Count one call against the account's rate and against its endpoint's."""
        headers: dict[str, str] = {}
        for budget in self._budgets(method, path):
            fits, remaining, resets = self._count(budget)
            self._tell(headers, budget, remaining, resets)
            if not fits:
                return Verdict(resets, budget.body, headers)
        return Verdict(None, {}, headers)

    def take_update(self, ticket_id: int) -> bool:
        """Count a job's update of one ticket; False when it had its 30 in 10 minutes."""
        return self._count(_Budget(f"per-ticket-updates:{ticket_id}", *_PER_TICKET, _UPDATES))[0]

    def _budgets(self, method: str, path: str) -> list[_Budget]:
        switches = self._world.switches
        budgets = [_Budget("account", switches.rate_per_minute, _MINUTE, _ACCOUNT)]
        if "/incremental/" in path:
            budgets.append(_Budget("incremental-exports", switches.export_per_minute, _MINUTE, _EXPORTS))
        ticket = _TICKET.fullmatch(path)
        if ticket is not None and method != "GET":
            if not ticket[2]:
                budgets.append(_Budget("tickets-update", switches.updates_per_minute, _MINUTE, _UPDATES))
            budgets.append(_Budget(f"per-ticket-updates:{ticket[1]}", *_PER_TICKET, _UPDATES))
        return budgets

    def _count(self, budget: _Budget) -> tuple[bool, int, int]:
        """Whether one more fits, what is left, and in how many seconds the oldest call falls out."""
        now, calls = self._world.clock.seconds(), self._calls[budget.name]
        while calls and calls[0] <= now - budget.window_s:
            calls.popleft()
        resets = int(budget.window_s - (now - calls[0])) + 1 if calls else int(budget.window_s)
        if self.enforced and len(calls) >= budget.total:
            return False, 0, resets
        calls.append(now)
        return True, max(0, budget.total - len(calls)), resets

    def _tell(self, headers: dict[str, str], budget: _Budget, remaining: int, resets: int) -> None:
        style, name, total = self._world.switches.header_style, budget.name, budget.total
        if name != "account":
            prefix = "zendesk-rate-limit-" if style == "2023" else "zendesk-ratelimit-"
            headers[prefix + name.partition(":")[0]] = (
                f"total={total}; remaining={remaining}; resets={resets}"
            )
            return
        headers |= {"x-rate-limit": str(total), "x-rate-limit-remaining": str(remaining)}
        if style in ("2023", "2024"):
            start = "rate-limit" if style == "2023" else "ratelimit"
            headers |= {
                f"{start}-limit": str(total),
                f"{start}-remaining": str(remaining),
                f"{start}-reset": str(resets),
            }
