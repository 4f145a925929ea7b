"""What came of a written rung: confirmed, dismissed, expired, or not known yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policies.core.calendar import Calendar
from policies.core.facts import Account, Comment, Facts, Side
from policies.core.outcomes import Outcome, Rung, hoped_until, outcome_of, precision_of
from policies.core.settings import Settings
from policies.reassignment import Reassignment
from tests.policies.core.test_planning import facts, watch

OFFICE = Calendar("office", "UTC", tuple((day * 1440 + 9 * 60, day * 1440 + 17 * 60) for day in range(1, 6)))
FRIDAY = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)
"""Two business days later."""
HOUR = timedelta(hours=1)
AROUND = Reassignment(name="around", kind="reassignment", mode="enforce")


def as_of(now: datetime, *comments: Comment) -> Facts:
    known = facts(comments=comments)
    account = Account(name="harbour", default_calendar=OFFICE)
    return replace(known, now=now, account=account)


def came(
    now: datetime,
    *,
    ended: datetime | None = None,
    dismissed: datetime | None = None,
    policy: Settings | None = None,
    comments: tuple[Comment, ...] = (),
) -> tuple[Outcome, datetime] | None:
    """What came of a rung that was written on Friday afternoon."""
    return outcome_of(policy or watch(), as_of(now, *comments), Rung(FRIDAY, ended, dismissed))


def reply(at: datetime, *, public: bool = True, side: Side = Side.SERVICE) -> Comment:
    return Comment(1, at, 1, 11, public=public, side=side, channel="web")


def test_two_business_days_pass_over_the_weekend() -> None:
    assert hoped_until(OFFICE, FRIDAY) == TUESDAY


def test_without_any_opening_in_sight_two_days_are_counted() -> None:
    closed = frozenset((FRIDAY + timedelta(days=day)).date() for day in range(1200))
    assert hoped_until(replace(OFFICE, holidays=closed), FRIDAY) == FRIDAY + timedelta(days=2)


def test_an_occasion_that_ends_by_itself_in_time_confirms() -> None:
    assert came(TUESDAY, ended=TUESDAY) == (Outcome.CONFIRMED, TUESDAY)
    assert came(FRIDAY + HOUR, ended=FRIDAY + HOUR) == (Outcome.CONFIRMED, FRIDAY + HOUR)


@pytest.mark.parametrize(
    "ended", [None, TUESDAY + HOUR, FRIDAY - HOUR], ids=["never", "too late", "before it"]
)
def test_what_does_not_end_in_time_expires(ended: datetime | None) -> None:
    assert came(TUESDAY + 2 * HOUR, ended=ended) == (Outcome.EXPIRED, TUESDAY)


def test_nothing_is_known_before_the_time_is_over() -> None:
    assert came(TUESDAY) is None


@pytest.mark.parametrize(
    ("ended", "dismissed", "outcome"),
    [
        (None, TUESDAY, Outcome.DISMISSED),
        (FRIDAY + HOUR, FRIDAY + 2 * HOUR, Outcome.DISMISSED),
        (FRIDAY + HOUR, TUESDAY + HOUR, Outcome.CONFIRMED),
        (None, TUESDAY + timedelta(days=30), Outcome.DISMISSED),
    ],
    ids=[
        "in time",
        "in time, after it was confirmed",
        "late, after it was confirmed",
        "late, after it had expired",
    ],
)
def test_a_dismissal_counts_unless_it_comes_late_for_what_was_confirmed(
    ended: datetime | None, dismissed: datetime, outcome: Outcome
) -> None:
    found = came(TUESDAY + timedelta(days=60), ended=ended, dismissed=dismissed)
    assert found is not None
    assert found[0] is outcome


@pytest.mark.parametrize(
    ("comment", "confirms"),
    [
        (reply(FRIDAY + HOUR), True),
        (reply(FRIDAY - HOUR), False),
        (reply(FRIDAY + HOUR, public=False), False),
        (reply(FRIDAY + HOUR, side=Side.CUSTOMER), False),
        (reply(TUESDAY + HOUR), False),
    ],
    ids=["a reply after it", "a reply before it", "a note", "the customer", "a reply too late"],
)
def test_of_a_ticket_that_is_passed_around_a_word_to_the_customer_confirms(
    comment: Comment, *, confirms: bool
) -> None:
    found = came(TUESDAY + 2 * HOUR, policy=AROUND, comments=(comment,))
    assert found is not None
    assert (found[0] is Outcome.CONFIRMED) is confirms


def test_of_other_kinds_a_word_alone_confirms_nothing() -> None:
    found = came(TUESDAY + HOUR, comments=(reply(FRIDAY + HOUR),))
    assert found == (Outcome.EXPIRED, TUESDAY)


@pytest.mark.parametrize(
    ("confirmed", "dismissed", "precision"),
    [(15, 4, None), (19, 0, None), (15, 5, 0.75), (20, 0, 1.0), (0, 20, 0.0), (0, 0, None)],
)
def test_precision_is_told_from_twenty_on(confirmed: int, dismissed: int, precision: float | None) -> None:
    assert precision_of(confirmed, dismissed) == precision
