"""Write config.example.toml from the models and their docstrings, so that it never says what is not so."""

from __future__ import annotations

import inspect
import json
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from integration.config.absences import Absence
from integration.config.calendars import CalendarSettings
from integration.config.channels import AppriseChannel, SmtpChannel, WebhookChannel
from integration.config.ladders import shown_of
from integration.config.models import AccountSettings, AuthSettings, Brake, Config, kind_names
from integration.config.secrets import Secret
from integration.config.walk import key_of
from policies.catalogue import KINDS
from policies.core.canary import EnforceFor
from policies.core.own_words import OwnPhrase
from policies.core.settings import Settings
from policies.core.steps import Fallback, Step

_WIDTH = 100
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = """\
#:schema ./config.schema.json
# Every setting of Steadyhand with its default; a setting behind a # has none and shows a sample.
# Generated from the code, so it is always right. For a short start: steadyhand init
# Several Zendesk accounts in one file, by [[accounts]] in place of [account]: docs/accounts.md
# For completion in your editor: steadyhand schema > config.schema.json
"""
_POLICIES = """\
# The policies follow, one table each. A table's name is part of what is remembered of each ticket:
# to rename a policy, keep its former name in `was`. `steadyhand check` says what a policy will do.
# The first shows what every policy and every step may have, the others only what is their own.
"""
_INLINE = (Secret, Brake, Absence, Fallback, EnforceFor)
"""Models that are written in one line."""

