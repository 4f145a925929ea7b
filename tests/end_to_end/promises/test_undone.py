"""A promise that was taken back stays so, wherever its ticket goes and whatever is said of it later."""

from __future__ import annotations

from integration.engine.context import Context
from integration.engine.undoing import UndoPlan, ask_for_undo, plan_undo
from integration.store.undoing import Asked
from tests.end_to_end.promises.days import (
    ANSWER,
    HOUR,
    LADDER,
    LATE,
    PROMISE,
    merge,
    opened,
    promises,
    say,
    until,
)
from tests.integration.engine.acts import findings, person
from tests.integration.engine.harbour import Harbour


def undo(account: Context, **asked: str) -> UndoPlan:
    """Ask for an undo, as the command does."""
    plan = plan_undo(
        account.store, Asked(**asked), account.config.policies_in_order, account.now(), note=False
    )
    ask_for_undo(account.store, plan, account.now(), note=False)
    return plan


def reminded(harbour: Harbour) -> tuple[Context, int, int]:
    """A promise that was reminded of an hour ahead, on one of two tickets."""
    account = opened(harbour, promises(LADDER, LATE))
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, source, PROMISE)
    until(harbour, account, "2026-03-04 14:30")
    assert harbour.tags(source) == {"promise_due"}
    return account, source, target


def test_the_next_rungs_are_never_written_and_its_end_leaves_no_mark(harbour: Harbour) -> None:
    account, source, _ = reminded(harbour)
    undo(account, policy="promises")
    until(harbour, account, "2026-03-04 18:00", step=HOUR)
    say(harbour, source, ANSWER)
    until(harbour, account, "2026-03-04 19:00")
    assert harbour.tags(source) == set()
    assert len(harbour.notes(source)) == 1
    assert [row.state for row in findings(account)] == ["undone"]


def test_taken_back_before_a_merge_it_is_left_alone_after_it(harbour: Harbour) -> None:
    account, source, target = reminded(harbour)
    undo(account, policy="promises")
    until(harbour, account, "2026-03-04 14:45")
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 19:00", step=HOUR)
    assert (harbour.notes(target), harbour.tags(target)) == ([], set())
    assert [(row.ticket_id, row.state) for row in findings(account)] == [(source, "undone")]


def test_taken_back_after_a_merge_it_comes_off_where_it_went_and_the_closed_ticket_is_said(
    harbour: Harbour,
) -> None:
    account, source, target = reminded(harbour)
    merge(harbour, source, target)
    until(harbour, account, "2026-03-04 15:45")
    assert harbour.tags(target) == {"promise_overdue"}
    plan = undo(account, policy="promises")
    assert {t.facts.ticket.id: len(t.taken.held) for t in plan.tickets} == {source: 1, target: 0}
    until(harbour, account, "2026-03-04 19:00", step=HOUR)
    assert harbour.tags(target) == set()
    assert "promise_due" in harbour.tags(source)
    assert len(harbour.notes(target)) == 1


def test_what_ended_by_itself_leaves_nothing_but_its_mark_and_that_comes_off_too(harbour: Harbour) -> None:
    account, source, _ = reminded(harbour)
    until(harbour, account, "2026-03-04 15:45")
    say(harbour, source, ANSWER)
    until(harbour, account, "2026-03-04 16:15")
    assert harbour.tags(source) == {"promise_kept_late"}
    person(harbour, source, {"additional_tags": ["promise_due"]})
    until(harbour, account, "2026-03-04 16:30")
    undo(account, policy="promises")
    until(harbour, account, "2026-03-04 17:00")
    assert harbour.tags(source) == {"promise_due"}, "what a person put on after us is theirs"
