"""Whose clock a time that was said is read on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from policies.core.clocks import ZONES, Zone, in_zone
from policies.core.when import OURS, YOURS, Clock, Days, Part, Span, When
from tests.policies.histories import ACCOUNT, facts_of

ZONED = replace(
    facts_of(["mon 09:00 customer: writes"], "mon 10:00", requester_zone="Eastern Time (US & Canada)"),
    account=replace(ACCOUNT, zones={11: "Europe/Berlin", 12: "No/Where"}, zone="Asia/Tokyo"),
)


@pytest.mark.parametrize(
    ("said", "author", "order", "zone", "left"),
    [
        ("", 11, ZONES, "America/New_York", ""),
        ("", 11, ("text", "agent"), "Europe/Berlin", ""),
        ("", 12, ("agent", "account"), "Asia/Tokyo", ""),
        ("", 12, ("agent",), "Etc/UTC", ""),
        ("EST", 11, ("text", "agent"), "Europe/Berlin", "EST"),
        ("EST", 11, ("agent",), "Europe/Berlin", ""),
        (YOURS, 11, ("text", "agent"), "America/New_York", ""),
        (YOURS, 11, ("agent",), "Europe/Berlin", ""),
        (OURS, 11, ZONES, "Europe/Berlin", ""),
        (OURS, 13, ZONES, "Asia/Tokyo", ""),
    ],
)
def test_whose_clock_is_read(said: str, author: int, order: Sequence[Zone], zone: str, left: str) -> None:
    when, found = in_zone(ZONED, When(clock=Clock(15), zone=said), author, order)
    assert (found, when.zone) == (zone, left)


@pytest.mark.parametrize("when", [When(days=Days(weekday=4)), When(clock=Clock(part=Part.AFTERNOON))])
def test_a_day_is_that_of_whoever_writes(when: When) -> None:
    """By Friday, said on a Thursday, is no week later because it is Friday where the customer sits."""
    assert in_zone(ZONED, when, 11, ZONES)[1] == "Europe/Berlin"
    assert in_zone(ZONED, replace(when, zone=YOURS), 11, ZONES)[1] == "America/New_York"


@pytest.mark.parametrize(
    ("first", "second", "order", "zone", "left"),
    [
        ("", OURS, ("text", "customer"), "Europe/Berlin", ("", "")),
        ("", YOURS, ("text", "agent"), "America/New_York", ("", "")),
        ("", "EST", ZONES, "America/New_York", ("EST", "")),
        ("EST", "EST", ("agent",), "Europe/Berlin", ("", "")),
        ("EST", OURS, ZONES, "America/New_York", ("EST", "Europe/Berlin")),
        (YOURS, OURS, ZONES, "America/New_York", ("", "Europe/Berlin")),
        (OURS, "EST", ZONES, "Europe/Berlin", ("", "EST")),
    ],
)
@pytest.mark.parametrize("within", ["the other end", "the start of a length"])
def test_a_zone_within_a_time_is_settled_too(
    first: str, second: str, order: Sequence[Zone], zone: str, left: tuple[str, str], within: str
) -> None:
    inner = When(clock=Clock(16), zone=second)
    if within == "the other end":
        when, found = in_zone(ZONED, When(clock=Clock(15), until=inner, zone=first), 11, order)
        part = when.until
    else:
        length = When(span=Span(seconds=7200, start=inner), zone=first)
        when, found = in_zone(ZONED, length, 11, order)
        part = when.span.start if when.span else None
    assert part is not None
    assert (found, (when.zone, part.zone)) == (zone, left)
