"""Workers take an account from each other, and only from each other; whoever had it before can commit no more."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from integration.store.access import Store
from integration.store.errors import FenceLost, StoreLocked
from integration.store.place import Place

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
ALIVE = os.getppid()


@pytest.fixture
def opened(place: Place) -> Iterator[list[Store]]:
    """Two processes' stores of one account."""
    stores = [Store.open(place, "harbour") for _ in range(2)]
    yield stores
    for store in stores:
        store.engine.dispose()


def held_by(store: Store, holder: str, heartbeat: datetime = NOW) -> None:
    with store.aside() as connection:
        store.write_account(connection, holder=holder, heartbeat=heartbeat)


def test_a_worker_that_was_paused_cannot_commit_once_another_has_begun(opened: list[Store]) -> None:
    paused, other = opened
    paused.take_turn(NOW)
    other.take_turn(NOW)
    with pytest.raises(FenceLost):
        paused.save_account(watermark=NOW)
    paused.take_turn(NOW)
    with pytest.raises(FenceLost):
        other.save_account(watermark=NOW)
    paused.save_account(watermark=NOW)
    assert other.load_account().watermark == NOW


@pytest.mark.parametrize("holder", [f"worker far.example:{ALIVE}", f"worker {socket.gethostname()}:{ALIVE}"])
def test_a_worker_takes_over_from_another_without_asking_whether_it_lives(
    opened: list[Store], holder: str
) -> None:
    held_by(opened[0], holder)
    opened[1].take_turn(NOW)
    assert opened[1].load_account().holder == f"worker {socket.gethostname()}:{os.getpid()}"


@pytest.mark.parametrize("holder", [f"far.example:{ALIVE}", f"{socket.gethostname()}:{ALIVE}"])
def test_a_worker_is_refused_while_a_service_runs_the_account(opened: list[Store], holder: str) -> None:
    held_by(opened[0], holder)
    with pytest.raises(StoreLocked, match=f"{holder} is already running this account; stop it first"):
        opened[1].take_turn(NOW)
    assert opened[0].load_account().holder == holder


@pytest.mark.parametrize("holder", [f"worker far.example:{ALIVE}", f"worker {socket.gethostname()}:{ALIVE}"])
def test_a_service_is_refused_while_workers_poll_the_account(opened: list[Store], holder: str) -> None:
    held_by(opened[0], holder)
    with pytest.raises(StoreLocked, match=f"{holder} is already running this account; stop it first"):
        opened[1].take_lease(NOW)


def test_a_service_follows_workers_that_are_gone(opened: list[Store]) -> None:
    held_by(opened[0], "worker far.example:17", NOW - timedelta(minutes=4))
    opened[1].take_lease(NOW)


def test_a_process_that_is_started_anew_as_a_worker_follows_itself(opened: list[Store]) -> None:
    """In a container both have the same name and number."""
    opened[0].take_lease(NOW)
    opened[1].take_turn(NOW)
    opened[0].take_lease(NOW)


def test_the_account_counts_as_running_between_two_turns_also_when_the_worker_was_stopped(
    opened: list[Store],
) -> None:
    opened[0].take_turn(NOW)
    opened[0].release_lease()
    assert opened[1].is_running(NOW)


def test_a_turn_keeps_count_of_another_steadyhand_whose_notes_were_seen(opened: list[Store]) -> None:
    """Three of them set the brake, and they may be met in three turns."""
    opened[0].take_turn(NOW)
    opened[0].save_account(strangers=2)
    opened[1].take_turn(NOW)
    assert opened[1].load_account().strangers == 2


def test_a_turn_that_the_queue_has_given_to_another_is_not_begun(opened: list[Store]) -> None:
    """Whoever stood still before the turn began takes nothing from the one that has it by then."""
    opened[0].take_turn(NOW)
    with pytest.raises(FenceLost):
        opened[1].take_turn(NOW + timedelta(minutes=1), lambda _connection: False)
    opened[0].save_account(watermark=NOW)
    assert opened[0].load_account().heartbeat == NOW
    opened[0].take_turn(NOW)
    with pytest.raises(FenceLost):
        opened[1].save_account(watermark=NOW)
