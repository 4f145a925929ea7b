"""Rate limits as the account has them, in all spellings of their headers."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

from integration.sandbox.world import World

_MINUTE = 60.0
_PER_TICKET = (30, 600.0)


@dataclass(frozen=True)
class Verdict:
    """Whether a call is let through, and the headers that tell what is left."""

    retry_after_s: int | None
    code: str
    headers: dict[str, str]


class Limits:
    """Counts calls in simulated time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self.enforced = True

    def take(self, method: str, path: str) -> Verdict:
        """Count one call against the account's rate and against its endpoint's."""
        now, switches = self._world.clock.seconds(), self._world.switches
        checks = [("account", switches.rate_per_minute, _MINUTE, "")]
        if "/incremental/" in path:
            checks.append(
                ("incremental-exports", switches.export_per_minute, _MINUTE, "APIRateLimitExceeded")
            )
        elif method == "PUT" and _is_single_ticket(path):
            ticket = path.rsplit("/", 1)[1].removesuffix(".json")
            checks.append(("tickets-update", switches.updates_per_minute, _MINUTE, "TooManyRequests"))
            checks.append((f"per-ticket-updates:{ticket}", *_PER_TICKET, "TooManyRequests"))
        headers: dict[str, str] = {}
        for name, total, window, code in checks:
            calls = self._calls[name]
            while calls and calls[0] <= now - window:
                calls.popleft()
            resets = int(window - (now - calls[0])) + 1 if calls else int(window)
            if self.enforced and len(calls) >= total:
                self._tell(headers, name, total, 0, resets)
                return Verdict(resets, code or "TooManyRequests", headers)
            calls.append(now)
            self._tell(headers, name, total, total - len(calls), resets)
        return Verdict(None, "", headers)

    def _tell(self, headers: dict[str, str], name: str, total: int, remaining: int, resets: int) -> None:
        style = self._world.switches.header_style
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


def _is_single_ticket(path: str) -> bool:
    return path.startswith("/api/v2/tickets/") and path.rsplit("/", 1)[1].removesuffix(".json").isdecimal()
