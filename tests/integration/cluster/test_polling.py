"""One worker's polls: what another holds passes by itself, and a turn that was lost is told and nothing more."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from integration.cluster.polling import Polls
from integration.service import Clockwork
from integration.store.access import Store
from integration.telemetry import start_logging
from tests.integration.engine.acts import many_passed_around
from tests.integration.engine.harbour import POLICY, Harbour

Open = Callable[..., Polls]
SERVICE = f"far.example:{os.getppid()}"


@pytest.fixture
def opened(harbour: Harbour) -> Iterator[Open]:
    """Workers' ways to the company's account, of which `sleep` is called in place of waiting."""
    config = harbour.folder / "config.toml"
    config.write_text(harbour.config_text(POLICY))
    made: list[Polls] = []

    def make(sleep: Callable[[float], object] | None = None) -> Polls:
        clock = harbour.world.clock
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=sleep or clock.sleep)
        made.append(Polls(config, clockwork=clockwork))
        return made[-1]

    yield make
    for polls in made:
        polls.close()


@pytest.fixture
def store(harbour: Harbour) -> Iterator[Store]:
    """The store, for a look from aside."""
    known = Store.open(harbour.folder / "store.db", "harbour")
    yield known
    known.close()


def still_ours(_connection: Connection) -> bool:
    """What the queue says of a poll that it has not given up."""
    return True


def poll(harbour: Harbour, polls: Polls) -> None:
    harbour.wait(90)
    polls.poll("harbour", still_ours)


def events(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize("already_open", [False, True])
def test_what_a_service_holds_is_told_and_polled_as_soon_as_it_is_free(
    harbour: Harbour, opened: Open, store: Store, capsys: pytest.CaptureFixture[str], *, already_open: bool
) -> None:
    start_logging()
    polls = opened()
    if already_open:
        poll(harbour, polls)
    with store.aside() as connection:
        store.write_account(connection, holder=SERVICE, heartbeat=harbour.world.clock.now())
    events(capsys)
    poll(harbour, polls)
    (said,) = [
        line for line in events(capsys) if line["level"] == "warning" and line["event"] == "store_busy"
    ]
    assert f"{SERVICE} is already running this account; stop it first" in str(said["reason"])
    assert store.load_account().holder == SERVICE
    with store.aside() as connection:
        store.write_account(connection, holder=None)
    poll(harbour, polls)
    assert str(store.load_account().holder).startswith("worker ")


def test_a_turn_that_another_took_while_this_one_stood_still_is_told_and_lost(
    harbour: Harbour, opened: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging()
    others = opened()

    def stand_still(seconds: float) -> None:
        harbour.wait(seconds)
        others.poll("harbour", still_ours)

    held_up = opened(stand_still)
    poll(harbour, held_up)
    tickets = many_passed_around(harbour, 4)
    poll(harbour, held_up)
    assert [line["level"] for line in events(capsys) if line["event"] == "turn_lost"] == ["warning"]
    for _ in range(3):
        poll(harbour, others)
        poll(harbour, held_up)
    assert [len(harbour.notes(ticket)) for ticket in tickets] == [1] * 4


def test_a_worker_that_ends_leaves_the_account_to_the_others(
    harbour: Harbour, opened: Open, store: Store
) -> None:
    polls = opened()
    poll(harbour, polls)
    polls.close()
    assert store.is_running(harbour.world.clock.now())


def test_an_account_that_left_the_file_is_left_alone(opened: Open, tmp_path: Path) -> None:
    polls = opened()
    polls.poll("quay", still_ours)
    assert list(polls.intervals()) == ["harbour"]
    assert not (tmp_path / "store.db").exists()
