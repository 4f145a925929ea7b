"""Promises over days, against the embedded Zendesk over a socket: reminded in time, kept, moved, handed on, let go."""

from __future__ import annotations

from datetime import timedelta

from integration.config.load import parse_config
from integration.engine.names import names_of
from integration.zendesk.directory import fetch_directory
from tests.end_to_end.promises.days import LADDER, NIGHT, at, opened, promises, say, until
from tests.integration.engine.acts import findings, person
from tests.integration.engine.harbour import Harbour

# It is Wednesday 4 March 2026, 10:00 UTC, and the office is open from 9 to 17 in London.


def test_a_promise_that_nobody_keeps_is_told_before_it_is_due_when_it_is_due_and_to_the_lead(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises(LADDER))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "Thanks for the details. I'll get back to you by 3pm today.")
    until(harbour, account, "2026-03-04 13:45")
    assert not harbour.notes(ticket_id)
    until(harbour, account, "2026-03-04 14:15")
    (reminder,) = harbour.notes(ticket_id)
    assert "get back to you by 3pm today" in reminder
    assert "promise_due" in harbour.tags(ticket_id)
    until(harbour, account, "2026-03-04 15:30")
    assert len(harbour.notes(ticket_id)) == 2
    assert "promise_overdue" in harbour.tags(ticket_id)
    until(harbour, account, "2026-03-05 09:30", step=NIGHT)
    assert "promise_escalated" in harbour.tags(ticket_id)
    assert harbour.world.tickets[ticket_id].follower_ids == (harbour.agents[3],)
    assert len(harbour.notes(ticket_id)) == 2, "the last step has no note"


