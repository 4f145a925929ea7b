"""Zendesk's schedules as calendars: one that cannot be counted in does not keep the others from being used."""

from __future__ import annotations

import pytest

from integration.config.problems import ConfigError
from tests.integration.engine.harbour import POLICY, Harbour


def test_a_schedule_that_is_never_open_or_in_an_unknown_zone_is_left_out(harbour: Harbour) -> None:
    harbour.world.add_schedule("Empty", "London", [])
    harbour.world.add_schedule("Elsewhere", "Atlantis", [(1980, 2460)])
    account = harbour.open()
    default = account.names.account.default_calendar
    assert default is not None
    assert default.name == "Office"
    assert set(account.names.account.calendars) == {"Office", *map(str, [*harbour.world.schedules][:1])}


def test_a_policy_that_names_such_a_schedule_is_told_that_there_is_none(harbour: Harbour) -> None:
    harbour.world.add_schedule("Empty", "London", [])
    with pytest.raises(ConfigError, match="'Empty' is no calendar of this file and no schedule in Zendesk"):
        harbour.open(POLICY.replace("kind =", 'calendar = "Empty"\nkind =', 1))
