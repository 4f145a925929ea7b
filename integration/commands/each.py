"""What a verb does for each account of a file; one that cannot be had is told, and the others get their turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import click

from integration.exits import FINE, USAGE, exit_code_of
from integration.printable import json_of, printable

if TYPE_CHECKING:  # the help of a verb loads no configuration
    from integration.config.load import ConfigFile
    from integration.config.models import Config

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Round(Generic[_Result]):
    """What came of it, account by account in the file's order."""

    results: tuple[_Result, ...]
    code: int
    """The exit code of the first account that could not be had, or 0."""


def over_accounts(file: ConfigFile, act: Callable[[Config], _Result], *, as_one: bool) -> Round[_Result]:
    """Act on each account; what is wrong with one is told on stderr.

    Where one account is meant, as the only one or by its name, its error is raised, as it would be without this.
    """
    if as_one:
        return Round((act(file.account(None)),), FINE)
    results, code = [], FINE
    for config in file.accounts:
        try:
            results.append(act(config))
        except Exception as error:
            failed = exit_code_of(error)
            if failed is None:
                raise
            click.echo(printable(f"{config.account.label}: {error}"), err=True)
            code = code or failed
    if file.error is not None:
        click.echo(str(file.error), err=True)
        code = code or USAGE
    return Round(tuple(results), code)


def print_json(results: Sequence[object], *, as_one: bool) -> None:
    """One account's answer bare, several as a list under `accounts`."""
    data = results[0] if as_one else {"accounts": list(results)}
    click.echo(json_of(data))
