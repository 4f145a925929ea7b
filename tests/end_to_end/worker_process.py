"""A real worker as a process of its own, in the sandbox's fast time, that writes down when each of its turns began and ended."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL

from integration.cluster import polling
from integration.cluster.pace import Pace
from integration.cluster.polling import Polls
from integration.cluster.worker import Worker
from integration.config.load import load_file
from integration.engine.context import Context
from integration.engine.stored import store_place
from integration.service import Clockwork
from integration.store.access import Claim
from integration.store.place import Place
from integration.telemetry import start_logging


class Diary:
    """What a process did and when, a line each, written at once so that a kill loses none."""

    def __init__(self, path: Path) -> None:
        self._out = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(self, what: str, account: str, epoch: int, at: float) -> None:
        """One line."""
        line = {"what": what, "account": account, "epoch": epoch, "pid": os.getpid(), "at": at}
        os.write(self._out, (json.dumps(line) + "\n").encode())

    def watch(self) -> None:
        """Note each turn's beginning after its commit, and its end before the last commit, if that succeeds.

        So where the fence holds, the times of two turns cannot overlap, however late a process is told of them.
        """
        begin, end = polling.begin_turn, polling.end_turn

        def begun(ctx: Context, claim: Claim | None = None) -> None:
            begin(ctx, claim)
            self.note("begun", ctx.account, ctx.store.epoch, time.time())

        def ended(ctx: Context) -> None:
            at = time.time()
            end(ctx)
            self.note("ended", ctx.account, ctx.store.epoch, at)

        polling.begin_turn, polling.end_turn = begun, ended


class Hasty(Polls):
    """Polls each account so often; a configuration for people has to say 15 seconds at least."""

    every: timedelta
    diary: Diary

    def intervals(self) -> Mapping[str, timedelta]:
        """As often as the test wants."""
        return dict.fromkeys(super().intervals(), self.every)

    def poll(self, label: str, claim: Claim) -> None:
        """Also note when the queue gave it to this process, and when this process gave it back."""
        self.diary.note("taken", label, 0, time.time())
        super().poll(label, claim)
        self.diary.note("left", label, 0, time.time())


def work(config: Path, speed: float, every: timedelta, pace: Pace) -> None:
    """Run a worker until it is told to stop, or killed; what it says goes to the end of `worker.log`."""
    with (config.parent / "worker.log").open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    start_logging()
    stop = threading.Event()
    clockwork = Clockwork(
        monotonic=lambda: time.monotonic() * speed,
        wall=lambda: datetime.now(UTC),
        sleep=lambda seconds: stop.wait(seconds / speed),
    )
    polls = Hasty(config, clockwork=clockwork)
    polls.every, polls.diary = every, Diary(config.parent / "turns.jsonl")
    polls.diary.watch()
    Worker(_database(store_place(load_file(config).accounts[0])), polls, polls=4, pace=pace).run()
    polls.close()


def _database(place: Place) -> URL:
    assert isinstance(place, URL)
    return place
