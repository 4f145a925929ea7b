"""Zones have the names that Zendesk and the IANA give them, and clocks that only go forward."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.zones import RAILS_ZONES, iana_zone, instant, wall_clock, zone_rules

NAMES = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Apia",
]
ZONES = st.sampled_from(NAMES).map(zone_rules)
NAIVE = st.datetimes(datetime(2009, 1, 1), datetime(2020, 1, 1))  # noqa: DTZ001  times on a wall have no zone
MOMENTS = st.one_of(
    NAIVE.map(lambda wall: wall.replace(tzinfo=UTC)),
    st.builds(
        lambda turn, seconds: turn + timedelta(seconds=seconds),
        st.sampled_from(
            [
                datetime(2010, 11, 7, 2, 31, tzinfo=UTC),  # St John's, back over midnight
                datetime(2011, 11, 6, 6, tzinfo=UTC),  # New York, back
                datetime(2012, 3, 11, 7, tzinfo=UTC),  # New York, forward
                datetime(2011, 10, 30, 1, tzinfo=UTC),  # Berlin, back
                datetime(2011, 4, 2, 15, tzinfo=UTC),  # Lord Howe, back
                datetime(2011, 12, 30, 10, tzinfo=UTC),  # Apia, a date left out
            ]
        ),
        st.integers(-9000, 9000),
    ),
)


def test_every_rails_name_has_rules() -> None:
    for name, key in RAILS_ZONES.items():
        assert iana_zone(name) == key
        assert ZoneInfo(key).utcoffset(datetime(2026, 1, 1)) is not None  # noqa: DTZ001  a time on the wall there


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("New Caledonia", "Pacific/Noumea"),
        ("London", "Europe/London"),
        ("Nuku'alofa", "Pacific/Tongatapu"),
        ("UTC", "Etc/UTC"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_rails_and_iana_names_give_the_key(name: str, key: str) -> None:
    assert iana_zone(name) == key


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Europe/Berlni", "Europe/Berlin"),
        ("berlin", "Berlin"),
        ("New York", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("Pacific Time (US and Canada)", "Pacific Time (US & Canada)"),
        ("utc", "UTC"),
    ],
)
def test_a_name_that_is_nearly_right_is_told(name: str, meant: str) -> None:
    with pytest.raises(ValueError, match="did you mean") as error:
        iana_zone(name)
    assert str(error.value) == f"'{name}' is no time zone; did you mean '{meant}'?"


@pytest.mark.parametrize("name", ["", "PST", "xyzzyxyzzy", "../etc/passwd", "\0"])
def test_a_name_like_no_other_is_refused_without_a_guess(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone; write a place, such as 'Europe/Berlin'"):
        iana_zone(name)


@pytest.mark.parametrize("name", ["Europe", "localtime", "Factory", "posix/Europe/Berlin"])
def test_what_lies_beside_the_zone_tables_is_no_zone(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone"):
        iana_zone(name)


def test_utc_needs_no_tables() -> None:
    assert zone_rules("UTC") is UTC
    assert zone_rules("Etc/UTC") is UTC
    assert zone_rules("London") == ZoneInfo("Europe/London")


@given(MOMENTS, st.integers(0, 10**10), ZONES)
def test_a_clock_on_the_wall_never_goes_back(moment: datetime, microseconds: int, zone: ZoneInfo) -> None:
    later = moment + timedelta(microseconds=microseconds)
    assert wall_clock(moment, zone) <= wall_clock(later, zone)


@given(MOMENTS, ZONES)
def test_the_instant_of_a_time_on_the_wall_is_the_first_to_reach_it(moment: datetime, zone: ZoneInfo) -> None:
    """Nothing before it shows the time, unless the clock stands still there for a repeated hour."""
    for wall in (moment.replace(tzinfo=None), wall_clock(moment, zone)):
        first = instant(wall, zone)
        before = first - timedelta(microseconds=1)
        assert wall_clock(first, zone) >= wall
        assert wall_clock(before, zone) < wall or before.astimezone(zone).fold


def test_the_repeated_hour_stands_still_at_its_end() -> None:
    york = zone_rules("America/New_York")
    assert wall_clock(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), york).isoformat() == "2026-11-01T01:30:00"
    assert wall_clock(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), york).isoformat() == "2026-11-01T02:00:00"
    assert wall_clock(datetime(2026, 11, 1, 7, 30, tzinfo=UTC), york).isoformat() == "2026-11-01T02:30:00"


def test_a_skipped_time_is_the_moment_of_the_jump() -> None:
    york = zone_rules("America/New_York")
    skipped = datetime.fromisoformat("2026-03-08T02:30")
    assert instant(skipped, york) == datetime(2026, 3, 8, 7, tzinfo=UTC)
