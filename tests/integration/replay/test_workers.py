"""A back-test on all cores comes to what one process comes to, and says when a worker dies."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from integration.engine.context import Context
from integration.replay import backtest, stories
from integration.replay.backtest import Answer, WorkerLost, run_backtest
from tests.integration.engine.acts import many_passed_around, policy
from tests.integration.engine.harbour import Harbour


def ended(*_: object) -> None:
    """What begins a worker that somebody kills."""
    os._exit(1)


@pytest.fixture
def account(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> Context:
    """Eight tickets that were passed around, to be replayed one by one."""
    monkeypatch.setattr(stories, "AT_ONCE", 1)
    account = harbour.open(policy(mode="observe"))
    harbour.cycle(account)
    many_passed_around(harbour, 8)
    harbour.cycle(account)
    return account


def answered(account: Context, shares: list[float]) -> Answer:
    end = account.store.load_account().watermark
    (answer,) = run_backtest([account], account.store, end - timedelta(days=5), end, shares.append)
    return answer


def test_workers_come_to_what_one_process_comes_to(account: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []
    many = answered(account, shares)
    assert shares == [place / 8 for place in range(1, 9)]
    monkeypatch.setattr(backtest, "_INLINE", 100)
    one = answered(account, [])
    assert many.tally.found == one.tally.found
    assert many.tally.looks == one.tally.looks
    assert [w.at for w in many.rationed.written] == [w.at for w in one.rationed.written]
    assert len(one.rationed.written) == 8


def test_a_worker_that_is_killed_is_said_in_a_sentence(
    account: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backtest, "_begin", ended)
    with pytest.raises(WorkerLost, match="try a shorter --since"):
        answered(account, [])
