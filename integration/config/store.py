"""Where the store is: a SQLite file, or a PostgreSQL database, whose password stands outside the configuration."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from integration.config.secrets import Secret
from integration.config.values import LOOPBACK, PlainDuration, at_least
from policies.core.durations import Duration
from policies.core.steps import Model

UNCHECKED = (
    "nobody checks the certificate of the database, so whoever stands between may read along or pass for it; "
    "put sslmode=verify-full behind the ? of the address"
)
_CHECKED = frozenset({"verify-full", "verify-ca"})
_PORT = re.compile(r":\d*$")


def database_address(text: str) -> str:
    """Check the address of a PostgreSQL database. It is never quoted, since it may hold a password.

    Raises:
        ValueError: with what is wrong, without the address.
    """
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    named = parts.path.strip("/")
    if parts.scheme not in ("postgresql", "postgres") or not named or not text.isprintable() or " " in text:
        msg = "must be an address, as postgresql://steadyhand@db.example.com/steadyhand"
        raise ValueError(msg)
    return text


def is_unchecked(address: str, usual: str | None = None) -> bool:
    """Whether this address leads over the network to a server whose certificate is not checked.

    `usual` is the `sslmode` where the address says none; without it libpq's own, which checks nothing.
    """
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    named = options.get("host") or options.get("hostaddr") or parts.netloc.rpartition("@")[2]
    hosts = [_PORT.sub("", host).strip("[]") for host in named.split(",")]
    far = any(host and not host.startswith("/") and host not in LOOPBACK for host in hosts)
    return far and options.get("sslmode", usual) not in _CHECKED


def _without_password(text: str) -> str:
    parts = urlsplit(database_address(text))
    if parts.password is not None or "password" in dict(parse_qsl(parts.query)):
        msg = (
            'must not carry a password in this file; write { env = "NAME" } or { file = "/run/secrets/name" }'
        )
        raise ValueError(msg)
    return text


def _sort_of(value: object) -> str:
    return "text" if isinstance(value, str) else "secret"


DatabaseUrl = Annotated[
    Annotated[Annotated[str, AfterValidator(_without_password)], Tag("text")]
    | Annotated[Secret, Tag("secret")],
    Discriminator(_sort_of),
]
"""An address without a password, or where one stands that only few may know."""


class StoreSettings(Model):
    """Where the service remembers what it read and wrote."""

    path: Annotated[str, Field(min_length=1)] = "steadyhand.db"
    """A SQLite file; relative paths start at this file's folder."""
    url: Annotated[DatabaseUrl, Field(examples=[{"env": "STEADYHAND_STORE_URL"}])] | None = None
    """In place of the path: a PostgreSQL database, as postgresql://user:password@host/database in a secret,
    { env = "NAME" } or { file = "/run/secrets/name" }; without a password also in quotes. Its driver has to be installed:

    pip install 'steadyhand[postgres]'"""
    retention: Annotated[PlainDuration, at_least("1 day")] = Duration.parse("30 days")
    """How long the events of finished tickets are kept."""

    @model_validator(mode="after")
    def _is_in_one_place(self) -> Self:
        if self.url is not None and "path" in self.model_fields_set:
            msg = "has both path and url; keep one"
            raise ValueError(msg)
        return self
