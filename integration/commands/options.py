"""Options that several verbs share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # the help of a verb loads no configuration
    from integration.config.load import ConfigFile
    from integration.config.models import Config

Verb = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which configuration a verb is to use, and which account of it."""

    path: Path
    account: str | None
    """None: the only one, or for verbs that know how to, all."""

    def config(self) -> Config:
        """The one account's configuration.

        Raises:
            ConfigError: it is wrong, or there are several accounts and none was named.
        """
        from integration.config.load import load_config  # noqa: PLC0415 - the help of a verb loads no configuration

        return load_config(self.path, self.account)

    def file(self) -> ConfigFile:
        """The file with all its accounts, or the one that was named.

        Raises:
            ConfigError: the file itself is wrong, or there is no such account.
        """
        from integration.config.load import load_file  # noqa: PLC0415 - as above

        return load_file(self.path).only(self.account)

    def as_one(self, file: ConfigFile) -> bool:
        """Whether one account is meant, so that it is shown as of a file that has no other."""
        return self.account is not None or not file.has_many


_config = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    envvar="STEADYHAND_CONFIG",
    show_default="config.toml",
    show_envvar=True,
    help="The configuration.",
)
_account = click.option(
    "--account",
    "account_name",
    metavar="NAME",
    envvar="STEADYHAND_ACCOUNT",
    show_envvar=True,
    help="Which account, where the configuration has several.",
)


def config_option(verb: Verb) -> Verb:
    """The options --config and --account, which a verb gets as `chosen`."""

    @functools.wraps(verb)
    def with_chosen(*args: object, config_path: Path, account_name: str | None, **rest: object) -> object:
        return verb(*args, chosen=Chosen(config_path, account_name), **rest)

    return _config(_account(with_chosen))


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
