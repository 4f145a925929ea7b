"""Tags that several findings share, how an occasion ends, and what taking a tag off means."""

from __future__ import annotations

from integration.engine.context import Context
from tests.end_to_end.promises.days import (
    ANSWER,
    CLIMBS,
    FOLLOW_UP,
    HOUR,
    LADDER,
    LATE,
    NIGHT,
    PROMISE,
    comment_of,
    note,
    opened,
    promises,
    reference,
    say,
    until,
)
from tests.integration.engine.acts import findings, person
from tests.integration.engine.harbour import POLICY, Harbour

TWO = "I'll call you by 1pm today. We will refund you by 2pm today."
SILENCE = """
[policies.silent]
kind = "silence"
mode = "enforce"
after = "5 hours"
[[policies.silent.steps]]
add_tags = ["promise_overdue"]
note = true
"""
MANY = "[limits]\nupdates_per_owner_per_day = 100\n"


def overdue(harbour: Harbour, settings: str = "") -> tuple[Context, int]:
    """An account and its ticket at half past three, with an answer promised by three."""
    account = opened(harbour, promises(settings=settings))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    return account, ticket_id


def test_a_second_snooze_that_ends_leaves_no_tag(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, "#snooze 2 hours")
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"snoozed"}
    note(harbour, ticket_id, "#snooze 4 hours")
    until(harbour, account, "2026-03-04 14:30", step=HOUR)
    assert harbour.tags(ticket_id) == {"snoozed"}, "the first one is over, the second is not"
    until(harbour, account, "2026-03-04 16:00", step=HOUR)
    assert harbour.tags(ticket_id) == set()


def test_a_second_follow_up_that_is_due_leaves_no_tag_of_the_plan(harbour: Harbour) -> None:
    account = opened(harbour, FOLLOW_UP)
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, "#followup today at 1pm call")
    until(harbour, account, "2026-03-04 11:00")
    note(harbour, ticket_id, "#followup today at 2pm call")
    until(harbour, account, "2026-03-04 15:00", step=HOUR)
    assert harbour.tags(ticket_id) == {"follow_up_due"}


