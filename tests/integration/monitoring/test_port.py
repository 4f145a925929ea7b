"""The small port answers three GETs, to those who may ask, within seconds; and a caller that dawdles holds up nobody."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests

from integration.config.address import Address
from integration.engine.context import Context
from integration.listening import address_of, listen
from integration.monitoring import port
from integration.monitoring.accounts import Watched
from integration.monitoring.answers import Answers
from tests.integration.monitoring.conftest import Serve, watched

TOKEN = "a-token-of-twenty-two"  # noqa: S105 - invented


def said(url: str, sent: bytes, *, wait_s: float = 10) -> bytes:
    """What comes back for bytes, until the other side hangs up."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=wait_s) as line:
        line.sendall(sent)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
        return answer


def test_it_has_the_figures_and_two_words_on_health(serve: Serve, standing: Context) -> None:
    url = serve([watched(standing)])
    figures = requests.get(f"{url}/metrics", timeout=10)
    assert figures.headers["Content-Type"].startswith("text/plain; version=")
    assert 'steadyhand_account_up{account="harbour"} 1.0' in figures.text
    live = requests.get(f"{url}/health/live", timeout=10)
    assert (live.status_code, live.json()["live"]) == (200, True)
    ready = requests.get(f"{url}/health/ready", timeout=10)
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert "Zendesk is read up to " in ready.json()["accounts"]["harbour"]["because"]
    assert requests.get(f"{url}/", timeout=10).status_code == 404


def test_no_answer_names_a_version_or_a_server_or_may_be_kept(serve: Serve) -> None:
    for path in ("/health/live", "/nowhere"):
        headers = requests.get(serve([]) + path, timeout=10).headers
        assert "Server" not in headers
        assert headers["Cache-Control"] == "no-store"


def test_with_a_token_the_figures_need_it_and_health_tells_nothing_of_accounts_without(
    serve: Serve, standing: Context
) -> None:
    url = serve([watched(standing)], token=TOKEN)
    for wrong in ({}, {"Authorization": "Bearer a-token"}, {"Authorization": f"Basic {TOKEN}"}):
        refused = requests.get(f"{url}/metrics", headers=wrong, timeout=10)
        assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert requests.get(f"{url}/health/ready", headers=wrong, timeout=10).json() == {"ready": True}
    right = {"Authorization": f"Bearer {TOKEN}", "Host": "desk.example"}
    assert "steadyhand_brake" in requests.get(f"{url}/metrics", headers=right, timeout=10).text
    assert "harbour" in requests.get(f"{url}/health/ready", headers=right, timeout=10).text


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:9480", "[::1", ""])
def test_without_a_token_it_answers_to_this_machines_own_names_alone(serve: Serve, host: str) -> None:
    answer = said(serve([]), f"GET /health/live HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405"),
        (b"HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405"),
        (b"quibble\r\n\r\n", b"400"),
        (b"GET /metrics HTTP/9.9\r\n\r\n", b"505"),
    ],
)
def test_what_is_no_get_is_refused_in_few_words_without_quoting_it(
    serve: Serve, sent: bytes, status: bytes
) -> None:
    answer = said(serve([]), sent)
    assert answer.split(b" ", 2)[1] == status
    assert len(answer) < 400
    assert b"quibble" not in answer


def drip(url: str, byte: bytes, pause_s: float) -> None:
    """Send a byte again and again until the other side hangs up, for ten seconds at most."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.settimeout(pause_s)
        began = time.monotonic()
        while time.monotonic() - began < 10:
            try:
                line.sendall(byte)
                if line.recv(1) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    raise AssertionError("nobody hung up")


def test_who_does_not_finish_a_request_is_hung_up_on_however_slowly_it_drips(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(port, "PATIENCE_S", 0.3)
    drip(serve([]), b"G", 0.1)


def test_a_head_without_an_end_fills_no_memory(serve: Serve) -> None:
    drip(serve([]), b"G" * 4096, 0.01)


def test_one_connection_too_many_is_dropped_and_the_others_are_served(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(port, "AT_ONCE", 3)
    url = serve([])
    parts = urlsplit(url)
    with ExitStack() as stack:
        idle = [
            stack.enter_context(socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10))
            for _ in range(3)
        ]
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as one_more:
            assert one_more.recv(1) == b""
        idle[0].sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle[0].recv(100).startswith(b"HTTP/1.1 200 ")
    assert requests.get(f"{url}/health/live", timeout=10).status_code == 200


def test_a_fault_of_ours_is_told_by_its_type_alone_and_the_port_goes_on(serve: Serve) -> None:
    class Broken(list[Watched]):
        def __iter__(self) -> None:  # type: ignore[override]
            raise LookupError("Quibblewort")

    url = serve(Broken())
    broken = requests.get(f"{url}/metrics", timeout=10)
    assert (broken.status_code, broken.text) == (500, "This could not be told.\n")
    assert requests.get(f"{url}/nowhere", timeout=10).status_code == 404


def test_when_it_is_left_nothing_listens_any_more() -> None:
    listening = listen(Address("127.0.0.1", 0))
    address = address_of(listening)
    with port.serving(Answers(list), listening) as url:
        assert requests.get(f"{url}/health/live", timeout=10).json() == {"live": True, "accounts": {}}
    listen(address).close()
