"""Kill the service again and again while it works, and count what reached the customer's ticket.

Usage: python -m tests.end_to_end.crash [KILLS] [--protections-off]
"""

from __future__ import annotations

import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.clock import Clock
from integration.sandbox.faults import Fault
from integration.sandbox.server import Sandbox
from integration.sandbox.world import World
from integration.store import ledger
from integration.store.access import Store
from policies.core.actions import State
from tests.end_to_end.service_process import serve
from tests.integration.notify.receivers import Hook

SPEED = 120.0
"""Simulated seconds in a real one."""
# Services are forked from a process that has imported them: a start costs no second of imports, and more kills meet work.
_BORN = multiprocessing.get_context("forkserver")
_BORN.set_forkserver_preload(["tests.end_to_end.service_process"])
_PATIENCE_S = 90.0
_ACCOUNT = """
[account]
name = "crash"
base_url = "{url}"
history_start = "1 day"
[account.auth]
client_id = "{client}"
client_secret = {{ file = "{secret}" }}
[store]
path = "{store}"
"""
POLICIES = """
[limits]
updates_per_ticket_per_day = 3
updates_per_owner_per_day = 100000
updates_per_policy_per_cycle = 100000
updates_per_hour = 100000
exports_per_minute = 10
brake = {{ tickets = 100000 }}
quarantine = "{quarantine}"
[policies.passed-around]
kind = "reassignment"
mode = "enforce"
max_handoffs = 3
window = "1 day"
bulk = 1000
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
[policies.promises]
kind = "promise"
mode = "enforce"
[[policies.promises.steps]]
add_tags = ["promise_overdue"]
note = true
notify = ["leads"]
[policies.boundaries]
kind = "abuse"
mode = "enforce"
notify = ["leads"]
"""
_NOTIFY = """
[notify.leads]
kind = "webhook"
url = "{hook}"
"""


@dataclass(frozen=True)
class Outcome:
    """What stood in Zendesk and in the ledger at the end."""

    kills: int
    due: int
    missing: int
    repeated: int
    public: int
    untagged: int
    disagreeing: int
    """Tickets of which the ledger says other than Zendesk."""
    reconciled: int
    told_twice: int
    """Messages that came to the hook more than once; at most once is promised there."""


