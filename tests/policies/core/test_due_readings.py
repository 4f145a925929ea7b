"""What a time names, before a convention makes a deadline of it; said on Wednesday, 6 May 2026, at 10:30 in Berlin."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from policies.core.due_feasts import FEASTS, feast
from policies.core.due_readings import Reading, readings_of
from policies.core.when import Days, Unit, When
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.times import find_times

BERLIN = ZoneInfo("Europe/Berlin")
SAID_AT = datetime(2026, 5, 6, 10, 30, tzinfo=BERLIN).astimezone(UTC)


def told(reading: Reading) -> str:
    start, end = (f"{moment.astimezone(BERLIN):%Y-%m-%d %H:%M}" for moment in (reading.start, reading.end))
    return start if start == end else f"{start} to {end}"


def readings(text: str, *, day_first: bool = False) -> list[str]:
    (time,) = find_times(text, ENGLISH)
    return [told(each) for each in readings_of(time.when, SAID_AT, "Europe/Berlin", day_first=day_first)]


@pytest.mark.parametrize(
    ("text", "likeliest"),
    [
        ("tomorrow", "2026-05-07 00:00 to 2026-05-08 00:00"),
        ("next week", "2026-05-11 00:00 to 2026-05-18 00:00"),
        ("the weekend of May 23", "2026-05-23 00:00 to 2026-05-25 00:00"),
        ("early next week", "2026-05-11 00:00 to 2026-05-14 00:00"),
        ("late next week", "2026-05-15 00:00 to 2026-05-18 00:00"),
        ("mid June", "2026-06-11 00:00 to 2026-06-21 00:00"),
        ("by Q3", "2026-07-01 00:00 to 2026-10-01 00:00"),
        ("by H2", "2026-07-01 00:00 to 2027-01-01 00:00"),
        ("last month", "2026-04-01 00:00 to 2026-05-01 00:00"),
        ("the third last week of June", "2026-06-08 00:00 to 2026-06-15 00:00"),
        ("tomorrow afternoon", "2026-05-07 12:00 to 2026-05-07 18:00"),
        ("early tomorrow afternoon", "2026-05-07 12:00 to 2026-05-07 15:00"),
        ("late in the afternoon", "2026-05-06 15:00 to 2026-05-06 18:00"),
        ("early tomorrow", "2026-05-07 00:00 to 2026-05-07 12:00"),
        ("mid tomorrow", "2026-05-07 10:00 to 2026-05-07 14:00"),
        ("the end of tomorrow", "2026-05-07 23:59"),
        ("at 3pm", "2026-05-06 15:00"),
        ("at 9am", "2026-05-07 09:00"),
        ("in the morning", "2026-05-07 08:00 to 2026-05-07 12:00"),
        ("in 2 hours", "2026-05-06 12:30"),
        ("within 2 hours", "2026-05-06 10:30 to 2026-05-06 12:30"),
        ("the last 3 days", "2026-05-03 10:30 to 2026-05-06 10:30"),
        ("in 2 weeks", "2026-05-20 00:00 to 2026-05-21 00:00"),
        ("in 2 weeks at 5pm", "2026-05-20 17:00"),
        ("in 2 business days", "2026-05-08 00:00 to 2026-05-09 00:00"),
        ("a month and 2 hours", "2026-06-06 12:30"),
        ("two days after Friday", "2026-05-10 00:00 to 2026-05-11 00:00"),
        ("between 2 and 4pm", "2026-05-06 14:00 to 2026-05-06 16:00"),
        ("from Monday to Wednesday", "2026-05-11 00:00 to 2026-05-14 00:00"),
        ("26 June to 2 July 2027", "2027-06-26 00:00 to 2027-07-03 00:00"),
        ("November to February 2027", "2026-11-01 00:00 to 2027-03-01 00:00"),
        ("April 27th to the third", "2026-04-27 00:00 to 2026-05-04 00:00"),
        ("between now and Friday", "2026-05-06 10:30 to 2026-05-09 00:00"),
        ("Easter 2027", "2027-03-28 00:00 to 2027-03-29 00:00"),
    ],
)
def test_what_a_time_names(text: str, likeliest: str) -> None:
    assert readings(text)[0] == likeliest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("at 5", ["2026-05-06 17:00", "2026-05-07 05:00"]),
        ("Friday at 9", ["2026-05-08 09:00", "2026-05-08 21:00"]),
        ("on 3/4", ["2027-03-04 00:00 to 2027-03-05 00:00", "2027-04-03 00:00 to 2027-04-04 00:00"]),
        ("next Friday", ["2026-05-15 00:00 to 2026-05-16 00:00", "2026-05-08 00:00 to 2026-05-09 00:00"]),
        (
            "Monday or Tuesday",
            ["2026-05-11 00:00 to 2026-05-12 00:00", "2026-05-12 00:00 to 2026-05-13 00:00"],
        ),
    ],
)
def test_what_is_open_has_more_than_one_reading(text: str, wanted: list[str]) -> None:
    found = readings(text)
    assert [each for each in wanted if each in found] == wanted


def test_the_order_of_numbers_is_the_readers() -> None:
    assert readings("on 3/4", day_first=True)[0] == "2026-04-03 00:00 to 2026-04-04 00:00"


@pytest.mark.parametrize(
    ("key", "year", "day"),
    [
        ("easter", 2024, "2024-03-31"),
        ("easter", 2025, "2025-04-20"),
        ("easter", 2026, "2026-04-05"),
        ("easter", 2038, "2038-04-25"),
        ("easter", 2285, "2285-03-22"),
        ("good friday", 2026, "2026-04-03"),
        ("whit monday", 2026, "2026-05-25"),
        ("corpus christi", 2026, "2026-06-04"),
        ("thanksgiving", 2026, "2026-11-26"),
        ("black friday", 2026, "2026-11-27"),
        ("cyber monday", 2026, "2026-11-30"),
        ("memorial day", 2026, "2026-05-25"),
        ("memorial day", 2027, "2027-05-31"),
        ("labor day", 2026, "2026-09-07"),
    ],
)
def test_a_feast_is_on_its_day(key: str, year: int, day: str) -> None:
    found = feast(key, year)
    assert found is not None
    assert found.isoformat() == day


def test_every_feast_of_a_language_is_known() -> None:
    for language in (ENGLISH, GERMAN):
        assert set(language.times.feasts) <= set(FEASTS)


def test_a_feast_that_nobody_knows_names_nothing() -> None:
    assert feast("nobody's day", 2026) is None
    assert readings_of(When(Days(holiday="nobody's day")), SAID_AT, "Europe/Berlin") == ()
    assert readings_of(When(Days(Unit.MINUTE)), SAID_AT, "Europe/Berlin") == ()
