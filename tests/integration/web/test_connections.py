"""Whoever holds connections open takes nothing from the cycles, and keeps nobody out for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests

from integration.web import app, connections
from tests.integration.engine.harbour import Harbour
from tests.integration.web.conftest import Serve

HEAD = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture
def hands() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def take(hands: ExitStack, url: str, sent: bytes = b"") -> socket.socket:
    host, _, port = url.removeprefix("http://").partition(":")
    connection = hands.enter_context(socket.create_connection((host, int(port)), timeout=20))
    connection.sendall(sent)
    return connection


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side closes it before our patience ends; what it says before that is read."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("sent", [b"", HEAD, HEAD + b"\r\n", HEAD + b"\r\n" + HEAD])
def test_a_connection_that_asks_for_nothing_more_is_closed(
    harbour: Harbour, serve: Serve, hands: ExitStack, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(connections, "PATIENCE_S", 0.05)
    url = serve(harbour.open())
    before = time.monotonic()
    assert is_closed(take(hands, url, sent))
    assert time.monotonic() - before < 4, "uvicorn's own patience between two requests is five seconds"


def test_a_form_that_does_not_come_to_its_end_is_answered_all_the_same(
    harbour: Harbour, serve: Serve, hands: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "PATIENCE_S", 0.05)
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\ntoken="
    answer = take(hands, serve(harbour.open(), token="a-token-of-the-desk"), head).recv(65536)  # noqa: S106 - of this test
    assert answer.startswith(b"HTTP/1.1 400 ")


def test_of_too_many_connections_the_last_are_dropped_and_those_before_are_served(
    harbour: Harbour, serve: Serve, hands: ExitStack
) -> None:
    url = serve(harbour.open())
    with requests.Session() as early:
        assert early.get(f"{url}/health", timeout=20).status_code in (200, 503)
        held = [take(hands, url) for _ in range(connections.AT_ONCE + 20)]
        assert all(is_closed(late) for late in held[connections.AT_ONCE :])
        assert early.get(f"{url}/health", timeout=20).json()["state"]
    for one in held:
        one.close()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            assert requests.get(f"{url}/", timeout=20).status_code == 200
        except requests.ConnectionError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("nobody comes in any more")
