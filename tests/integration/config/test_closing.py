"""Reminders that would come when a ticket has closed are warned of, by what the file knows of closing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integration.config.checks import CALENDAR_BLOCK
from integration.config.models import Config

Load = Callable[[str], Config]

FOLLOW_UP = '[policies.f]\nkind = "follow_up"\nafter = "{after}"\nonly_if = "all"\n'
STEP = '[[policies.f.steps]]\nadd_tags = ["f"]\n'
PROMISE = '[policies.p]\nkind = "promise"\n{closing}\n[[policies.p.steps]]\nadd_tags = ["p"]\n'


def warnings_of(config: Config) -> list[str]:
    return [f"{w.path}: {w.sentence}" for w in config.warnings if "close" in w.sentence]


@pytest.mark.parametrize(
    ("after", "closing", "expected"),
    [
        ("30 days", "", "at the latest"),
        ("3 days", "", None),
        (
            "4 days",
            "",
            "4 days after solving, by the automation that Zendesk comes with, unless you changed it",
        ),
        ("4 business days", "", "tickets close by themselves 4 days after solving"),
        ("3 business days", "", None),
        ("96 business hours", "", "tickets close by themselves 4 days after solving"),
        ("5 days", 'auto_close_after = "10 days"', None),
        (
            "10 days",
            'auto_close_after = "10 days"',
            "10 days after solving, by auto_close_after of policy 'p'",
        ),
        ("5 business days", 'auto_close_after = "6 business days"', None),
        ("6 business days", 'auto_close_after = "6 business days"', "6 business days after solving"),
        ("12 days", "auto_close_after = false", None),
        ("28 days", "auto_close_after = false", "at the latest"),
    ],
)
def test_a_follow_up_that_comes_after_the_ticket_closed(
    with_account: Load, after: str, closing: str, expected: str | None
) -> None:
    promise = PROMISE.format(closing=closing) if closing else ""
    found = warnings_of(with_account(FOLLOW_UP.format(after=after) + STEP + promise + CALENDAR_BLOCK))
    assert len(found) == (expected is not None)
    assert all("policies.f.after: " in warning and str(expected) in warning for warning in found)


def test_a_later_step_may_come_too_late_where_the_first_does_not(with_account: Load) -> None:
    steps = STEP + STEP + 'after = "1 day"\n'
    (warning,) = warnings_of(with_account(FOLLOW_UP.format(after="3 days") + steps))
    assert warning.startswith("policies.f.steps.1.after: with the policy's 3 days before it, tickets close")
    assert warnings_of(with_account(FOLLOW_UP.format(after="2 days") + steps)) == []


def test_a_follow_up_that_is_only_planned_has_no_such_limit(with_account: Load) -> None:
    assert warnings_of(with_account('[policies.f]\nkind = "follow_up"\n' + STEP + 'after = "9 days"\n')) == []


@pytest.mark.parametrize(
    ("close", "warned"), [("28 days", False), ("29 days", True), ("30 business days", True)]
)
def test_zendesk_itself_closes_after_four_weeks(with_account: Load, close: str, *, warned: bool) -> None:
    found = warnings_of(
        with_account(PROMISE.format(closing=f'auto_close_after = "{close}"') + CALENDAR_BLOCK)
    )
    sentence = "policies.p.auto_close_after: Zendesk closes solved tickets after 28 days at the latest"
    assert found == ([sentence] if warned else [])
