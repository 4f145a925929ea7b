"""Live: the cycles go on. Ready: open, its file in force, its store readable, and read nearly up to now."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from integration.engine.context import Context
from integration.monitoring.accounts import Watched, liveness, readiness
from integration.monitoring.answers import Answers
from integration.sandbox.faults import Fault
from integration.zendesk.directory import fetch_directory
from integration.zendesk.errors import ZendeskError
from tests.integration.engine.harbour import Harbour
from tests.integration.monitoring.conftest import MINUTE, watched


def test_an_account_that_is_not_open_is_live_and_not_ready() -> None:
    """To start anew would not open it either."""
    shut = Watched("northwind", MINUTE, trouble="Zendesk refuses the sign-in.")
    assert liveness(shut).good
    assert not readiness(shut).good
    assert readiness(shut).because == "Zendesk refuses the sign-in."
    assert readiness(Watched("northwind", MINUTE)).because == "It is not open yet."


def test_cycles_that_fail_are_live_and_in_time_no_longer_ready(harbour: Harbour, lived: Context) -> None:
    harbour.sandbox.faults.add(Fault("status", times=None, status=503))
    for _ in range(12):
        with pytest.raises(ZendeskError):
            harbour.cycle(lived, after=60)
    assert liveness(watched(lived)).good
    assert "which is too far back" in readiness(watched(lived)).because
    assert not readiness(watched(lived)).good


def test_a_cycle_that_stands_still_is_not_live(harbour: Harbour, lived: Context) -> None:
    harbour.wait(890)
    assert liveness(watched(lived)).good, "Zendesk may have asked for a pause"
    harbour.wait(20)
    assert not liveness(watched(lived)).good
    assert "stood still since 2026-03-04 " in liveness(watched(lived)).because
    assert liveness(Watched("harbour", timedelta(minutes=10), lived)).good, "its interval is longer"
    fetch_directory(lived.transport)
    assert liveness(watched(lived)).good, "a long cycle that still calls goes on"


@pytest.mark.parametrize("where", ["file", "account"])
def test_a_file_that_is_not_in_force_is_not_ready(
    standing: Context, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    if where == "account":
        monkeypatch.setattr(standing, "config_problem", "wrong")
    seen = watched(standing, **({"config_problem": "wrong"} if where == "file" else {}))
    assert not readiness(seen).good
    assert "is not in force" in readiness(seen).because
    assert liveness(seen).good


def test_a_store_of_another_release_or_none_is_not_ready_and_live(lived: Context) -> None:
    """Of the store nothing is quoted."""
    assert isinstance(lived.store.place, Path)
    with closing(sqlite3.connect(lived.store.place)) as connection, connection:
        connection.execute("ALTER TABLE account RENAME TO accounts")
    assert readiness(watched(lived)).because == "The store could not be read just now; the log says why."
    assert liveness(watched(lived)).good


def test_one_account_that_is_not_well_is_enough(standing: Context) -> None:
    answers = Answers(lambda: [watched(standing), Watched("southwind", MINUTE)])
    assert answers.get("/health/ready", "localhost", "").status == 503
    assert answers.get("/health/live", "localhost", "").status == 200
    assert Answers(lambda: [watched(standing)]).get("/health/ready?verbose", "[::1]:9480", "").status == 200
