"""Automations that our updates disturb, and when the account closes what is solved."""

from __future__ import annotations

import pytest

from integration.engine.live.automations import about_automations
from integration.engine.live.closing import about_closing, closings_of
from integration.engine.live.findings import Level, LiveFinding
from integration.engine.live.silence import about_silence
from integration.zendesk.rules import Rule
from tests.integration.engine.live.accounts import NOTE, QUIET, US, config, rule

FOLLOW_UP = """
[policies.ask-again]
kind = "follow_up"
after = "{after}"
only_if = "all"
[[policies.ask-again.steps]]
add_tags = ["follow_up_due"]
"""
PROMISE = """
[policies.kept]
kind = "promise"
auto_close_after = {close}
[[policies.kept.steps]]
add_tags = ["promise_due"]
"""


def automation(*every: str, does: str = "status closed", title: str = "An automation") -> Rule:
    return rule(*every, does=[does], sort="automation", title=title)


def told(*rules: Rule) -> list[LiveFinding]:
    return list(about_automations(rules, (NOTE, QUIET), US))


def test_a_note_begins_the_hours_since_an_update_anew() -> None:
    (found,) = told(automation("status less_than solved", "updated_at greater_than 48", does="priority high"))
    assert (found.level, found.title) == (Level.WARNING, "automation 'An automation'")
    assert "begins that count anew" in found.sentence
    assert "Hours since requester update" in found.remedy


@pytest.mark.parametrize(
    "line", ["requester_updated_at greater_than 48", "SOLVED greater_than 48", "assignee_updated_at is 4"]
)
def test_hours_that_a_note_does_not_touch_are_no_finding(line: str) -> None:
    assert told(automation("status less_than solved", line, does="priority high")) == []


def test_an_automation_for_closed_tickets_never_meets_us() -> None:
    assert told(automation("status is closed", "updated_at is 48", does="priority low")) == []


def test_an_automation_that_writes_to_the_customer_because_of_our_tag_is_a_finding() -> None:
    (found,) = told(automation("current_tags includes passed_around", does="notification_user requester_id"))
    assert found.sentence == "Writes to the customer because of a tag of ours."
    assert told(automation("status is pending", does="notification_user requester_id")) == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("status is solved", "SOLVED greater_than 96"), "closes a ticket 4 d after solving"),
        (("status is solved", "SOLVED is 36"), "closes a ticket 1 d 12 h after solving"),
        (
            ("SOLVED greater_than_business_hours 40",),
            "closes a ticket 1 d 16 h of business hours after solving",
        ),
        (("SOLVED greater_than 96", "current_tags includes spam"), "closes some tickets 4 d after solving"),
    ],
)
def test_when_an_automation_closes_is_read_from_its_conditions(lines: tuple[str, ...], words: str) -> None:
    (closing,) = closings_of([automation(*lines)])
    assert words in closing.told


def test_a_trigger_that_closes_at_solving_closes_at_once() -> None:
    (closing,) = closings_of([rule("status value solved", does=["status closed"])])
    assert "as soon as it is solved" in closing.told


@pytest.mark.parametrize(
    "lines",
    [
        ("status is solved", "updated_at greater_than 48"),
        ("current_tags includes spam",),
        ("status is solved", f"SOLVED greater_than {'9' * 400}"),
        ("status is solved", "SOLVED greater_than 99999999999999"),
        ("status is solved", "SOLVED greater_than soon"),
    ],
)
def test_what_closes_by_other_measures_is_not_counted_from_solving(lines: tuple[str, ...]) -> None:
    assert closings_of([automation(*lines), rule("current_tags includes spam", does=["status closed"])]) == ()


def closing(policies: str, *lines: str) -> list[LiveFinding]:
    """What is said of these policies in an account that closes by this automation."""
    rules = [automation(*lines, title="Close")] if lines else []
    return list(about_closing(rules, config(policies)))


def test_the_moment_of_closing_is_told_in_any_case() -> None:
    (found,) = closing("")
    assert found.sentence == (
        "No rule closes what is solved; Zendesk closes solved tickets after 28 days at the latest."
    )
    (found,) = closing("", "status is solved", "SOLVED greater_than 96")
    assert found.sentence.startswith("Automation 'Close' closes a ticket 4 d after solving; ")


def test_a_follow_up_after_the_accounts_closing_is_a_warning_with_its_line() -> None:
    _, found = closing(FOLLOW_UP.format(after="2 days"), "SOLVED greater_than 48")
    assert found.level is Level.WARNING
    assert found.sentence.startswith("Follows up 2 days after solving, but the automation 'Close' closes")
    assert found.place == "config.toml:11"
    assert len(closing(FOLLOW_UP.format(after="47h"), "SOLVED greater_than 48")) == 1


