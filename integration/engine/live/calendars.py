"""Which opening hours the policies count in, and whether Zendesk's schedules can be counted in at all."""

from __future__ import annotations

from collections.abc import Iterator

from integration.config.checks import counts_business_time
from integration.config.models import Config
from integration.engine.context import Names
from integration.engine.live.findings import Area, LiveFinding, fine, warning
from integration.engine.names import calendars_of
from integration.zendesk.directory import DirectorySnapshot
from policies.core.wording import listed

SCHEDULES = "Schedules"
"""The title of what is said of Zendesk's schedules as a whole."""


def about_calendars(config: Config, directory: DirectorySnapshot, names: Names) -> Iterator[LiveFinding]:
    """Zendesk's schedules, and each calendar that a policy counts in; a missing one is told among the names."""
    usable, unusable = calendars_of(directory)
    if usable:
        zones = listed([f"'{name}' ({calendar.zone})" for name, calendar in usable.items()])
        yield fine(Area.CALENDARS, SCHEDULES, f"Found in Zendesk: {zones}.")
    else:
        yield fine(Area.CALENDARS, SCHEDULES, "Zendesk shows none; the file's own calendars are used.")
    for name, why in unusable.items():
        yield warning(
            Area.CALENDARS,
            f"Schedule '{name}'",
            f"{why.rstrip('.')}. It is left out.",
            "Give it hours in Admin Center > Objects and rules > Business rules > Schedules, or write a [calendars] table.",
        )
    yield from _used(config, names)


def _used(config: Config, names: Names) -> Iterator[LiveFinding]:
    by_calendar: dict[str, list[str]] = {}
    for policy in config.policies_in_order:
        default = names.account.default_calendar
        calendar = names.account.calendars.get(policy.calendar) if policy.calendar else default
        if calendar is not None and counts_business_time(policy):
            by_calendar.setdefault(f"'{calendar.name}' ({calendar.zone})", []).append(policy.name)
    for calendar_name, users in by_calendar.items():
        yield fine(
            Area.CALENDARS,
            "Business time",
            f"{listed(users)} {'counts' if len(users) == 1 else 'count'} in {calendar_name}, "
            "unless Zendesk gives a ticket another schedule.",
        )
