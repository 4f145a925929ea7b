"""An account that several processes poll in turn: the limits hold for all of them together."""

from __future__ import annotations

import pytest

from integration.cycle import run_cycle
from integration.engine import write
from integration.engine.context import Context
from integration.engine.turns import begin_turn, end_turn
from integration.store.errors import FenceLost
from integration.zendesk.models import UpdateAnswer
from integration.zendesk.payloads import TicketWrite
from integration.zendesk.transport import Transport
from tests.integration.engine.acts import rows
from tests.integration.engine.harbour import Harbour


@pytest.fixture
def workers(harbour: Harbour) -> list[Context]:
    """Two of them, on one store."""
    return [harbour.open(in_turn=True) for _ in range(2)]


def turn(harbour: Harbour, worker: Context, *, after: float) -> None:
    harbour.wait(after)
    begin_turn(worker)
    run_cycle(worker)
    end_turn(worker)


def exports_in_the_busiest_minute(harbour: Harbour) -> int:
    moments = [r.at.timestamp() for r in harbour.sandbox.requests if "/incremental/" in r.path]
    return max(sum(first <= moment < first + 60 for moment in moments) for first in moments)


def test_workers_together_keep_to_the_exports_of_a_minute(harbour: Harbour, workers: list[Context]) -> None:
    """Two calls a poll, a poll each ten seconds, never twice by the same: six a minute are the share by default."""
    for number in range(24):
        turn(harbour, workers[number % 2], after=10)
    assert exports_in_the_busiest_minute(harbour) == 6


def test_what_a_worker_called_before_it_was_killed_is_known_to_the_next(
    harbour: Harbour, workers: list[Context]
) -> None:
    """The calls go with the places in the exports, not only with a poll's end."""
    for number in range(24):
        harbour.wait(10)
        begin_turn(workers[number % 2])
        run_cycle(workers[number % 2])
        workers[number % 2].transport.budget.hand_over()  # as if its process were another
    assert exports_in_the_busiest_minute(harbour) == 6


def test_calls_older_than_a_minute_count_no_more(harbour: Harbour, workers: list[Context]) -> None:
    turn(harbour, workers[0], after=10)
    harbour.wait(61)
    begin_turn(workers[1])
    assert workers[1].transport.budget.left()["export"] == 6


def test_one_worker_alone_counts_its_calls_once(harbour: Harbour, workers: list[Context]) -> None:
    turn(harbour, workers[0], after=90)
    turn(harbour, workers[0], after=10)
    begin_turn(workers[0])
    assert workers[0].transport.budget.left()["export"] == 2


def test_no_call_is_lost_to_a_clock_that_is_some_seconds_behind(workers: list[Context]) -> None:
    """Zendesk's dates are whole seconds, and not all its machines agree."""
    begin_turn(workers[0])
    now = int(workers[0].now().timestamp())
    workers[0].store.save_account(calls={"export": [(now, 1), (now + 1, 2), (now + 2, 3)]})
    begin_turn(workers[1])
    assert workers[1].transport.budget.left()["export"] == 0


def test_a_worker_that_slept_over_its_turn_writes_nothing(harbour: Harbour, workers: list[Context]) -> None:
    turn(harbour, workers[0], after=90)
    tickets = [harbour.passed_around() for _ in range(2)]
    begin_turn(workers[0])
    begin_turn(workers[1])
    harbour.wait(120)
    with pytest.raises(FenceLost):
        run_cycle(workers[0])
    assert not any(harbour.notes(ticket) for ticket in tickets)
    turn(harbour, workers[1], after=10)
    turn(harbour, workers[1], after=90)
    assert all(len(harbour.notes(ticket)) == 1 for ticket in tickets)


@pytest.mark.parametrize("braked", [False, True])
def test_a_worker_that_slept_between_its_mark_and_its_bytes_repeats_no_note(
    harbour: Harbour, workers: list[Context], monkeypatch: pytest.MonkeyPatch, *, braked: bool
) -> None:
    """Either another has written by then, so that the late write fails; or nobody has, and its echo is learned from."""
    asleep, other = workers
    turn(harbour, asleep, after=90)
    ticket = harbour.passed_around()
    put, slept = write.put_single, []

    def later(transport: Transport, letter: TicketWrite, tags: tuple[str, ...]) -> UpdateAnswer:
        if transport is asleep.transport and not slept:
            slept.append(ticket)
            other.store.write_brake("Set by hand." if braked else None, other.now())
            for after in (90, 16 * 60, 90):
                turn(harbour, other, after=after)
            assert len(harbour.notes(ticket)) == (0 if braked else 1)
        return put(transport, letter, tags)

    monkeypatch.setattr(write, "put_single", later)
    harbour.wait(90)
    begin_turn(asleep)
    with pytest.raises(FenceLost):
        run_cycle(asleep)
    for _ in range(2):
        turn(harbour, other, after=90)
    assert slept
    assert len(harbour.notes(ticket)) == 1
    assert [row.state for row in rows(other, ticket)] == ["done"]
