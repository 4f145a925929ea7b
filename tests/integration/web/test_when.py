"""Moments on the account's own clock, also on the days when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from integration.web.when import Wall, in_words

NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
BERLIN = Wall.of(NOW, "Europe/Berlin")


def test_a_moment_is_told_on_the_accounts_clock_with_the_year_only_where_it_differs() -> None:
    assert BERLIN.told(NOW) == "Mon 30 Mar 11:00"
    assert BERLIN.told(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == "Thu 1 Jan 00:30"
    assert BERLIN.told(datetime(2025, 12, 31, 12, 0, tzinfo=UTC)) == "Wed 31 Dec 2025 13:00"
    assert Wall.of(NOW, None).told(NOW) == "Mon 30 Mar 09:00"


def test_a_day_begins_at_its_own_midnight_on_both_sides_of_a_change_of_the_clocks() -> None:
    before, after = BERLIN.begins(date(2026, 3, 29)), BERLIN.begins(date(2026, 3, 30))
    assert after - before == timedelta(hours=23)
    assert BERLIN.day_of(before) == date(2026, 3, 29)
    assert BERLIN.day_of(before - timedelta(seconds=1)) == date(2026, 3, 28)


def test_days_back_end_today_and_days_ahead_begin_today() -> None:
    assert BERLIN.days_back(3) == (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30))
    assert BERLIN.days_ahead(2) == (date(2026, 3, 30), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=45), "45 seconds"),
        (timedelta(seconds=90), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_span_is_told_in_the_unit_that_fits(span: timedelta, words: str) -> None:
    assert in_words(span) == words


def test_the_past_is_ago_and_the_future_is_in() -> None:
    assert BERLIN.ago(NOW - timedelta(minutes=5)) == "5 minutes ago"
    assert BERLIN.ago(NOW + timedelta(hours=3)) == "in 3 hours"
    assert BERLIN.ago(NOW - timedelta(seconds=5)) == "just now"
    assert BERLIN.ago(NOW + timedelta(seconds=5)) == "in a moment"
