"""The queue's two tasks: `tick` looks for what is due and for what is left behind, `poll` polls one account.

A poll whose worker is not heard of is finished as failed and not tried again: the next one comes by itself. (The way of
procrastinate's manual, to retry it, fails for ever where the next poll already waits under the same `queueing_lock`, and the
account stands still: procrastinate's issues 1446 and 1543.)
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from procrastinate import App, JobContext
from procrastinate.connector import BaseAsyncConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from sqlalchemy import URL

from integration.cluster.accounts import Accounts, due_now
from integration.cluster.pace import Pace
from integration.cluster.tables import claim_of
from integration.crashes import tell_crash
from integration.store.errors import StoreBusy, StoreError
from integration.store.turns import load_begun

log = structlog.get_logger(__name__)
_KEPT_H = 24
"""How long what failed may be looked at."""
_WAITING = Status.TODO.value


class Queue:
    """The queue as one worker sees it; `end` is called with what makes it impossible to go on."""

    def __init__(self, place: URL, accounts: Accounts, pace: Pace, end: Callable[[Exception], None]) -> None:
        self._place = place
        self._accounts = accounts
        self._pace = pace
        self._end = end
        self._tried: dict[str, float] = {}

    def app(self, connector: BaseAsyncConnector) -> App:
        """The tasks, on a connector."""
        app = App(connector=connector)
        poll = app.task(name="poll", pass_context=True)(self._poll)

        async def tick(timestamp: int) -> None:
            del timestamp
            await self._finish_stalled(app)
            for label in await self._due(app):
                name = f"account {label}"
                with suppress(AlreadyEnqueued):  # another tick was quicker
                    await poll.configure(lock=name, queueing_lock=name).defer_async(label=label)

        # A tick goes before polls: with all of a worker's places taken by long ones, the others would stand still.
        look = app.task(name="tick", queueing_lock="tick", priority=1)(tick)
        app.periodic(cron=self._pace.tick)(look)
        return app

    def _poll(self, context: JobContext, label: str) -> None:
        interval = self._accounts.intervals().get(label)
        if interval is None or self._is_too_soon(label, interval):
            return
        try:
            self._accounts.poll(label, claim_of(context.job.id))
        except Exception as error:  # noqa: BLE001 - a bug in one account's poll is told, and the others go on
            tell_crash(error)
            log.error("poll_crashed", account=label, error=type(error).__name__)  # noqa: TRY400 - it could quote a ticket

    def _is_too_soon(self, label: str, interval: timedelta) -> bool:
        """An account whose polls fail before they begin stays due; it is not tried at each tick."""
        now = time.monotonic()
        if now - self._tried.get(label, -math.inf) < interval.total_seconds() / 2:
            return True
        self._tried[label] = now
        return False

    async def _due(self, app: App) -> list[str]:
        """The accounts whose next poll is due and does not wait in the queue already."""
        # Not in the loop: it reads files, and waits for the present cycle of an account that is in them no more.
        intervals = await asyncio.to_thread(self._accounts.intervals)
        try:
            begun = await asyncio.to_thread(load_begun, self._place, intervals)
        except StoreBusy as error:
            log.warning("store_busy", reason=str(error))
            return []
        except StoreError as error:
            self._end(error)
            return []
        waiting = {job.lock for job in await app.job_manager.list_jobs_async(task="poll", status=_WAITING)}
        return [
            label
            for label in due_now(intervals, begun, datetime.now(UTC))
            if f"account {label}" not in waiting
        ]

    async def _finish_stalled(self, app: App) -> None:
        """Let go of what workers left behind that are not heard of any more."""
        jobs = app.job_manager
        for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=self._pace.stalled_s):
            await self._finish(app, job)
        await jobs.prune_stalled_workers(self._pace.stalled_s)
        await jobs.delete_old_jobs(nb_hours=_KEPT_H, include_failed=True, include_aborted=True)

    async def _finish(self, app: App, job: Job) -> None:
        if job.id is None:
            return
        with suppress(ConnectorException):  # another tick was quicker, or it came to its end after all
            await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
            log.warning("job_stalled", job=job.task_name, account=job.task_kwargs.get("label"))
