"""Killed at every place of a cycle at which anything is left behind: each due note is written once, and the ledger knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from integration.cycle import run_cycle
from integration.engine import judge, read, settle, write
from integration.engine.context import Context
from integration.sandbox.faults import Fault
from integration.store import ledger
from policies.core.actions import State
from tests.integration.engine.acts import many_passed_around, policy, rows
from tests.integration.engine.harbour import Harbour
from tests.integration.reliability.cuts import Cut, dying, dying_in

MANY = "[limits]\nupdates_per_owner_per_day = 10000\nupdates_per_hour = 10000\nbrake = { tickets = 10000 }"
QUARANTINE_S = 15 * 60
STEPS: dict[str, tuple[object, str, bool]] = {
    "0 reconcile": (settle, "_ask_audits", False),
    "1 read": (read, "fetch_event_page", True),
    "2 fold": (judge, "fold", False),
    "3 decide": (judge, "evaluate", False),
    "4 plan": (judge, "propose", False),
    "5 commit the plan": (ledger, "save_plan", True),
    "6 mark as sending": (write.Gate, "_mark_sending", True),
    "7 send": (write, "put_batch", True),
    "8 ask for the job": (settle, "fetch_job", True),
    "9 write down the outcome": (settle, "_settle_row", True),
}
"""The steps of a cycle: a function of each, and whether it is over when the process dies."""


def started(company: Harbour) -> Context:
    """The company's service after its first cycle."""
    account = company.open(policy(), MANY)
    company.cycle(account)
    return account


@pytest.fixture(scope="module")
def first(old_company: Harbour) -> Context:
    """One service's memory for all steps of a module."""
    return started(old_company)


def reborn(account: Context) -> Context:
    """The service as another process would have it: with the store, and nothing in its memory."""
    account.store.take_lease(account.wall())
    return replace(
        account,
        started_at=account.now(),
        names_at=account.now(),  # read at its start, as all that is not of this cycle
        tidied_at=None,
        probe_due=True,
        counts=Counter(),
        unreadable={},
    )


def die_in_a_cycle(company: Harbour, account: Context) -> str | None:
    """A cycle of a new process, and where it died; None: it lived."""
    company.wait(90)
    try:
        run_cycle(reborn(account), drain=True)
    except Cut as cut:
        return str(cut)
    return None


def finish(company: Harbour, account: Context) -> None:
    """Another process goes on: the quarantine passes, what is open is written, and our own writes come back."""
    again = reborn(account)
    company.cycle(again, after=QUARANTINE_S + 90)
    company.cycle(again)


def assert_each_once(company: Harbour, account: Context, due: list[int]) -> None:
    """Zendesk shows one note on each ticket, and the ledger has it as done, under its own reference."""
    for ticket in due:
        notes = company.notes(ticket)
        assert len(notes) == 1, f"ticket {ticket} has {len(notes)} notes"
        assert company.tags(ticket) == {"passed_around"}
        (row,) = rows(account, ticket)
        assert row.state == State.DONE
        assert row.reference in notes[0]
    assert account.store.load_account().brake is None


def test_killed_before_and_behind_each_call_and_before_each_commit(harbour: Harbour) -> None:
    """One process after the other dies one place further on, until one lives: with three notes due to each."""
    company, first = harbour, started(harbour)
    passed: list[str] = []
    place: str | None = ""
    while place is not None:
        due = many_passed_around(company, 3)
        with dying(len(passed) + 1):
            place = die_in_a_cycle(company, first)
        passed += [] if place is None else [place]
        finish(company, first)
        assert_each_once(company, first, due)
    assert passed.count("before a commit") > 15
    assert {_kind(name) for name in passed if name.startswith("behind")} == {
        "GET cursor",
        "GET ticket_events",
        "GET show_many",
        "PUT ticket",
        "PUT update_many",
        "GET job",
    }


def _kind(place: str) -> str:
    """What was called, without ids."""
    method, path = place.split()[1:]
    end = path.removesuffix(".json").rpartition("/")[2]
    return f"{method} {'job' if 'job_statuses' in path else 'ticket' if end.isdecimal() else end}"


@pytest.mark.parametrize("step", STEPS)
def test_killed_in_each_of_the_ten_steps(old_company: Harbour, first: Context, step: str) -> None:
    company, (place, name, behind) = old_company, STEPS[step]
    due = many_passed_around(company, 3)
    if step.startswith(
        "0"
    ):  # a write whose answer was lost, and that is asked for when the quarantine is over
        company.sandbox.faults.add(Fault("lost_answer", method="PUT", times=2))
        company.cycle(reborn(first))
        company.wait(QUARANTINE_S)
    with dying_in(place, name, behind=behind):
        assert die_in_a_cycle(company, first) == name
    finish(company, first)
    assert_each_once(company, first, due)
