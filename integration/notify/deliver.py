"""One try to send one message through a channel of the configuration; its secrets are read anew for each."""

from __future__ import annotations

from datetime import datetime

from pydantic import SecretStr

from integration.config.channels import AppriseChannel, SmtpChannel, WebhookChannel
from integration.config.models import Config
from integration.config.online import load_secret
from integration.config.problems import ConfigError
from integration.config.secrets import Secret
from integration.notify.apprise import tell
from integration.notify.delivery import Delivery, Outcome
from integration.notify.message import Message
from integration.notify.smtp import send_mail
from integration.notify.webhook import post


def deliver(config: Config, name: str, message: Message, now: datetime) -> Delivery:
    """Send a message through the channel of this name, once. Never raises for what the receiver does."""
    channel = config.notify[name]
    try:
        if isinstance(channel, WebhookChannel):
            headers = {
                header: load_secret(config, "notify", name, "headers", header) for header in channel.headers
            }
            return post(channel, _text(config, name, "url", channel.url), headers, message)
        if isinstance(channel, AppriseChannel):
            return tell(load_secret(config, "notify", name, "url"), message)
        return send_mail(channel, _sign_in(config, name, channel), message, now)
    except ConfigError as error:
        return Delivery(Outcome.LATER, f"{error.problems[0].path}: {error.problems[0].sentence}.")


def _text(config: Config, name: str, key: str, value: str | Secret) -> SecretStr:
    return SecretStr(value) if isinstance(value, str) else load_secret(config, "notify", name, key)


def _sign_in(config: Config, name: str, channel: SmtpChannel) -> tuple[SecretStr, SecretStr] | None:
    if channel.user is None:
        return None
    user = _text(config, name, "user", channel.user)
    return user, load_secret(config, "notify", name, "password")
