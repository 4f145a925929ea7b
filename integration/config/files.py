"""Read a file of the configuration as data that knows its lines; what is no TOML is told with line and remedy."""

from __future__ import annotations

import pathlib
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from integration.config.lines import Lines, find_repetition, scan_lines
from integration.config.problems import ConfigError, Problem, dotted

_WRITE_ONE = "`steadyhand init` writes one"
_TOO_DEEP = "is nested too deeply"
_TOO_LONG = re.compile(r"[0-9][0-9_]{4000}")
_DEEPEST = 40
"""Tables and lists in each other; no setting lies deeper than a dozen."""
_LARGEST = 4 * 1024 * 1024
"""Bytes; no person writes more, and a wrong path should not fill the memory."""

_PLACE = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
_REPEATED = ("Cannot overwrite a value", "Cannot declare", "Duplicate inline table key")
"""How tomllib's sentences about names that are taken already begin."""
_WORDS = {"Invalid value": "a value is missing, or text is not in quotes"}
"""Our words for tomllib's that say too little."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What stands in a file, and on which lines."""

    path: pathlib.Path
    data: dict[str, Any]
    lines: Lines


def place_of(written: str, folder: pathlib.Path) -> pathlib.Path:
    """Where a path of the configuration lies: from its folder, from the home of a user, or anywhere.

    `~nobody`, where there is no such user, is a name like any other, so that whoever opens it says that it is not there.
    """
    try:
        return folder / pathlib.Path(written).expanduser()
    except RuntimeError:
        return folder / written


def read_toml(file: pathlib.Path) -> TomlFile:
    """Read the file.

    Raises:
        ConfigError: it cannot be read, is no TOML, or holds nothing.
    """
    return parse_toml(_read(file), file)


def parse_toml(text: str, file: pathlib.Path) -> TomlFile:
    """As `read_toml`, for a text that stands, or would stand, in `file`."""
    problem: Problem
    try:
        data = tomllib.loads(text)
        lines = scan_lines(text)
    except tomllib.TOMLDecodeError as error:
        problem = _syntax_problem(str(error), text, file)
    except ValueError:  # a number beyond what Python reads, about which tomllib says nothing
        found = _TOO_LONG.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        problem = Problem(str(file), line, "", "a number has too many digits")
    except RecursionError:
        problem = Problem(str(file), 0, "", _TOO_DEEP)
    else:
        if data and not _is_deep(data):
            return TomlFile(file, data, lines)
        problem = Problem(str(file), 0, "", _TOO_DEEP if data else f"holds no settings; {_WRITE_ONE}")
    raise ConfigError([problem])


def _is_deep(data: object) -> bool:
    """Whether values lie deeper than any setting does; told level by level, since recursion would not get there."""
    level = [data]
    for _ in range(_DEEPEST):
        level = [
            inner
            for value in level
            for inner in (
                value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            )
        ]
        if not level:
            return False
    return True


def _read(file: pathlib.Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise _file_error(file, f"there is no such file; {_WRITE_ONE}") from None
    except IsADirectoryError:
        raise _file_error(file, "is a folder; name the file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise _file_error(file, f"cannot be read: {reason}") from None
    if len(content) > _LARGEST:
        raise _file_error(file, "is larger than 4 MB, so it is no configuration")
    try:
        return content.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _file_error(file, "is not in UTF-8; save it in this encoding", line) from None


def _syntax_problem(message: str, text: str, file: pathlib.Path) -> Problem:
    match = _PLACE.search(message)
    what = message[: match.start()] if match else message
    line, column = (match.group(1), match.group(2)) if match else (None, None)
    if what.startswith(_REPEATED):
        repeated = _repetition(_until(text, line, column), file)
        if repeated is not None:
            return repeated
    what = _WORDS.get(what, what)
    where = f"column {column}" if column else "at the end of the file"
    last = text.rstrip("\n").count("\n") + 1
    return Problem(
        str(file),
        int(line) if line else last,
        "",
        f"is not valid TOML: {what[:1].lower()}{what[1:]} ({where})",
    )


def _until(text: str, line: str | None, column: str | None) -> str:
    """The text before a place; all of it when no line is given."""
    if line is None or column is None:
        return text
    rows = text.split("\n")
    return "\n".join([*rows[: int(line) - 1], rows[int(line) - 1][: int(column) - 1]])


def _repetition(text: str, file: pathlib.Path) -> Problem | None:
    """What stands twice at the end of a text."""
    found = find_repetition(text)
    if found is None:
        return None
    sentence = (
        f"this table stands twice (first on line {found.first}); join the two"
        if found.is_table
        else f"is set twice in this table (first on line {found.first}); keep one"
    )
    return Problem(str(file), found.line, dotted(found.path), sentence)


def _file_error(file: pathlib.Path, sentence: str, line: int = 0) -> ConfigError:
    return ConfigError([Problem(str(file), line, "", sentence)])
