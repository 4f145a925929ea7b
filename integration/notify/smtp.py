"""A message as one plain mail, with every step of SMTP taken singly, so that it is known whether its bytes have left."""

from __future__ import annotations

import re
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pydantic import SecretStr

from integration.config.channels import SmtpChannel
from integration.notify.delivery import Delivery, Outcome
from integration.notify.message import Message

_CONNECT_S = 10.0
_ANSWER_S = 30.0
_GO_ON = 354
_PERMANENT = 500
_DOT = re.compile(rb"(?m)^\.")
_UNFOLDED = SMTP.clone(max_line_length=998)
"""A folded Message-ID is another one to some readers."""


class _Refusal(Exception):
    """The server took nothing of the message."""

    def __init__(self, sentence: str, *, for_good: bool = False) -> None:
        super().__init__(sentence)
        self.delivery = Delivery(Outcome.REFUSED if for_good else Outcome.LATER, sentence)


def send_mail(
    channel: SmtpChannel,
    sign_in: tuple[SecretStr, SecretStr] | None,
    message: Message,
    now: datetime,
    timeouts: tuple[float, float] = (_CONNECT_S, _ANSWER_S),
) -> Delivery:
    """Send a message by mail, once; what was refused of the recipients is told in the sentence."""
    content = _content(channel, message, now)
    try:
        server = _connected(channel, sign_in, timeouts)
    except _Refusal as refusal:
        return refusal.delivery
    try:
        refused = _address(server, channel)
        return _hand_over(server, content, refused, len(channel.to))
    except _Refusal as refusal:
        return refusal.delivery
    finally:
        _hang_up(server)


def _content(channel: SmtpChannel, message: Message, now: datetime) -> bytes:
    mail = EmailMessage(policy=_UNFOLDED)
    mail["From"] = channel.sender
    mail["To"] = ", ".join(channel.to)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.key}@steadyhand.{channel.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # so that nobody's out-of-office reply answers
    data = message.as_data()
    lines = (
        message.sentence,
        "",
        f"Ticket {message.ticket_id}: {message.url}",
        f"Assigned to: {data['owner']}",
    )
    about = f"Policy: {message.policy} ({message.kind}), account {message.account}"
    mail.set_content("\n".join([*lines, about, message.reference, ""]), cte="quoted-printable")
    return mail.as_bytes()


def _connected(
    channel: SmtpChannel, sign_in: tuple[SecretStr, SecretStr] | None, timeouts: tuple[float, float]
) -> smtplib.SMTP:
    """A connection that is encrypted as configured, and signed in.

    Raises:
        _Refusal: there is none; no password has gone over a connection that is not as configured.
    """
    tls = ssl.create_default_context()
    server: smtplib.SMTP | None = None
    try:
        if channel.security == "tls":
            server = smtplib.SMTP_SSL(channel.host, channel.port_in_use, timeout=timeouts[0], context=tls)
        else:
            server = smtplib.SMTP(channel.host, channel.port_in_use, timeout=timeouts[0])
        if server.sock is not None:
            server.sock.settimeout(timeouts[1])
        server.ehlo_or_helo_if_needed()
        if channel.security == "starttls":
            server.starttls(context=tls)
        if sign_in is not None:
            server.login(*(secret.get_secret_value() for secret in sign_in))
    except (smtplib.SMTPException, OSError, ValueError) as error:
        if server is not None:
            _hang_up(server)
        raise _Refusal(_why_not_connected(error)) from None
    return server


def _why_not_connected(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"The mail server refuses the sign-in (code {error.smtp_code})."
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "The mail server offers no STARTTLS or no sign-in; nothing was sent."
    if isinstance(error, ssl.SSLError):
        return "The mail server's certificate or encryption is not trusted; nothing was sent."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server refuses the connection (code {error.smtp_code})."
    if isinstance(error, UnicodeError):
        return "The mail server's user or password has characters that cannot be sent."
    return "The mail server cannot be reached."


def _address(server: smtplib.SMTP, channel: SmtpChannel) -> int:
    """Say from whom and to whom; returns how many recipients the server does not take.

    Raises:
        _Refusal: it takes the sender or all recipients not; the message has not left.
    """
    try:
        code, _ = server.mail(channel.sender)
        _expect(code, "sender")
        codes = [server.rcpt(address)[0] for address in channel.to]
    except (smtplib.SMTPException, OSError) as error:
        raise _Refusal("The connection to the mail server broke before the message had left.") from error
    taken = [code for code in codes if _is_yes(code)]
    if not taken:
        _expect(min(codes), "recipients")
    return len(codes) - len(taken)


def _expect(code: int, what: str) -> None:
    if not _is_yes(code):
        raise _Refusal(f"The mail server refuses the {what} (code {code}).", for_good=code >= _PERMANENT)


def _is_yes(code: int) -> bool:
    return code // 100 == 2  # noqa: PLR2004 - SMTP's own way to say so


def _hand_over(server: smtplib.SMTP, content: bytes, refused: int, recipients: int) -> Delivery:
    """Send the message itself; from its first byte on, a broken connection leaves the outcome unknown."""
    try:
        code, _ = server.docmd("DATA")
    except (smtplib.SMTPException, OSError) as error:
        raise _Refusal("The connection to the mail server broke before the message had left.") from error
    if code != _GO_ON:
        raise _Refusal(f"The mail server refuses the message (code {code}).", for_good=code >= _PERMANENT)
    try:
        server.send(_DOT.sub(b"..", content) + b".\r\n")
        code, _ = server.getreply()
    except (smtplib.SMTPException, OSError):
        return Delivery(
            Outcome.UNKNOWN, "The connection to the mail server broke after the message had left."
        )
    if code // 100 in (4, 5):
        raise _Refusal(f"The mail server refuses the message (code {code}).", for_good=code >= _PERMANENT)
    if not _is_yes(code):
        return Delivery(Outcome.UNKNOWN, "The mail server's answer to the message cannot be read.")
    told = f"The mail server refuses {refused} of {recipients} recipients." if refused else ""
    return Delivery(Outcome.SENT, told)


def _hang_up(server: smtplib.SMTP) -> None:
    """Say goodbye; what is said about it changes nothing."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()
