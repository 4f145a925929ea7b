"""Tickets that are merged: what was promised, planned, snoozed or dismissed on them goes on where they went."""

from __future__ import annotations

from datetime import timedelta

import pytest

from integration.engine.context import Context
from tests.end_to_end.promises.days import (
    ANSWER,
    CLIMBS,
    FOLLOW_UP,
    HOUR,
    LADDER,
    PROMISE,
    at,
    comment_of,
    merge,
    note,
    opened,
    promises,
    reference,
    say,
    until,
)
from tests.integration.engine.acts import findings, gaps, person
from tests.integration.engine.harbour import Harbour

SILENCE = """
[policies.silent]
kind = "silence"
mode = "enforce"
after = "2 hours"
on_end = { add_tags = ["was_silent"] }
[[policies.silent.steps]]
add_tags = ["silent"]
note = true
"""


def merged(harbour: Harbour, account: Context, moment: str = "2026-03-04 11:00") -> tuple[int, int]:
    """A ticket with a promise, merged at this moment into another one of the same customer."""
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, source, PROMISE)
    until(harbour, account, moment, step=HOUR)
    merge(harbour, source, target)
    return source, target


@pytest.mark.parametrize("named", ["from", "words"])
def test_an_open_promise_moves_to_the_ticket_that_its_own_was_merged_into(
    harbour: Harbour, named: str
) -> None:
    harbour.world.switches.merge_ids = named
    account = opened(harbour, promises())
    source, target = merged(harbour, account)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(source) == []
    assert len(harbour.notes(target)) == 1
    assert [(row.ticket_id, row.state) for row in findings(account)] == [(source, "open")]


def test_a_moved_promise_is_kept_by_an_answer_on_the_ticket_it_moved_to(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    _, target = merged(harbour, account)
    harbour.wait(3600)
    say(harbour, target, ANSWER)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.notes(target) == []


def test_what_was_written_before_the_merge_is_not_written_again(harbour: Harbour) -> None:
    account = opened(harbour, promises(LADDER))
    source, target = merged(harbour, account, "2026-03-04 14:15")
    assert len(harbour.notes(source)) == 1
    until(harbour, account, "2026-03-04 14:50")
    assert harbour.notes(target) == []
    until(harbour, account, "2026-03-04 15:45")
    assert len(harbour.notes(target)) == 1


def test_a_promise_moves_along_a_chain_of_merges(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    _, second = merged(harbour, account)
    last = harbour.ticket(agent=1)
    until(harbour, account, "2026-03-04 11:30")
    merge(harbour, second, last)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert (harbour.notes(second), len(harbour.notes(last))) == ([], 1)


def test_a_ticket_that_is_merged_between_the_plan_and_the_write_is_reminded_of_where_it_went(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises())
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, source, PROMISE)
    until(harbour, account, "2026-03-04 14:59", step=HOUR)
    harbour.wait((at("2026-03-04 15:02") - harbour.world.clock.now()).total_seconds())
    merge(harbour, source, target)
    harbour.cycle(account, after=5)  # too early for the exports to show the merge
    until(harbour, account, "2026-03-04 15:45")
    assert len(harbour.notes(target)) == 1


def test_taking_our_tag_off_the_target_dismisses_what_moved_there_also_into_an_older_ticket(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises(CLIMBS))
    target, source = harbour.ticket(agent=1), harbour.ticket(agent=0)
    say(harbour, source, PROMISE)
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    person(harbour, target, {"remove_tags": ["promise_overdue"]})
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    assert harbour.tags(target) == set()
    assert [row.state for row in findings(account)] == ["dismissed"]


def test_dismiss_on_the_target_reaches_what_moved_there_also_after_its_own_ticket_was_seen_again(
    harbour: Harbour,
) -> None:
    account = opened(harbour, promises(CLIMBS))
    source, target = merged(harbour, account)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    assert harbour.tags(target) == {"promise_overdue"}
    with harbour.sandbox.lock:
        harbour.world.touch(source)
    until(harbour, account, "2026-03-04 15:45")
    note(harbour, target, "#dismiss")
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    assert "promise_escalated" not in harbour.tags(target)


@pytest.mark.parametrize("by_reference", [True, False])
def test_what_was_told_before_the_merge_is_dismissed_on_the_target(
    harbour: Harbour,
    by_reference: bool,  # noqa: FBT001 - a case
) -> None:
    account = opened(harbour, promises(CLIMBS))
    source, target = merged(harbour, account, "2026-03-04 15:30")
    (told,) = harbour.notes(source)
    harbour.wait(20)
    note(harbour, target, f"#dismiss {reference(told)}" if by_reference else "#dismiss")
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    assert "promise_escalated" not in harbour.tags(target)


def test_a_merged_ticket_is_remembered_for_as_long_as_something_of_it_is_open(harbour: Harbour) -> None:
    account = opened(harbour, promises() + FOLLOW_UP, 'retention = "1 day"')
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, source, "I'll get back to you by Friday.")
    note(harbour, source, "#followup Friday at noon ask whether it arrived")
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target)
    until(harbour, account, "2026-03-06 18:00", step=6 * HOUR)
    assert len(harbour.notes(target)) == 2


