"""What people write to the service in internal notes, over a socket: planned, snoozed, kept, dismissed, misread."""

from __future__ import annotations

import re

import pytest

from tests.end_to_end.promises.days import (
    FOLLOW_UP,
    NIGHT,
    OVERDUE,
    PROMISE,
    note,
    opened,
    promises,
    say,
    until,
)
from tests.integration.engine.acts import findings, states
from tests.integration.engine.harbour import Harbour


def test_a_planned_follow_up_shows_as_a_tag_and_is_reminded_on_its_day(harbour: Harbour) -> None:
    account = opened(harbour, FOLLOW_UP)
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, "#followup tomorrow at 2pm ask whether the replacement arrived")
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"followup_planned"}
    assert harbour.notes(ticket_id) == []
    until(harbour, account, "2026-03-05 13:45", step=NIGHT)
    assert harbour.notes(ticket_id) == []
    until(harbour, account, "2026-03-05 15:00")
    assert len(harbour.notes(ticket_id)) == 1
    assert harbour.tags(ticket_id) == {"follow_up_due"}, "planned no more, but due"


def test_a_snoozed_ticket_is_left_alone_until_the_snooze_ends(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    note(harbour, ticket_id, "#snooze 8 hours")
    until(harbour, account, "2026-03-04 17:30")
    assert harbour.tags(ticket_id) == {"snoozed"}
    assert harbour.notes(ticket_id) == []
    assert states(account, ticket_id)["promises: at once"] == "held: snoozed"
    until(harbour, account, "2026-03-04 19:30")
    assert len(harbour.notes(ticket_id)) == 1
    assert harbour.tags(ticket_id) == {"promise_overdue"}


def test_dismiss_in_a_note_ends_the_occasion_for_good(harbour: Harbour) -> None:
    account = opened(harbour, promises(OVERDUE + OVERDUE.replace("add_tags", 'after = "1 hour"\nadd_tags')))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30")
    assert len(harbour.notes(ticket_id)) == 1
    note(harbour, ticket_id, "#dismiss we spoke on the phone")
    until(harbour, account, "2026-03-05 12:00", step=NIGHT)
    assert len(harbour.notes(ticket_id)) == 1
    assert [row.state for row in findings(account)] == ["dismissed"]


def test_a_reference_says_which_occasion_is_dismissed(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you by 1pm today. We will refund you by 4pm today.")
    until(harbour, account, "2026-03-04 13:30")
    (first,) = harbour.notes(ticket_id)
    found = re.search(r"SH-[0-9A-Z]{8}", first)
    assert found is not None
    note(harbour, ticket_id, f"#dismiss {found[0]}")
    until(harbour, account, "2026-03-04 16:45")
    assert sorted(row.state for row in findings(account)) == ["dismissed", "open"]
    assert len(harbour.notes(ticket_id)) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [("#folowup friday", "followup"), ("#snooze a while", "snooze"), ("#approve SH-7K2M9QXR", "approve")],
    ids=["misspelt", "without a duration", "nobody hears it here"],
)
def test_a_directive_that_nobody_can_act_on_is_answered_once(harbour: Harbour, line: str, told: str) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, line)
    until(harbour, account, "2026-03-04 14:00")
    (answer,) = harbour.notes(ticket_id)
    assert told in answer


def test_a_hashtag_that_is_no_word_of_ours_is_left_alone(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, "#vip\n#4711 is the order\nsee #kept in the manual")
    until(harbour, account, "2026-03-04 12:00")
    assert harbour.notes(ticket_id) == []
    assert harbour.tags(ticket_id) == set()


def test_nothing_is_answered_while_every_policy_only_observes(harbour: Harbour) -> None:
    account = opened(harbour, promises(mode="observe"))
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, "#snooze 2 hours")
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 16:00")
    assert harbour.notes(ticket_id) == []
    assert harbour.tags(ticket_id) == set()


def test_a_customers_text_never_commands(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    say(harbour, ticket_id, "#snooze 10 days\n#dismiss", who=harbour.customer)
    until(harbour, account, "2026-03-04 15:45")
    assert len(harbour.notes(ticket_id)) == 1
