"""A file with several accounts: what each of them has of its own, of the file's top, and of sets in files of their own."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from integration.config.files import TomlFile, place_of, read_toml
from integration.config.models import AccountSettings, Config
from integration.config.problems import ConfigError, Problem
from integration.config.sources import Source, Sources

OF_THE_PROCESS = ("web", "monitoring")
"""Tables that stand at the top of the file alone: the process has one of each."""
_NOT_IN_SETS = ("account", "accounts", "store", "sets", *OF_THE_PROCESS)
_HOST = re.compile(r"https?://([\w.:\[\]-]+)/?")
"""What may be quoted of an address: one that is not right could carry a password."""
_SETS = 'is a list of files, as ["sets/promises.toml"]'
_ACCOUNTS = "is a list of tables; write [[accounts]] above each account"


@dataclass(frozen=True, slots=True)
class Said:
    """What the files say about one account: its sources, or why they cannot be put together."""

    label: str
    """What to call the account while nothing else is known of it."""
    sources: Sources | None
    problems: tuple[Problem, ...] = ()


@dataclass
class SetFiles:
    """The files of shared settings; each is read once, however many accounts name it."""

    folder: pathlib.Path
    """Where relative paths start."""
    read: dict[pathlib.Path, TomlFile | ConfigError | FileNotFoundError] = field(default_factory=dict)
    """Also those that could not be read."""

    def path_of(self, name: str) -> pathlib.Path:
        """Where a set lies."""
        return place_of(name, self.folder)

    def load(self, name: str) -> TomlFile:
        """The set of a name.

        Raises:
            FileNotFoundError: there is none.
            ConfigError: it cannot be read, or holds what no set may.
        """
        path = self.path_of(name)
        if path not in self.read:
            self.read[path] = _read_set(path)
        found = self.read[path]
        if isinstance(found, TomlFile):
            return found
        raise found


def accounts_of(file: TomlFile, sets: SetFiles) -> tuple[Said, ...]:
    """What is said about each account, in the file's order; a file with `[account]` has one.

    Raises:
        ConfigError: the file has neither form, or both.
    """
    entries = file.data.get("accounts")
    if entries is None:
        return (_one_account(file, sets),)
    whole = Source(file.path, file.data, file.lines)
    if "account" in file.data:
        raise ConfigError([whole.problem(("account",), "stands beside [[accounts]]; keep one of the two")])
    if not isinstance(entries, list) or not entries or not all(isinstance(each, dict) for each in entries):
        raise ConfigError([whole.problem(("accounts",), _ACCOUNTS)])
    return tuple(_one_of_many(file, sets, place) for place in range(len(entries)))


def _one_account(file: TomlFile, sets: SetFiles) -> Said:
    own = Source(file.path, _without(file.data, "sets"), file.lines)
    sources = Sources(file.path)
    problems = [*_share_sets(sources, own, file.data, sets)]
    sources.override(own)
    return _said("the account", sources, problems)


def _one_of_many(file: TomlFile, sets: SetFiles, place: int) -> Said:
    entry = file.data["accounts"][place]
    top = Source(file.path, _without(file.data, "accounts", "sets"), file.lines)
    own = Source(file.path, _as_one_account(entry), file.lines, ("accounts", place))
    sources = Sources(file.path)
    sources.share(top)
    problems = [*_share_sets(sources, top, file.data, sets), *_share_sets(sources, own, entry, sets)]
    problems += [
        own.problem((name,), f"is the process's own; write [{name}] at the top of the file")
        for name in OF_THE_PROCESS
        if name in entry
    ]
    sources.override(own)
    return _said(_label(entry, place), sources, problems)


def _said(label: str, sources: Sources, problems: list[Problem]) -> Said:
    problems = [*problems, *sources.problems]
    return Said(label, None if problems else sources, tuple(problems))


def _as_one_account(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of `[[accounts]]` in the shape of a file with one account.

    What no account has is taken for a table of the file when it is one, so that its error names the nearest. An
    `account` in the entry is none, for the entry itself is that.
    """
    data: dict[str, Any] = {"account": {}}
    for key, value in entry.items():
        of_the_file = key not in (*AccountSettings.model_fields, "account") and (
            key in Config.model_fields or isinstance(value, dict)
        )
        if of_the_file:
            data[key] = value
        elif key != "sets":
            data["account"][key] = value
    return data


def _label(entry: Mapping[str, Any], place: int) -> str:
    """The label that the account has when its settings are right, as far as that can be told."""
    named = [name for key in ("name", "subdomain") if isinstance(name := entry.get(key), str)]
    if host := _HOST.fullmatch(str(entry.get("base_url"))):
        named.append(host[1])
    return next(filter(None, named), f"accounts.{place}")


def _share_sets(sources: Sources, at: Source, table: Mapping[str, Any], sets: SetFiles) -> Iterator[Problem]:
    """Take in the sets that a table names; `at` is where it stands."""
    names = table.get("sets", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        yield at.problem(("sets",), _SETS)
        return
    for place, name in enumerate(names):
        try:
            shared = sets.load(name)
        except FileNotFoundError:
            yield at.problem(("sets", place), f"there is no file {sets.path_of(name)}")
        except ConfigError as error:
            yield from error.problems
        else:
            sources.share(Source(shared.path, shared.data, shared.lines))


def _read_set(path: pathlib.Path) -> TomlFile | ConfigError | FileNotFoundError:
    try:
        if not path.exists():
            return FileNotFoundError()
    except OSError:
        pass  # the reading says why it cannot be had
    try:
        file = read_toml(path)
    except ConfigError as error:
        return error
    whole = Source(path, file.data, file.lines)
    problems = [
        whole.problem((name,), "belongs into the configuration's own file, not into a set")
        for name in _NOT_IN_SETS
        if name in file.data
    ]
    return ConfigError(problems) if problems else file


def _without(data: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}
