"""A worker: it takes polls out of the queue until it is told to stop, and outlives the database's absences."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException
from sqlalchemy import URL

from integration.cluster.accounts import Accounts
from integration.cluster.connecting import WatchedConnector
from integration.cluster.pace import Pace
from integration.cluster.queue import Queue
from integration.cluster.tables import count_workers, require_queue
from integration.store.errors import StoreBusy, StoreError
from integration.store.turns import load_begun, release_from_workers

log = structlog.get_logger(__name__)
_BESIDE = 4
"""Threads beside those of the polls: for what a tick and the beginning of a life ask the store."""
_BROKEN = "the queue's connection broke, or the server refused a statement"


class Worker:
    """One process that polls accounts in turn with others."""

    def __init__(self, place: URL, accounts: Accounts, *, polls: int, pace: Pace | None = None) -> None:
        """`polls` is how many accounts it polls at once."""
        self._place = place
        self._accounts = accounts
        self._polls = polls
        self._pace = pace or Pace()
        self._queue = Queue(place, accounts, self._pace, self._end)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self.failure: Exception | None = None
        """What ended it, or None after a request to stop."""

    def run(self) -> None:
        """Run until SIGTERM or SIGINT, which end the present polls between two steps, or until an error that stays.

        Raises:
            StoreError: the tables are not there, or another release's; the database refuses, or is away at the start.
        """
        load_begun(self._place, self._accounts.intervals())
        require_queue(self._place)
        asyncio.run(self._run())
        if self.failure is not None:
            raise self.failure

    def stop(self) -> None:
        """End the present polls between two steps, then the worker; from any thread."""
        self._accounts.stop()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(self._polls + _BESIDE, "poll"))
        self._loop.set_exception_handler(_tell)
        self._listen(self._loop)
        name = f"{socket.gethostname()}:{os.getpid()}"
        log.info("worker_started", worker=name, polls=self._polls)
        wait_s = 0.5
        while not self._stopping.is_set():
            began = self._loop.time()
            reason = await self._live_once()
            if self._stopping.is_set():
                break
            wait_s = 0.5 if self._loop.time() - began > self._pace.stalled_s else wait_s
            log.warning("queue_away", worker=name, reason=reason, again_in_s=wait_s)
            await self._pause(wait_s)
            wait_s = min(2 * wait_s, self._pace.longest_wait_s)
        await asyncio.to_thread(self._let_go)
        log.info("worker_stopped", worker=name)

    async def _live_once(self) -> str:
        """Work under one number until told to stop, or until the queue is out of reach: returns why."""
        try:
            await asyncio.to_thread(require_queue, self._place)
            await self._work()
        except StoreBusy as error:
            return str(error)
        except StoreError as error:
            self._end(error)
        except (ConnectorException, psycopg.OperationalError):
            pass
        return _BROKEN

    async def _work(self) -> None:
        connector = WatchedConnector(self._place)
        app = self._queue.app(connector)
        async with app.open_async():
            work = asyncio.create_task(
                app.run_worker_async(
                    concurrency=self._polls,
                    delete_jobs="successful",
                    fetch_job_polling_interval=self._pace.look_s,
                    install_signal_handlers=False,
                    stalled_worker_timeout=self._pace.stalled_s,
                    update_heartbeat_interval=self._pace.heartbeat_s,
                )
            )
            ends = [asyncio.create_task(event.wait()) for event in (connector.failed, self._stopping)]
            await asyncio.wait([work, *ends], return_when=asyncio.FIRST_COMPLETED)
            for task in (work, *ends):
                task.cancel()
            with suppress(asyncio.CancelledError):  # its polls have come to their end by then
                await work

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def _let_go(self) -> None:
        """The last one puts out the light: what no worker polls any more is not shown as running."""
        try:
            if count_workers(self._place, self._pace.stalled_s) == 0:
                release_from_workers(self._place, self._accounts.intervals())
        except StoreError as error:
            log.warning("store_busy", reason=str(error))

    def _end(self, error: Exception) -> None:
        self.failure = error
        self.stop()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self.stop)
            loop.add_signal_handler(signal.SIGHUP, loop.run_in_executor, None, self._accounts.reload)


def _tell(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What no one waits for any more, such as the end of a poll that could not be written down."""
    error = context.get("exception")
    log.warning("queue_task_failed", error=type(error).__name__ if error is not None else None)
