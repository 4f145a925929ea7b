"""A mail is handed over once; each step before its first byte may fail without a trace."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from pydantic import SecretStr, TypeAdapter

from integration.config.channels import SmtpChannel
from integration.notify.delivery import Delivery, Outcome
from integration.notify.smtp import send_mail
from tests.integration.notify.receivers import CERTIFICATE, MailDesk, closed_port
from tests.integration.notify.test_message import MESSAGE

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
PASSWORD = "p4ssword-of-the-desk"  # noqa: S105 - invented
SIGN_IN = (SecretStr("steadyhand"), SecretStr(PASSWORD))


@pytest.fixture
def desk() -> Iterator[MailDesk]:
    """A mail server that takes everything."""
    with MailDesk() as listening:
        yield listening


def sent(
    port: int,
    security: str = "none",
    sign_in: tuple[SecretStr, SecretStr] | None = None,
    to: tuple[str, ...] = ("leads@northwind.example",),
    **changes: str,
) -> Delivery:
    settings: dict[str, Any] = {
        "kind": "smtp",
        "host": "127.0.0.1",
        "port": port,
        "security": security,
        "from": "steadyhand@northwind.example",
        "to": to,
    }
    channel = TypeAdapter(SmtpChannel).validate_python(settings)
    message = MESSAGE.__class__(**{**{name: getattr(MESSAGE, name) for name in MESSAGE.__slots__}, **changes})
    return send_mail(channel, sign_in, message, NOW, timeouts=(2, 0.5))


def test_a_mail_arrives_once_with_its_key_as_message_id(desk: MailDesk) -> None:
    assert sent(desk.port, because="Zweimal übergeben.", owner="Jürgen Groß") == Delivery(Outcome.SENT)
    (raw,) = desk.mails
    assert raw.isascii()
    mail = message_from_bytes(raw, policy=default)
    assert mail["Message-ID"] == f"<{MESSAGE.key}@steadyhand.northwind.example>"
    assert mail["Subject"] == "passed-around: ticket 4711 SH-0123ABCD"
    assert (mail["From"], mail["To"]) == ("steadyhand@northwind.example", "leads@northwind.example")
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert "Zweimal übergeben." in text
    assert "Jürgen Groß" in text
    assert MESSAGE.url in text
    assert "SH-0123ABCD" in text


def test_a_line_that_begins_with_a_dot_does_not_end_the_mail(desk: MailDesk) -> None:
    assert sent(desk.port, because=".").outcome is Outcome.SENT
    assert b"\r\n..\r\n" in desk.mails[0]


def test_the_sign_in_comes_before_the_mail(desk: MailDesk) -> None:
    assert sent(desk.port, sign_in=SIGN_IN).outcome is Outcome.SENT
    verbs = [line.split(" ")[0].upper() for line in desk.lines]
    assert verbs == ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]


@pytest.mark.parametrize(
    ("moment", "reply", "outcome"),
    [
        ("hello", "421 too busy", Outcome.LATER),
        ("hello", "drop", Outcome.LATER),
        ("auth", "535 no", Outcome.LATER),
        ("auth", "drop", Outcome.LATER),
        ("mail", "451 later", Outcome.LATER),
        ("mail", "550 never", Outcome.REFUSED),
        ("mail", "drop", Outcome.LATER),
        ("rcpt", "450 greylisted", Outcome.LATER),
        ("rcpt", "550 nobody", Outcome.REFUSED),
        ("rcpt", "drop", Outcome.LATER),
        ("data", "451 later", Outcome.LATER),
        ("data", "554 never", Outcome.REFUSED),
        ("data", "drop", Outcome.LATER),
        ("message", "451 later", Outcome.LATER),
        ("message", "554 never", Outcome.REFUSED),
        ("message", "drop", Outcome.UNKNOWN),
        ("message", "gibberish", Outcome.UNKNOWN),
        ("quit", "drop", Outcome.SENT),
    ],
)
def test_what_became_of_a_mail_follows_from_where_it_broke(
    desk: MailDesk, moment: str, reply: str, outcome: Outcome
) -> None:
    desk.replies = {moment: reply}
    assert sent(desk.port, sign_in=SIGN_IN).outcome is outcome
    assert len(desk.mails) == (moment in ("message", "quit"))


def test_some_recipients_that_are_refused_do_not_cost_the_others_their_mail(desk: MailDesk) -> None:
    desk.replies = {"rcpt": ["250 fine", "550 nobody"]}
    told = sent(desk.port, to=("leads@northwind.example", "gone@northwind.example"))
    assert told == Delivery(Outcome.SENT, "The mail server refuses 1 of 2 recipients.")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_without_the_encryption_that_is_configured_no_password_is_sent(desk: MailDesk, security: str) -> None:
    if security == "tls":
        desk.replies = {"hello": "220 plain"}
    told = sent(desk.port, security, SIGN_IN)
    assert told.outcome is Outcome.LATER
    assert not any(line.upper().startswith(("AUTH", "MAIL")) for line in desk.lines)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_and_its_sign_in_go_over_a_connection_that_is_encrypted_and_trusted(
    desk: MailDesk, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    desk.encrypted = security
    assert sent(desk.port, security, SIGN_IN).outcome is Outcome.LATER, "nobody has signed this certificate"
    assert not any(line.upper().startswith(("AUTH", "MAIL")) for line in desk.lines)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert sent(desk.port, security, SIGN_IN).outcome is Outcome.SENT
    assert len(desk.mails) == 1


def test_a_server_that_cannot_be_reached_was_sent_nothing() -> None:
    assert sent(closed_port()).outcome is Outcome.LATER


@pytest.mark.parametrize("password", [PASSWORD, f"{PASSWORD}é"])
def test_no_secret_comes_into_a_log_or_an_error(
    desk: MailDesk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], password: str
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.replies = {"auth": f"535 {PASSWORD} is wrong"}
    told = sent(desk.port, sign_in=(SIGN_IN[0], SecretStr(password)))
    assert told.outcome is Outcome.LATER
    assert all(PASSWORD not in text for text in (caplog.text, repr(told), *capfd.readouterr()))
