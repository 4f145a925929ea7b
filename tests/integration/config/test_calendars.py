"""Opening hours and quiet hours are read as they are written, and refused when they contradict themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from integration.config.models import Config
from policies.core.durations import Duration

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]


def test_a_calendar_counts_in_its_hours_and_zone(with_account: Load) -> None:
    config = with_account(
        '[calendars.office]\ntime_zone = "Berlin"\nmon = ["09:00-12:30", "13:00-17:30"]\ntue = ["09:00-17:00"]\n'
        'holidays = ["2026-12-21", "2026-12-24..2026-12-26"]\n'
    )
    calendar = config.build_calendars()["office"]
    monday_noon = datetime(2026, 12, 14, 11, 0, tzinfo=UTC)  # 12:00 in Berlin
    assert calendar.add(monday_noon, Duration.parse("1 business hour")) == monday_noon + timedelta(hours=1.5)
    assert not calendar.is_business_day(date(2026, 12, 21))
    assert len(calendar.holidays) == 4


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            'mon = ["09:00-12:30", "12:00-17:00"]',
            "calendars.office.mon: '09:00-12:30' and '12:00-17:00' overlap",
        ),
        ('mon = ["17:30-09:00"]', "'17:30-09:00' ends before it starts; are the two times swapped?"),
        ('mon = ["09:00-09:00"]', "'09:00-09:00' ends when it starts"),
        ('mon = ["09:00-24:30"]', "end after midnight"),
        ('mon = ["9-5"]', "write them like '09:00-17:30'"),
        ("mon = []", "calendars.office: is never open"),
        (
            'mon = ["09:00-17:00"]\nholidays = ["2026-02-30"]',
            "calendars.office.holidays.0: '2026-02-30' does not exist",
        ),
        ('mon = ["09:00-17:00"]\nholidays = ["25.12."]', "write it like '2026-12-25'"),
        ('mon = ["09:00-17:00"]\nholidays = ["2026-12-26..2026-12-24"]', "calendars.office.holidays.0"),
        ('monday = ["09:00-17:00"]', "calendars.office.monday: unknown setting; did you mean 'mon'?"),
        ('mon = ["09:00-17:00"]\ntime_zone = "Europe/Berln"', "did you mean 'Europe/Berlin'?"),
    ],
)
def test_wrong_opening_hours_are_told(
    problems_behind_account: Problems, settings: str, expected: str
) -> None:
    zone = "" if "time_zone" in settings else 'time_zone = "Europe/Berlin"\n'
    assert any(expected in line for line in problems_behind_account(f"[calendars.office]\n{zone}{settings}"))


def test_quiet_hours_pass_midnight_and_take_whole_days(with_account: Load) -> None:
    config = with_account(
        '[quiet_hours]\ndaily = "20:00-07:00"\ndays_off = ["sat", "sun"]\ntime_zone = "Europe/Berlin"'
    )
    quiet = config.build_quiet_hours()
    assert quiet is not None
    friday_night = datetime(2026, 12, 11, 20, 0, tzinfo=UTC)  # 21:00 in Berlin
    assert quiet.until(friday_night) == datetime(2026, 12, 14, 6, 0, tzinfo=UTC)
    assert quiet.until(friday_night - timedelta(hours=2)) is None


def test_quiet_days_need_no_daily_stretch(with_account: Load) -> None:
    quiet = with_account('[quiet_hours]\ndays_off = ["sun"]\ntime_zone = "UTC"').build_quiet_hours()
    assert quiet is not None
    assert quiet.until(datetime(2026, 12, 12, 3, 0, tzinfo=UTC)) is None
    assert quiet.until(datetime(2026, 12, 13, 3, 0, tzinfo=UTC)) == datetime(2026, 12, 14, tzinfo=UTC)


def test_a_quiet_stretch_may_end_at_midnight(with_account: Load) -> None:
    quiet = with_account('[quiet_hours]\ndaily = "22:00-24:00"\ntime_zone = "UTC"').build_quiet_hours()
    assert quiet is not None
    assert quiet.until(datetime(2026, 12, 12, 23, 0, tzinfo=UTC)) == datetime(2026, 12, 13, tzinfo=UTC)


def test_without_quiet_hours_notes_may_go_at_any_time(with_account: Load) -> None:
    assert with_account("").build_quiet_hours() is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", "quiet_hours: holds nothing"),
        ('daily = "20:00-20:00"', "quiet_hours.daily: begins when it ends"),
        ('daily = "8pm-7am"', "write it like '20:00-07:00'"),
        ('days_off = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]', "no note would ever be written"),
        ('days_off = ["sunday"]', "quiet_hours.days_off.0: must be 'mon'"),
    ],
)
def test_quiet_hours_that_make_no_sense_are_told(
    problems_behind_account: Problems, settings: str, expected: str
) -> None:
    (found,) = problems_behind_account(f'[quiet_hours]\ntime_zone = "UTC"\n{settings}')
    assert expected in found


def test_opening_hours_may_last_until_midnight(with_account: Load) -> None:
    config = with_account('[calendars.shop]\ntime_zone = "UTC"\nmon = ["00:00-24:00"]\n')
    monday = datetime(2026, 12, 14, 23, 0, tzinfo=UTC)
    assert config.build_calendars()["shop"].add(monday, Duration.parse("1 business hour")) == datetime(
        2026, 12, 15, tzinfo=UTC
    )
