"""A rule's conditions, held against our updates: it acts, it does not, or it depends on the ticket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from integration.engine.live.conditions import answer, asks_for, holds
from tests.integration.engine.live.accounts import NOTE, QUIET, US, conditions, rule

STATUS = replace(NOTE, sets=frozenset({"status", "custom_status_id"}), status="pending")
ASSIGN = replace(NOTE, sets=frozenset({"assignee_id", "group_id", "status"}))
YES, NO, OPEN = True, False, None


@pytest.mark.parametrize(
    ("line", "update", "expected"),
    [
        # an update of ours changes a ticket by the API, as an agent
        ("update_type is Change", NOTE, YES),
        ("update_type is Create", NOTE, NO),
        ("current_via_id is 5", NOTE, YES),
        ("current_via_id is_not 5", NOTE, NO),
        ("current_via_id is 4", NOTE, NO),
        ("role is agent", NOTE, YES),
        ("role is end_user", NOTE, NO),
        ("role is 77", NOTE, YES),
        ("role is_not 77", NOTE, NO),
        ("role is 78", NOTE, NO),
        ("role is_not 78", NOTE, YES),
        ("role is some_new_role", NOTE, OPEN),
        # its comment, if it has one, is internal
        ("comment_is_public is true", NOTE, NO),
        ("comment_is_public is false", NOTE, YES),
        ("comment_is_public is not_relevant", NOTE, YES),
        ("comment_is_public is requester_can_see_comment", NOTE, NO),
        ("comment_is_public is false", QUIET, NO),
        ("comment_is_public is not_relevant", QUIET, NO),
        ("comment_is_public is something_new", NOTE, OPEN),
        ("comment_includes_word includes refund", NOTE, OPEN),
        ("comment_includes_word includes refund", QUIET, NO),
        ("comment_includes_word not_includes refund", QUIET, YES),
        # tags: ours are there after adding, and gone after removing; others may be there or not
        ("current_tags includes vip passed_around", NOTE, YES),
        ("current_tags not_includes vip passed_around", NOTE, NO),
        ("current_tags includes vip", NOTE, OPEN),
        ("current_tags not_includes vip", NOTE, OPEN),
        ("current_tags includes passed_around", QUIET, NO),
        ("current_tags includes passed_around vip", QUIET, OPEN),
        ("current_tags not_includes passed_around", QUIET, YES),
        ("current_tags changed", NOTE, OPEN),
        ("current_tags changed", replace(NOTE, adds=frozenset()), NO),
        # what a step does not set does not change
        ("priority changed", NOTE, NO),
        ("priority not_changed", NOTE, YES),
        ("group_id value 360001", NOTE, NO),
        ("group_id not_value 360001", NOTE, YES),
        ("status value_previous solved", NOTE, NO),
        ("status not_value_previous solved", NOTE, YES),
        ("custom_fields_99 changed", NOTE, NO),
        ("custom_fields_99 changed", replace(NOTE, sets=frozenset({"custom_fields_99"})), OPEN),
        ("assignee_id changed", ASSIGN, OPEN),
        ("assignee_id not_changed", ASSIGN, OPEN),
        ("status value pending", STATUS, OPEN),
        # we hold no tickets, and customers are no assignees
        ("assignee_id is current_user", NOTE, NO),
        ("assignee_id is_not current_user", NOTE, YES),
        ("assignee_id is_not requester_id", NOTE, YES),
        ("requester_id is_not current_user", NOTE, YES),
        ("assignee_id is 360002", NOTE, OPEN),
        # closed tickets are never written to; a status that a step sets is known
        ("status is closed", NOTE, NO),
        ("status is_not closed", NOTE, YES),
        ("status less_than closed", NOTE, YES),
        ("status less_than solved", NOTE, OPEN),
        ("status is solved", NOTE, OPEN),
        ("status greater_than solved", NOTE, NO),
        ("status is pending", STATUS, YES),
        ("status is_not pending", STATUS, NO),
        ("status less_than solved", STATUS, YES),
        ("status is unheard_of", NOTE, OPEN),
        # what nobody can tell from an update
        ("via_id is 4", NOTE, OPEN),
        ("ticket_is_public is public", NOTE, OPEN),
        ("something_new is x", NOTE, OPEN),
        ("updated_at greater_than 48", NOTE, OPEN),
    ],
)
def test_a_condition_is_met_or_not_or_depends_on_the_ticket(
    line: str, update: object, expected: object
) -> None:
    assert answer(conditions(line)[0], update, US) is expected  # type: ignore[arg-type] - a table's column


@pytest.mark.parametrize(
    ("every", "some", "expected"),
    [
        ((), (), YES),
        (("update_type is Change", "via_id is 4"), (), OPEN),
        (("update_type is Create", "via_id is 4"), (), NO),
        ((), ("update_type is Create", "role is agent"), YES),
        ((), ("update_type is Create", "role is end_user"), NO),
        ((), ("update_type is Create", "via_id is 4"), OPEN),
        (("update_type is Change",), ("role is end_user",), NO),
        (("via_id is 4",), ("role is agent",), OPEN),
    ],
)
def test_all_of_the_first_and_one_of_the_second_conditions_have_to_hold(
    every: tuple[str, ...], some: tuple[str, ...], expected: object
) -> None:
    assert holds(rule(*every, some=some), NOTE, US) is expected


def test_a_rule_waits_for_a_tag_that_it_asks_for_and_not_for_one_that_it_excludes() -> None:
    ours = frozenset({"passed_around", "silent"})
    waits = rule("current_tags includes VIP Passed_Around", some=("current_tags not_includes silent",))
    assert asks_for(waits, ours) == {"passed_around"}
