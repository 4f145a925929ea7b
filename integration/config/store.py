"""Where the store is: a SQLite file, or a PostgreSQL database, whose password stands outside the configuration."""

from __future__ import annotations

from typing import Annotated, Self
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from integration.config.secrets import Secret
from integration.config.values import PlainDuration, at_least
from policies.core.durations import Duration
from policies.core.steps import Model


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
