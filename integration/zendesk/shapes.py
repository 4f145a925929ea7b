"""What all wire models share: tolerance for extra keys, no content in their text form, Zendesk's habits with ids."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from integration.zendesk.moments import LAST_YEAR_S

Via = str | dict[str, Any] | None
"""How something came in: a display word at the top of ticket events, an object everywhere else."""


class NullIsEmpty:
    """Takes null for an empty collection.

    It looks at the value after pydantic has read it: a function before it would have each collection of a page
    built twice, as the JSON has it and as the model has it.
    """

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The collection's own schema, or null."""
        nullable = core_schema.nullable_schema(handler(source))
        return core_schema.no_info_after_validator_function(_none_as_empty, nullable)


def _none_as_empty(value: object) -> object:
    return () if value is None else value


_LARGEST = 2**53 - 1
Id = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]
"""Up to the largest number on which all readers of JSON agree, which every database holds; beyond is nobody's id."""
Second = Annotated[int, Field(ge=0, lt=LAST_YEAR_S)]
"""A Unix second with which one can reckon."""
Ids = Annotated[tuple[Id, ...], NullIsEmpty()]
Words = Annotated[tuple[str, ...], NullIsEmpty()]


class WireModel(BaseModel):
    """A value as received; its text form is its class and id, so that no log shows what it holds."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id={getattr(self, 'id', None)})"

    def __str__(self) -> str:
        return repr(self)


def int_or_none(value: object) -> int | None:
    """Read an id that may come as a number, a string, an empty string or null; None when it is no number, or too large."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST else None


def via_of(data: Mapping[str, Any]) -> Via:
    """Take `via` if it is one of the two shapes that were seen, else None."""
    via = data.get("via")
    return via if isinstance(via, str | dict) else None


def custom_of(metadata: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Take what the writer of an update attached to it; empty if nothing."""
    custom = (metadata or {}).get("custom")
    return custom if isinstance(custom, dict) else {}


def without_whereabouts(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out IP address, place and browser of the person: Zendesk sends them along with every update."""
    kept = {key: value for key, value in data.items() if key != "system"}
    metadata = kept.get("metadata")
    if isinstance(metadata, dict):
        kept["metadata"] = {key: value for key, value in metadata.items() if key != "system"}
    return kept
