"""Kill, stop and cut off workers again and again while they work, and count what reached the customers' tickets.

Usage: python -m tests.end_to_end.cluster_crash [DISTURBANCES] [--as-shipped]
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg
from sqlalchemy import URL

from integration.cluster.pace import Pace
from integration.cluster.tables import SCHEMA, make_queue
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.store.access import Store
from tests.end_to_end.crash import POLICIES, SPEED, CrashTest, Outcome
from tests.end_to_end.turns import at_once, committed_late, longest_standstill_s, read_turns
from tests.end_to_end.worker_process import work
from tests.postgres import MISSING, Server, running_server

NAMES = ("harbour", "quay", "mole")
QUICK = Pace(tick="* * * * * *", heartbeat_s=0.5, stalled_s=4.0, longest_wait_s=2.0, look_s=1.0)
"""The same laws as those that ship, so much sooner that a test can wait for them."""
_BORN = multiprocessing.get_context("forkserver")
_BORN.set_forkserver_preload(["tests.end_to_end.worker_process"])
_STANDSTILL_S = 60.0
_GRACE_S = 30.0
_ACCOUNT = """
[[accounts]]
name = "{name}"
base_url = "{url}"
history_start = "1 day"
interval = "15s"
auth = {{ client_id = "{client}", client_secret = {{ file = "{secret}" }} }}
notify = {{ leads = {{ kind = "webhook", url = "{hook}" }} }}
"""
_GIVEN_UP = """
SELECT job.args ->> 'label', extract(epoch FROM event.at)::float
FROM procrastinate_events event JOIN procrastinate_jobs job ON job.id = event.job_id
WHERE job.task_name = 'poll' AND event.type = 'failed'
"""


class Town(CrashTest):
    """One of the accounts, whose store is a part of the database."""

    def __init__(self, folder: Path, name: str, place: URL, seed: int) -> None:
        folder.mkdir()
        super().__init__(folder, seed=seed)
        self.name = name
        self._place = place

    def entry(self, secret: Path) -> str:
        """What the configuration says of it."""
        return _ACCOUNT.format(
            name=self.name, url=self.sandbox.url, client=CLIENT_ID, secret=secret, hook=self.hook.url
        )

    def is_settling(self) -> bool:
        """Whether a cycle has judged with the policies, so that what is passed around from now on is due."""
        with self._store() as known:
            row = known.load_account()
        return row.digest is not None and row.watermark is not None

    @contextmanager
    def _store(self, name: str = "") -> Iterator[Store]:
        del name
        store = Store.open(self._place, self.name)
        try:
            yield store
        finally:
            store.engine.dispose()


@dataclass(frozen=True)
class Told:
    """What is known at the end."""

    outcomes: tuple[Outcome, ...]
    turns: int
    lost: int
    """Turns that never committed their end."""
    at_once: int
    committed_late: int
    standstill_s: float
    ended_in_peace: bool
    """Whether SIGTERM ended each worker with 0."""
    held: int
    """Accounts that still look as if somebody polled them."""

    def is_well(self) -> bool:
        """Whether all promises were kept."""
        wrong = sum(
            o.missing + o.repeated + o.public + o.untagged + o.disagreeing + o.told_twice
            for o in self.outcomes
        )
        calm = self.standstill_s <= _STANDSTILL_S and self.ended_in_peace
        return calm and not (wrong or self.at_once or self.committed_late or self.held)


class ClusterTest:
    """Accounts in which notes fall due all the time; workers that die, stand still for a while, and lose the database."""

    def __init__(
        self, folder: Path, server: Server, database: str, *, pace: Pace, every: timedelta, seed: int
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a simulation
        self._folder, self._server, self._database = folder, server, database
        self._pace, self._every = pace, every
        self._place = server.place(database)
        make_queue(self._place)
        self.towns = [
            Town(folder / name, name, self._place, seed + place) for place, name in enumerate(NAMES)
        ]
        self._workers: list[BaseProcess] = []
        self._sleeping: list[threading.Timer] = []

    @contextmanager
    def running(self, workers: int = 3) -> Iterator[None]:
        """Let the simulated time run, and the workers work until they are told to stop."""
        with ExitStack() as ends:
            for town in self.towns:
                ends.enter_context(town.sandbox)
                ends.enter_context(town.running())
            self._config = self._write_config()
            self._workers = [self._start() for _ in range(workers)]
            try:
                yield
            finally:
                self.wake_all()
                for worker in self._workers:
                    worker.kill()
                    worker.join()

    def first_cycles(self) -> None:
        """Wait until the policies are in force."""
        self._wait_for(lambda: all(town.is_settling() for town in self.towns), "no first cycle")
        time.sleep(180 / SPEED)  # what comes now begins after the watermark of that cycle

    def fall_due(self) -> None:
        """Some notes more."""
        for town in self.towns:
            town.pass_around(self.random.randint(1, 3))
            town.promise(self.random.randint(1, 2))
            town.insult(self.random.randint(0, 1))

    def disturb(self, count: int) -> None:
        """So many times, at random moments of turns, while notes fall due."""
        acts = (self._kill, self._stand_still, self._cut)
        for number in range(count):
            if number % len(acts) == 0:
                acts = tuple(self.random.sample(acts, len(acts)))
            self.fall_due()
            time.sleep(self.random.uniform(0, 1.5))
            acts[number % len(acts)](self._in_a_turn())
            self._wait_for_turns(time.time())

    def told(self, began: float) -> Told:
        """Let the workers come to an end, and count."""
        turns, now = read_turns(self._folder / "turns.jsonl"), time.time()
        given_up = self._given_up()
        peace = self._end_in_peace()
        return Told(
            outcomes=tuple(town.outcome() for town in self.towns),
            turns=len(turns),
            lost=sum(turn.ended is None for turn in turns),
            at_once=len(at_once(turns, given_up)),
            committed_late=len(committed_late(turns)),
            standstill_s=longest_standstill_s(turns, began, now),
            ended_in_peace=peace,
            held=sum(Store.load_as_it_is(self._place, name).holder is not None for name in NAMES),
        )

    def wake_all(self) -> None:
        """Wait until nobody stands still any more."""
        for timer in self._sleeping:
            timer.join()

    def _in_a_turn(self) -> BaseProcess:
        """A worker that is in the midst of a turn, or anyone where none is for a while."""
        deadline = time.monotonic() + 2 * self._every.total_seconds()
        while time.monotonic() < deadline:
            turns = read_turns(self._folder / "turns.jsonl")
            busy = {turn.pid for turn in turns if turn.left is None}
            found = [worker for worker in self._workers if worker.pid in busy]
            if found:
                time.sleep(self.random.uniform(0, 0.1))
                return self.random.choice(found)
            time.sleep(0.01)
        return self.random.choice(self._workers)

    def _kill(self, worker: BaseProcess) -> None:
        """SIGKILL to one, and a new one in its place."""
        worker.kill()
        worker.join()
        self._workers[self._workers.index(worker)] = self._start()

    def _stand_still(self, worker: BaseProcess) -> None:
        """SIGSTOP to one, for so long that the others take it for dead; then it goes on where it was."""
        if worker.pid is None:
            raise AssertionError("a process that was started has a number")
        os.kill(worker.pid, signal.SIGSTOP)
        seconds = self._pace.stalled_s + self.random.uniform(1, 3)
        timer = threading.Timer(seconds, _wake, (worker,))
        timer.start()
        self._sleeping.append(timer)

    def _cut(self, _worker: BaseProcess) -> None:
        """All connections to the database end, as with a restart of the server."""
        self._server.cut(self._database)

    def _wait_for_turns(self, since: float) -> None:
        """Each account is polled again, from beginning to end."""

        def polled() -> bool:
            turns = read_turns(self._folder / "turns.jsonl")
            done = {turn.account for turn in turns if turn.begun > since and turn.ended is not None}
            return done == set(NAMES)

        self._wait_for(polled, "an account stands still")

    def _wait_for(self, what: object, otherwise: str) -> None:
        deadline = time.monotonic() + _STANDSTILL_S
        while not what():  # type: ignore[operator]
            if time.monotonic() > deadline:
                raise AssertionError(f"{otherwise}: {(self._folder / 'worker.log').read_text()[-3000:]}")
            time.sleep(0.1)

    def _end_in_peace(self) -> bool:
        for worker in self._workers:
            worker.terminate()
        for worker in self._workers:
            worker.join(_GRACE_S)
        return all(worker.exitcode == 0 for worker in self._workers)

    def _given_up(self) -> dict[str, list[float]]:
        """When the queue finished polls as failed, by account."""
        address = self._place.set(drivername="postgresql").render_as_string(hide_password=False)
        found: dict[str, list[float]] = defaultdict(list)
        with psycopg.connect(address) as connection:
            connection.execute(f"SET search_path TO {SCHEMA}")
            for label, at in connection.execute(_GIVEN_UP):
                found[label].append(at)
        return found

    def _start(self) -> BaseProcess:
        process = _BORN.Process(target=work, args=(self._config, SPEED, self._every, self._pace), daemon=True)
        process.start()
        return process

    def _write_config(self) -> Path:
        secret = self._folder / "secret"
        secret.write_text(CLIENT_SECRET)
        address = self._place.set(drivername="postgresql").render_as_string(hide_password=False)
        store = f'[store]\nurl = "{address}"\n'
        path = self._folder / "config.toml"
        entries = "".join(town.entry(secret) for town in self.towns)
        path.write_text(store + POLICIES.format(quarantine="2m") + entries)
        return path


def _wake(worker: BaseProcess) -> None:
    if worker.is_alive() and worker.pid is not None:
        os.kill(worker.pid, signal.SIGCONT)


def run_cluster_crash(
    folder: Path, server: Server, disturbances: int, *, as_shipped: bool = False, seed: int = 1
) -> Told:
    """Disturb three workers on three accounts, let them come to rest, and count."""
    pace, every = (Pace(), timedelta(seconds=15)) if as_shipped else (QUICK, timedelta(seconds=1))
    with server.database() as name:
        test = ClusterTest(folder, server, name, pace=pace, every=every, seed=seed)
        with test.running():
            test.first_cycles()
            began = time.time()
            test.disturb(disturbances)
            test.wake_all()
            for town in test.towns:
                town.settled()
            return test.told(began)


def main() -> None:
    """So many disturbances as were asked for, or thirty."""
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    seed = int(datetime.now(UTC).timestamp())
    with running_server() as server, tempfile.TemporaryDirectory() as folder:
        if server is None:
            sys.exit(MISSING)
        told = run_cluster_crash(
            Path(folder), server, *(numbers or [30]), as_shipped="--as-shipped" in sys.argv, seed=seed
        )
    sys.stdout.write(f"{told}\n")
    sys.exit(0 if told.is_well() else 1)


if __name__ == "__main__":
    main()
