"""One poll cycle of one account: the only file that knows the order of the steps."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from integration.engine.absences import refresh_absences
from integration.engine.conduct import KEPT_AFTER_ITS_END, forget_expired
from integration.engine.context import Context
from integration.engine.fresh import judge_busy
from integration.engine.judge import exceeds_brake, judge_changes, new_rationing
from integration.engine.names import refresh_names
from integration.engine.outbox import send_waiting
from integration.engine.outcomes import settle_outcomes
from integration.engine.read import read_exports
from integration.engine.reminding import remind_of_cases
from integration.engine.settle import reconcile, settle_jobs
from integration.engine.write import Gate
from integration.metrics import count_cycle, count_step
from integration.store import history, ledger, occasions, outbox, retention, talk
from integration.tracing import span
from policies.core.actions import State

log = structlog.get_logger(__name__)
JOB_POLLS_S = (1.0, 2.0, 4.0, 8.0)
"""When a cycle asks for its jobs; what is not over by then is asked for in the next cycle."""
TIDY_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CycleReport:
    """What one cycle did."""

    watermark: datetime | None
    counts: dict[str, int]
    seconds: float
    calls: int
    gate_closed: str | None
    """Why nothing could be written, or None."""
    unsettled: int
    """Writes whose outcome is not known yet."""
    run: int | None = None
    """Its number, by which what it wrote can be taken back; None: it did nothing."""


def run_cycle(ctx: Context, *, drain: bool = False, wait_for_jobs_s: float = sum(JOB_POLLS_S)) -> CycleReport:
    """Read, decide, plan, write and settle, once. With `drain` the exports are read to their ends first."""
    ctx.counts = Counter()
    started, calls = ctx.now(), ctx.transport.calls.copy()
    with span("cycle", ctx.account) as note:
        report = _run_steps(ctx, started, calls, drain=drain, patience_s=wait_for_jobs_s)
        note({**report.counts, "calls": report.calls})
        return report


def _run_steps(
    ctx: Context, started: datetime, calls: Counter[str], *, drain: bool, patience_s: float
) -> CycleReport:
    ctx.beat()
    with _step(ctx, "settle"):
        refresh_names(ctx)
        settle_jobs(ctx)
        reconcile(ctx)
    with _step(ctx, "read"):
        read_exports(ctx, drain=drain)
        refresh_absences(ctx)
    with _step(ctx, "judge"):
        rationing = new_rationing(ctx)
        wanted = judge_changes(ctx, rationing) | judge_busy(ctx, rationing)
        _brake_if_needed(ctx, wanted)
    gate = Gate(ctx)
    with _step(ctx, "write"):
        gate.write_planned()
        _await_jobs(ctx, gate, patience_s)
    with _step(ctx, "tell"):
        remind_of_cases(ctx)
        send_waiting(ctx, gate.closed_because)
    with _step(ctx, "tidy"):
        _tidy(ctx, started)
    return _close(ctx, gate, started, calls)


@contextmanager
def _step(ctx: Context, name: str) -> Iterator[None]:
    """A part of a cycle, for who watches: how long it took and what it counted."""
    began, before = time.monotonic(), ctx.counts.copy()
    with span(name, ctx.account) as note:
        try:
            yield
        finally:
            count_step(ctx.account, name, time.monotonic() - began)
            note(ctx.counts - before)


def _brake_if_needed(ctx: Context, wanted: set[int]) -> None:
    row = ctx.store.load_account()
    if row.brake or row.watermark is None:
        return
    if sentence := exceeds_brake(ctx, wanted, row.watermark):
        ctx.store.save_account(brake=sentence, brake_since=ctx.now())
        log.error("brake_set", account=ctx.account, tickets=len(wanted))


def _await_jobs(ctx: Context, gate: Gate, patience_s: float) -> None:
    """Ask for the jobs at 1, 2, 4, 8 s, and go on writing as they end; a slow job is left for the next cycle."""
    waited = 0.0
    polls = iter((*JOB_POLLS_S, *(8.0 for _ in range(int(patience_s // 8)))))
    while gate.jobs_in_flight() and waited < patience_s and not ctx.stop.is_set():
        pause = min(next(polls, 8.0), patience_s - waited)
        ctx.pause(pause)
        waited += pause
        if settle_jobs(ctx) == 0:
            gate.write_planned()


def _close(ctx: Context, gate: Gate, started: datetime, calls: Counter[str]) -> CycleReport:
    row = ctx.store.load_account()
    number = None
    with ctx.store.transaction() as connection:
        if any(ctx.counts.values()):
            number = occasions.save_run(
                ctx.store, connection, started, row.watermark, ctx.config.digest, ctx.counts
            )
        unsettled = len(ledger.load_rows(ctx.store, connection, State.SENDING, State.QUEUED))
    seconds = max(0.0, (ctx.now() - started) / timedelta(seconds=1))  # Zendesk tells whole seconds
    made = ctx.transport.calls - calls
    report = CycleReport(
        row.watermark,
        dict(ctx.counts),
        seconds,
        made.total(),
        gate.closed_because(),
        unsettled,
        number,
    )
    closed = {"gate": report.gate_closed} if report.gate_closed is not None else {}
    log.info(
        "cycle",
        account=ctx.account,
        run=number,
        **report.counts,
        seconds=round(seconds, 1),
        calls=report.calls,
        **closed,
    )
    count_cycle(ctx.account, report.counts, made, seconds)
    return report


def _tidy(ctx: Context, now: datetime) -> None:
    """Drop events whose time is over and settle what came of actions, once an hour: all there is is looked at."""
    if ctx.tidied_at is not None and now - ctx.tidied_at < TIDY_EVERY:
        return
    with ctx.store.transaction() as connection:
        before = now - ctx.config.store.retention.timedelta
        history.drop_old_events(ctx.store, connection, before)
        talk.blank_old_excerpts(ctx.store, connection, before)
        occasions.drop_old_runs(ctx.store, connection, before)
        outbox.drop_old(ctx.store, connection, before)
        retention.empty_closed(ctx.store, connection, before)
        retention.forget_owners(ctx.store, connection, before)
        retention.forget_dismissers(ctx.store, connection, before, now - KEPT_AFTER_ITS_END)
        forget_expired(ctx, connection, now)
    settle_outcomes(ctx)
    ctx.tidied_at = now
