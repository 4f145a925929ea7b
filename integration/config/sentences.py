"""Turn what pydantic finds into sentences for an admin."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, cast

from pydantic_core import ErrorDetails

from integration.config.channels import CHANNEL_KINDS
from integration.config.lines import Path
from integration.config.models import kind_names
from integration.config.schema import Node, keys_at, tables_with
from policies.catalogue import KINDS
from policies.core.wording import listed

_SHOWN = 40
_SURELY = 0.65
"""How near a word of a short list has to be to be guessed: all are told anyway, and 'ignore' is not 'note'."""
_HOMES = 2
"""How many tables are named for a setting that stands in the wrong one."""
_NOUNS = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list in [ ]",
    "list_type": "a list in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "datetime_type": "a moment with its zone, as 2026-12-01T09:00:00Z",
    "datetime_parsing": "a moment with its zone, as 2026-12-01T09:00:00Z",
    "datetime_from_date_parsing": "a moment with its zone, as 2026-12-01T09:00:00Z",
    "date_type": "a date, as 2026-12-21",
    "date_parsing": "a date, as 2026-12-21",
    "date_from_datetime_parsing": "a date, as 2026-12-21",
    "date_from_datetime_inexact": "a date, as 2026-12-21",
    "timezone_aware": "a moment with its zone, as 2026-12-01T09:00:00Z",
}
"""What a value must be, by pydantic's type of error: those that a union gives once per member."""

_ENDS = ("solved", "closed")
"""The states of a ticket that no policy sets."""

_BOUNDS = {
    "greater_than_equal": "must be at least {ge}, is {value}",
    "less_than_equal": "must be at most {le}, is {value}",
    "greater_than": "must be more than {gt}, is {value}",
    "less_than": "must be less than {lt}, is {value}",
    "string_too_long": "must have at most {max_length} characters, is {value}",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
    "string_pattern_mismatch": "has the wrong form, is {value}",
    "finite_number": "must be a finite number",
}


def translate(errors: Iterable[ErrorDetails], data: object, schema: Node) -> list[tuple[Path, str]]:
    """One sentence for each place that has an error, in the order of the errors; members of a union are joined."""
    by_path: dict[Path, list[ErrorDetails]] = {}
    for error in errors:
        by_path.setdefault(_path_in_file(error, data), []).append(error)
    return [
        (path, _sentence(path, found, data, schema))
        for path, found in by_path.items()
        if not _is_echo(path, found, by_path)
    ]


def _is_echo(path: Path, found: Sequence[ErrorDetails], all_paths: Collection[Path]) -> bool:
    """Whether a list is called too short only because its entries are wrong, which is told of each."""
    inner = (other for other in all_paths if len(other) > len(path) and other[: len(path)] == path)
    return all(error["type"] == "too_short" for error in found) and any(inner)


def did_you_mean(word: object, known: Collection[str], cutoff: float = 0.6) -> str:
    """`; did you mean 'x'?`, or nothing when no known word is near."""
    near = get_close_matches(str(word).lower(), {name.lower(): name for name in known}, n=1, cutoff=cutoff)
    return f"; did you mean '{next(name for name in known if name.lower() == near[0])}'?" if near else ""