def test_a_follow_up_after_twenty_eight_days_is_too_late_in_any_account() -> None:
    _, found = closing(FOLLOW_UP.format(after="28 days"))
    assert "after 28 days at the latest" in found.sentence
    assert len(closing(FOLLOW_UP.format(after="27 days"))) == 1


def test_a_promise_policy_that_reckons_with_another_closing_is_told_what_to_write() -> None:
    _, found = closing(PROMISE.format(close='"4 days"'), "status is solved", "SOLVED greater_than 48")
    assert found.sentence == "Reckons with tickets closing 4 days after solving; in this account it is 2 d."
    assert found.remedy == 'Write auto_close_after = "48h".'
    assert len(closing(PROMISE.format(close='"2 days"'), "SOLVED greater_than 48")) == 1
    assert len(closing(PROMISE.format(close="false"), "SOLVED greater_than 48")) == 1


def test_what_to_write_is_something_that_the_file_may_say() -> None:
    _, found = closing(PROMISE.format(close='"4 days"'), "SOLVED greater_than 24")
    assert found.remedy == 'Write auto_close_after = "24h" and a warn_before_close that is shorter.'
    shorter = PROMISE.format(close='"24h"\nwarn_before_close = "4h"')
    assert len(closing(shorter, "SOLVED greater_than 24")) == 1
    at_solving = [rule("status value solved", does=["status closed"])]
    _, found = about_closing(at_solving, config(PROMISE.format(close='"4 days"')))
    assert found.sentence.endswith("; in this account it is at once.")
    assert found.remedy.startswith("Write auto_close_after = false: ")
    assert len(list(about_closing(at_solving, config(PROMISE.format(close="false"))))) == 1


def test_what_closes_some_tickets_only_is_said_so_and_any_of_the_moments_will_do() -> None:
    some = ("SOLVED greater_than 48", "current_tags not_includes keep_open")
    _, found = closing(PROMISE.format(close='"4 days"'), *some)
    assert found.sentence.endswith("in this account it is 2 d, for some tickets.")
    assert len(closing(PROMISE.format(close='"48h"'), *some)) == 1


def test_of_several_closings_that_of_every_ticket_counts_and_the_earliest_threatens() -> None:
    spam = automation("SOLVED greater_than 24", "current_tags includes spam", title="Spam")
    usual = automation("SOLVED greater_than 96", title="Usual")
    _, found = about_closing([usual, spam], config(PROMISE.format(close='"3 days"')))
    assert found.sentence.endswith("in this account it is 4 d.")
    _, found = about_closing([usual, spam], config(FOLLOW_UP.format(after="5 days")))
    assert "the automation 'Spam' closes some tickets 1 d after solving" in found.sentence


def test_an_automation_that_waits_twice_waits_for_the_longer_time() -> None:
    (closing,) = closings_of([automation("SOLVED greater_than 48", "SOLVED greater_than 96")])
    assert "4 d after solving" in closing.told


def test_a_closing_that_is_not_counted_from_solving_is_told_and_contradicts_nobody() -> None:
    (found,) = closing(PROMISE.format(close='"4 days"'), "status is solved", "updated_at greater_than 48")
    assert found.sentence.startswith("Automation 'Close' closes some tickets by another measure; ")


def test_a_closing_in_business_hours_is_not_compared() -> None:
    assert len(closing(PROMISE.format(close='"4 days"'), "SOLVED greater_than_business_hours 8")) == 1


def test_without_a_rule_that_closes_zendesk_does_after_twenty_eight_days() -> None:
    _, found = closing(PROMISE.format(close='"4 days"'))
    assert found.sentence.endswith("in this account it is 28 d.")
    assert len(closing(PROMISE.format(close='"28 days"'))) == 1


SILENCE = """
[policies.no-silence]
kind = "silence"
after = "5 days"
statuses = ["open", "pending"]
"""


@pytest.mark.parametrize("ends", ["status solved", "status closed"])
def test_an_automation_that_ends_tickets_before_their_silence_is_noticed_is_a_warning(ends: str) -> None:
    bump = automation("status is pending", "PENDING greater_than 72", does=ends, title="Bump, bump, solve")
    (found,) = about_silence([bump], config(SILENCE))
    assert found.sentence == (
        "Looks at silence of 5 days on tickets that are pending, but the automation 'Bump, bump, solve' ends them "
        "after 3 d, so nothing is said of these."
    )
    assert found.place == "config.toml:11"


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("PENDING greater_than 120", "status solved"),
        ("HOLD greater_than 24", "status solved"),
        ("PENDING less_than 24", "status solved"),
        ("PENDING greater_than 72", "priority high"),
        ("SOLVED greater_than 24", "status closed"),
    ],
)
def test_what_ends_tickets_later_or_elsewhere_leaves_silence_alone(line: str, ends: str) -> None:
    assert list(about_silence([automation(line, does=ends)], config(SILENCE))) == []
