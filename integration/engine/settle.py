"""Steps 0, 8 and 9: learn the outcome of jobs, and of writes whose answer was lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from integration.engine import echoes
from integration.engine.context import Context
from integration.engine.intake import RawUpdate, update_of_audit
from integration.engine.keeping import keep_updates
from integration.engine.outbox import mark_done
from integration.engine.write import count_conflict
from integration.store import ledger
from integration.zendesk.errors import Conflict, Gone, Refused, Transient, Unknown
from integration.zendesk.jobs import JobRow, JobStatus
from integration.zendesk.tickets import fetch_audits, fetch_tickets
from integration.zendesk.updates import fetch_job, fetch_jobs, fetch_jobs_running
from policies.core.actions import State

_FORGOTTEN = timedelta(hours=24)
"""Zendesk keeps a job for about a day; after that no queue can hold the write any more."""
_ECHO_OVERDUE = timedelta(minutes=10)
_BEFORE = timedelta(seconds=60)
"""Audits are read back to this long before the attempt, for clocks that differ."""


def reconcile(ctx: Context) -> None:
    """Step 0: what became of writes whose answer was lost, asked of the tickets' own audits.

    Only after the quarantine, and only when each job of the account is over that was queued or working then: until then
    the write may still happen. Costs one call, and one for each ticket in question.
    """
    quarantine = ctx.config.limits.quarantine.timedelta
    now = ctx.now()
    with ctx.store.reading() as connection:
        rows = [
            r for r in ledger.load_rows(ctx.store, connection, State.SENDING) if now - r.sent_at >= quarantine
        ]
        applied = ledger.load_rows(ctx.store, connection, State.APPLIED)
        watermark = ctx.store.load_account(connection).watermark
    overdue = [r for r in applied if watermark is not None and watermark - r.written_at > _ECHO_OVERDUE]
    young = [r for r in rows if now - r.sent_at < _FORGOTTEN]
    running = fetch_jobs_running(ctx.transport) if young else frozenset()
    # Jobs that began later are not ours, and in a busy account there is always some.
    ctx.jobs_in_doubt = {r.key: ctx.jobs_in_doubt.get(r.key, running) & running for r in young}
    rows = [r for r in rows if not ctx.jobs_in_doubt.get(r.key)]
    _ask_audits(ctx, [*rows, *overdue])


def settle_jobs(ctx: Context) -> int:
    """Step 8 and 9: ask for each queued job, for all of them in one call; returns how many are still going on."""
    with ctx.store.reading() as connection:
        rows = ledger.load_rows(ctx.store, connection, State.QUEUED)
    by_job: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_job[row.job_id].append(row)
    going_on = 0
    jobs = fetch_jobs(ctx.transport, by_job) if len(by_job) > 1 else {}
    for job_id, own in by_job.items():
        job = jobs.get(job_id) or fetch_job(ctx.transport, job_id)
        if job is None:
            _ask_audits(ctx, own)
        elif job.is_over:
            _settle_job(ctx, job, own)
        else:
            going_on += 1
    return going_on


def _settle_job(ctx: Context, job: JobStatus, rows: Sequence[Row[Any]]) -> None:
    """`completed` is not success: each row has its own outcome, and a row without one is unknown."""
    results = {result.ticket_id: result for result in job.rows() if result.ticket_id is not None}
    unknown: list[Row[Any]] = []
    for ticket_id, own in echoes.by_ticket(rows).items():
        result = results.get(ticket_id)
        if result is None:
            unknown += own
        else:
            unknown += _settle_row(ctx, result, own)
    _ask_audits(ctx, unknown)


def _settle_row(ctx: Context, result: JobRow, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """Write down one ticket's outcome; rows whose outcome is still unknown come back."""
    keys, now, error = [row.key for row in rows], ctx.now(), result.failure
    if error is None:
        _move(ctx, keys, State.APPLIED, written_at=now)
    elif isinstance(error, Conflict):
        count_conflict(ctx, keys, now)
    elif isinstance(error, Unknown):
        return rows
    elif isinstance(error, Transient):
        _move(ctx, keys, State.PLANNED, job_id=None, sentence=error.sentence)
    else:
        _move(ctx, keys, State.FAILED, sentence=error.sentence)
        ctx.counts["failed"] += 1
    return ()


def _ask_audits(ctx: Context, rows: Iterable[Row[Any]]) -> None:
    """Look for our marker in each ticket's newest audits; found is done, not found is planned again."""
    for ticket_id, own in echoes.by_ticket(rows).items():
        if ctx.stop.is_set():
            return
        if ctx.is_unreadable(ticket_id):
            continue
        since = min(row.sent_at for row in own) - _BEFORE
        try:
            audits = list(fetch_audits(ctx.transport, ticket_id, newest_first=True, until=since))
        except Gone:
            _move(ctx, [row.key for row in own], State.FAILED, sentence="The ticket is gone.")
            continue
        except (Refused, Transient) as error:
            ctx.leave_for_a_while(ticket_id, error)
            continue
        updates = [update_of_audit(audit, ticket_id) for audit in reversed(audits)]
        keep_updates(ctx, updates)
        missing = _still_unsettled(ctx, ticket_id, own, updates)
        if missing:
            _settle_missing(ctx, ticket_id, missing)
        ctx.counts["reconciled"] += len(own)


def _still_unsettled(
    ctx: Context, ticket_id: int, rows: Sequence[Row[Any]], updates: Sequence[RawUpdate]
) -> list[Row[Any]]:
    """The rows that the audits show no trace of. What was stored before is looked at again for its marker."""
    unsettled = _now_like(ctx, ticket_id, rows)
    for update in updates if unsettled else ():
        echo = echoes.find_echo(update, unsettled, ctx.user_id)
        if echo is not None and echo.rows:
            with ctx.store.transaction() as connection:
                echoes.settle(ctx, connection, echo)
    return _now_like(ctx, ticket_id, rows)


def _now_like(ctx: Context, ticket_id: int, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Those of the rows that still stand where they stood."""
    with ctx.store.reading() as connection:
        present = {
            row.key: row for row in ledger.load_rows_of(ctx.store, connection, [ticket_id]).get(ticket_id, [])
        }
    return [row for row in rows if present[row.key].state == row.state]


def _settle_missing(ctx: Context, ticket_id: int, rows: Sequence[Row[Any]]) -> None:
    """No trace in the audits: tags that stand there all the same were there already; else it is planned again."""
    there = fetch_tickets(ctx.transport, [ticket_id]).get(ticket_id)
    tags = set(there.tags) if there is not None else set()
    for row in rows:
        payload = row.payload or {}
        right = set(payload.get("add_tags", ())) <= tags and not set(payload.get("remove_tags", ())) & tags
        nothing_to_show = not payload.get("note") and right
        if row.state == State.APPLIED and nothing_to_show:
            with ctx.store.transaction() as connection:
                mark_done(ctx, connection, [row.key], ctx.now())
            continue
        if row.state == State.APPLIED and not payload.get("note"):
            ctx.store.save_account(single_only=True)  # the batch said done and dropped the tags
        _move(ctx, [row.key], State.PLANNED, job_id=None, written_at=None)


def _move(ctx: Context, keys: Iterable[str], state: State, **values: Any) -> None:  # noqa: ANN401 - ledger columns
    with ctx.store.transaction() as connection:
        ledger.move(ctx.store, connection, keys, state, ctx.now(), **values)