_WORKED: Mapping[type[BaseModel], Mapping[str, Any]] = {
    AccountSettings: {"subdomain": "northwind"},
    CalendarSettings: {day: ["09:00-12:30", "13:00-17:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
    | {"holidays": ["2026-12-24..2026-12-26", "2027-01-01"]},
    WebhookChannel: {"kind": "webhook", "url": "https://hooks.example.com/steadyhand"},
    SmtpChannel: {"kind": "smtp"},
    AppriseChannel: {"kind": "apprise"},
    OwnPhrase: {"words": "bunch of clown*"},
}
_CHANNELS: Mapping[str, type[BaseModel]] = {"leads-chat": WebhookChannel, "leads-mail": SmtpChannel}
_SAMPLES: Mapping[str, Any] = {
    "was": "former-name",
    "calendar": "office",
    "group": "Billing",
    "assignee": "ana.reyes@example.com",
}
"""For settings of policies that have neither a default nor examples of their own."""


Worked = Mapping[type[BaseModel], Mapping[str, Any]]
"""By model, the settings that are written with a value of their own."""


def render_example(address: Mapping[str, str] | None = None, client_id: str | None = None) -> str:
    """The text of config.example.toml, which `load_config` takes without a warning.

    `address` is `subdomain` or `base_url` with its value; what is not given is an invented account's.
    """
    worked = dict(_WORKED)
    if address is not None:
        worked[AccountSettings] = address
    if client_id is not None:
        worked[AuthSettings] = {"client_id": client_id}
    parts = [_HEAD]
    for name, field in Config.model_fields.items():
        model = _model_in(field.annotation)
        if name == "policies":
            parts += [_POLICIES, *_policies()]
        elif name == "calendars":
            parts.append(_table(f"{name}.office", CalendarSettings, worked))
        elif name == "notify":
            parts += [_table(f"{name}.{own}", kind, worked) for own, kind in _CHANNELS.items()]
            parts.append(_behind_comments(_table(f"{name}.duty", AppriseChannel, worked)))
        elif model is not None:
            parts.append(_table(name, model, worked))
    return "\n".join(parts)


def _policies() -> Iterator[str]:
    """A table for each kind; the first shows, besides its own settings, those that all have and all that a step does."""
    for place, kind in enumerate(KINDS):
        literal = kind_names(kind)[0]
        shown = shown_of(literal)
        path = f"policies.{shown.name}"
        worked: Worked = {kind: {"kind": literal, **shown.values}}
        yield _table(path, kind, worked, own=place > 0)
        steps = [_step(path, step) for step in shown.steps]
        if not place:
            steps[0] = _table(f"{path}.steps", Step, {Step: shown.steps[0]}, array=True)
        yield from steps


def _step(path: str, step: Mapping[str, Any]) -> str:
    lines = (f"{_key(key)} = {_toml(value)}\n" for key, value in step.items())
    return f"[[{path}.steps]]\n{''.join(lines)}"


def _table(
    path: str, model: type[BaseModel], worked: Worked, *, array: bool = False, own: bool = False
) -> str:
    """A table with all settings of the model, or those of its `own` kind of policy, then its inner tables."""
    lines = [*_comment(inspect.getdoc(model) or ""), f"[[{path}]]" if array else f"[{path}]"]
    inner: list[str] = []
    for name, field in _in_order(model, own=own):
        table = _model_in(field.annotation)
        if table is None or table in _INLINE:
            lines += _setting(key_of(name, field), field, model, worked.get(model, {}))
        elif table is not Step:
            inner.append(_inner_table(f"{path}.{name}", field, table, worked))
    return "\n".join([*lines, ""]) + "".join(f"\n{text}" for text in inner)


def _inner_table(path: str, field: FieldInfo, model: type[BaseModel], worked: Worked) -> str:
    shown = str(field.annotation)
    if "dict" not in shown:
        return _table(path, model, worked, array="tuple" in shown)
    return _behind_comments(_table(f'{path}."Billing"', model, worked))


def _behind_comments(table: str) -> str:
    """A table that is only shown: it would need more than is there."""
    return "".join(line if line.startswith("#") else f"# {line}" for line in table.splitlines(keepends=True))


def _in_order(model: type[BaseModel], *, own: bool) -> Iterator[tuple[str, FieldInfo]]:
    """The model's settings; for a policy its kind and mode, what is special about it, then what all have.

    `own`: of what all policies have only that which this kind takes another way. A step of the first kind, which
    knows nothing ahead, is shown without `before`.
    """
    fields = model.model_fields
    if not issubclass(model, Settings):
        yield from ((name, field) for name, field in fields.items() if (model, name) != (Step, "before"))
        return
    common = Settings.model_fields
    special = [name for name in fields if name not in common]
    shared = [name for name in common if name not in ("name", "kind", "mode")]
    if own:
        shared = [name for name in shared if fields[name].default != common[name].default]
    for name in ("kind", "mode", *special, *shared):
        yield name, fields[name]


def _setting(name: str, field: FieldInfo, model: type[BaseModel], worked: Mapping[str, Any]) -> Iterator[str]:
    yield from _comment(field.description or "")
    default = None if field.is_required() else _default(name, field, model)
    if name in worked:
        yield f"{name} = {_toml(worked[name])}"
    elif default is not None:
        yield f"{name} = {_toml(default)}"
    else:
        hidden = "" if _is_shown(name, field) else "# "
        yield f"{hidden}{name} = {_sample(name, field, model)}"


def _is_shown(name: str, field: FieldInfo) -> bool:
    """Whether a setting without a default is written all the same: those that a first configuration needs."""
    return field.is_required() or name in {"client_id", "client_secret", "daily"}


def _default(name: str, field: FieldInfo, model: type[BaseModel]) -> object:
    """The default as JSON has it: durations and shares as text."""
    value = field.get_default(call_default_factory=True, validated_data={})
    return model.model_construct(**{name: value}).model_dump(mode="json", include={name})[name]


def _sample(name: str, field: FieldInfo, model: type[BaseModel]) -> str:
    if field.examples:
        return _toml(field.examples[0])
    schema = model.model_json_schema()["properties"][name]
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    return _sample_of(options[0], name)


def _sample_of(schema: Mapping[str, Any], name: str) -> str:
    if "enum" in schema or "examples" in schema:
        return _toml((schema.get("enum") or schema["examples"])[0])
    if schema.get("format") == "date-time":
        return "2026-12-01T00:00:00Z"
    if schema.get("type") == "string":
        return _toml(_SAMPLES.get(name, "…"))
    if schema.get("type") in ("integer", "number"):
        return _toml(schema.get("minimum", 1))
    return {"boolean": "true", "array": "[]"}.get(str(schema.get("type")), "{}")


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that an annotation is about, also inside of a union, a tuple or a dict."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _comment(text: str) -> Iterator[str]:
    paragraphs = [paragraph for paragraph in inspect.cleandoc(text).split("\n\n") if paragraph]
    for place, paragraph in enumerate(paragraphs):
        if place:
            yield "#"
        yield from textwrap.wrap(
            paragraph,
            _WIDTH,
            initial_indent="# ",
            subsequent_indent="# ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(render_example())
