"""The sorts of updates that a configuration makes."""

from __future__ import annotations

from integration.engine.live.updates import OurUpdate, added_tags, updates_of
from tests.integration.engine.live.accounts import config

STEPS = """
[policies.passed-around]
kind = "reassignment"
on_end = { add_tags = ["was_passed"] }
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
[[policies.passed-around.steps]]
after = "4h"
remove_tags = ["calm"]
priority = "high"
status = "pending"
group = "Billing"
custom_fields = { Topic = "bounced" }
[[policies.passed-around.steps]]
after = "8h"
assignee = "lead@example.com"
"""


def updates(policies: str) -> tuple[OurUpdate, ...]:
    return updates_of(config(policies), {"Topic": 5})


def test_each_step_is_an_update_with_its_note_its_tags_and_its_fields() -> None:
    made = updates(STEPS)
    assert OurUpdate("passed-around", note=True, adds=frozenset({"passed_around"})) in made
    fields = {"priority", "status", "custom_status_id", "group_id", "assignee_id", "custom_fields_5"}
    second = OurUpdate("passed-around", removes=frozenset({"calm"}), sets=frozenset(fields), status="pending")
    assert second in made


def test_an_assignee_brings_group_and_status_along() -> None:
    (third,) = [each for each in updates(STEPS) if each.sets and each.status is None]
    assert third.sets == {"assignee_id", "group_id", "status", "custom_status_id"}


def test_tags_come_off_without_a_note_when_an_occasion_ends_unless_they_stay() -> None:
    quiet = OurUpdate("passed-around", removes=frozenset({"passed_around"}))
    assert quiet in updates(STEPS)
    assert quiet not in updates(STEPS.replace("on_end", "clear_tags = false\non_end"))
    assert OurUpdate("passed-around", adds=frozenset({"was_passed"})) in updates(STEPS)


def test_a_step_that_only_tells_a_channel_updates_nothing_besides_its_tag() -> None:
    assert OurUpdate("") not in updates(STEPS)


def test_tags_of_a_kinds_own_steps_and_of_directives_are_ours_too() -> None:
    tags = added_tags(updates('[policies.b]\nkind = "abuse"\nleads = ["lead@example.com"]'))
    assert {"abuse_boundary", "abuse_threat", "abuse_restricted", "care_needed"} <= tags
    assert {"followup_planned", "snoozed"} <= added_tags(updates(""))


def test_the_same_update_of_two_steps_is_one() -> None:
    made = updates(STEPS)
    assert len(made) == len(set(made))
