"""What verbs that show the page share: the extra it needs, where it listens, and who may look."""

from __future__ import annotations

import importlib.util
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from integration.exits import USAGE

if TYPE_CHECKING:  # the help of a verb loads no server
    from integration.config.models import Config
    from integration.web.keys import Keys

EXTRA = ("starlette", "uvicorn")
REMEDY = "pip install 'steadyhand[web]'"


class PageRefused(click.ClickException):
    """The page cannot be shown as it was asked for; a usage error without the lines about usage, which would not help."""

    exit_code = USAGE


@dataclass(frozen=True)
class Opened:
    """A socket that listens already, and who may look."""

    listening: socket.socket
    keys: Keys | None


def has_extra() -> bool:
    """Whether what the page needs is installed; nothing is loaded for that."""
    return all(importlib.util.find_spec(name) is not None for name in EXTRA)


def open_page(config: Config, asked: str) -> Opened:
    """Listen where it was asked, else where `[web] listen` says, before anything else begins.

    Raises:
        PageRefused: the extra is missing, the address is none or in use, or it is open to others without a token.
        ConfigError: the token cannot be read, or is short.
    """
    if not has_extra():
        raise PageRefused(f"The page needs an extra: {REMEDY}")
    from integration.config.address import Address  # noqa: PLC0415 - the help of a verb loads no server
    from integration.listening import PortRefused, listen  # noqa: PLC0415 - as above

    text = asked or config.web.listen
    try:
        address = Address.parse(text)
    except ValueError as error:
        raise PageRefused(f"'{text[:60]}' {error}") from None
    keys = _keys(config)
    if keys is None and not address.is_loopback:
        raise PageRefused(
            f"{text} can be reached from elsewhere, so the page needs a token: "
            'write token = { env = "STEADYHAND_WEB_TOKEN" } into [web].'
        )
    try:
        return Opened(listen(address), keys)
    except PortRefused as error:
        raise PageRefused(str(error)) from None


def _keys(config: Config) -> Keys | None:
    from integration.config.online import load_token  # noqa: PLC0415 - as above
    from integration.web.keys import Keys  # noqa: PLC0415 - as above

    if config.web.token is None:
        return None
    return Keys(load_token(config, "web", "token").get_secret_value())
