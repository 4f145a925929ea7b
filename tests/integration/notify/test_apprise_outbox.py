"""A message to a service goes through the same outbox as all others: at most once, and shown where that is not sure."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from integration.config.services import is_installed
from integration.engine.context import Context
from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook, answer, closed_port
from tests.integration.notify.test_outbox import STEP, done, messages, send, shown, states

pytestmark = pytest.mark.skipif(
    not is_installed(),
    reason="The extra 'notify' is not installed, so no service can be told: pip install 'steadyhand[notify]'.",
)
TOKEN = "t0ken-of-the-desk"  # noqa: S105 - invented


@pytest.fixture
def desk() -> Iterator[Hook]:
    """A Gotify server that answers 200."""
    with Hook() as listening:
        yield listening


def put_address(harbour: Harbour, port: int) -> None:
    (harbour.folder / "desk").write_text(f"gotify://127.0.0.1:{port}/{TOKEN}\n")


@pytest.fixture
def account(harbour: Harbour, desk: Hook) -> Context:
    """The service with one channel, whose address is a secret."""
    put_address(harbour, desk.port)
    channel = f'[notify.leads]\nkind = "apprise"\nurl = {{ file = "{harbour.folder / "desk"}" }}\n'
    return harbour.open(policy(steps=STEP), extra=channel)


def test_a_done_update_tells_the_service_once(account: Context, desk: Hook) -> None:
    done(account, "a")
    for _ in range(3):
        send(account)
    (request,) = desk.requests
    assert request.data["message"].endswith("/agent/tickets/7\nSH-0123ABCD")
    assert states(account) == ["sent"]


@pytest.mark.parametrize("script", ["drop", answer(500)])
def test_a_message_whose_outcome_is_unknown_is_never_sent_again_and_status_says_so(
    harbour: Harbour, account: Context, desk: Hook, script: str
) -> None:
    desk.answers = [script]
    done(account, "a")
    for _ in range(3):
        send(account)
        harbour.wait(7200)
    assert len(desk.requests) == 1
    assert states(account) == ["unknown"]
    assert "messages to leads: 1 unknown" in shown(account)
    assert "ticket 7, passed-around: the message to leads may have arrived and is not sent again." in shown(
        account
    )


def test_what_was_not_taken_for_certain_is_tried_again(
    harbour: Harbour, account: Context, desk: Hook
) -> None:
    done(account, "a")
    put_address(harbour, closed_port())
    send(account)
    assert "the message to leads is tried again. The service cannot be reached." in shown(account)
    put_address(harbour, desk.port)
    desk.answers = [answer(429, "Retry-After: 600\r\n")]
    harbour.wait(61)
    send(account)
    harbour.wait(599)
    send(account)
    assert len(desk.requests) == 1
    harbour.wait(61)
    send(account)
    assert states(account) == ["sent"]


def test_an_address_that_is_not_allowed_by_now_is_told_and_the_message_waits(
    harbour: Harbour, account: Context
) -> None:
    done(account, "a")
    (harbour.folder / "desk").write_text(f"jsons://hooks.harbour.example/{TOKEN}")
    send(account)
    (row,) = messages(account)
    assert (row.state, TOKEN in row.error) == ("waiting", False)
    assert 'use kind = "webhook"' in row.error


def test_log_and_store_hold_neither_address_nor_secret(
    harbour: Harbour, account: Context, desk: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.answers = [answer(404), "drop", answer(200)]
    with capture_logs() as entries:
        for name in ("a", "b", "c"):
            done(account, name)
            send(account)
    assert len(desk.requests) == 3
    assert TOKEN not in repr(
        (entries, caplog.text, messages(account), account.config, account, shown(account))
    )
    account.store.engine.dispose()
    assert TOKEN.encode() not in b"".join(file.read_bytes() for file in harbour.folder.glob("store.db*"))
