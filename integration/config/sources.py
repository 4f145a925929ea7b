"""One account's settings, put together from several files, each value knowing where it stands."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from integration.config.lines import Lines, Path
from integration.config.problems import Problem, dotted


@dataclass(frozen=True, slots=True)
class Source:
    """A table of a file that says something about an account, in the shape of a file with one account."""

    file: pathlib.Path
    data: Mapping[str, Any]
    lines: Lines
    prefix: Path = ()
    """Where in its file the table stands: `("accounts", 2)`, whose settings of `[account]` stand in it directly."""

    def problem(self, path: Path, sentence: str) -> Problem:
        """A sentence about a setting, named as it stands in the file."""
        inner = path[1:] if self.prefix and path[:1] == ("account",) else path
        written = (*self.prefix, *inner)
        line = self.lines.of(written) if written else 0
        return Problem(str(self.file), line, dotted(written), sentence)


@dataclass(slots=True)
class Sources:
    """All that is said about one account; a later source may replace an earlier one's values, if it is asked to."""

    file: pathlib.Path
    """The configuration's own file, which problems are about that stand nowhere."""
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Values that stand in two places, of which neither goes before the other."""
    _owners: dict[Path, Source] = field(default_factory=dict)
    _shared: set[pathlib.Path] = field(default_factory=set)

    def share(self, source: Source) -> None:
        """Take in what is for several accounts: it may not set what another such file has set; a file counts once."""
        if source.file in self._shared:
            return
        self._shared.add(source.file)
        self._merge(self.data, source.data, (), source, replace=False)

    def override(self, source: Source) -> None:
        """Take in the account's own, which goes before all that is shared, value by value."""
        self._merge(self.data, source.data, (), source, replace=True)

    def problem(self, path: Path, sentence: str) -> Problem:
        """A sentence about a setting, with the file and the line on which it or its table stands."""
        if not path:
            return Problem(str(self.file), 0, "", sentence)
        return self._owner_of(path).problem(path, sentence)

    def _owner_of(self, path: Path) -> Source:
        while path and path not in self._owners:
            path = path[:-1]
        return self._owners[path]

    def _merge(
        self, into: dict[str, Any], data: Mapping[str, Any], path: Path, source: Source, *, replace: bool
    ) -> None:
        self._owners[path] = source
        for key, value in data.items():
            place = (*path, key)
            present = into.get(key)
            if isinstance(value, dict) and isinstance(present, dict | None):
                inner = into.setdefault(key, {})
                self._merge(inner, value, place, source, replace=replace)
            elif key in into and not replace:
                other = self._owner_of(place).problem(place, "")
                sentence = (
                    f"stands in {other.file}:{other.line} too; keep one, or set it in the account's own"
                )
                self.problems.append(source.problem(place, sentence))
            else:
                into[key] = value
                self._owners[place] = source
