"""One machine: a cycle each interval, until told to stop; a changed configuration is taken at a cycle's border."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.background import BackgroundScheduler

from integration.config.load import load_config
from integration.config.problems import ConfigError
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.engine.names import names_of
from integration.service import open_account
from integration.store.errors import FenceLost, StoreBusy, StoreError
from integration.zendesk.directory import fetch_directory
from integration.zendesk.errors import (
    SignInRefused,
    Stopping,
    Transient,
    Unknown,
    UnknownAccount,
    ZendeskError,
)

log = structlog.get_logger(__name__)
_JITTER_S = 3
Beside = Callable[[Context], AbstractContextManager[object]]
"""What stands beside the cycles of an open account, as the page does."""


def _nothing(_account: Context) -> AbstractContextManager[object]:
    return nullcontext()


class Service:
    """The running service of one configuration file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._reload = threading.Event()
        self._seen = _stamp(path)
        self._ctx: Context | None = None
        self.failure: Exception | None = None
        """What ended the service, or None after a request to stop."""

    def run(self, beside: Beside = _nothing) -> None:
        """Run until SIGTERM or SIGINT, which end the present cycle between two steps, or until an error that stays.

        `beside` is entered with the open account before the first cycle, and left after the last.

        Raises:
            ConfigError, ZendeskError, StoreError: what made it impossible to go on.
        """
        config = load_config(self._path)
        self._listen()
        self._ctx = open_account(config, stop=self._stop)
        with beside(self._ctx):
            self._cycle_until_ended(self._ctx, config.account.interval.seconds)
        with suppress(FenceLost):  # then another process holds the account already
            self._ctx.store.release_lease()
        self._ctx.close()
        log.info("stopped", account=self._ctx.account)
        if self.failure is not None:
            raise self.failure

    def _cycle_until_ended(self, ctx: Context, seconds: float) -> None:
        scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        scheduler.add_listener(_tell, EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES | EVENT_JOB_MISSED)
        now = datetime.now(UTC)
        scheduler.add_job(self.tick, "interval", seconds=seconds, jitter=_JITTER_S, next_run_time=now)
        scheduler.start()
        log.info("started", account=ctx.account, interval_s=seconds)
        self._ended.wait()
        scheduler.shutdown(wait=True)

    def tick(self) -> None:
        """One cycle; what passes by itself is logged and tried again, what does not ends the service."""
        ctx = self._ctx
        if ctx is None or self._stop.is_set():
            return
        try:
            self._take_new_config(ctx)
            run_cycle(ctx)
        except Stopping:
            return
        except (Transient, Unknown) as error:
            log.warning(
                "zendesk_out_of_reach", account=ctx.account, reason=error.sentence, status=error.status
            )
        except StoreBusy as error:
            log.warning("store_busy", account=ctx.account, reason=str(error))
        except (SignInRefused, UnknownAccount, StoreError, ConfigError) as error:
            self._end(error)
        except ZendeskError as error:
            log.warning("cycle_failed", account=ctx.account, reason=error.sentence, status=error.status)

    def stop(self) -> None:
        """End the present cycle between two steps, then the service."""
        self._stop.set()
        self._ended.set()

    def _end(self, error: Exception) -> None:
        self.failure = error
        self.stop()

    def _listen(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGHUP, self._on_reload)

    def _on_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _on_reload(self, _number: int, _frame: FrameType | None) -> None:
        """Say at once what the file is worth; it is taken at the next cycle's border."""
        self._reload.set()
        try:
            config = load_config(self._path)
        except ConfigError as error:
            problems = [str(problem) for problem in error.problems]
            log.error("config_stale", problems=problems)  # noqa: TRY400 - sentences, no traceback
        else:
            log.info("config_good", digest=config.digest)

    def _take_new_config(self, ctx: Context) -> None:
        """Swap in a good new file; on a bad one keep the old, and say so until it is mended."""
        stamp = _stamp(self._path)
        if not self._reload.is_set() and stamp == self._seen:
            return
        try:
            config = load_config(self._path)
            if (config.account, config.store) != (ctx.config.account, ctx.config.store):
                log.warning(
                    "config_needs_restart", reason="[account] and [store] are taken at the next start"
                )
                self._have_seen(stamp)
                return
            ctx.names = names_of(fetch_directory(ctx.transport), config, ctx.account)
        except ConfigError as error:
            ctx.config_problem = str(error)
            problems = [str(problem) for problem in error.problems]
            log.error("config_stale", account=ctx.account, problems=problems)  # noqa: TRY400 - sentences, no traceback
            self._have_seen(stamp)
            return
        self._have_seen(stamp)
        if (
            config.web != ctx.config.web
        ):  # the page's socket and its token are this process's from the beginning
            log.warning("config_needs_restart", reason="[web] is taken at the next start, all else now")
        ctx.config, ctx.config_problem = config, None
        ctx.probe_due = True
        log.info("config_taken", account=ctx.account, digest=config.digest)

    def _have_seen(self, stamp: tuple[int, int] | None) -> None:
        """Take a state of the file for dealt with; not so while Zendesk could not be asked about its names."""
        self._reload.clear()
        self._seen = stamp


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _tell(event: JobEvent) -> None:
    codes = {
        EVENT_JOB_ERROR: "cycle_crashed",
        EVENT_JOB_MAX_INSTANCES: "cycle_still_running",
        EVENT_JOB_MISSED: "cycle_missed",
    }
    exception = getattr(event, "exception", None)
    log.error(
        codes.get(event.code, "cycle"), error=type(exception).__name__ if exception is not None else None
    )