class CrashTest:
    """An account in which tickets are passed around all the time, and services that die."""

    def __init__(
        self, folder: Path, *, seed: int = 1, batch_tags: str = "on", batch_metadata: str = "on"
    ) -> None:
        self.folder = folder
        self.random = random.Random(seed)  # noqa: S311 - a simulation
        self.world = World(Clock(datetime(2026, 3, 4, 10, 0, tzinfo=UTC)))
        self.world.switches.batch_tags = batch_tags
        self.world.switches.batch_metadata = batch_metadata
        self.world.switches.rate_per_minute = 100_000
        self.world.switches.updates_per_minute = 100_000
        self.world.switches.job_delay_s = 8.0
        self.sandbox = Sandbox(self.world)
        self.groups = [self.world.add_group(name) for name in ("Billing", "Technical", "Returns")]
        self.agent = self.world.add_user("Ana Reyes", role="agent", groups=self.groups)
        self.customer = self.world.add_user("Pat Customer")
        self.hook = Hook()
        self.due: dict[int, str] = {}
        """Tickets that are due a note, with the tag that comes with it."""
        self.kills = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the simulated time run fast, and the hook listen."""
        self.world.clock.run(SPEED)
        with self.hook:
            yield

    def config(self, name: str = "store.db", quarantine: str = "2m") -> Path:
        """A configuration for one store."""
        secret = self.folder / "secret"
        secret.write_text(CLIENT_SECRET)
        path = self.folder / f"{name}.toml"
        values = {
            "url": self.sandbox.url,
            "client": CLIENT_ID,
            "secret": secret,
            "store": name,
            "quarantine": quarantine,
            "hook": self.hook.url,
        }
        path.write_text((_ACCOUNT + POLICIES + _NOTIFY).format(**values))
        return path

    def start(self, config: Path, *options: str) -> BaseProcess:
        """Start the service."""
        log = self.folder / "service.log"
        process = _BORN.Process(target=serve, args=(config, SPEED, options, log), daemon=True)
        process.start()
        return process

    def kill(self, process: BaseProcess) -> None:
        """SIGKILL: nothing is said, nothing is put in order."""
        process.kill()
        process.join()
        self.kills += 1

    def pass_around(self, count: int) -> None:
        """So many tickets go through three hands, a note each being due now."""
        for _ in range(count):
            with self.sandbox.lock:
                ticket = self.world.add_ticket(self.customer, "Where is my parcel?", group_id=self.groups[0])
                for group in (1, 2, 0):
                    self.world.update(ticket, self.agent, {"group_id": self.groups[group]})
                self.due[ticket] = "passed_around"

    def promise(self, count: int) -> None:
        """On so many tickets an answer is promised that does not come."""
        for _ in range(count):
            with self.sandbox.lock:
                ticket = self.world.add_ticket(self.customer, "Where is my parcel?", group_id=self.groups[0])
                self.world.say(ticket, self.agent, "I'll call you back in two minutes.")
                self.due[ticket] = "promise_overdue"

    def insult(self, count: int) -> None:
        """So many people insult the staff for the first time."""
        for _ in range(count):
            with self.sandbox.lock:
                person = self.world.add_user(f"Pat Customer {len(self.due)}")
                ticket = self.world.add_ticket(person, "Where is my parcel?", group_id=self.groups[0])
                self.world.say(ticket, person, "You are a bunch of idiots.")
                self.due[ticket] = "abuse_boundary"

    def trouble(self, lost: float = 0.15) -> None:
        """Answers get lost, refusals and errors come, jobs fail in part."""
        for fault in (
            Fault("lost_answer", method="PUT", times=None, probability=lost),
            Fault("status", status=429, retry_after_s=2, times=None, probability=0.03),
            Fault("html", status=503, times=None, probability=0.03),
            Fault("reset", times=None, probability=0.02),
        ):
            self.sandbox.faults.add(fault)
        self.sandbox.jobs.partial_share = 0.3

    def calm(self) -> None:
        """From now on everything works."""
        self.sandbox.faults.clear()
        self.sandbox.jobs.partial_share = 0.0

    def first_cycle(self, store: str = "store.db") -> None:
        """Wait until the policy is in force, so that what is passed around from now on is due."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            if (self.folder / store).exists():
                with self._store(store) as known:
                    row = known.load_account()
                if row.digest is not None and row.watermark is not None:
                    time.sleep(180 / SPEED)  # what comes now begins after the watermark of that cycle
                    return
            time.sleep(0.1)
        raise AssertionError(
            "the service never finished a cycle: " + (self.folder / "service.log").read_text()[-2000:]
        )

    def wait_for_notes(self, patience_s: float = _PATIENCE_S) -> None:
        """Wait until every due note is there, and as long again as a second one would need."""
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline and not all(self.notes()[ticket] for ticket in self.due):
            time.sleep(0.2)
        time.sleep(240 / SPEED)

    def settled(self, store: str = "store.db", patience_s: float = _PATIENCE_S) -> bool:
        """Wait until every due note is there and nothing is in flight."""
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            counts = self.notes()
            if all(counts[t] for t in self.due) and not self._in_flight(store):
                time.sleep(240 / SPEED)  # what would still be written twice has time to be
                return True
            time.sleep(0.2)
        return False

    def notes(self) -> Counter[int]:
        """Our notes by ticket, as Zendesk has them."""
        with self.sandbox.lock:
            return Counter(
                {
                    t.id: sum(c.author_id == self.world.service_user_id for c in t.comments)
                    for t in self.world.tickets.values()
                }
            )

    def outcome(self, store: str = "store.db") -> Outcome:
        """Count, row by row."""
        notes = self.notes()
        with self.sandbox.lock:
            tickets = self.world.tickets
            public = sum(
                c.public and c.author_id == self.world.service_user_id
                for t in tickets.values()
                for c in t.comments
            )
            untagged = sum(tag not in tickets[t].tags for t, tag in self.due.items())
            references = {
                t: set(re.findall(r"SH-[0-9A-Z]{8}", " ".join(c.html or "" for c in tickets[t].comments)))
                for t in self.due
            }
        with self._store(store) as known, known.reading() as connection:
            rows = ledger.load_rows_of(known, connection, self.due)
            counts = ledger.count_states(known, connection)
        told = Counter(request.headers["idempotency-key"] for request in self.hook.requests)
        done = {t: {row.reference for row in rows.get(t, ()) if row.state == State.DONE} for t in self.due}
        return Outcome(
            kills=self.kills,
            due=len(self.due),
            missing=sum(notes[t] == 0 for t in self.due),
            repeated=sum(max(0, count - 1) for count in notes.values()),
            public=public,
            untagged=untagged,
            disagreeing=sum(done[t] != references[t] for t in self.due),
            reconciled=counts[State.DONE],
            told_twice=sum(count - 1 for count in told.values()),
        )

    def _in_flight(self, store: str) -> bool:
        with self._store(store) as known, known.reading() as connection:
            states = (State.PLANNED, State.SENDING, State.QUEUED, State.APPLIED, State.CONFLICTED)
            return bool(ledger.load_rows(known, connection, *states))

    @contextmanager
    def _store(self, name: str) -> Iterator[Store]:
        store = Store.open(self.folder / name, "crash")
        try:
            yield store
        finally:
            store.engine.dispose()


def run_crash(  # noqa: PLR0913 - a test has many settings
    folder: Path,
    kills: int,
    *,
    seed: int = 1,
    tags: str = "on",
    metadata: str = "on",
    off: bool = False,
    lost: float = 0.15,
    patience_s: float = _PATIENCE_S,
) -> Outcome:
    """Kill the service `kills` times at random moments while notes fall due and calls go wrong."""
    test = CrashTest(folder, seed=seed, batch_tags=tags, batch_metadata=metadata)
    options = ("off",) if off else ()
    with test.sandbox, test.running():
        config = test.config()
        process = test.start(config, *options)
        try:
            test.first_cycle()
            test.trouble(lost)
            while test.kills < kills:
                test.pass_around(test.random.randint(2, 6))
                test.promise(test.random.randint(2, 6))
                test.insult(test.random.randint(1, 3))
                time.sleep(test.random.uniform(0.05, 0.8))
                test.kill(process)
                process = test.start(config, *options)
            test.calm()
            test.settled(patience_s=patience_s)
            return test.outcome()
        finally:
            process.kill()
            process.join()


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    off = "--protections-off" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        began = datetime.now(UTC)
        outcome = run_crash(Path(folder), kills, seed=int(began.timestamp()), off=off)
        took = datetime.now(UTC) - began
    sys.stdout.write(f"{outcome} in {timedelta(seconds=int(took.total_seconds()))}\n")
    wrong = (outcome.missing, outcome.repeated, outcome.public, outcome.untagged, outcome.disagreeing)
    sys.exit(1 if any(wrong) or outcome.told_twice else 0)


if __name__ == "__main__":
    main()
