"""What a monitor asks of several accounts, as families of Prometheus; nothing for each ticket.

What the store knows is read when it is asked for, so that any process with the store can tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, case, func, select

from integration.store.access import Store
from integration.store.closed import Closed, why_closed
from integration.store.errors import StoreError
from integration.store.schema import Moment, action, finding, timer
from policies.core.actions import State

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """An account as whoever shows its figures knows it at a moment."""

    account: str
    now: datetime
    """By Zendesk's clock, which the store's moments are of."""
    store: Store | None = None
    """None while the account is not open."""
    up: bool | None = None
    """Whether it is open and its last cycle went well; None: that is not known beside the service."""
    stale: bool | None = None
    """Whether the file that lies there is not in force; None as above."""
    interval: timedelta | None = None
    last_cycle: float | None = None
    """When this process finished its last cycle, or began, in seconds since 1970; None: it runs none."""
    budget: Mapping[str, int] = field(default_factory=dict)
    """How many calls of ours would be let through in this minute, by kind."""


class Figures(Collector):
    """What the process and the stores know at this moment, of all accounts."""

    def __init__(self, accounts: Iterable[Seen]) -> None:
        self._accounts = tuple(accounts)

    def collect(self) -> Iterator[Metric]:
        """Each family once, with the samples of all accounts; an account whose store is away has none from there."""
        gauges = _Gauges()
        for seen in self._accounts:
            stored = None if seen.store is None else _look(seen.store)
            if stored is not None:
                _tell_stored(gauges, seen, stored)
            _tell_process(gauges, seen, away=seen.store is not None and stored is None)
        yield from gauges.families.values()


@dataclass
class _Gauges:
    """Families by name; each comes to be with its first sample."""

    families: dict[str, GaugeMetricFamily] = field(default_factory=dict)

    def add(self, name: str, meaning: str, value: float, **labels: str) -> None:
        family = self.families.get(name)
        if family is None:
            family = GaugeMetricFamily(name, meaning, labels=list(labels))
            self.families[name] = family
        family.add_metric(list(labels.values()), value)


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is read of one account's store."""

    row: Any
    """Of the account table."""
    findings: Sequence[Any]
    actions: Sequence[Any]
    oldest: Mapping[str, datetime]
    timers_due: int


def _look(store: Store) -> _Stored | None:
    """Read every finding and action once, and count the timers that are due; None where the store cannot be read."""
    found = select(finding.c.policy, finding.c.state, func.count().label("number"))
    # Of what is not held any more a reason may still stand there; a series is shown once.
    reason = case((action.c.state == State.HELD, func.coalesce(action.c.reason, "")), else_="")
    acted = select(action.c.policy, action.c.state, reason.label("held_for"), func.count().label("number"))
    own = action.c.account == store.account
    try:
        with store.reading() as connection:
            row = store.load_account(connection)
            mine = found.where(finding.c.account == store.account)
            return _Stored(
                row=row,
                findings=connection.execute(mine.group_by(finding.c.policy, finding.c.state)).all(),
                actions=connection.execute(
                    acted.where(own).group_by(action.c.policy, action.c.state, "held_for")
                ).all(),
                oldest=_oldest(connection, store.account),
                timers_due=_timers_due(connection, row),
            )
    except StoreError:
        return None


def _timers_due(connection: Connection, row: Any) -> int:  # noqa: ANN401 - a row of the account table
    if row.watermark is None:
        return 0
    due = timer.c.due <= row.watermark
    return connection.scalar(select(func.count()).where(timer.c.account == row.account, due)) or 0


def _oldest(connection: Connection, account: str) -> dict[str, datetime]:
    """When the oldest action began to wait that is planned, and the oldest that is sent without an answer."""
    began = case((action.c.state == State.SENDING, action.c.sent_at), else_=action.c.first_at)
    waiting = action.c.state.in_((State.PLANNED, State.SENDING))
    query = select(action.c.state, func.min(began, type_=Moment).label("began"))
    found = connection.execute(query.where(action.c.account == account, waiting).group_by(action.c.state))
    return {row.state: row.began for row in found if row.began is not None}


def _tell_stored(gauges: _Gauges, seen: Seen, stored: _Stored) -> None:
    account, row = seen.account, stored.row
    gauges.add("steadyhand_brake", "1 while the brake is set.", float(row.brake is not None), account=account)
    closed = why_closed(row)
    for reason in Closed:
        shut = float(closed is not None and closed[0] is reason)
        gauges.add(
            "steadyhand_gate_closed",
            "1 while nothing is written for this reason.",
            shut,
            account=account,
            reason=reason,
        )
    if row.watermark is not None:
        lag = (seen.now - row.watermark) / _SECOND
        gauges.add("steadyhand_watermark_lag_seconds", "How far the reading is behind.", lag, account=account)
    for each in stored.findings:
        labels = {"account": account, "policy": each.policy, "state": each.state}
        gauges.add("steadyhand_findings", "Occasions by their state.", each.number, **labels)
    for each in stored.actions:
        labels = {"account": account, "policy": each.policy, "state": each.state, "reason": each.held_for}
        meaning = "Actions by their state in the ledger, and by why they are held."
        gauges.add("steadyhand_actions", meaning, each.number, **labels)
    for state in (State.PLANNED, State.SENDING):
        age = max(0.0, (seen.now - stored.oldest.get(state, seen.now)) / _SECOND)
        meaning = (
            "For how long the oldest action has been planned, or sent without an answer; 0: there is none."
        )
        gauges.add("steadyhand_oldest_action_seconds", meaning, age, account=account, state=state)
    gauges.add(
        "steadyhand_timers_due",
        "Tickets that are to be judged again by now.",
        stored.timers_due,
        account=account,
    )


def _tell_process(gauges: _Gauges, seen: Seen, *, away: bool) -> None:
    """What only the service itself knows; beside it nothing is said of it. An account without its store is not up."""
    account = seen.account
    if seen.up is not None:
        up = float(seen.up and not away)
        gauges.add(
            "steadyhand_account_up", "1 while it is open and its last cycle went well.", up, account=account
        )
    if seen.stale is not None:
        meaning = "1 while the changed file is not in force, since something in it is wrong."
        gauges.add("steadyhand_config_stale", meaning, float(seen.stale), account=account)
    if seen.interval is not None:
        gauges.add(
            "steadyhand_interval_seconds",
            "How often the account is to be read.",
            seen.interval / _SECOND,
            account=account,
        )
    if seen.last_cycle is not None:
        meaning = "When the last cycle was finished, or else this process began, by its own clock."
        gauges.add("steadyhand_last_cycle_timestamp_seconds", meaning, seen.last_cycle, account=account)
    for kind, left in seen.budget.items():
        gauges.add(
            "steadyhand_budget_left",
            "Calls that would be let through in this minute.",
            left,
            account=account,
            kind=kind,
        )
