"""Go through all settings of a configuration, or a part of it, with their paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from integration.config.lines import Path
from policies.core.settings import Settings
from policies.core.steps import Step


def key_of(name: str, field: FieldInfo) -> str:
    """What a setting is called in the file: `from` cannot be a name in the code."""
    return field.alias or name


def steps_in(policy: Settings, path: Path = ()) -> Iterator[tuple[Path, Step]]:
    """Every step that a policy's settings hold, those of its stages among them, with its path."""
    return ((place, value) for place, value in settings_in(policy, path) if isinstance(value, Step))


def settings_in(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every model and every value inside of `value`, defaults included, with the path at which it stands or would."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from settings_in(getattr(value, name), (*path, key_of(name, field)))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from settings_in(item, (*path, str(key)))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from settings_in(item, (*path, place))
