"""One machine: a cycle each interval for every account, until told to stop; changed files are taken at a cycle's border."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from integration.config.load import load_file
from integration.config.problems import ConfigError
from integration.crashes import tell_crash
from integration.engine.context import Context
from integration.fleet import Fleet
from integration.keeper import Opener

log = structlog.get_logger(__name__)
_JITTER_S = 3
_LOOK_S = 5.0
"""How soon an account that is new in the file gets its first cycle, once the file was read."""
_APART_S = 1.0
"""Accounts that begin together come so far apart, for ever after: at once they would hold each other up in one process."""
_AT_ONCE = 200
"""Threads, one for each account that is polled: most of their time they wait for Zendesk."""
Beside = Callable[[Context | None], AbstractContextManager[object]]
"""What stands beside the cycles, as the page does: those of the one open account, or with None those of the fleet."""


CycleDone = Callable[[str], None]
"""Is told the label of each account that finished a cycle."""


def _nothing(_account: Context | None) -> AbstractContextManager[object]:
    return nullcontext()


def _nobody(_label: str) -> None:
    """Where nobody waits for cycles."""


class Service:
    """The running service of one configuration file."""

    def __init__(self, path: Path, account: str | None = None, *, opener: Opener | None = None) -> None:
        """Read the file; with `account` the service is of this one alone.

        Raises:
            ConfigError: the file cannot be read, or no account of it can be used.
        """
        self._path, self._account = path, account
        self._ended = threading.Event()
        self._reload = threading.Event()
        self.fleet = Fleet(path, account, opener=opener)
        self.failure: Exception | None = None
        """What ended the service, or None after a request to stop."""
        self._cycle_done: CycleDone = _nobody

    def run(self, beside: Beside = _nothing, cycle_done: CycleDone = _nobody) -> None:
        """Run until SIGTERM or SIGINT, which end the present cycles between two steps.

        `beside` is entered before the first cycle, and left after the last. The service of one account begins by opening
        it, and ends with an error that stays. Of several accounts each is opened when its turn comes, and one that
        cannot go on leaves the others running.

        Raises:
            ConfigError, ZendeskError, StoreError: what made it impossible to go on.
        """
        self._cycle_done = cycle_done
        self._listen()
        try:
            with beside(self._open_the_one()):
                self._poll_until_ended()
        finally:
            self.fleet.close()
        if self.failure is not None:
            raise self.failure

    def _open_the_one(self) -> Context | None:
        if not self.fleet.is_one:
            return None
        (keeper,) = self.fleet.keepers.values()
        return keeper.open()

    def _poll_until_ended(self) -> None:
        scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(_AT_ONCE)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        scheduler.add_listener(_tell, EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES | EVENT_JOB_MISSED)
        self._schedule(scheduler)
        scheduler.start()
        while not self._ended.wait(_LOOK_S):  # here, for a job that asks the scheduler would hold up its end
            self._schedule(scheduler)
        scheduler.shutdown(wait=True)

    def _schedule(self, scheduler: BackgroundScheduler) -> None:
        """A job for each account that has none yet, and at each one's pace; those of accounts that are gone end."""
        keepers = self.fleet.keepers
        present = {job.id: job.trigger.interval for job in scheduler.get_jobs()}
        for label, pace in present.items():
            if label not in keepers:
                scheduler.remove_job(label)
            elif (interval := keepers[label].config.account.interval.timedelta) != pace:
                seconds = interval.total_seconds()
                scheduler.reschedule_job(label, trigger="interval", seconds=seconds, jitter=_JITTER_S)
        new = [label for label in keepers if label not in present]
        for place, label in enumerate(new):
            seconds = keepers[label].config.account.interval.seconds
            self._begin(scheduler, label, seconds, later=place * min(_APART_S, seconds / len(new)))

    def _begin(self, scheduler: BackgroundScheduler, label: str, seconds: float, later: float) -> None:
        scheduler.add_job(
            self.tick,
            "interval",
            [label],
            id=label,
            seconds=seconds,
            jitter=_JITTER_S,
            next_run_time=datetime.now(UTC) + timedelta(seconds=later),
        )
        log.info("started", account=label, interval_s=seconds)

    def tick(self, label: str) -> None:
        """One cycle of an account, on its newest configuration; an error that stays ends the service of one account."""
        self.fleet.refresh(force=self._asked_to_reload())
        keeper = self.fleet.keepers.get(label)
        if keeper is None:
            return
        if keeper.poll():
            self._cycle_done(label)
        if keeper.failure is not None and self.fleet.is_one:
            self.failure = keeper.failure
            self.stop()

    def _asked_to_reload(self) -> bool:
        if not self._reload.is_set():
            return False
        self._reload.clear()
        return True

    def stop(self) -> None:
        """End the present cycles between two steps, then the service."""
        self.fleet.stop.set()
        self._ended.set()

    def _listen(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGHUP, self._on_reload)

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _on_reload(self, _number: int, _frame: FrameType | None) -> None:
        """Say at once what the files are worth; they are taken at the next cycle's border."""
        self._reload.set()
        try:
            file = load_file(self._path).only(self._account)
            file.require_good()
        except ConfigError as error:
            problems = [str(problem) for problem in error.problems]
            log.error("config_stale", problems=problems)  # noqa: TRY400 - sentences, no traceback
        else:
            log.info("config_good", accounts=len(file.accounts))


def _tell(event: JobEvent) -> None:
    codes = {
        EVENT_JOB_ERROR: "cycle_crashed",
        EVENT_JOB_MAX_INSTANCES: "cycle_still_running",
        EVENT_JOB_MISSED: "cycle_missed",
    }
    exception = getattr(event, "exception", None)
    if exception is not None:
        tell_crash(exception)
    log.error(
        codes.get(event.code, "cycle"),
        account=event.job_id,
        error=type(exception).__name__ if exception is not None else None,
    )
