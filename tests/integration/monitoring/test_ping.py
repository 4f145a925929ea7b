"""The ping stays away as soon as any one account stands still; it is sent once, delays nobody, and is told in no log."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from integration.monitoring.ping import Pinger, ping
from tests.integration.notify.receivers import Hook, answer

PINGED_WITHIN_S = 10


class Arrivals:
    """Pings as they arrive, one after the other."""

    def __init__(self, hook: Hook) -> None:
        self._come = threading.Semaphore(0)
        hook.on_request = self._come.release

    def one(self) -> bool:
        """Whether one more comes."""
        return self._come.acquire(timeout=PINGED_WITHIN_S)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as receiver:
        yield receiver
        receiver.released.set()


def test_it_is_due_when_all_accounts_have_finished_a_cycle_and_again_after_the_next_round(hook: Hook) -> None:
    now, labels = [0.0], ["northwind", "southwind"]
    pinger, arrived = Pinger(SecretStr(hook.url), lambda: labels, lambda: now[0]), Arrivals(hook)
    with pinger.pinging():
        for _ in range(5):
            pinger.cycle_done("northwind")
            now[0] += 60
        assert hook.requests == [], "southwind stands still"
        pinger.cycle_done("southwind")
        assert arrived.one()
        for _ in range(5):
            pinger.cycle_done("southwind")
            now[0] += 60
        labels.remove("northwind")  # it left the file
        pinger.cycle_done("southwind")
        assert arrived.one()
    assert [request.path for request in hook.requests] == ["/hook/s3cret-path"] * 2


def test_it_is_sent_once_a_minute_at_most(hook: Hook) -> None:
    now = [0.0]
    pinger, arrived = Pinger(SecretStr(hook.url), lambda: ["northwind"], lambda: now[0]), Arrivals(hook)
    with pinger.pinging():
        pinger.cycle_done("northwind")
        assert arrived.one()
        for _ in range(3):
            now[0] += 15
            pinger.cycle_done("northwind")
        now[0] += 15
        pinger.cycle_done("northwind")
        assert arrived.one()
    assert len(hook.requests) == 2


def test_a_receiver_that_does_not_answer_delays_no_cycle_and_is_not_asked_again(hook: Hook) -> None:
    hook.answers = ["silence"]
    pinger, arrived = Pinger(SecretStr(hook.url), lambda: ["northwind"]), Arrivals(hook)
    with pinger.pinging():
        pinger.cycle_done("northwind")
        assert arrived.one()
        began = time.monotonic()
        for _ in range(100):
            pinger.cycle_done("northwind")
        assert time.monotonic() - began < 1
        hook.released.set()
    assert len(hook.requests) == 1


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (answer(404), "The receiver of the ping answers with status 404."),
        (answer(500), "The receiver of the ping answers with status 500."),
        (answer(302, "Location: http://127.0.0.1:9/elsewhere\r\n"), "answers with status 302."),
        ("drop", "The receiver of the ping cannot be reached (ConnectionError)."),
    ],
)
def test_what_goes_wrong_is_a_sentence_without_the_address_after_one_try(
    hook: Hook, caplog: pytest.LogCaptureFixture, script: str, sentence: str
) -> None:
    caplog.set_level(logging.DEBUG)
    hook.answers = [script]
    problem = ping(SecretStr(hook.url)) or ""
    assert sentence in problem
    assert "s3cret" not in problem + caplog.text
    assert len(hook.requests) == 1
    assert ping(SecretStr(hook.url)) is None


def test_it_is_told_when_it_begins_to_fail_and_when_it_works_again(hook: Hook) -> None:
    now = [0.0]
    hook.answers = [answer(404), answer(404), answer(404)]
    pinger, arrived = Pinger(SecretStr(hook.url), lambda: ["northwind"], lambda: now[0]), Arrivals(hook)
    with capture_logs() as told, pinger.pinging():
        for _ in range(4):
            pinger.cycle_done("northwind")
            assert arrived.one()
            while pinger._due.is_set():  # noqa: SLF001 - until the thread has taken it
                pass
            now[0] += 60
    assert [line["event"] for line in told] == ["ping_failed", "ping_works_again"]
    assert "s3cret" not in json.dumps(told)
