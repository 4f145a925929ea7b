"""Fifty accounts in one process and one store, each with an embedded Zendesk of its own, in real time.

One account has a wrong secret, and one loses its Zendesk for good after a third of the time; the others are to get
their cycles and their notes as if nothing were. Each has notes that are due at the start, and one that falls due later.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.company import AUDITS_EACH, START, Company
from bench.goals import Goal
from bench.goals import as_markdown as goals_as_markdown
from bench.soak.judging import Result
from integration.config.load import load_file
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.faults import Fault
from integration.sandbox.records import Comment

POLICIES = Path(__file__).with_name("accounts.toml")
WAIT_S, THREADS, GROWTH = 20, 60, 1.1
"""How long an account may wait beyond its interval; how many threads fifty accounts may take; how memory may grow."""
_TICKETS = 20
_SETTLED = 0.6
"""After this part of the time every account has been opened, has read its history, and has written."""
_ENTRY = """
[[accounts]]
name = "{label}"
base_url = "{url}"
auth = {{ client_id = "{client}", client_secret = {{ file = "{secret}" }} }}
"""


@dataclass(frozen=True)
class Told:
    """What the service's process told in the end."""

    cycles: Mapping[str, Sequence[float]]
    """The seconds at which the cycles of an account ended."""
    events: Mapping[str, Mapping[str, int]]
    """How often the log had what to say, by its name and the account."""
    samples: Sequence[tuple[float, float, float, int]]
    """Seconds, seconds of CPU, MB, threads."""
    seconds: float


class Agency:
    """The accounts: the first one with a wrong secret, the second one with a Zendesk that goes away."""

    def __init__(self, folder: Path, accounts: int, store: str) -> None:
        self.folder = folder
        self.companies = {f"account-{number}": _company(folder) for number in range(accounts)}
        self.broken, self.away, *self.well = self.companies
        self._store = store

    def run(self, seconds: float) -> Told:
        """Serve all of them and run the service beside."""
        with ExitStack() as serving:
            for company in self.companies.values():
                serving.enter_context(company)
                company.world.clock.run(1)
            service = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "bench.soak.fleet", str(self._write()), str(seconds)],
                stdout=subprocess.PIPE,
                text=True,
            )
            time.sleep(seconds / 3)
            self._happen()
            said, _ = service.communicate(timeout=seconds + 600)
        assert service.returncode == 0, "the service ended with an error; what it said stands above"
        return _told(json.loads(said))

    @property
    def interval_s(self) -> float:
        """How often each account is polled."""
        return load_file(self.folder / "config.toml").accounts[0].account.interval.seconds

    def count_wrong(self) -> tuple[int, int, int]:
        """Tickets of the accounts that are well without their note or with two; comments of ours that are public."""
        missing = twice = public = 0
        for label in self.well:
            company = self.companies[label]
            notes = _notes(company)
            missing += len(set(_due(company)) - set(notes))
            twice += sum(number > 1 for number in notes.values())
            public += sum(
                c.public for t in company.world.tickets.values() for c in t.comments if _ours(company, c)
            )
        return missing, twice, public

    def count_due(self) -> int:
        """How many notes fall due in the accounts that are well."""
        return sum(len(_due(self.companies[label])) for label in self.well)

    def _happen(self) -> None:
        """One Zendesk goes away, and in every account one more ticket is passed around."""
        self.companies[self.away].sandbox.faults.add(Fault("status", times=None, status=503))
        for company in self.companies.values():
            with company.sandbox.lock:
                for turn in range(AUDITS_EACH):
                    company.hand_on(company.tickets[1], turn)

    def _write(self) -> Path:
        path = self.folder / "config.toml"
        entries = [self._entry(label) for label in self.companies]
        path.write_text(f"[store]\n{self._store}\n{POLICIES.read_text()}{''.join(entries)}")
        return path

    def _entry(self, label: str) -> str:
        secret = self.folder / f"{label}.secret"
        secret.write_text("another" if label == self.broken else CLIENT_SECRET)
        url = self.companies[label].sandbox.url
        return _ENTRY.format(label=label, url=url, client=CLIENT_ID, secret=secret.name)


