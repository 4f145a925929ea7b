"""Read the configuration's file; all that is wrong with it is told at once."""

from __future__ import annotations

import json
import pathlib
import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from integration.config.checks import Found, errors_about_channels, errors_in_policies, warnings_in
from integration.config.lines import Lines, find_repetition, scan_lines
from integration.config.models import Config, Policy
from integration.config.problems import ConfigError, Problem, dotted
from integration.config.schema import config_schema
from integration.config.sentences import translate
from integration.languages import REMEDY, is_installed
from policies.core.settings import Settings

_WRITE_ONE = "`steadyhand init` writes one"
_TOO_DEEP = "is nested too deeply"
_LARGEST = 4 * 1024 * 1024
"""Bytes; no person writes more, and a wrong path should not fill the memory."""

_PLACE = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
_REPEATED = ("Cannot overwrite a value", "Cannot declare", "Duplicate inline table key")
"""How tomllib's sentences about names that are taken already begin."""
_NO_LIBRARY = f"the library for languages is not installed; {REMEDY}"
_WORDS = {"Invalid value": "a value is missing, or text is not in quotes"}
"""Our words for tomllib's that say too little."""
_POLICY: TypeAdapter[Settings] = TypeAdapter(Policy)


def load_config(path: pathlib.Path | str) -> Config:
    """Read and check the file at `path`, without network and without opening any secret.

    Warnings are in the result's `warnings`.

    Raises:
        ConfigError: with every problem of the file, in its order.
    """
    file = pathlib.Path(path)
    return parse_config(_read(file), file)


def parse_config(text: str, file: pathlib.Path) -> Config:
    """As `load_config`, for a text that stands, or would stand, in `file`.

    Raises:
        ConfigError: with every problem of the text, in its order.
    """
    data, lines = _parse(text, file)
    config, errors = _validate(data)
    found = translate(errors, data, config_schema()) if errors else []
    policies = _policies_of(config, data)
    found += errors_in_policies(policies, _table(data, "policies"))
    found += errors_about_channels(policies, tuple(_table(data, "notify")))
    if _table(data, "reading").get("language_library") is True and not is_installed():
        found.append((("reading", "language_library"), _NO_LIBRARY))
    if config is None or found:
        raise ConfigError(_problems(found, file, lines))
    return config.read_from(file, lines, tuple(sorted(_problems(warnings_in(config), file, lines))))


def _problems(found: Iterable[Found], file: pathlib.Path, lines: Lines) -> list[Problem]:
    return [
        Problem(str(file), lines.of(path) if path else 0, dotted(path), sentence) for path, sentence in found
    ]


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


def _parse(text: str, file: pathlib.Path) -> tuple[dict[str, Any], Lines]:
    """The text as data, which may be empty only if it holds at least a comment's worth of settings."""
    problem: Problem
    try:
        data = tomllib.loads(text)
        lines = scan_lines(text)
    except tomllib.TOMLDecodeError as error:
        problem = _syntax_problem(str(error), text, file)
    except RecursionError:
        problem = Problem(str(file), 0, "", _TOO_DEEP)
    else:
        if data:
            return data, lines
        problem = Problem(str(file), 0, "", f"holds no settings; {_WRITE_ONE}")
    raise ConfigError([problem])


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


def _validate(data: dict[str, Any]) -> tuple[Config | None, list[ErrorDetails]]:
    """The settings, or pydantic's errors.

    By way of JSON, since pydantic is then strict about types (true is no number, "3" is none) and still takes lists
    for tuples. The exception itself is dropped here: it carries the values, and a value could be a secret.
    """
    try:
        return Config.model_validate_json(_json(data), strict=True), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _policies_of(config: Config | None, data: dict[str, Any]) -> dict[str, Settings]:
    """The policies that are right by themselves, also when something else in the file is wrong."""
    if config is not None:
        return dict(config.policies)
    policies = {}
    for name, table in _table(data, "policies").items():
        try:
            policies[name] = _POLICY.validate_json(_json(table), strict=True)
        except ValidationError:
            continue  # its problems are told already
    return policies


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    table = data.get(key)
    return table if isinstance(table, dict) else {}


def _json(data: object) -> str:
    return json.dumps(data, default=_text_of_time)


def _text_of_time(value: object) -> str:
    """TOML's dates and times as text; it has no other values that JSON lacks."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