def test_taking_a_shared_tag_off_dismisses_all_that_stands_behind_it(harbour: Harbour) -> None:
    account = opened(harbour, promises(CLIMBS))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, TWO)
    until(harbour, account, "2026-03-04 14:30", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 2
    person(harbour, ticket_id, {"remove_tags": ["promise_overdue"]})
    until(harbour, account, "2026-03-04 17:00", step=HOUR)
    assert [row.state for row in findings(account)] == ["dismissed", "dismissed"]
    assert harbour.tags(ticket_id) == set()


def test_a_shared_tag_stays_on_until_the_last_that_stands_behind_it_ends(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, TWO)
    until(harbour, account, "2026-03-04 14:30", step=HOUR)
    first, second = harbour.notes(ticket_id)
    note(harbour, ticket_id, f"#kept {reference(first)}")
    until(harbour, account, "2026-03-04 15:30")
    assert harbour.tags(ticket_id) == {"promise_overdue"}
    note(harbour, ticket_id, f"#kept {reference(second)}")
    until(harbour, account, "2026-03-04 16:00")
    assert harbour.tags(ticket_id) == set()


def test_a_tag_that_two_policies_share_stays_on_while_one_of_them_still_means_it(harbour: Harbour) -> None:
    account = opened(harbour, promises() + SILENCE)
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you by 1pm today.")
    until(harbour, account, "2026-03-04 16:30", step=HOUR)
    note(harbour, ticket_id, "#kept")
    until(harbour, account, "2026-03-04 17:15")
    states = {row.policy: row.state for row in findings(account)}
    assert states == {"promises": "resolved", "silent": "open"}
    assert harbour.tags(ticket_id) == {"promise_overdue"}


def test_a_later_occasion_is_dismissed_by_its_own_reference_although_its_update_also_cleared_an_earlier_one(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you by 1pm today.")
    until(harbour, account, "2026-03-04 13:30", step=HOUR)
    say(harbour, ticket_id, "I'll call you by 2pm today.")
    harbour.wait(45 * 60)
    until(harbour, account, "2026-03-04 14:30")
    note(harbour, ticket_id, f"#dismiss {reference(harbour.notes(ticket_id)[1])}")
    until(harbour, account, "2026-03-04 15:15")
    assert [row.state for row in findings(account)] == ["resolved", "dismissed"]


def test_an_answer_in_time_is_not_called_late_where_it_is_seen_after_the_due_moment(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises(LADDER, settings=LATE))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 14:58", step=HOUR)
    assert harbour.tags(ticket_id) == {"promise_due"}
    say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 16:00")
    assert harbour.tags(ticket_id) == set()


def test_nor_where_the_service_was_down_for_a_day(harbour: Harbour) -> None:
    account = opened(harbour, promises(LADDER, settings=LATE))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 14:15", step=HOUR)
    say(harbour, ticket_id, ANSWER)
    harbour.wait(24 * 3600)
    for _ in range(3):
        harbour.cycle(account)
    assert harbour.tags(ticket_id) == set()


def test_kept_in_a_note_says_that_it_was_done_and_is_not_called_late(harbour: Harbour) -> None:
    account, ticket_id = overdue(harbour, LATE)
    note(harbour, ticket_id, "#kept called him at two")
    until(harbour, account, "2026-03-04 16:15")
    assert harbour.tags(ticket_id) == set()


def test_a_promise_that_is_taken_from_the_customers_eyes_is_not_kept_late(harbour: Harbour) -> None:
    account, ticket_id = overdue(harbour, LATE)
    with harbour.sandbox.lock:
        harbour.world.make_private(ticket_id, comment_of(harbour, ticket_id, PROMISE), harbour.agents[0])
    until(harbour, account, "2026-03-04 16:15")
    assert harbour.tags(ticket_id) == set()


def test_taking_off_the_tag_of_an_ending_is_no_dismissal(harbour: Harbour) -> None:
    account, ticket_id = overdue(harbour, LATE)
    say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 16:15")
    assert harbour.tags(ticket_id) == {"promise_kept_late"}
    person(harbour, ticket_id, {"remove_tags": ["promise_kept_late"]})
    until(harbour, account, "2026-03-04 17:00")
    assert [row.state for row in findings(account)] == ["resolved"]
    assert harbour.tags(ticket_id) == set()


def test_taking_our_tag_off_after_its_occasion_ended_is_no_dismissal(harbour: Harbour) -> None:
    account, ticket_id = overdue(harbour, "clear_tags = false")
    say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 16:15")
    assert harbour.tags(ticket_id) == {"promise_overdue"}
    person(harbour, ticket_id, {"remove_tags": ["promise_overdue"]})
    until(harbour, account, "2026-03-04 17:00")
    assert [row.state for row in findings(account)] == ["resolved"]


def test_dismiss_takes_the_tags_of_what_it_dismisses_off(harbour: Harbour) -> None:
    account, ticket_id = overdue(harbour)
    note(harbour, ticket_id, "#dismiss")
    until(harbour, account, "2026-03-04 16:15")
    assert harbour.tags(ticket_id) == set()


def test_dismiss_leaves_a_snooze_that_ends_as_any_other(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    note(harbour, ticket_id, "#snooze 2 hours")
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"snoozed"}
    note(harbour, ticket_id, "#dismiss")
    until(harbour, account, "2026-03-04 13:00", step=HOUR)
    assert harbour.tags(ticket_id) == set()


def test_taking_the_tag_of_a_snooze_off_ends_the_snooze(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    note(harbour, ticket_id, "#snooze 2 days")
    until(harbour, account, "2026-03-04 11:00")
    person(harbour, ticket_id, {"remove_tags": ["snoozed"]})
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 1
    assert harbour.tags(ticket_id) == {"promise_overdue"}


def test_an_ending_waits_for_the_brake_like_anything_else(harbour: Harbour) -> None:
    account, ticket_id = overdue(harbour)
    account.store.write_brake("Set by hand.", account.now())
    say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 16:00")
    assert harbour.tags(ticket_id) == {"promise_overdue"}
    account.store.write_brake(None, None)
    until(harbour, account, "2026-03-04 16:30")
    assert harbour.tags(ticket_id) == set()


def test_many_endings_at_once_are_no_flood_that_sets_the_brake(harbour: Harbour) -> None:
    account = opened(harbour, promises(), MANY + 'brake = { tickets = 3, share = "0%" }\n')
    several = [harbour.ticket(agent=0) for _ in range(6)]
    for ticket_id, hour in zip(several, (11, 11, 12, 12, 13, 13), strict=True):
        say(harbour, ticket_id, f"I'll get back to you by {hour}:00 today.")
    until(harbour, account, "2026-03-04 14:15", step=HOUR)
    assert [harbour.tags(ticket_id) for ticket_id in several] == [{"promise_overdue"}] * 6
    for ticket_id in several:
        say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 15:00")
    assert not account.store.load_account().brake
    assert [harbour.tags(ticket_id) for ticket_id in several] == [set()] * 6


def test_tags_come_off_also_where_batches_take_none_off(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=0)
    say(harbour, first, "I'll get back to you by 11am today.")
    say(harbour, second, "I'll get back to you by 1pm today.")
    until(harbour, account, "2026-03-04 13:30", step=HOUR)
    assert harbour.tags(first) == harbour.tags(second) == {"promise_overdue"}
    harbour.world.switches.batch_tags = "ignored"
    for ticket_id in (first, second):
        say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 15:00")
    assert harbour.tags(first) == harbour.tags(second) == set()


def test_a_ticket_that_is_solved_and_reopened_between_two_looks_is_cleared_when_it_is_solved_for_good(
    harbour: Harbour,
) -> None:
    account = opened(harbour, POLICY)
    ticket_id = harbour.passed_around()
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"passed_around"}
    person(harbour, ticket_id, {"status": "solved"})
    harbour.wait(60)
    person(harbour, ticket_id, {"status": "open"})
    harbour.hand(ticket_id, 1, 2, 0)
    until(harbour, account, "2026-03-04 12:30")
    person(harbour, ticket_id, {"status": "solved"})
    until(harbour, account, "2026-03-04 14:00")
    assert harbour.tags(ticket_id) == set()


def test_a_promise_on_a_ticket_that_is_solved_twice_is_told_once_and_leaves_no_tag(harbour: Harbour) -> None:
    account = opened(harbour, promises(CLIMBS))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "We will send you the invoice by 3pm today.")
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    person(harbour, ticket_id, {"status": "solved"})
    until(harbour, account, "2026-03-04 16:00")
    assert harbour.tags(ticket_id) == set()
    say(harbour, ticket_id, "still nothing", who=harbour.customer)
    person(harbour, ticket_id, {"status": "open"})
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    person(harbour, ticket_id, {"status": "solved"})
    until(harbour, account, "2026-03-04 19:00")
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 1


def test_a_tag_comes_off_though_its_occasion_ended_while_the_write_was_on_its_way(harbour: Harbour) -> None:
    harbour.world.switches.job_delay_s = 1500.0
    account = opened(harbour, promises())
    ids = [harbour.ticket(agent=agent) for agent in range(3)]
    for ticket_id in ids:
        note(harbour, ticket_id, "#snooze 15 minutes")
    until(harbour, account, "2026-03-04 15:00")
    assert [harbour.tags(ticket_id) for ticket_id in ids] == [set(), set(), set()]


def test_a_tag_comes_off_though_its_occasion_ended_before_the_export_showed_it(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    until(harbour, account, "2026-03-04 17:30", step=NIGHT)
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll get back to you by 5:31pm today.")
    for _ in range(30):
        harbour.cycle(account, after=7)
    assert harbour.tags(ticket_id) & {"promise_impossible", "promise_overdue"}
    until(harbour, account, "2026-03-05 12:00", step=NIGHT)
    assert "promise_impossible" not in harbour.tags(ticket_id)
