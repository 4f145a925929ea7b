"""Read the configuration's file, with one account or several; nothing is asked of any network, and no secret is opened."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from integration.config.accounts import Said, SetFiles, accounts_of
from integration.config.files import TomlFile, parse_toml, read_toml
from integration.config.models import Config
from integration.config.problems import ConfigError, Problem
from integration.config.sentences import did_you_mean
from integration.config.validating import config_from
from policies.core.wording import listed


@dataclass(frozen=True, slots=True)
class Broken:
    """An account whose settings are wrong; the others of its file are none the worse for it."""

    label: str
    error: ConfigError


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What a configuration's file says, with all that it draws in."""

    path: pathlib.Path
    files: tuple[pathlib.Path, ...]
    """The file itself and the sets that it names, readable or not."""
    accounts: tuple[Config, ...]
    broken: tuple[Broken, ...] = ()
    has_many: bool = False
    """Whether it has the form for several accounts, however many stand there."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The accounts that can be used, in the file's order."""
        return tuple(config.account.label for config in self.accounts)

    def account(self, label: str | None) -> Config:
        """The account of this label; without one, the only account.

        Raises:
            ConfigError: there is no such account, there are several to choose from, or it is broken.
        """
        self._require_known(label)
        chosen = [each for each in self.accounts if label in (None, each.account.label)]
        wrong = [each for each in self.broken if label in (None, each.label)]
        if wrong and (not chosen or label is None):
            raise _joined(wrong)
        if len(chosen) > 1:
            sentence = f"it has {len(chosen)} accounts; say which with --account: {listed(self.labels)}"
            raise ConfigError([Problem(str(self.path), 0, "", sentence)])
        return chosen[0]

    def only(self, label: str | None) -> ConfigFile:
        """The same with one account, or unchanged without a label.

        Raises:
            ConfigError: there is no such account.
        """
        self._require_known(label)
        if label is None:
            return self
        accounts = tuple(each for each in self.accounts if each.account.label == label)
        broken = tuple(each for each in self.broken if each.label == label)
        return ConfigFile(self.path, self.files, accounts, broken, self.has_many)

    @property
    def error(self) -> ConfigError | None:
        """The problems of all accounts that are broken, each once; None: none is."""
        return _joined(self.broken) if self.broken else None

    def require_good(self) -> None:
        """Stop where an account is broken.

        Raises:
            ConfigError: with the problems of all that are.
        """
        if self.error is not None:
            raise self.error

    def _require_known(self, label: str | None) -> None:
        known = (*self.labels, *(each.label for each in self.broken))
        if label is not None and label not in known:
            sentence = f"it has {listed(known)}, and no account '{label[:60]}'{did_you_mean(label, known)}"
            raise ConfigError([Problem(str(self.path), 0, "", sentence)])


def load_config(path: pathlib.Path | str, account: str | None = None) -> Config:
    """Read and check one account of the file at `path`; its only one, if none is named.

    Warnings are in the result's `warnings`.

    Raises:
        ConfigError: with every problem of the account, in the file's order; or there is no such account.
    """
    return load_file(path).account(account)


def load_file(path: pathlib.Path | str) -> ConfigFile:
    """Read and check the file at `path` with all its accounts.

    Raises:
        ConfigError: the file itself cannot be read; what is wrong with an account stands in the result.
    """
    return _checked(read_toml(pathlib.Path(path)))


def parse_config(text: str, file: pathlib.Path) -> Config:
    """As `load_config`, for a text that stands, or would stand, in `file`.

    Raises:
        ConfigError: with every problem of the text, in its order.
    """
    return _checked(parse_toml(text, file)).account(None)


def _checked(file: TomlFile) -> ConfigFile:
    sets = SetFiles(file.path.parent)
    accounts: list[Config] = []
    wrong: dict[int, Broken] = {}
    for place, said in enumerate(accounts_of(file, sets)):
        try:
            accounts.append(_built(said, accounts))
        except ConfigError as error:
            wrong[place] = Broken(said.label, error)
    broken = _told_apart(wrong, accounts)
    return ConfigFile(file.path, (file.path, *sets.read), tuple(accounts), broken, "accounts" in file.data)


def _told_apart(wrong: Mapping[int, Broken], good: Sequence[Config]) -> tuple[Broken, ...]:
    """Accounts that are broken, by their places; one whose label another has too is called by its place."""
    labels = Counter([each.label for each in wrong.values()] + [config.account.label for config in good])
    return tuple(
        each if labels[each.label] == 1 else Broken(f"accounts.{place}", each.error)
        for place, each in wrong.items()
    )


def _built(said: Said, before: list[Config]) -> Config:
    if said.sources is None:
        raise ConfigError(said.problems)
    config = config_from(said.sources)
    if problems := [*_twins(config, before)]:
        raise ConfigError(problems)
    return config


def _twins(config: Config, before: list[Config]) -> Iterator[Problem]:
    """An account that stands twice would be told everything twice."""
    for other in before:
        if other.account.label == config.account.label:
            key = "name" if config.account.name else "subdomain"
            yield config.problem(
                ("account", key), f"another account is called '{config.account.label}' already"
            )
        elif other.account.url == config.account.url:
            key = "subdomain" if config.account.subdomain else "base_url"
            sentence = f"{other.account.label} is this very account; every note would be written twice"
            yield config.problem(("account", key), sentence)


def _joined(broken: tuple[Broken, ...] | list[Broken]) -> ConfigError:
    """All problems once: what stands in a shared file is wrong for each account that takes it in."""
    return ConfigError(sorted({problem for each in broken for problem in each.error.problems}))
