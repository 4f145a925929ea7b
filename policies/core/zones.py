"""Time zones: the names that Zendesk gives them, and what a clock on the wall shows there."""

from datetime import UTC, datetime, timedelta, tzinfo
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

_SECOND = timedelta(seconds=1)
_SHORTEST_GUESS = 5

RAILS_ZONES = MappingProxyType(
    {
        "International Date Line West": "Etc/GMT+12",
        "Midway Island": "Pacific/Midway",
        "American Samoa": "Pacific/Pago_Pago",
        "Hawaii": "Pacific/Honolulu",
        "Alaska": "America/Juneau",
        "Pacific Time (US & Canada)": "America/Los_Angeles",
        "Tijuana": "America/Tijuana",
        "Mountain Time (US & Canada)": "America/Denver",
        "Arizona": "America/Phoenix",
        "Chihuahua": "America/Chihuahua",
        "Mazatlan": "America/Mazatlan",
        "Central Time (US & Canada)": "America/Chicago",
        "Saskatchewan": "America/Regina",
        "Guadalajara": "America/Mexico_City",
        "Mexico City": "America/Mexico_City",
        "Monterrey": "America/Monterrey",
        "Central America": "America/Guatemala",
        "Eastern Time (US & Canada)": "America/New_York",
        "Indiana (East)": "America/Indiana/Indianapolis",
        "Bogota": "America/Bogota",
        "Lima": "America/Lima",
        "Quito": "America/Lima",
        "Atlantic Time (Canada)": "America/Halifax",
        "Caracas": "America/Caracas",
        "La Paz": "America/La_Paz",
        "Santiago": "America/Santiago",
        "Asuncion": "America/Asuncion",
        "Newfoundland": "America/St_Johns",
        "Brasilia": "America/Sao_Paulo",
        "Buenos Aires": "America/Argentina/Buenos_Aires",
        "Montevideo": "America/Montevideo",
        "Georgetown": "America/Guyana",
        "Puerto Rico": "America/Puerto_Rico",
        "Greenland": "America/Nuuk",
        "Mid-Atlantic": "Atlantic/South_Georgia",
        "Azores": "Atlantic/Azores",
        "Cape Verde Is.": "Atlantic/Cape_Verde",
        "Dublin": "Europe/Dublin",
        "Edinburgh": "Europe/London",
        "Lisbon": "Europe/Lisbon",
        "London": "Europe/London",
        "Casablanca": "Africa/Casablanca",
        "Monrovia": "Africa/Monrovia",
        "UTC": "Etc/UTC",
        "Belgrade": "Europe/Belgrade",
        "Bratislava": "Europe/Bratislava",
        "Budapest": "Europe/Budapest",
        "Ljubljana": "Europe/Ljubljana",
        "Prague": "Europe/Prague",
        "Sarajevo": "Europe/Sarajevo",
        "Skopje": "Europe/Skopje",
        "Warsaw": "Europe/Warsaw",
        "Zagreb": "Europe/Zagreb",
        "Brussels": "Europe/Brussels",
        "Copenhagen": "Europe/Copenhagen",
        "Madrid": "Europe/Madrid",
        "Paris": "Europe/Paris",
        "Amsterdam": "Europe/Amsterdam",
        "Berlin": "Europe/Berlin",
        "Bern": "Europe/Zurich",
        "Zurich": "Europe/Zurich",
        "Rome": "Europe/Rome",
        "Stockholm": "Europe/Stockholm",
        "Vienna": "Europe/Vienna",
        "West Central Africa": "Africa/Algiers",
        "Bucharest": "Europe/Bucharest",
        "Cairo": "Africa/Cairo",
        "Helsinki": "Europe/Helsinki",
        "Kyiv": "Europe/Kiev",
        "Riga": "Europe/Riga",
        "Sofia": "Europe/Sofia",
        "Tallinn": "Europe/Tallinn",
        "Vilnius": "Europe/Vilnius",
        "Athens": "Europe/Athens",
        "Istanbul": "Europe/Istanbul",
        "Minsk": "Europe/Minsk",
        "Jerusalem": "Asia/Jerusalem",
        "Harare": "Africa/Harare",
        "Pretoria": "Africa/Johannesburg",
        "Kaliningrad": "Europe/Kaliningrad",
        "Moscow": "Europe/Moscow",
        "St. Petersburg": "Europe/Moscow",
        "Volgograd": "Europe/Volgograd",
        "Samara": "Europe/Samara",
        "Kuwait": "Asia/Kuwait",
        "Riyadh": "Asia/Riyadh",
        "Nairobi": "Africa/Nairobi",
        "Baghdad": "Asia/Baghdad",
        "Tehran": "Asia/Tehran",
        "Abu Dhabi": "Asia/Muscat",
        "Muscat": "Asia/Muscat",
        "Baku": "Asia/Baku",
        "Tbilisi": "Asia/Tbilisi",
        "Yerevan": "Asia/Yerevan",
        "Kabul": "Asia/Kabul",
        "Ekaterinburg": "Asia/Yekaterinburg",
        "Islamabad": "Asia/Karachi",
        "Karachi": "Asia/Karachi",
        "Tashkent": "Asia/Tashkent",
        "Chennai": "Asia/Kolkata",
        "Kolkata": "Asia/Kolkata",
        "Mumbai": "Asia/Kolkata",
        "New Delhi": "Asia/Kolkata",
        "Kathmandu": "Asia/Kathmandu",
        "Dhaka": "Asia/Dhaka",
        "Sri Jayawardenepura": "Asia/Colombo",
        "Almaty": "Asia/Almaty",
        "Astana": "Asia/Almaty",
        "Novosibirsk": "Asia/Novosibirsk",
        "Rangoon": "Asia/Rangoon",
        "Bangkok": "Asia/Bangkok",
        "Hanoi": "Asia/Bangkok",
        "Jakarta": "Asia/Jakarta",
        "Krasnoyarsk": "Asia/Krasnoyarsk",
        "Beijing": "Asia/Shanghai",
        "Chongqing": "Asia/Chongqing",
        "Hong Kong": "Asia/Hong_Kong",
        "Urumqi": "Asia/Urumqi",
        "Kuala Lumpur": "Asia/Kuala_Lumpur",
        "Singapore": "Asia/Singapore",
        "Taipei": "Asia/Taipei",
        "Perth": "Australia/Perth",
        "Irkutsk": "Asia/Irkutsk",
        "Ulaanbaatar": "Asia/Ulaanbaatar",
        "Ulaan Bataar": "Asia/Ulaanbaatar",
        "Seoul": "Asia/Seoul",
        "Osaka": "Asia/Tokyo",
        "Sapporo": "Asia/Tokyo",
        "Tokyo": "Asia/Tokyo",
        "Yakutsk": "Asia/Yakutsk",
        "Darwin": "Australia/Darwin",
        "Adelaide": "Australia/Adelaide",
        "Canberra": "Australia/Canberra",
        "Melbourne": "Australia/Melbourne",
        "Sydney": "Australia/Sydney",
        "Brisbane": "Australia/Brisbane",
        "Hobart": "Australia/Hobart",
        "Vladivostok": "Asia/Vladivostok",
        "Guam": "Pacific/Guam",
        "Port Moresby": "Pacific/Port_Moresby",
        "Magadan": "Asia/Magadan",
        "Srednekolymsk": "Asia/Srednekolymsk",
        "Solomon Is.": "Pacific/Guadalcanal",
        "New Caledonia": "Pacific/Noumea",
        "Fiji": "Pacific/Fiji",
        "Kamchatka": "Asia/Kamchatka",
        "Marshall Is.": "Pacific/Majuro",
        "Auckland": "Pacific/Auckland",
        "Wellington": "Pacific/Auckland",
        "Nuku'alofa": "Pacific/Tongatapu",
        "Tokelau Is.": "Pacific/Fakaofo",
        "Chatham Is.": "Pacific/Chatham",
        "Samoa": "Pacific/Apia",
    }
)
"""Zone names of Ruby on Rails, which Zendesk's schedules and users carry, with their IANA keys, west to east.

Source: the documentation of ActiveSupport::TimeZone, read 2026-11; "Ulaan Bataar" is its spelling before Rails 5.
"""


