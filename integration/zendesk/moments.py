"""Zendesk's dates in all their spellings, as aware UTC moments with which one can reckon."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated

from pydantic import ValidationError, WrapValidator

_ODD_FORMATS = ("%Y-%m-%d %H:%M:%S %z", "%Y%m%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z")
_FIRST_YEAR, _LAST_YEAR = 1900, 9000
"""Some way from Python's own ends, so that no zone and no business day leads beyond them."""
LAST_YEAR_S = int(datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())


def _moment(value: object, parse: Callable[[object], datetime]) -> datetime:
    """Zendesk's dates, in all the spellings that were seen, as aware UTC."""
    try:
        moment = parse(value)
    except ValidationError:
        odd = _odd_moment(str(value))
        if odd is None:
            raise
        moment = odd
    if not _FIRST_YEAR <= moment.year < _LAST_YEAR:
        raise ValueError("a moment that lies too far away")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _odd_moment(text: str) -> datetime | None:
    for form in _ODD_FORMATS:
        try:
            return datetime.strptime(text, form).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


Moment = Annotated[datetime, WrapValidator(_moment)]
"""An aware UTC datetime from any of Zendesk's spellings."""


def moment_of_header(text: str | None) -> datetime | None:
    """The moment in a header of HTTP, as `Date` has it; None where there is none that one can reckon with."""
    try:
        moment = parsedate_to_datetime(text or "")
        return moment.astimezone(UTC) if _FIRST_YEAR <= moment.year < _LAST_YEAR else None
    except (ValueError, TypeError, OverflowError):
        return None
