"""Rules and fields that share tags with our steps."""

from __future__ import annotations

import pytest

from integration.engine.live.findings import Level, LiveFinding
from integration.engine.live.tags import about_tags
from integration.zendesk.directory import Field
from integration.zendesk.rules import Rule
from tests.integration.engine.live.accounts import NOTE, QUIET, US, rule


def told(*rules: Rule, fields: tuple[Field, ...] = ()) -> list[LiveFinding]:
    return list(about_tags(rules, fields, (NOTE, QUIET), US))


@pytest.mark.parametrize(
    ("condition", "when"),
    [
        (
            "current_tags includes passed_around",
            "in the very update that adds it, so that nobody ever sees it",
        ),
        ("via_id is 4", ", perhaps in the very update that adds it"),
        ("comment_is_public is true", "on later updates of others"),
    ],
)
def test_a_trigger_that_takes_our_tag_off_is_told_with_when_it_does_so(condition: str, when: str) -> None:
    (found,) = told(rule(condition, does=["remove_tags other passed_around"]))
    assert found.level is Level.WARNING
    assert found.sentence.startswith("Takes off our tag passed_around")
    assert when in found.sentence
    assert "no dismissal" in found.sentence


def test_a_trigger_for_all_but_new_tickets_takes_tags_off_too() -> None:
    assert told(rule("update_type is Create", does=["remove_tags passed_around"])) == []
    (found,) = told(rule("update_type is_not Create", does=["remove_tags passed_around"]))
    assert found.sentence.startswith("Takes off our tag passed_around")


def test_setting_tags_takes_ours_off_unless_it_sets_them_too() -> None:
    (found,) = told(rule(does=["set_tags billing"]))
    assert found.sentence.startswith("Replaces all tags of a ticket, and so takes off our tag passed_around")
    assert "Contains none of the following > passed_around" in found.remedy
    (found,) = told(rule(does=["set_tags passed_around"]))
    assert found.sentence.startswith("Adds tag passed_around itself")


@pytest.mark.parametrize(
    ("sort", "when"), [("macro", "when an agent applies it"), ("automation", "some time later")]
)
def test_macros_and_automations_take_tags_off_in_their_own_time(sort: str, when: str) -> None:
    (found,) = told(rule(does=["remove_tags passed_around"], sort=sort, title="Tidy"))  # type: ignore[arg-type] - a column
    assert found.title == f"{sort} 'Tidy'"
    assert when in found.sentence


def test_a_tag_that_another_rule_sets_does_not_tell_that_we_did() -> None:
    (found,) = told(rule(does=["current_tags vip passed_around"], sort="macro"))
    assert "removing it dismisses nothing" in found.sentence


def test_a_rule_that_waits_for_our_tag_is_named() -> None:
    (found,) = told(rule("current_tags includes passed_around", sort="automation", title="Escalate"))
    assert found.title == "automation 'Escalate'"
    assert found.sentence.startswith("Waits for our tag passed_around")


def test_an_sla_policy_for_our_tag_changes_the_tickets_targets() -> None:
    (found,) = told(rule("current_tags includes passed_around", sort="SLA policy", does=()))
    assert "targets" in found.sentence


def test_a_rule_that_leaves_tickets_with_our_tag_alone_is_no_finding() -> None:
    assert told(rule("current_tags not_includes passed_around"), rule("current_tags includes vip")) == []


def test_an_option_of_a_field_with_our_tag_is_a_finding_while_the_field_is_active() -> None:
    topic = Field(5, "Topic", "tagger", ("refund", "passed_around"))
    (found,) = told(fields=(topic, Field(6, "Old", "tagger", ("passed_around",), active=False)))
    assert found.title == "ticket field 'Topic'"
    assert "may set the field" in found.sentence


def test_a_rule_of_which_more_is_known_already_is_not_said_to_wait_as_well() -> None:
    waits = rule("current_tags includes passed_around", title="Escalate")
    assert list(about_tags([waits], (), (NOTE,), US, told={"trigger 'Escalate'"})) == []


@pytest.mark.parametrize("line", ["update_type is Create", "current_tags not_includes passed_around"])
@pytest.mark.parametrize("does", ["remove_tags passed_around", "set_tags billing"])
def test_a_rule_for_new_tickets_or_for_others_than_ours_takes_nothing_off(line: str, does: str) -> None:
    assert told(rule(line, does=[does])) == []
