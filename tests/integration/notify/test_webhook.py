"""A hook is sent each message once; what became of it is told as known, not as hoped."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from integration.config.channels import WebhookChannel
from integration.notify.delivery import Delivery, Outcome
from integration.notify.webhook import post
from tests.integration.notify.receivers import Hook, answer, closed_port
from tests.integration.notify.test_message import MESSAGE

TOKEN = "t0ken-of-the-hook"  # noqa: S105 - invented


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A hook that answers 200."""
    with Hook() as listening:
        yield listening
        listening.released.set()


def sent(url: str, form: str = "json", headers: dict[str, str] | None = None) -> Delivery:
    channel = WebhookChannel.model_validate_json(
        f'{{"kind": "webhook", "url": {{"env": "X"}}, "format": "{form}"}}'
    )
    secrets = {name: SecretStr(value) for name, value in (headers or {}).items()}
    return post(channel, SecretStr(url), secrets, MESSAGE, timeout=(2, 0.3))


def test_a_message_arrives_once_with_its_key_and_its_secret_header(hook: Hook) -> None:
    assert sent(hook.url, headers={"Authorization": f"Bearer {TOKEN}"}) == Delivery(Outcome.SENT)
    (request,) = hook.requests
    assert request.path == "/hook/s3cret-path"
    assert request.headers["idempotency-key"] == MESSAGE.key
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert request.data == MESSAGE.as_data()


def test_slack_is_sent_the_text_alone(hook: Hook) -> None:
    assert sent(hook.url, "slack").outcome is Outcome.SENT
    assert hook.requests[0].data == {"text": MESSAGE.text}


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (answer(204), Outcome.SENT),
        (answer(429), Outcome.LATER),
        (answer(503), Outcome.LATER),
        (answer(401), Outcome.LATER),
        (answer(404), Outcome.LATER),
        (answer(400), Outcome.REFUSED),
        (answer(410), Outcome.REFUSED),
        (answer(422), Outcome.REFUSED),
        (answer(500), Outcome.UNKNOWN),
        (answer(502), Outcome.UNKNOWN),
        (answer(504), Outcome.UNKNOWN),
        ("drop", Outcome.UNKNOWN),
        ("silence", Outcome.UNKNOWN),
        ("no HTTP at all\r\n\r\n", Outcome.UNKNOWN),
        ("HTTP/1.1 200", Outcome.SENT),
    ],
)
def test_what_became_of_a_message_follows_from_what_is_known(
    hook: Hook, script: str, outcome: Outcome
) -> None:
    hook.answers = [script]
    assert sent(hook.url).outcome is outcome
    assert len(hook.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_wherever_it_leads(hook: Hook, status: int) -> None:
    with Hook() as elsewhere:
        for place in (elsewhere.url, f"{hook.url}/again", "ftp://x", "//\\", "http://[", ""):
            hook.answers = [answer(status, f"Location: {place}\r\n")]
            told = sent(hook.url, headers={"Authorization": TOKEN})
            assert told.outcome is Outcome.REFUSED
            assert "not followed" in told.sentence
        assert elsewhere.requests == []
    assert len(hook.requests) == 6


def test_a_hook_that_cannot_be_reached_was_sent_nothing() -> None:
    assert sent(f"http://127.0.0.1:{closed_port()}/").outcome is Outcome.LATER
    assert sent("https://no-such-host.invalid/").outcome is Outcome.LATER


def test_a_hook_whose_certificate_is_not_trusted_was_sent_nothing() -> None:
    with Hook(encrypted=True) as hook:
        told = sent(hook.url)
    assert told == Delivery(Outcome.LATER, "The hook's certificate is not trusted; nothing was sent.")
    assert hook.requests == []


def test_a_hook_says_how_long_it_wants_to_rest(hook: Hook) -> None:
    hook.answers = [answer(429, "Retry-After: 120\r\n"), answer(429, "Retry-After: soon\r\n")]
    assert sent(hook.url).retry_after_s == 120
    assert sent(hook.url).retry_after_s is None


@pytest.mark.parametrize(
    ("url", "header"),
    [
        ("http://hooks.northwind.example/s3cret-path", TOKEN),
        ("not an address s3cret-path", TOKEN),
        ("https://me:s3cret-path@hooks.northwind.example/", TOKEN),
        ("http://127.0.0.1:1/s3cret-path", f"{TOKEN}\r\nHost: elsewhere.example"),
        ("http://127.0.0.1:1/s3cret-path", f"{TOKEN}é"),
    ],
)
def test_a_secret_that_cannot_be_used_is_told_without_being_quoted(url: str, header: str) -> None:
    told = sent(url, headers={"Authorization": header})
    assert told.outcome is Outcome.LATER
    assert "s3cret-path" not in repr(told)
    assert TOKEN not in repr(told)


@pytest.mark.parametrize("script", [answer(200), answer(404), "drop", "silence", "gone"])
def test_no_secret_comes_into_a_log_or_an_error(
    hook: Hook, caplog: pytest.LogCaptureFixture, script: str
) -> None:
    caplog.set_level(logging.DEBUG)
    hook.answers = [script]
    url = f"http://127.0.0.1:{closed_port()}/s3cret-path" if script == "gone" else hook.url
    told = sent(url, headers={"Authorization": TOKEN})
    for text in (caplog.text, repr(told)):
        assert "s3cret-path" not in text
        assert TOKEN not in text


def test_credentials_of_a_netrc_file_are_not_added(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:  # noqa: PTH123 - the path goes into a variable as text
        file.write("machine 127.0.0.1 login me password s3cret\n")
    monkeypatch.setenv("NETRC", netrc)
    sent(hook.url)
    assert "authorization" not in hook.requests[0].headers
