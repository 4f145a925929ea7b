"""Is it working: one verdict with its sentence, and the figures behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from integration.console.health import lag_allowed, silence_allowed
from integration.engine.context import Context
from integration.store.closed import why_closed
from integration.store.schema import action, finding, run
from integration.web.when import in_words
from policies.core.actions import Reason, State


@dataclass(frozen=True, slots=True)
class Health:
    """The verdict."""

    state: str
    """`working`, or what is the matter: `stopped`, `braked`, `stale`, `reading`, `resting`, `behind`; of an account that
    is not open also `broken`, `failed`, `opening`, and `unreadable` where its store cannot be read."""
    headline: str
    sentence: str

    @property
    def good(self) -> bool:
        """Whether nobody has to do anything."""
        return self.state in ("working", "reading", "resting", "opening")


def look(ctx: Context) -> Health:
    """What is the matter, the worst first."""
    row = ctx.store.load_account()
    trouble = (
        _stopped(ctx, row)
        or _braked(row)
        or _stale(ctx)
        or _reading(row)
        or _resting(row)
        or _behind(ctx, row)
    )
    if trouble is not None:
        return trouble
    lag = max(timedelta(0), ctx.now() - row.watermark)
    return Health(
        "working", "Working", f"Zendesk is read up to {in_words(lag)} ago, and notes may be written."
    )


def _stopped(ctx: Context, row: Any) -> Health | None:  # noqa: ANN401 - a row of the account table
    if row.heartbeat is None:
        return Health("stopped", "Not running yet", "No cycle was made so far. `steadyhand run` begins.")
    silent = ctx.wall() - row.heartbeat
    if silent <= silence_allowed(ctx.config.account.interval.timedelta):
        return None
    return Health(
        "stopped",
        "Not running",
        f"The last cycle began {in_words(silent)} ago; the log of `steadyhand run` says why.",
    )


def _braked(row: Any) -> Health | None:  # noqa: ANN401 - as above
    if not row.brake:
        return None
    tail = "" if "brake release" in row.brake else " `steadyhand brake release` lets it go."
    return Health("braked", "The brake is set: nothing is written", f"{row.brake}{tail}")


def _stale(ctx: Context) -> Health | None:
    if ctx.config_problem is None:
        return None
    sentence = "The settings from before stay in force. `steadyhand check` names each problem with its line."
    return Health("stale", "The configuration that lies there is not in force", sentence)


def _reading(row: Any) -> Health | None:  # noqa: ANN401 - as above
    if row.watermark is not None and row.ticket_end and row.event_end:
        return None
    sentence = "Nothing is judged before Zendesk's exports were read to their end once."
    return Health("reading", "Reading the history", sentence)


def _resting(row: Any) -> Health | None:  # noqa: ANN401 - as above
    closed = why_closed(row)
    return None if closed is None else Health("resting", "Resting: nothing is written", closed[1])


def _behind(ctx: Context, row: Any) -> Health | None:  # noqa: ANN401 - as above
    lag = ctx.now() - row.watermark
    if lag <= lag_allowed(ctx.config.account.interval.timedelta):
        return None
    return Health(
        "behind", "Behind", f"Zendesk is read up to {in_words(lag)} ago; policies judge as of then."
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What the overview counts."""

    watermark: datetime | None
    heartbeat: datetime | None
    last_cycle: dict[str, int]
    """What the last cycle that did anything did."""
    last_cycle_at: datetime | None
    open_findings: int
    held: int
    planned: int
    unsettled: int
    batches: bool
    """Whether notes go in batches; else one at a time."""


def count(ctx: Context) -> Figures:
    """The figures, in four small statements."""
    row = ctx.store.load_account()
    mine = action.c.account == ctx.account
    with ctx.store.reading() as connection:
        states = select(action.c.state, func.count().label("number")).where(mine).group_by(action.c.state)
        by_state: dict[str, int] = {row.state: row.number for row in connection.execute(states)}
        held = select(func.count()).where(mine, action.c.state == State.HELD)
        waiting = connection.scalar(held.where(action.c.reason.not_in((Reason.DONE, Reason.SUPERSEDED)))) or 0
        unended = select(func.count()).where(finding.c.account == ctx.account, finding.c.state == "open")
        found = connection.scalar(unended) or 0
        runs = select(run).where(run.c.account == ctx.account).order_by(run.c.run_id.desc()).limit(1)
        last = connection.execute(runs).first()
    return Figures(
        watermark=row.watermark,
        heartbeat=row.heartbeat,
        last_cycle={} if last is None else dict(last.counts),
        last_cycle_at=None if last is None else last.at,
        open_findings=found,
        held=waiting,
        planned=by_state.get(State.PLANNED, 0),
        unsettled=by_state.get(State.SENDING, 0) + by_state.get(State.QUEUED, 0),
        batches=not row.single_only,
    )
