"""The zones that people name in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta, timezone, tzinfo
from functools import cache
from types import MappingProxyType

from policies.core.when import OURS, YOURS
from policies.core.zones import zone_rules

SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "UTC": "UTC",
        "GMT": "UTC",
        "ET": "America/New_York",
        "EST": "America/New_York",
        "EDT": "America/New_York",
        "CT": "America/Chicago",
        "CST": "America/Chicago",
        "CDT": "America/Chicago",
        "MT": "America/Denver",
        "MST": "America/Denver",
        "MDT": "America/Denver",
        "PT": "America/Los_Angeles",
        "PST": "America/Los_Angeles",
        "PDT": "America/Los_Angeles",
        "AKST": "America/Anchorage",
        "HST": "Pacific/Honolulu",
        "UK": "Europe/London",
        "BST": "Europe/London",
        "IRELAND": "Europe/Dublin",
        "WET": "Europe/Lisbon",
        "CET": "Europe/Berlin",
        "CEST": "Europe/Berlin",
        "EET": "Europe/Athens",
        "EEST": "Europe/Athens",
        "MSK": "Europe/Moscow",
        "IST": "Asia/Kolkata",
        "INDIA": "Asia/Kolkata",
        "SGT": "Asia/Singapore",
        "HKT": "Asia/Hong_Kong",
        "JST": "Asia/Tokyo",
        "KST": "Asia/Seoul",
        "AEST": "Australia/Sydney",
        "AEDT": "Australia/Sydney",
        "AET": "Australia/Sydney",
        "ACST": "Australia/Adelaide",
        "AWST": "Australia/Perth",
        "NZST": "Pacific/Auckland",
        "NZDT": "Pacific/Auckland",
        "SAST": "Africa/Johannesburg",
    }
)
"""What is said, and the zone that is meant: people say "EST" in summer too, so it is New York's time of the season."""

_OFFSET = re.compile("^UTC([+-])([0-9]{1,2})(?::([0-9]{2}))?$")
_FARTHEST = timedelta(hours=24)


def spoken_rules(said: str) -> tzinfo | None:
    """The rules of a zone as `When.zone` keeps it; None for "your time" and "our time", which the caller knows.

    IANA keys are taken as well, for places that a language names ("Paris time").
    """
    if not said or said in (YOURS, OURS):
        return None
    if match := _OFFSET.search(said):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-offset if sign == "-" else offset) if offset < _FARTHEST else None
    key = SPOKEN.get(said) or (said if "/" in said else "")
    return _rules(key) if key else None


@cache
def _rules(key: str) -> tzinfo | None:
    """The rules of a key; None where nobody knows it, which takes long to find out."""
    try:
        return zone_rules(key)
    except ValueError:
        return None
