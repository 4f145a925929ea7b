"""What a monitor asks: counts and states of an account in Prometheus' text format, nothing for each ticket.

What the store knows is read when it is asked for, so that any process with the store can tell it; the counters are of
this process alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import case, func, select

from integration.store.access import Store
from integration.store.closed import Closed, why_closed
from integration.store.schema import action, finding
from policies.core.actions import State

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series for each counter that nobody asks for
_REGISTRY = CollectorRegistry()
_CYCLES = Counter("steadyhand_cycles_total", "Cycles that were finished.", ["account"], registry=_REGISTRY)
_CALLS = Counter(
    "steadyhand_calls_total", "Calls to Zendesk in finished cycles.", ["account"], registry=_REGISTRY
)
_DONE = Counter(
    "steadyhand_cycle_work_total",
    "What finished cycles did, as their line in the log has it.",
    ["account", "what"],
    registry=_REGISTRY,
)


def count_cycle(account: str, counts: dict[str, int], calls: int) -> None:
    """Count a finished cycle of this process."""
    _CYCLES.labels(account).inc()
    _CALLS.labels(account).inc(calls)
    for what, number in counts.items():
        _DONE.labels(account, what).inc(number)


def exposition(store: Store, now: datetime) -> bytes:
    """All of it for one account, in the text format; reads every finding and action once, in two statements."""
    registry = CollectorRegistry()
    registry.register(_Stored(store, now))
    return generate_latest(registry) + generate_latest(_REGISTRY)


class _Stored(Collector):
    """What the store knows at this moment."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Gauges of the account's row, then of findings and actions."""
        row, account = self._store.load_account(), self._store.account
        brake = GaugeMetricFamily("steadyhand_brake", "1 while the brake is set.", labels=["account"])
        brake.add_metric([account], float(row.brake is not None))
        yield brake
        yield self._gate(why_closed(row))
        if row.watermark is not None:
            lag = GaugeMetricFamily(
                "steadyhand_watermark_lag_seconds", "How far the reading is behind.", labels=["account"]
            )
            lag.add_metric([account], (self._now - row.watermark) / timedelta(seconds=1))
            yield lag
        yield from self._rows()

    def _gate(self, closed: tuple[Closed, str] | None) -> Metric:
        gate = GaugeMetricFamily(
            "steadyhand_gate_closed",
            "1 while nothing is written for this reason.",
            labels=["account", "reason"],
        )
        for reason in Closed:
            gate.add_metric([self._store.account, reason], float(closed is not None and closed[0] is reason))
        return gate

    def _rows(self) -> Iterator[Metric]:
        findings = GaugeMetricFamily(
            "steadyhand_findings", "Occasions by their state.", labels=["account", "policy", "state"]
        )
        actions = GaugeMetricFamily(
            "steadyhand_actions",
            "Actions by their state in the ledger, and by why they are held.",
            labels=["account", "policy", "state", "reason"],
        )
        account = self._store.account
        found = select(finding.c.policy, finding.c.state, func.count().label("number"))
        # Of what is not held any more a reason may still stand there; a series is shown once.
        reason = case((action.c.state == State.HELD, func.coalesce(action.c.reason, "")), else_="")
        acted = select(
            action.c.policy, action.c.state, reason.label("held_for"), func.count().label("number")
        )
        with self._store.reading() as connection:
            query = found.where(finding.c.account == account).group_by(finding.c.policy, finding.c.state)
            for row in connection.execute(query):
                findings.add_metric([account, row.policy, row.state], row.number)
            own = action.c.account == account
            for row in connection.execute(
                acted.where(own).group_by(action.c.policy, action.c.state, "held_for")
            ):
                actions.add_metric([account, row.policy, row.state, row.held_for], row.number)
        yield findings
        yield actions
