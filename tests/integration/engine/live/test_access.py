"""What is said of limits, features and clocks, from what the account answered."""

from __future__ import annotations

import pytest

from integration.engine.live.access import about_clock, about_limits, about_sight
from integration.engine.live.findings import Level, LiveFinding
from integration.engine.live.picture import Picture
from integration.zendesk.budget import Limit
from integration.zendesk.rights import TicketFeatures
from tests.integration.engine.live.accounts import config

STEPS = """
[policies.passed-around]
kind = "reassignment"
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
add_followers = ["lead@example.com"]
"""


def limits(exports_per_minute: int = 6, **told: Limit) -> list[LiveFinding]:
    known = {name.replace("_", "-"): limit for name, limit in told.items()}
    return list(about_limits(known, config(STEPS, f"[limits]\nexports_per_minute = {exports_per_minute}")))


def test_an_account_whose_headers_tell_nothing_is_reckoned_with_as_a_small_one() -> None:
    (found,) = limits()
    assert (found.level, "200 a minute" in found.sentence) == (Level.OK, True)


def test_a_plan_whose_calls_others_use_up_is_a_warning() -> None:
    (found,) = limits(account=Limit(700, 69, 0))
    assert found.level is Level.WARNING
    assert "only 69 were left" in found.sentence
    assert limits(account=Limit(700, 70, 0))[0].level is Level.OK


@pytest.mark.parametrize(("ours", "level"), [(6, Level.OK), (7, Level.OK), (8, Level.WARNING)])
def test_taking_more_than_seven_in_ten_exports_leaves_too_few_to_others(ours: int, level: Level) -> None:
    found = limits(ours, account=Limit(700, 600, 0), incremental_exports=Limit(10, 9, 0))
    assert found[-1].level is level


def test_with_the_high_volume_add_on_more_exports_are_ours() -> None:
    found = limits(18, account=Limit(2500, 2400, 0), incremental_exports=Limit(30, 29, 0))
    assert found[-1].sentence == "Zendesk allows 30; the service takes at most 18."


def test_features_that_steps_need_and_that_are_off_are_warned_of() -> None:
    off = TicketFeatures(tagging=False, follower_and_email_cc_collaborations=False)
    found = list(about_sight(Picture(features=off), config(STEPS)))
    assert [(each.level, each.title) for each in found] == [
        (Level.WARNING, "Tags"),
        (Level.WARNING, "Followers"),
    ]
    assert list(about_sight(Picture(features=off), config(""))) == []
    assert list(about_sight(Picture(features=TicketFeatures()), config(STEPS))) == []


@pytest.mark.parametrize(
    ("skew", "words"), [(31.0, "31 s behind"), (-90.4, "90 s ahead of"), (7380.0, "2 h 3 min behind")]
)
def test_a_clock_that_is_half_a_minute_off_is_told_with_its_direction(skew: float, words: str) -> None:
    (found,) = about_clock(skew)
    assert words in found.sentence


@pytest.mark.parametrize("skew", [None, 0.0, 30.0, -30.0])
def test_a_clock_that_is_near_is_not_spoken_of(skew: float | None) -> None:
    assert list(about_clock(skew)) == []
