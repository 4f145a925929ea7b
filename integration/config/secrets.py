"""Secrets stand outside the configuration: in the environment, or in a file of their own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_serializer, model_validator

from integration.config.files import place_of
from policies.core.steps import Model

_LARGEST = 64 * 1024
"""Bytes; more is no secret but a wrong path."""


class Secret(Model):
    """Where a secret stands: { env = "NAME" } or { file = "/run/secrets/name" }, never the secret itself."""

    env: Annotated[str, Field(min_length=1, examples=["STEADYHAND_CLIENT_SECRET"])] | None = None
    """The environment variable that holds it."""
    file: Annotated[str, Field(min_length=1, examples=["/run/secrets/steadyhand"])] | None = None
    """The file that holds it and nothing else; relative paths start at the configuration's folder."""

    @model_validator(mode="before")
    @classmethod
    def _refuse_literal(cls, value: object) -> object:
        if isinstance(value, str):
            msg = 'a secret must not stand in this file; write { env = "NAME" } or { file = "/run/secrets/name" }'
            raise ValueError(msg)  # noqa: TRY004 - pydantic collects ValueErrors only
        return value

    @model_validator(mode="after")
    def _stands_in_one_place(self) -> Self:
        if (self.env is None) == (self.file is None):
            msg = 'needs either env = "NAME" or file = "/run/secrets/name"'
            raise ValueError(msg)
        return self

    @model_serializer
    def _leave_out(self) -> str:
        """Where a secret stands is no rule: it belongs into no digest and no printed configuration."""
        return "(secret)"


class SecretMissing(Exception):
    """The secret cannot be read; the text says which variable or file, never what is in it."""


def resolve_secret(secret: Secret, folder: Path, environment: Mapping[str, str] = os.environ) -> SecretStr:
    """Read a secret; white space around it, as a file's last line break, does not belong to it.

    `folder` is the configuration's own, where relative paths start.

    Raises:
        SecretMissing: the variable is not set, the file cannot be read, or nothing is in it.
    """
    if secret.env is not None:
        return _from_environment(secret.env, environment)
    return _from_file(place_of(secret.file or "", folder))


def _from_environment(name: str, environment: Mapping[str, str]) -> SecretStr:
    value = environment.get(name)
    if value is None:
        raise SecretMissing(f"the environment variable {name} is not set")
    if not value.strip():
        raise SecretMissing(f"the environment variable {name} is empty")
    return SecretStr(value.strip())


def _from_file(path: Path) -> SecretStr:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise SecretMissing(f"the file {path} cannot be read: {reason}") from None
    if len(content) > _LARGEST:
        raise SecretMissing(f"the file {path} is too large to be a secret")
    try:
        value = content.decode().strip()
    except UnicodeDecodeError:
        raise SecretMissing(f"the file {path} holds no text in UTF-8") from None
    if not value:
        raise SecretMissing(f"the file {path} is empty")
    return SecretStr(value)
