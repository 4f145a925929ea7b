"""What a monitor is told, in Prometheus' text format: counts of this process, and figures of its accounts."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Summary,
    disable_created_metrics,
    generate_latest,
)

from integration.figures import Figures, Seen
from integration.store.access import Store

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series for each counter that nobody asks for
_REGISTRY = CollectorRegistry()
_CYCLES = Counter("steadyhand_cycles_total", "Cycles that were finished.", ["account"], registry=_REGISTRY)
_SECONDS = Summary(
    "steadyhand_cycle_seconds",
    "How long finished cycles took, waiting for Zendesk included.",
    ["account"],
    registry=_REGISTRY,
)
_STEPS = Counter(
    "steadyhand_step_seconds_total", "How long each step took.", ["account", "step"], registry=_REGISTRY
)
_CALLS = Counter(
    "steadyhand_calls_total",
    "Calls to Zendesk in finished cycles, by endpoint.",
    ["account", "endpoint"],
    registry=_REGISTRY,
)
_DONE = Counter(
    "steadyhand_cycle_work_total",
    "What finished cycles did, as their line in the log has it.",
    ["account", "what"],
    registry=_REGISTRY,
)
_ERRORS = Counter(
    "steadyhand_policy_errors_total",
    "Tickets that a policy could not judge for an error of its own.",
    ["account", "policy"],
    registry=_REGISTRY,
)
_BEGAN = time.time()
_FINISHED: dict[str, float] = {}
"""When each account's last cycle was finished, in seconds since 1970 by this machine's clock."""


def count_cycle(account: str, counts: Mapping[str, int], calls: Mapping[str, int], seconds: float) -> None:
    """Count a finished cycle of this process; `calls` by `GET tickets/{id}`."""
    _CYCLES.labels(account).inc()
    _FINISHED[account] = time.time()
    _SECONDS.labels(account).observe(seconds)
    for endpoint, number in calls.items():
        _CALLS.labels(account, endpoint).inc(number)
    for what, number in counts.items():
        _DONE.labels(account, what).inc(number)


def count_step(account: str, step: str, seconds: float) -> None:
    """Count the time of one step of a cycle, finished or not."""
    _STEPS.labels(account, step).inc(seconds)


def count_policy_error(account: str, policy: str) -> None:
    """Count a ticket that a policy could not judge."""
    _ERRORS.labels(account, policy).inc()


def exposition(store: Store, now: datetime) -> bytes:
    """All of it for one account that this process may or may not run, in the text format."""
    return exposition_of([Seen(store.account, now, store)])


def exposition_of(accounts: Iterable[Seen]) -> bytes:
    """All of it, in the text format; reads every finding and action once, in a few statements for each account."""
    registry = CollectorRegistry()
    registry.register(Figures([_with_last_cycle(seen) for seen in accounts]))
    return generate_latest(registry) + generate_latest(_REGISTRY)


def _with_last_cycle(seen: Seen) -> Seen:
    """Where this process is to run the cycles, one that never finishes any has none since it began."""
    last = _FINISHED.get(seen.account, _BEGAN if seen.up is not None else None)
    return replace(seen, last_cycle=last)