def test_a_follow_up_of_a_merged_ticket_outlives_the_usual_retention(harbour: Harbour) -> None:
    account = opened(harbour, FOLLOW_UP)
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    note(harbour, source, "#followup April 20 ask whether it arrived")
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target)
    until(harbour, account, "2026-04-21 18:00", step=timedelta(days=4))
    assert len(harbour.notes(target)) == 1


def test_a_tag_that_the_target_had_of_its_own_stays_on(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1, tags=["promise_overdue"])
    say(harbour, source, PROMISE)
    until(harbour, account, "2026-03-04 15:30", step=HOUR)
    assert harbour.tags(source) == {"promise_overdue"}
    merge(harbour, source, target)
    say(harbour, target, ANSWER)
    until(harbour, account, "2026-03-04 17:30", step=HOUR)
    assert harbour.tags(target) == {"promise_overdue"}


def test_a_directive_is_answered_once_also_when_its_ticket_is_merged(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    note(harbour, source, "#folowup friday")
    until(harbour, account, "2026-03-04 11:00")
    assert len(harbour.notes(source)) == 1
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 12:30")
    assert harbour.notes(target) == []


def test_the_silence_of_a_merged_ticket_leaves_nothing_on_its_target(harbour: Harbour) -> None:
    account = opened(harbour, SILENCE)
    source = harbour.ticket(agent=0)
    until(harbour, account, "2026-03-04 12:30", step=HOUR)
    assert harbour.tags(source) == {"silent"}
    target = harbour.ticket(agent=1)
    say(harbour, target, "Hello, here is all you need.")
    until(harbour, account, "2026-03-04 12:45")
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 14:00")
    assert harbour.tags(target) == set()


def test_a_number_in_an_agents_own_words_moves_nothing_to_that_ticket(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    other, source, target = (harbour.ticket(agent=1) for _ in range(3))
    say(harbour, source, PROMISE)
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target, source_comment=f"Duplicate; order #{other} is meant.")
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert (len(harbour.notes(other)), len(harbour.notes(target))) == (0, 1)


def test_a_number_in_an_agents_own_words_on_the_target_takes_nothing_from_that_ticket(
    harbour: Harbour,
) -> None:
    harbour.world.switches.merge_ids = "words"
    account = opened(harbour, promises())
    other, source, target = (harbour.ticket(agent=1) for _ in range(3))
    say(harbour, other, PROMISE)
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target, target_comment=f"The customer wrote twice, see also #{other}.")
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert (len(harbour.notes(other)), len(harbour.notes(target))) == (1, 0)


def test_a_snooze_and_a_planned_follow_up_move_along(harbour: Harbour) -> None:
    account = opened(harbour, promises() + FOLLOW_UP)
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, target, PROMISE)
    note(harbour, source, "#snooze 7 hours")
    note(harbour, source, "#followup today at 6pm call")
    until(harbour, account, "2026-03-04 11:00")
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 16:30", step=HOUR)
    assert harbour.notes(target) == []
    until(harbour, account, "2026-03-04 17:30")
    assert len(harbour.notes(target)) == 1
    until(harbour, account, "2026-03-04 19:30")
    assert len(harbour.notes(target)) == 2
    assert harbour.tags(target) == {"promise_overdue", "follow_up_due"}


def test_words_redacted_on_the_source_name_our_quote_of_them_on_the_target(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    source, target = merged(harbour, account)
    until(harbour, account, "2026-03-04 15:45", step=HOUR)
    assert len(harbour.notes(target)) == 1
    with harbour.sandbox.lock:
        harbour.world.redact(source, comment_of(harbour, source, PROMISE), harbour.agents[0])
    until(harbour, account, "2026-03-04 16:15")
    assert "quote_redacted" in {kind for kind, _ in gaps(account)}
