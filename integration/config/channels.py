"""Ways out of Zendesk: webhooks and mail, whose secrets stand outside the file and go to the configured host alone."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from integration.config.secrets import Secret
from integration.config.values import LOOPBACK, NAME, outward_address
from policies.core.steps import Model

_HEADER = re.compile(r"[A-Za-z0-9-]+")
_OURS = frozenset(
    {"host", "content-type", "content-length", "transfer-encoding", "idempotency-key", "user-agent"}
)
"""Headers that a message has of its own."""
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|::1")
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_SECRET_ADDRESSES = ("hooks.slack.com", "discord.com", "discordapp.com", "webhook.office.com")
"""Hosts whose hooks know their caller by nothing but the address."""


def channel_name(name: str) -> str:
    """Check a channel's name as far as it goes into logs and status."""
    if not NAME.fullmatch(name):
        msg = "a channel's name has letters, digits, - and _ only"
        raise ValueError(msg)
    return name


ChannelName = Annotated[str, AfterValidator(channel_name), Field(max_length=60)]


def hook_address(text: str) -> str:
    """Check the address of a hook: https, or this machine itself. It is never quoted, since it may be a secret.

    Raises:
        ValueError: with what is wrong, without the address.
    """
    return outward_address(
        text, "https://hooks.example.com/steadyhand", "write headers = { Authorization = { env = … } }"
    )


def _sort_of(value: object) -> str:
    return "text" if isinstance(value, str) else "secret"


HookUrl = Annotated[
    Annotated[Annotated[str, AfterValidator(hook_address)], Tag("text")] | Annotated[Secret, Tag("secret")],
    Discriminator(_sort_of),
]
"""An address, or where one stands that only few may know."""

User = Annotated[
    Annotated[Annotated[str, Field(min_length=1)], Tag("text")] | Annotated[Secret, Tag("secret")],
    Discriminator(_sort_of),
]


def _header(name: str) -> str:
    if not _HEADER.fullmatch(name):
        msg = "a header's name has letters, digits and - only"
        raise ValueError(msg)
    if name.lower() in _OURS:
        raise ValueError(f"the header {name} is written by the service itself")
    return name


HeaderName = Annotated[str, AfterValidator(_header)]


def _mail_address(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or not text.isascii():
        raise ValueError(f"'{text[:60]}' is no mail address; write it bare, as leads@example.com")
    return text


MailAddress = Annotated[str, AfterValidator(_mail_address)]


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        msg = "must be the name of a mail server, as smtp.example.com; its port is a setting of its own"
        raise ValueError(msg)
    return text


class WebhookChannel(Model):
    """Messages as HTTP POSTs of JSON, to Slack and what understands it, or to a receiver of your own."""

    kind: Literal["webhook"]
    url: Annotated[HookUrl, Field(examples=[{"env": "STEADYHAND_SLACK_URL"}])]
    """Where to: { env = "NAME" } or { file = "/run/secrets/name" } where the address itself is the secret, as with
    Slack; else https://… in quotes."""
    format: Literal["json", "slack"] = "json"
    """json: text, account, policy, kind, ticket, url, owner, because and reference. slack: the text alone, as Slack,
    Mattermost and others take it."""
    headers: Annotated[
        dict[HeaderName, Secret], Field(examples=[{"Authorization": {"env": "STEADYHAND_HOOK_TOKEN"}}])
    ] = Field(default_factory=dict)
    """Headers that sign the message in, each a secret: { Authorization = { env = "NAME" } }."""


class AppriseChannel(Model):
    """Messages to a service of the library apprise, as ntfy, Microsoft Teams or PagerDuty; needs the extra `notify`."""

    kind: Literal["apprise"]
    url: Annotated[Secret, Field(examples=[{"env": "STEADYHAND_DUTY_URL"}])]
    """Where the service's address in apprise's own form stands, which carries a token and so is a secret:
    { env = "NAME" } or { file = "/run/secrets/name" }."""


class SmtpChannel(Model):
    """Messages as plain mails through a mail server."""

    kind: Literal["smtp"]
    host: Annotated[str, AfterValidator(_host), Field(examples=["smtp.example.com"])]
    """The mail server."""
    port: Annotated[int, Field(ge=1, le=65535, examples=[587])] | None = None
    """Absent: 587 with starttls, 465 with tls, 25 with none."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted; a server that cannot do it is told nothing. none: not at all."""
    user: Annotated[User, Field(examples=["steadyhand"])] | None = None
    password: Annotated[Secret, Field(examples=[{"env": "STEADYHAND_SMTP_PASSWORD"}])] | None = None
    """The user's password: { env = "NAME" } or { file = "/run/secrets/name" }."""
    sender: Annotated[MailAddress, Field(alias="from", examples=["steadyhand@example.com"])]
    """The address that the mails come from."""
    to: Annotated[tuple[MailAddress, ...], Field(min_length=1, examples=[["leads@example.com"]])]
    """Who gets them."""

    @property
    def port_in_use(self) -> int:
        """The given port, or the usual one."""
        return self.port or _PORTS[self.security]

    @model_validator(mode="after")
    def _signs_in_safely(self) -> Self:
        if (self.user is None) != (self.password is None):
            msg = "needs both user and password, or neither"
            raise ValueError(msg)
        if self.password is not None and self.security == "none" and self.host not in LOOPBACK:
            msg = 'the password would travel unencrypted; use security = "starttls" or "tls"'
            raise ValueError(msg)
        return self


Channel = Annotated[WebhookChannel | SmtpChannel | AppriseChannel, Discriminator("kind")]
CHANNEL_KINDS = ("webhook", "smtp", "apprise")


def is_bare_secret(channel: Channel) -> bool:
    """Whether a hook's address stands in the file although whoever reads it there can write to the channel."""
    if not isinstance(channel, WebhookChannel) or not isinstance(channel.url, str):
        return False
    host = urlsplit(channel.url).hostname or ""
    return any(host == known or host.endswith(f".{known}") for known in _SECRET_ADDRESSES)