def known_zone(name: str | None) -> str | None:
    """The IANA key of a zone; None for one that is missing or that nobody knows."""
    try:
        return iana_zone(name) if name else None
    except ValueError:
        return None


def iana_zone(name: str) -> str:
    """The IANA key of a zone that is named as Rails or as IANA names it.

    Raises:
        ValueError: nobody knows the name; the sentence says what was probably meant.

    """
    if name in RAILS_ZONES:
        return RAILS_ZONES[name]
    if name in _iana_keys():
        return name
    meant = _nearest(name)
    hint = (
        f"did you mean '{meant}'?"
        if meant
        else "write a place, such as 'Europe/Berlin' or 'America/New_York'."
    )
    raise ValueError(f"'{name[:60]}' is no time zone; {hint}")


def zone_rules(name: str) -> tzinfo:
    """The rules of a zone, named as for `iana_zone`; UTC needs no tables on the disk."""
    key = iana_zone(name)
    return UTC if key in ("UTC", "Etc/UTC") else ZoneInfo(key)


def wall_clock(moment: datetime, zone: tzinfo) -> datetime:
    """What a clock on the wall in `zone` shows at `moment` (aware), without a zone and never going backwards.

    While an hour is repeated, because clocks were set back, this clock stands still at the hour's end.
    """
    local = moment.astimezone(zone)
    if not local.fold:
        return local.replace(tzinfo=None)
    before = local.replace(fold=0).astimezone(UTC)
    turn = turning_point(before, local.astimezone(UTC), zone)
    return (turn + _offset(before, zone)).replace(tzinfo=None)


