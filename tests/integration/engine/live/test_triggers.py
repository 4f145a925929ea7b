"""Triggers that our updates wake: said with what the conditions show, and with what to add to leave us out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from integration.engine.live.findings import Level, LiveFinding
from integration.engine.live.triggers import about_triggers
from integration.engine.live.updates import OurUpdate
from integration.zendesk.rules import Rule
from tests.integration.engine.live.accounts import NOTE, QUIET, US, rule

MAILS_NOTES = (
    "comment_is_public is not_relevant",
    "assignee_id is_not current_user",
    "assignee_id not_changed",
)


def told(*rules: Rule, updates: Sequence[OurUpdate] = (NOTE, QUIET)) -> list[LiveFinding]:
    """Everything but what is said of assignees, which always comes first."""
    return list(about_triggers(rules, updates, US))[1:]


def assignees(*rules: Rule) -> LiveFinding:
    return next(about_triggers(rules, (NOTE, QUIET), US))


def test_that_owners_are_mailed_of_notes_is_said_with_the_triggers_name() -> None:
    mailing = rule(*MAILS_NOTES, does=["notification_user assignee_id"], title="Notify assignee")
    found = assignees(mailing)
    assert found.level is Level.OK
    assert (
        found.sentence == "Zendesk mails assignees of our internal notes, by the trigger 'Notify assignee'."
    )
    assert told(mailing) == []


@pytest.mark.parametrize(
    "excluded", ["role is_not 77", "current_via_id is_not 5", "current_tags not_includes passed_around"]
)
def test_a_trigger_that_leaves_us_out_mails_nobody_of_our_notes(excluded: str) -> None:
    found = assignees(rule(*MAILS_NOTES, excluded, does=["notification_user assignee_id"]))
    assert found.sentence.startswith("No active trigger mails assignees of internal notes")
    assert "Notify assignee of comment update" in found.remedy


def test_what_depends_on_the_ticket_is_said_with_may() -> None:
    found = assignees(rule(*MAILS_NOTES, "group_id is 5", does=["notification_user assignee_id"]))
    assert found.sentence.startswith("Zendesk may mail")


def test_the_customer_is_mailed_by_a_trigger_without_a_condition_on_the_comment() -> None:
    (found,) = told(rule("update_type is Change", title="Tell the customer"))
    assert (found.level, found.title) == (Level.WARNING, "trigger 'Tell the customer'")
    assert found.sentence == "Mails the customer when we write a note or change tags."
    assert "Ticket > Comment > Is > Public" in found.remedy
    assert "Current user > Is not > Robot Example" in found.remedy


def test_requester_and_ccs_are_not_mailed_of_notes_which_zendesk_holds_back_itself() -> None:
    with_ccs = rule("update_type is Change", does=["notification_user requester_and_ccs"])
    assert told(with_ccs, updates=[NOTE]) == []
    (found,) = told(with_ccs)
    assert found.sentence == "Mails the customer when we change tags or fields without a note."


@pytest.mark.parametrize("ends", ["update_type is Create", "comment_is_public is true", "priority changed"])
def test_a_trigger_that_none_of_our_updates_wakes_is_no_finding(ends: str) -> None:
    everything = ["notification_user requester_id", "notification_webhook 1", "status solved"]
    assert told(rule(ends, does=everything)) == []


@pytest.mark.parametrize(
    ("action", "whom"),
    [
        ("notification_group group_id", "the ticket's whole group"),
        ("notification_group 360001", "a whole group"),
        ("notification_user all_agents", "all agents"),
        ("notification_user 360002", "a certain agent"),
        ("notification_sms_group 360001", "a whole group"),
    ],
)
def test_other_people_who_are_told_of_each_note_are_named(action: str, whom: str) -> None:
    (found,) = told(rule("comment_is_public is false", does=[action]))
    assert found.sentence == f"Mails {whom} when we write a note."
    assert "Ticket > Update via > Is not > Web service (API)" in found.remedy


def test_whoever_is_the_current_user_or_the_assignee_is_nobody_else() -> None:
    noted = rule("comment_is_public is false", does=["notification_user current_user"])
    assert told(noted, rule("comment_is_public is false", does=["notification_user assignee_id"])) == []


def test_assignees_who_are_mailed_of_quiet_changes_too_are_told_apart() -> None:
    (found,) = told(rule("status less_than closed", does=["notification_user assignee_id"]))
    assert found.sentence == "Mails the assignee also when we change tags or fields without a note."


@pytest.mark.parametrize(
    "action", ["notification_webhook 01H", "notification_target 5", "notification_zis 1"]
)
def test_a_webhook_that_our_update_calls_may_come_back_to_us(action: str) -> None:
    (found,) = told(rule("current_tags includes passed_around", does=[action]), updates=[NOTE])
    assert found.sentence.startswith("Calls a webhook or target when we write a note.")
    assert "waking each other" in found.sentence


def test_a_trigger_that_our_tag_makes_reassign_is_a_finding() -> None:
    (found,) = told(rule("current_tags includes passed_around", does=["group_id 360001", "assignee_id "]))
    assert found.sentence.startswith("Sets the group and the assignee when we write a note")


def test_a_trigger_that_may_set_a_field_on_any_update_is_no_finding_of_ours() -> None:
    assert told(rule("priority is urgent", does=["group_id 360001"])) == []


def test_the_user_is_named_by_number_where_the_name_is_not_known() -> None:
    nameless = type(US)(77)
    (_, found) = about_triggers([rule("update_type is Change")], [NOTE], nameless)
    assert "Current user > Is not > the user 77" in found.remedy


@pytest.mark.parametrize("also", ["deflection x", "tweet_requester x", "notification_sms_user requester_id"])
def test_what_zendesk_does_not_hold_back_reaches_the_customer_at_notes_too(also: str) -> None:
    both = rule("update_type is Change", does=["notification_user requester_and_ccs", also])
    (found,) = told(both, updates=[NOTE])
    assert found.sentence == "Mails the customer when we write a note."


def test_a_trigger_that_only_quiet_changes_wake_brings_no_owner_our_notes() -> None:
    quiet = rule("current_tags not_includes passed_around", does=["notification_user assignee_id"])
    assert assignees(quiet).sentence.startswith("No active trigger mails assignees")


def test_a_trigger_for_our_tag_and_more_may_change_the_ticket() -> None:
    (found,) = told(rule("current_tags includes passed_around", "via_id is 4", does=["group_id 360001"]))
    assert found.sentence.startswith("May set the group when we write a note")


def test_what_is_sure_comes_before_what_may_be() -> None:
    may = rule("via_id is 4", title="May")
    does = rule("update_type is Change", title="Does")
    assert [found.title for found in told(may, does)] == ["trigger 'Does'", "trigger 'May'"]