def test_a_promise_kept_two_minutes_before_the_write_is_not_told_of(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you back by 3pm today.")
    until(harbour, account, "2026-03-04 14:59")
    harbour.wait((at("2026-03-04 15:00") - harbour.world.clock.now()).total_seconds())
    say(harbour, ticket_id, "Here is what I found: it left the warehouse this morning.")
    until(harbour, account, "2026-03-04 15:02", step=timedelta(minutes=1))
    until(harbour, account, "2026-03-04 18:00")
    assert harbour.notes(ticket_id) == []
    assert harbour.tags(ticket_id) == set()
    assert findings(account) == []


def test_an_answer_between_the_plan_and_the_write_stops_the_write(harbour: Harbour) -> None:
    """The brake keeps the planned note waiting; while it waits the agent answers, late."""
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you back by 3pm today.")
    account.store.write_brake("Set by hand.", at("2026-03-04 14:00"))
    until(harbour, account, "2026-03-04 15:15")
    assert [row.state for row in findings(account)] == ["open"]
    say(harbour, ticket_id, "Sorry for the wait: it left the warehouse this morning.")
    account.store.write_brake(None, None)
    harbour.cycle(account, after=1)  # too early for the exports to show the answer: only the fresh read does
    until(harbour, account, "2026-03-04 16:30")
    assert harbour.notes(ticket_id) == []


def test_the_reminder_goes_to_whoever_owns_the_ticket_now_and_says_who_promised(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "We will send you the new invoice by 3pm today.")
    harbour.wait(600)
    person(harbour, ticket_id, {"assignee_id": harbour.agents[1]})
    until(harbour, account, "2026-03-04 15:30")
    (note,) = harbour.notes(ticket_id)
    assert "Ana Reyes" in note
    assert "Ben Okafor" in note


def test_a_new_time_takes_the_place_of_the_old_one(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll get back to you by 2pm today.")
    harbour.wait(3600)
    say(harbour, ticket_id, "This takes longer than I thought. I'll get back to you tomorrow by noon.")
    until(harbour, account, "2026-03-05 11:45", step=NIGHT)
    assert harbour.notes(ticket_id) == []
    until(harbour, account, "2026-03-05 12:30")
    (note,) = harbour.notes(ticket_id)
    assert "tomorrow by noon" in note


def test_a_late_answer_takes_our_tag_off_and_puts_the_ending_on_without_a_note(harbour: Harbour) -> None:
    account = opened(harbour, promises(settings='on_end = { add_tags = ["promise_kept_late"] }'))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll get back to you by 3pm today.")
    until(harbour, account, "2026-03-04 15:30")
    assert harbour.tags(ticket_id) == {"promise_overdue"}
    say(harbour, ticket_id, "Your refund is on its way.")
    until(harbour, account, "2026-03-04 17:00")
    assert harbour.tags(ticket_id) == {"promise_kept_late"}
    assert len(harbour.notes(ticket_id)) == 1
    assert [row.state for row in findings(account)] == ["resolved"]


def test_a_service_that_was_down_for_a_day_calls_no_promise_broken_that_was_kept_meanwhile(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises())
    kept, broken = harbour.ticket(agent=0), harbour.ticket(agent=0)
    for ticket_id in (kept, broken):
        say(harbour, ticket_id, "I'll get back to you by 3pm today.")
    harbour.cycle(account)
    harbour.wait(3 * 3600)
    say(harbour, kept, "Here is the tracking number.")
    harbour.wait(24 * 3600)
    for _ in range(3):
        harbour.cycle(account)
    assert harbour.notes(kept) == []
    assert len(harbour.notes(broken)) == 1


def test_your_time_is_the_customers_own(harbour: Harbour) -> None:
    far = harbour.world.add_user("Kim Customer", time_zone="Eastern Time (US & Canada)")
    account = opened(harbour, promises())
    with harbour.sandbox.lock:
        ticket_id = harbour.world.add_ticket(
            far, "Where is it?", group_id=harbour.groups[0], assignee_id=harbour.agents[0]
        )
    say(harbour, ticket_id, "I'll call you at 11am your time.")
    until(harbour, account, "2026-03-04 15:45")  # 10:45 in New York
    assert harbour.notes(ticket_id) == []
    until(harbour, account, "2026-03-04 16:30")
    assert len(harbour.notes(ticket_id)) == 1


def test_a_promise_across_the_night_in_which_clocks_change_is_due_by_the_wall_clock(harbour: Harbour) -> None:
    """London puts its clocks forward on Sunday 29 March 2026: noon is 12:00 UTC before and 11:00 UTC after."""
    harbour.wait((at("2026-03-27 10:00") - harbour.world.clock.now()).total_seconds())
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you on Monday at noon.")
    until(harbour, account, "2026-03-30 10:45", step=timedelta(hours=3))
    assert harbour.notes(ticket_id) == []
    until(harbour, account, "2026-03-30 11:30")
    assert len(harbour.notes(ticket_id)) == 1


OFFICE = """
[calendars.office]
time_zone = "Europe/London"
mon = ["09:00-17:00"]
tue = ["09:00-17:00"]
wed = ["09:00-17:00"]
thu = ["09:00-17:00"]
fri = ["09:00-17:00"]
holidays = [%s]
"""


def test_a_holiday_that_is_added_later_moves_the_due_moment_and_nothing_is_read_again(
    harbour: Harbour,
) -> None:
    policy = promises(settings='calendar = "office"')
    account = opened(harbour, policy, OFFICE % "")
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "You will have an answer within 2 business days.")
    harbour.cycle(account)
    read = account.transport.calls["GET tickets/{id}/audits"]
    account.config = parse_config(
        harbour.config_text(policy, OFFICE % "2026-03-05"), harbour.folder / "config.toml"
    )
    account.names = names_of(fetch_directory(account.transport), account.config, account.account)
    until(harbour, account, "2026-03-06 18:00", step=timedelta(hours=2))
    assert harbour.notes(ticket_id) == []
    until(harbour, account, "2026-03-09 18:00", step=timedelta(hours=2))
    assert len(harbour.notes(ticket_id)) == 1
    assert account.transport.calls["GET tickets/{id}/audits"] == read


def test_a_holiday_that_is_added_later_makes_no_new_occasion_of_a_promise_and_no_second_note(
    harbour: Harbour,
) -> None:
    policy = promises(settings='calendar = "office"\non_end = { add_tags = ["promise_kept_late"] }')
    account = opened(harbour, policy, OFFICE % "")
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll get back to you by Friday.")
    until(harbour, account, "2026-03-06 17:30", step=timedelta(hours=2))
    assert len(harbour.notes(ticket_id)) == 1
    closed = parse_config(harbour.config_text(policy, OFFICE % "2026-03-06"), harbour.folder / "config.toml")
    account.config, account.names = (
        closed,
        names_of(fetch_directory(account.transport), closed, account.account),
    )
    until(harbour, account, "2026-03-09 18:30", step=timedelta(hours=2))
    assert len(harbour.notes(ticket_id)) == 1
    assert "promise_kept_late" not in harbour.tags(ticket_id)


def test_a_quote_in_a_note_has_no_number_and_no_address_of_anybody(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, "I'll call you on 0171 5550123 by 3pm today.")
    until(harbour, account, "2026-03-04 15:30")
    (note,) = harbour.notes(ticket_id)
    assert "5550123" not in note
    assert "I'll call you on" in note
