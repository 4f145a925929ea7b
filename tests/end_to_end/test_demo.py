"""The demo: what a newcomer sees with one command."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from integration.cli import main
from integration.store import database
from policies.core.actions import Reason

UNSEEN = {Reason.UNDER_WAY, Reason.CONFLICT, Reason.OUT_OF_SCOPE, Reason.NOT_FOUND, Reason.UNDONE}
"""Reasons that pass within a cycle, those that the table of tickets not looked at carries, and an admin's undo."""


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """On one connection to the store: accounts share a pool, so none may hold one and wait for another."""
    with pytest.MonkeyPatch.context() as patch:
        one = partial(create_engine, pool_size=1, max_overflow=0, pool_timeout=1)
        patch.setattr(database, "create_engine", one)
        result = CliRunner().invoke(main, ["demo", "--once", "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_passed_around_tickets_are_found_and_flagged(shown: dict[str, Any]) -> None:
    assert len([f for f in shown["findings"] if f["policy"] == "passed-around"]) >= 12
    assert shown["notes"] >= 12
    assert all(row["reference"].startswith("SH-") for row in shown["written"])


def test_no_note_is_public(shown: dict[str, Any]) -> None:
    assert shown["public_notes"] == 0


def test_every_named_reason_has_a_ticket_that_was_left_alone(shown: dict[str, Any]) -> None:
    reasons = set(shown["left_alone"]) | {reason.partition(":")[0] for reason in shown["not_looked_at"]}
    assert {str(reason) for reason in set(Reason) - UNSEEN} <= reasons
    assert {"out of scope", "not found"} <= reasons
    assert all(row["ticket"] and row["why"] for row in shown["left_alone"].values())


def test_nothing_moved_by_machines_alone_is_found(shown: dict[str, Any]) -> None:
    spared = " ".join(row["why"] for row in shown["not_looked_at"].values())
    for by in (
        "by triggers or automations",
        "by routing",
        "by ignored actors",
        "in bulk",
        "to the same agent again",
    ):
        assert by in spared


def test_anger_is_left_alone_and_abuse_meets_its_stages(shown: dict[str, Any]) -> None:
    told = [f["because"] for f in shown["findings"] if f["policy"] == "boundaries"]
    assert len(told) == 6, told
    assert sum("strike 1" in because for because in told) == 2, "the insult, and the threat"
    assert sum("strike 2" in because for because in told) == 1
    assert sum("wrote of distress" in because for because in told) == 1
    assert sum("restriction of this person is in force" in because for because in told) == 2, (
        "where it was proposed, and anew"
    )


def test_the_leads_are_told_of_the_threat_the_distress_the_second_strike_and_the_restriction(
    shown: dict[str, Any],
) -> None:
    text = "\n".join(shown["leads_were_told"])
    for words in ("A threat", "distress", "strike 2", "is in force since"):
        assert words in text
    assert len(shown["leads_were_told"]) == 4
    for word in ("idiot", "moron", "hurt", "passed away"):
        assert word not in text, "no word of a customer leaves Zendesk"
