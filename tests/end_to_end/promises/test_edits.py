"""Configurations that are edited while promises are open: what was history stays history, and what is open goes on."""

from __future__ import annotations

from tests.end_to_end.promises.days import (
    ANSWER,
    CLIMBS,
    FOLLOW_UP,
    HOUR,
    LATE,
    PROMISE,
    configure,
    note,
    opened,
    promises,
    reference,
    say,
    until,
)
from tests.end_to_end.promises.test_reaching import TELLS, channel, messages
from tests.integration.engine.acts import person
from tests.integration.engine.harbour import POLICY, Harbour
from tests.integration.notify.receivers import Hook, answer

BUSY = answer(503, "Retry-After: 1800\r\n")
MANY = "[limits]\nupdates_per_owner_per_day = 100\n"


def renamed(policy: str) -> str:
    """The policy under another name, which says how it was called."""
    named = policy.replace("policies.promises", "policies.answers")
    return named.replace("mode =", 'was = "promises"\nmode =')


def test_a_follow_up_that_is_added_while_a_ticket_is_solved_asks_when_its_time_comes(
    harbour: Harbour,
) -> None:
    account = opened(harbour, POLICY)
    ticket_id = harbour.ticket(agent=0)
    harbour.wait(60)
    person(harbour, ticket_id, {"status": "solved"})
    until(harbour, account, "2026-03-04 11:00")
    asking = FOLLOW_UP.replace("[[", 'after = "4 hours"\nonly_if = "all"\n[[', 1)
    configure(harbour, account, POLICY + asking)
    until(harbour, account, "2026-03-04 16:00", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 1


def test_a_promise_policy_that_is_added_while_a_ticket_is_solved_reminds_of_its_open_promise(
    harbour: Harbour,
) -> None:
    account = opened(harbour, POLICY)
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    harbour.wait(60)
    person(harbour, ticket_id, {"status": "solved"})
    until(harbour, account, "2026-03-04 11:00")
    configure(harbour, account, POLICY + promises())
    until(harbour, account, "2026-03-04 16:00", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 1


def test_an_ending_that_is_added_later_is_written_on_nothing_that_ended_before(harbour: Harbour) -> None:
    steps = "\n[[policies.promises.steps]]\nnote = true\n"
    account = opened(harbour, promises(steps))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    assert len(harbour.notes(ticket_id)) == 1
    say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-06 10:00", step=8 * HOUR)
    configure(harbour, account, promises(steps, settings=LATE))
    until(harbour, account, "2026-03-06 11:00")
    assert harbour.tags(ticket_id) == set()


def test_clearing_that_is_turned_on_later_takes_nothing_off_what_ended_before(harbour: Harbour) -> None:
    account = opened(harbour, promises(settings="clear_tags = false"))
    several = [harbour.ticket(agent=0) for _ in range(3)]
    for ticket_id in several:
        say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    for ticket_id in several:
        say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-06 10:00", step=8 * HOUR)
    configure(harbour, account, promises())
    until(harbour, account, "2026-03-06 11:00")
    assert [harbour.tags(ticket_id) for ticket_id in several] == [{"promise_overdue"}] * 3


def test_an_edit_of_what_is_reminded_of_makes_no_promise_a_late_one(harbour: Harbour) -> None:
    account = opened(harbour, promises(settings=LATE))
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    configure(harbour, account, promises(settings=LATE + '\nremind = ["action"]'))
    until(harbour, account, "2026-03-04 17:00", step=HOUR)
    assert "promise_kept_late" not in harbour.tags(ticket_id)


def test_a_policy_that_is_deleted_and_brought_back_goes_on_where_it_was(harbour: Harbour) -> None:
    account = opened(harbour, promises(CLIMBS) + POLICY)
    kept, broken = harbour.ticket(agent=0), harbour.ticket(agent=0)
    for ticket_id in (kept, broken):
        say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    configure(harbour, account, POLICY)
    until(harbour, account, "2026-03-04 15:50")
    say(harbour, kept, ANSWER)
    until(harbour, account, "2026-03-04 16:10")
    configure(harbour, account, promises(CLIMBS) + POLICY)
    until(harbour, account, "2026-03-04 18:30", step=HOUR)
    assert [len(harbour.notes(ticket_id)) for ticket_id in (kept, broken)] == [1, 1]
    assert harbour.tags(kept) == set()
    assert "promise_overdue" in harbour.tags(broken)


def test_a_renamed_policy_knows_its_tags_and_its_references(harbour: Harbour) -> None:
    account = opened(harbour, promises(CLIMBS))
    kept, dismissed = harbour.ticket(agent=0), harbour.ticket(agent=0)
    for ticket_id in (kept, dismissed):
        say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    configure(harbour, account, renamed(promises(CLIMBS)))
    until(harbour, account, "2026-03-04 15:50")
    say(harbour, kept, ANSWER)
    note(harbour, dismissed, f"#dismiss {reference(harbour.notes(dismissed)[0])}")
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    assert [len(harbour.notes(ticket_id)) for ticket_id in (kept, dismissed)] == [1, 1]
    assert harbour.tags(kept) == set()
    assert "promise_escalated" not in harbour.tags(dismissed)


def test_a_message_that_waits_is_sent_by_the_policy_under_its_new_name(harbour: Harbour) -> None:
    telling = promises(TELLS % 'notify = ["leads"]')
    with Hook(answers=[BUSY]) as hook:
        account = opened(harbour, telling, channel(hook))
        say(harbour, harbour.ticket(agent=0), PROMISE)
        until(harbour, account, "2026-03-04 15:15", step=HOUR)
        assert messages(account) == ["waiting"]
        configure(harbour, account, renamed(telling), channel(hook))
        until(harbour, account, "2026-03-04 16:00")
        assert messages(account) == ["sent"]


def test_what_was_overdue_while_a_policy_observed_is_history_when_it_is_enforced(harbour: Harbour) -> None:
    account = opened(harbour, promises(mode="observe"))
    early = [harbour.ticket(agent=0) for _ in range(3)]
    for ticket_id in early:
        say(harbour, ticket_id, PROMISE)
    late = harbour.ticket(agent=0)
    say(harbour, late, "I'll get back to you by 4:30pm today.")
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    configure(harbour, account, promises())
    until(harbour, account, "2026-03-04 17:30", step=HOUR)
    assert [harbour.notes(ticket_id) for ticket_id in early] == [[]] * 3
    assert len(harbour.notes(late)) == 1


def test_what_was_open_at_the_first_start_drips_and_is_cleared_like_anything_else(harbour: Harbour) -> None:
    several = [harbour.ticket(agent=0) for _ in range(4)]
    for ticket_id in several:
        say(harbour, ticket_id, "I'll get back to you by 10:30am today.")
    harbour.wait(3600)
    account = opened(harbour, promises(settings="include_open = true\ndrip = 2"), MANY)
    until(harbour, account, "2026-03-04 15:00", step=HOUR)
    assert sum(len(harbour.notes(ticket_id)) for ticket_id in several) == 2
    for ticket_id in several:
        say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-04 16:30", step=HOUR)
    assert [harbour.tags(ticket_id) for ticket_id in several] == [set()] * 4


def test_a_policy_tells_nothing_that_was_due_before_it_takes_effect(harbour: Harbour) -> None:
    settings = "effective_from = 2026-03-04T13:00:00Z"
    account = opened(harbour, promises(settings=settings))
    before, after = harbour.ticket(agent=0), harbour.ticket(agent=0)
    say(harbour, before, "I'll get back to you by 12:30pm today.")
    say(harbour, after, "I'll get back to you by 1:30pm today.")
    until(harbour, account, "2026-03-04 14:30", step=HOUR)
    assert [len(harbour.notes(ticket_id)) for ticket_id in (before, after)] == [0, 1]


def test_directives_of_before_the_first_start_are_heeded_where_they_look_ahead_and_not_answered(
    harbour: Harbour,
) -> None:
    misspelt, snoozed, planned = (harbour.ticket(agent=0) for _ in range(3))
    note(harbour, misspelt, "#folowup friday")
    say(harbour, snoozed, PROMISE)
    note(harbour, snoozed, "#snooze 6 hours")
    note(harbour, planned, "#followup today 3pm call")
    harbour.wait(600)
    account = opened(harbour, promises() + FOLLOW_UP)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert (harbour.notes(misspelt), harbour.tags(misspelt)) == ([], set())
    assert (harbour.notes(snoozed), harbour.tags(snoozed)) == ([], set())
    assert len(harbour.notes(planned)) == 1
    until(harbour, account, "2026-03-04 17:00", step=HOUR)
    assert len(harbour.notes(snoozed)) == 1


def test_what_is_found_again_after_its_ending_is_cleared_again_as_soon_as_the_caps_allow(
    harbour: Harbour,
) -> None:
    """Whose answer counts is edited twice, so the promise is kept, then open, and climbs on."""
    by_owner = promises(CLIMBS, settings='kept_by = "owner"')
    account = opened(harbour, by_owner)
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    say(harbour, ticket_id, "Still looking.", who=harbour.agents[1])
    configure(harbour, account, promises(CLIMBS))
    until(harbour, account, "2026-03-04 16:30")
    assert harbour.tags(ticket_id) == set()
    configure(harbour, account, by_owner)
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    assert harbour.tags(ticket_id) == {"promise_escalated"}
    say(harbour, ticket_id, ANSWER)
    until(harbour, account, "2026-03-05 18:00", step=6 * HOUR)
    assert harbour.tags(ticket_id) == set()
