"""What observing has shown is told in status: how much, how much of it ended by itself, and what to do next."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from typing import Any

import pytest

from integration.console.advice import advice_data
from integration.console.summary import print_status, status_data
from integration.engine.context import Context
from tests.end_to_end.promises.days import configure
from tests.integration.engine.acts import many_passed_around, person, policy
from tests.integration.engine.harbour import Harbour
from tests.integration.engine.test_outcomes import LADDER

HOUR = 3600.0
OBSERVED = policy(mode="observe", steps=LADDER)


def solve(harbour: Harbour, account: Context, ids: list[int]) -> None:
    for ticket_id in ids:
        person(harbour, ticket_id, {"status": "solved"})
    harbour.cycle(account)


def watched(harbour: Harbour, count: int) -> tuple[Context, list[int]]:
    """A policy that observes: three occasions were open before, and so many came since."""
    many_passed_around(harbour, 3)
    account = harbour.open(OBSERVED)
    harbour.cycle(account)
    ids = many_passed_around(harbour, count)
    harbour.cycle(account)
    return account, ids


def advice(account: Context) -> dict[str, Any]:
    (row,) = advice_data(account.store, account.config)
    return row


def test_after_enough_has_been_observed_status_says_how_much_it_is_and_what_to_do_next(
    harbour: Harbour,
) -> None:
    account, ids = watched(harbour, 20)
    solve(harbour, account, ids[:8])
    harbour.cycle(account, after=60 * HOUR)
    solve(harbour, account, ids[8:12])
    harbour.cycle(account, after=6 * HOUR)
    row = advice(account)
    assert row["ready"]
    assert (row["found"], row["open_before"], row["ended"], row["ended_early"]) == (20, 3, 12, 8)
    assert row["found_a_day"] == pytest.approx(20 / row["days"], rel=0.02)
    assert row["updates_a_day"] == pytest.approx(32 / row["days"], rel=0.02), (
        "eight ended before their second rung"
    )
    assert "without the 3 that were open before" in row["advice"]
    assert "Of 12 that have ended, 8 did so by themselves within 2 business days" in row["advice"]
    assert 'enforce_for = { share = "10%" }' in row["advice"]


def test_too_little_or_too_short_an_observation_gives_no_advice(harbour: Harbour) -> None:
    account, _ = watched(harbour, 16)
    harbour.cycle(account, after=60 * HOUR)
    assert advice(account)["advice"].startswith("19 occasions in 2.5 days of observing; advice comes from 20")
    many_passed_around(harbour, 1)
    harbour.cycle(account)
    assert advice(account)["ready"]


def test_twenty_findings_of_the_first_hour_give_no_advice(harbour: Harbour) -> None:
    account, _ = watched(harbour, 20)
    assert not advice(account)["ready"]


def test_only_the_last_thirty_days_count_however_long_it_observes(harbour: Harbour) -> None:
    account, ids = watched(harbour, 20)
    solve(harbour, account, ids)
    harbour.cycle(account, after=40 * 24 * HOUR)
    assert advice(account)["advice"].startswith("0 occasions in 30 days of observing; advice comes from 20")
    many_passed_around(harbour, 21)
    harbour.cycle(account)
    row = advice(account)
    assert (row["ready"], row["found"], row["open_before"], row["days"]) == (True, 21, 0, 30)
    assert row["found_a_day"] == pytest.approx(0.7)


def test_nothing_is_advised_before_anything_was_read_nor_about_a_policy_that_acts(harbour: Harbour) -> None:
    account = harbour.open(OBSERVED)
    assert advice_data(account.store, account.config) == []
    harbour.cycle(account)
    assert advice(account)["advice"].startswith("0 occasions in 0 days")
    configure(harbour, account, policy())
    assert advice_data(account.store, account.config) == []


def test_status_shows_what_an_observed_policy_would_do_beside_the_advice(harbour: Harbour) -> None:
    account, (ticket_id,) = watched(harbour, 1)
    data = status_data(account.store, account.config)
    row = next(row for row in data["held"] if row["ticket"] == ticket_id and row["reason"] == "observe")
    assert row["would"] == "add tag passed_around, write an internal note"
    assert row["because"].startswith("3 handoffs")
    assert data["advice"] == advice_data(account.store, account.config)
    told = io.StringIO()
    with redirect_stdout(told):
        print_status(data)
    assert "passed-around only observes: 4 occasions in" in " ".join(told.getvalue().split())