def instant(wall: datetime, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which clocks in `zone` read `wall`.

    Of a time that happens twice it is the first one; for a time that is skipped, the moment of the jump.
    """
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    # A skipped time is read before the jump with the offset that holds after it, and the other way round (PEP 495).
    return turning_point(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first, zone)


def turning_point(low: datetime, high: datetime, zone: tzinfo) -> datetime:
    """The moment after `low` and not after `high` (both UTC) from which on the offset of `high` holds.

    The two offsets must differ, with one change between them; zones change on whole seconds.
    """
    after = _offset(high, zone)
    start = low.replace(microsecond=0)
    wrong, right = 0, int((high - start).total_seconds())
    while right - wrong > 1:
        middle = (wrong + right) // 2
        if _offset(start + middle * _SECOND, zone) == after:
            right = middle
        else:
            wrong = middle
    return start + right * _SECOND


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


@cache
def _iana_keys() -> frozenset[str]:
    """The keys of the installed zone tables; listing them takes about 30 ms, once."""
    return frozenset(available_timezones()) - {"Factory", "localtime"}


def _nearest(name: str) -> str | None:
    """The known name most like `name`: the same in other letters, the place alone, or a misspelling."""
    wanted = name.strip().replace("_", " ").casefold()
    keys = sorted(_iana_keys(), key=lambda key: ("/" not in key, key))
    places = {key.rsplit("/", 1)[-1].replace("_", " ").casefold(): key for key in reversed(keys)}
    known = places | {key.replace("_", " ").casefold(): key for key in keys}
    known |= {rails.casefold(): rails for rails in RAILS_ZONES}
    if wanted in known:
        return known[wanted]
    if len(wanted) < _SHORTEST_GUESS:  # "PST" is as near to "EST" as to "CST": a guess would mislead
        return None
    return next((known[match] for match in get_close_matches(wanted, known, n=1)), None)