def measure_accounts(
    folder: Path, store: str, name: str, *, accounts: int = 50, seconds: float = 300
) -> Result:
    """Run fifty accounts on a store for some minutes."""
    agency = Agency(folder, accounts, store)
    told = agency.run(seconds)
    goals = [*_of_the_schedule(agency, told), *_of_the_process(told), *_of_the_notes(agency)]
    named = [Goal(f"{name}: {g.name}", g.ours, g.cases, g.wanted, at_least=g.at_least) for g in goals]
    sentence = (
        f"{accounts} accounts in one process and one store ({name}) for {seconds:.0f} s of real time; one has a wrong "
        "secret, one loses its Zendesk."
    )
    return Result(named, [sentence, "", *goals_as_markdown(named)])


def _of_the_schedule(agency: Agency, told: Told) -> list[Goal]:
    well = agency.well
    got = [label for label in well if told.cycles.get(label)]
    waits = [_longest_wait(told.cycles.get(label, ()), told.seconds) for label in well]
    return [
        Goal("accounts that got cycles", len(got), len(agency.companies), len(well)),
        Goal(
            "longest wait beyond the interval, s",
            max(waits) - agency.interval_s,
            len(waits),
            WAIT_S,
            at_least=False,
        ),
        Goal(
            "cycles that found the store busy", _count(told, "store_busy"), _cycles(told), 0, at_least=False
        ),
        Goal("cycles that crashed", _count(told, "cycle_crashed"), _cycles(told), 0, at_least=False),
        Goal(
            "accounts that rest",
            len(told.events.get("account_failed", ())),
            len(agency.companies),
            1,
            at_least=False,
        ),
    ]


def _of_the_process(told: Told) -> list[Goal]:
    settled = next(sample for sample in told.samples if sample[0] >= told.seconds * _SETTLED)
    last = told.samples[-1]
    idle = sum(at > told.seconds * 2 / 3 for cycles in told.cycles.values() for at in cycles)
    from_then = next(sample for sample in told.samples if sample[0] > told.seconds * 2 / 3)
    return [
        Goal(
            "threads at most",
            max(sample[3] for sample in told.samples),
            len(told.samples),
            THREADS,
            at_least=False,
        ),
        Goal("memory at the end, MB", round(last[2]), len(told.samples)),
        Goal(
            f"memory, end to {told.seconds * _SETTLED:.0f} s",
            last[2] / settled[2],
            len(told.samples),
            GROWTH,
            at_least=False,
        ),
        Goal("CPU of an idle cycle, ms", round((last[1] - from_then[1]) * 1000 / max(1, idle)), idle),
    ]


def _of_the_notes(agency: Agency) -> list[Goal]:
    missing, twice, public = agency.count_wrong()
    due = agency.count_due()
    return [
        Goal("due notes that are missing", missing, due, 0, at_least=False),
        Goal("tickets with two notes", twice, due, 0, at_least=False),
        Goal("public comments", public, due, 0, at_least=False),
    ]


def _longest_wait(cycles: Sequence[float], seconds: float) -> float:
    """The longest time without the end of a cycle, from the start to the end of it all."""
    return max(later - earlier for earlier, later in pairwise((0.0, *cycles, seconds)))


def _cycles(told: Told) -> int:
    return sum(map(len, told.cycles.values()))


def _count(told: Told, event: str) -> int:
    return sum(told.events.get(event, {}).values())


def _told(answer: Mapping[str, Any]) -> Told:
    samples = [(float(at), float(cpu), float(mb), int(threads)) for at, cpu, mb, threads in answer["samples"]]
    return Told(answer["cycles"], answer["events"], samples, answer["seconds"])


class _Small(Company):
    """An account with few tickets, of which each fifth is passed around before the service comes."""

    def hand_on(self, ticket_id: int, turn: int) -> None:
        """Hand a ticket on, as one of three times within the last minute."""
        at = self.world.clock.now() - timedelta(seconds=15) * (AUDITS_EACH - turn)
        self._hand_on(ticket_id, turn, self.agents[turn + 2 : turn + 4], at)


def _company(folder: Path) -> _Small:
    company = _Small(folder, _TICKETS)
    company.change_all()
    company.wait(180)
    return company


def _due(company: Company) -> list[int]:
    return [*company.passed_around, company.tickets[1]]


def _notes(company: Company) -> Counter[int]:
    """How many notes of ours each ticket has."""
    return Counter(t.id for t in company.world.tickets.values() for c in t.comments if _ours(company, c))


def _ours(company: Company, comment: Comment) -> bool:
    return comment.author_id == company.world.service_user_id and comment.at > START
