"""Credentials go to the configured host alone, encrypted and trusted, whatever the environment says."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from integration.notify.delivery import Outcome
from integration.notify.wire import send_once
from integration.zendesk.auth import ClientCredentials, Credentials, LegacyToken
from integration.zendesk.budget import Budget
from integration.zendesk.errors import ZendeskError
from integration.zendesk.transport import Transport
from integration.zendesk.wire import NoCredentials, OneHostSession, Origin
from tests.integration.notify.receivers import Hook

SECRET = "kX9-client-secret-7731"  # noqa: S105 - invented
SWITCHES = {"REQUESTS_CA_BUNDLE": "", "CURL_CA_BUNDLE": "", "PYTHONHTTPSVERIFY": "0", "SSL_NO_VERIFY": "1"}
ME = "/api/v2/users/me.json"


def transport_to(url: str, auth: Credentials) -> Transport:
    return Transport(url, auth, budget=Budget(), user_agent="test", timeout=(2, 2), sleep=lambda _: None)


@pytest.mark.parametrize("oauth", [True, False])
def test_a_help_desk_whose_certificate_is_not_trusted_gets_no_byte_of_a_credential(
    monkeypatch: pytest.MonkeyPatch, *, oauth: bool
) -> None:
    for name, value in SWITCHES.items():
        monkeypatch.setenv(name, value)
    with Hook(encrypted=True) as desk:
        url = f"https://127.0.0.1:{desk.port}"
        auth: Credentials = (
            ClientCredentials(f"{url}/oauth/tokens", "steadyhand", SECRET)
            if oauth
            else LegacyToken("desk@birchlane.example", SECRET)
        )
        transport = transport_to(url, auth)
        with pytest.raises(ZendeskError) as failure:
            transport.get(ME, attempts=1)
        transport.close()
    assert failure.value.code == "SSLError"
    assert desk.requests == []


def test_no_variable_switches_the_check_of_certificates_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SWITCHES.items():
        monkeypatch.setenv(name, value)
    host = "https://northwind.zendesk.com"
    session = OneHostSession(Origin.of(host), NoCredentials(), "test")
    assert session.verify is True
    assert session.merge_environment_settings(host, {}, None, None, None)["verify"] is True


@contextmanager
def proxy(said: list[bytes]) -> Iterator[str]:
    """A proxy that writes down what it is told, and lets nobody through."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                said.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_a_proxy_of_the_environment_sees_the_host_and_no_credential(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[bytes] = []
    with proxy(said) as address:
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, address)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        transport = transport_to(
            "https://northwind.zendesk.com", LegacyToken("desk@birchlane.example", SECRET)
        )
        with pytest.raises(ZendeskError):
            transport.get(ME, attempts=1)
        transport.close()
    assert said
    assert all(line.startswith(b"CONNECT northwind.zendesk.com:443 ") for line in said)
    assert not any(b"authorization" in line.lower() for line in said)


def test_an_answer_without_an_end_does_not_fill_the_memory() -> None:
    length = 3 * 1024 * 1024
    endless = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{'x' * length}"
    with Hook(answers=[endless]) as service:
        answer, delivery = send_once("POST", service.url, (2, 2), {"json": {}})
    assert delivery.outcome is Outcome.SENT
    assert answer is not None
    assert len(answer.content) == 1024 * 1024
