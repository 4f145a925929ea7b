"""The configuration as a JSON Schema that editors understand, and what it knows about a place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from integration.config.accounts import OF_THE_PROCESS
from integration.config.lines import Path
from integration.config.models import Config

Node = dict[str, Any]
"""A piece of JSON Schema."""

_KEPT_OUT = frozenset({"title", "discriminator", "$defs", "examples"})
"""Noise in an editor, or unknown to draft 4."""

_SETS: Node = {
    "type": "array",
    "items": {"type": "string", "minLength": 1},
    "description": "Files with shared tables, as policies and calendars; relative paths start at this file's folder.",
}
_ACCOUNTS = "Several accounts in place of [account]; what stands beside them is for all."

_DATA = frozenset({"default", "enum", "required"})
"""What is no schema inside of a schema."""


def config_schema() -> Node:
    """The schema of the whole file, without references, in JSON Schema draft 4: the one that Taplo knows.

    Source: taplo.tamasfe.dev, configuration schemas, read 2026-11.
    """
    whole = Config.model_json_schema()
    schema = _simplified(whole, whole.get("$defs", {}))
    for kind in policy_schemas(schema):
        kind["properties"].pop("name", None)  # the table's own key is the name
    schema["properties"] |= {"sets": _SETS, "accounts": _accounts(schema["properties"])}
    del schema["required"]  # a set has no account, and a file with several has no [account]
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Steadyhand configuration",
        **schema,
    }


def _accounts(tables: Node) -> Node:
    """The entries of `[[accounts]]`: an account's settings, and any table of the file, which may be there in part."""
    own = {name: {"type": "object"} for name in tables if name not in ("account", *OF_THE_PROCESS)}
    account = tables["account"]
    entry = {**account, "properties": {**account["properties"], **own, "sets": _SETS}}
    return {"type": "array", "description": _ACCOUNTS, "items": entry}


def policy_schemas(schema: Node) -> tuple[Node, ...]:
    """The schema of each kind of policy."""
    policy = schema["properties"]["policies"]["additionalProperties"]
    return tuple(policy.get("oneOf", [policy]))


def _simplified(node: Node, definitions: Mapping[str, Node]) -> Node:
    """Put definitions in place of references, and leave out what TOML cannot say (null) or editors do not need."""
    if "$ref" in node:
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _simplified({**definitions[node["$ref"].rpartition("/")[2]], **rest}, definitions)
    if "anyOf" in node:
        node = _without_null(node)
        if "anyOf" not in node:
            return _simplified(node, definitions)
    if "const" in node:
        node = {key: value for key, value in node.items() if key != "const"} | {"enum": [node["const"]]}
    return {key: _kept(key, value, definitions) for key, value in node.items() if not _is_noise(key, value)}


def _kept(key: str, value: object, definitions: Mapping[str, Node]) -> object:
    if key in _DATA:
        return value
    if isinstance(value, list):
        return [_simplified(item, definitions) for item in value]
    if isinstance(value, dict) and key == "properties":
        return {name: _simplified(schema, definitions) for name, schema in value.items()}
    return _simplified(value, definitions) if isinstance(value, dict) else value


def _is_noise(key: str, value: object) -> bool:
    return key in _KEPT_OUT or (key == "default" and value is None)


def _without_null(node: Node) -> Node:
    options = [option for option in node["anyOf"] if option != {"type": "null"}]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    if len(options) == 1:
        return {**options[0], **rest}
    return {"anyOf": options, **rest}


def keys_at(schema: Node, path: Path, data: object) -> tuple[str, ...]:
    """The settings that the table at `path` may have; `data` tells which kind of policy it is. Empty if unknown."""
    node: Node | None = schema
    for part in path:
        node = _step(node, part, data) if node else None
        data = _item(data, part)
    return tuple(_table(node, data).get("properties", {})) if node else ()


def tables_with(schema: Node, key: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all tables that may have this setting; a table with a free name is called NAME."""
    for option in schema.get("oneOf") or schema.get("anyOf") or (schema,):
        properties = option.get("properties", {})
        if key in properties:
            yield path
        for name, inner in properties.items():
            yield from tables_with(inner, key, (*path, name))
        free = option.get("additionalProperties")
        if isinstance(free, dict):
            yield from tables_with(free, key, (*path, "NAME"))
        if isinstance(option.get("items"), dict):
            yield from tables_with(option["items"], key, path)


def _step(node: Node, part: str | int, data: object) -> Node | None:
    table = _table(node, data)
    if isinstance(part, int):
        return table.get("items")
    free = table.get("additionalProperties")
    inner = table.get("properties", {}).get(part, free if isinstance(free, dict) else None)
    return inner if isinstance(inner, dict) else None


def _table(node: Node, data: object) -> Node:
    """Of several shapes, the one whose `kind` the data has, else the first that is a table or a list."""
    options = node.get("oneOf") or node.get("anyOf") or [node]
    kind = data.get("kind") if isinstance(data, dict) else None
    for option in options:
        if kind in option.get("properties", {}).get("kind", {}).get("enum", ()):
            return dict(option)
    return next((dict(option) for option in options if option.get("type") in ("object", "array")), {})


def _item(data: object, part: str | int) -> object:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None