def shown(value: object) -> str:
    """A value as TOML would write it, shortened; tables and lists by their sort only."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= _SHOWN else f"'{value[:_SHOWN]}…'"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    return str(value)


def _path_in_file(error: ErrorDetails, data: object) -> Path:
    """Where in the file it is: pydantic's path without its own marks (a union's member, a kind, `[key]`)."""
    path: Path = ()
    last = len(error["loc"]) - 1
    for place, part in enumerate(error["loc"]):
        if isinstance(data, dict) and part in data:
            path, data = (*path, part), data[cast("str", part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path, data = (*path, part), data[part]
        elif place == last and error["type"] == "missing":
            path = (*path, part)
    return (*path, "kind") if error["type"] == "union_tag_invalid" else path


def _sentence(path: Path, errors: Sequence[ErrorDetails], data: object, schema: Node) -> str:
    value = errors[0]["input"]
    telling = [error for error in errors if error["type"] not in _NOUNS]
    if not telling:
        nouns = dict.fromkeys(_NOUNS[error["type"]] for error in errors)
        return f"must be {listed(tuple(nouns), last='or')}, is {shown(value)}"
    return listed([_one(path, error, data, schema) for error in telling], last="or")


def _one(path: Path, error: ErrorDetails, data: object, schema: Node) -> str:
    value = error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            text = _unknown(path, data, schema)
        case "missing":
            text = "is missing"
        case "literal_error":
            text = _not_one_of(path, value, context["expected"])
        case "union_tag_invalid" | "union_tag_not_found":
            text = _no_kind(path, context, value)
        case "too_short" if context["min_length"] == 1:
            text = "must not be empty"
        case "string_too_short":
            text = f"is too short: {shown(value)}" if value else "must not be empty"
        case "value_error":
            text = _in_the_middle(str(context["error"]))
        case sort if sort in _BOUNDS:
            text = _BOUNDS[sort].format(**context, value=shown(value))
        case _:
            text = _in_the_middle(error["msg"])
    return text


def _unknown(path: Path, data: object, schema: Node) -> str:
    *outer, key = path
    known = keys_at(schema, tuple(outer), data)
    homes = list(dict.fromkeys(tables_with(schema, str(key))))
    near = _outermost([home for home in homes if home[:1] == path[:1]])
    hint = _belongs(near) or did_you_mean(key, known) or (_belongs(homes) if len(homes) == 1 else "")
    if not hint and known:
        hint = f"; known are {listed(known)}"
    return f"unknown setting{hint}"


def _outermost(homes: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those that lie least deep: a step belongs to its policy before it belongs to a stage of one."""
    depth = min(map(len, homes), default=0)
    return [home for home in homes if len(home) == depth]


def _belongs(homes: Sequence[tuple[str, ...]]) -> str:
    """`; it belongs into [a.b]`, or nothing where too many tables have such a setting."""
    if not homes or len(homes) > _HOMES or not homes[0]:
        return ""
    tables = [f"[{'.'.join(home)}]" for home in homes]
    return f"; it belongs into {listed(tables, last='or')}"


def _not_one_of(path: Path, value: object, expected: str) -> str:
    known = re.findall(r"'([^']*)'", expected)
    near = did_you_mean(value, known, _SURELY) if isinstance(value, str) else ""
    if path[-1:] == ("status",) and value in _ENDS:
        near = "; solving and closing stay a person's decision"
    choice = listed([f"'{word}'" for word in known], last="or")
    return f"must be {choice}, is {shown(value)}{near}"


def _no_kind(path: Path, context: Mapping[str, Any], value: object) -> str:
    of_channels = path[:1] == ("notify",)
    known = list(CHANNEL_KINDS) if of_channels else [name for kind in KINDS for name in kind_names(kind)]
    noun = "channel" if of_channels else "policy"
    if "tag" not in context:
        return f"has no kind; write {_one_kind_of(known)}" if isinstance(value, dict) else "must be a table"
    near = did_you_mean(context["tag"], known)
    every = f" ({', '.join(known)})" if near and len(known) > 1 else ""
    return f"{shown(context['tag'])} is no kind of {noun}{near or f'; write {_one_kind_of(known)}'}{every}"


def _one_kind_of(known: Sequence[str]) -> str:
    """`kind = "…"` for the first, with all in brackets when there is a choice."""
    every = f" ({', '.join(known)})" if len(known) > 1 else ""
    return f'kind = "{known[0]}"{every}'


def _in_the_middle(sentence: str) -> str:
    """A sentence as it follows a colon: no capital at its beginning, no full stop at its end."""
    if re.match(r"[A-Z][a-z]* ?[a-z]", sentence):
        sentence = sentence[0].lower() + sentence[1:]
    return sentence.removesuffix(".")
