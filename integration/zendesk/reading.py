"""Answers become models straight from their bytes; one odd value does not cost a page of a thousand."""

from typing import TypeVar

import requests
import structlog
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, from_json

from integration.zendesk.errors import Refused, Transient
from integration.zendesk.letters import ESCAPED_NUL, only_letters

log = structlog.get_logger(__name__)

ModelT = TypeVar("ModelT", bound=BaseModel)

_ROUNDS = 3


def read_model(model: type[ModelT], response: requests.Response) -> ModelT:
    """Read the answer as this model.

    A value of an unknown shape is dropped (and counted in the log) when the model can do without it; what is no letter
    becomes U+FFFD.

    Raises:
        Transient: the JSON is cut off.
        Refused: something that we cannot do without is missing.

    """
    content = response.content
    if ESCAPED_NUL in content:
        content = only_letters(content)
    try:
        return model.model_validate_json(content)
    except ValidationError as refusal:
        is_json = all(error["type"] != "json_invalid" for error in _errors(refusal))
    return _read_without_odd_values(model, from_json(content) if is_json else _mended(response))


def _mended(response: requests.Response) -> object:
    """What the answer says, if it is JSON but for odd letters."""
    try:
        return from_json(only_letters(response.content))
    except ValueError:
        raise Transient(
            "The answer was cut off before its end.", status=response.status_code, code="truncated"
        ) from None


def _read_without_odd_values(model: type[ModelT], data: object) -> ModelT:
    place = ""
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(data)
        except ValidationError as refusal:
            errors = _errors(refusal)
        for error in errors:
            place = ".".join(str(part) for part in error["loc"])
            if error["type"] != "missing" and _drop(data, error["loc"]):
                log.warning("zendesk_odd_value", model=model.__name__, field=_without_numbers(error["loc"]))
    raise Refused(f"An answer has another shape than was ever seen, at {place}.", code="Shape")


def _errors(refusal: ValidationError) -> list[ErrorDetails]:
    # The input stays out: it may be a customer's text.
    return refusal.errors(include_url=False, include_context=False, include_input=False)


def _drop(data: object, loc: tuple[int | str, ...]) -> bool:
    """Take the value that stands at this place out of its record; never a whole list of records."""
    place: object = data
    records: list[tuple[dict[object, object], object]] = []
    for part in loc:
        if isinstance(place, dict) and part in place:
            records.append((place, part))
            place = place[part]
        elif isinstance(place, list) and isinstance(part, int) and part < len(place):
            place = place[part]
        else:
            break
    if not records or (len(records) == 1 and isinstance(records[0][0][records[0][1]], list)):
        return False
    record, name = records[-1]
    del record[name]
    return True


def _without_numbers(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc if isinstance(part, str))
