"""Durations as an admin writes them: "90m", "4 business hours", "1 week"."""

import datetime as dt
import re
from difflib import get_close_matches
from functools import total_ordering
from typing import Literal, Self, cast, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

Unit = Literal["seconds", "minutes", "hours", "days", "weeks"]

MAX_DAYS = 3653
"""Ten years with their leap days: no duration is longer, so no sum of a moment and a duration overflows."""

PATTERN = (
    "^([0-9]{1,9}) ?(?:(s|sec|secs|seconds?|m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|wk|wks|weeks?)"
    "|business (m|min|mins|minutes?|h|hr|hrs|hours?|d|days?))$"
)
"""The whole grammar; the parser and the JSON Schema share it, so an editor accepts what the service accepts."""

_SHOWN = 40
_ABBREVIATION = 3
_EXAMPLES = ["30m", "4h", "2 days", "1 week", "4 business hours", "2 business days"]
_LENGTHS: dict[Unit, dt.timedelta] = {
    "seconds": dt.timedelta(seconds=1),
    "minutes": dt.timedelta(minutes=1),
    "hours": dt.timedelta(hours=1),
    "days": dt.timedelta(days=1),
    "weeks": dt.timedelta(weeks=1),
}
_BUSINESS_UNITS: tuple[Unit, ...] = ("minutes", "hours", "days")
_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS)} | {
    "a": "1",
    "an": "1",
    "zero": "0",
}
_SYNONYMS = {
    "working": "business",
    "work": "business",
    "workdays": "business days",
    "workday": "business days",
}
_UNIT_WORDS = ("business", *(word for unit in get_args(Unit) for word in (unit, unit[:-1])))


@total_ordering
class Duration:
    """A length of time in whole units, either elapsed or counted in a calendar's opening hours.

    A plain day is 24 hours and a plain week seven such days, whatever the clocks do. Durations of one measure are equal
    when they last equally long ("60m" == "1h") and can be ordered; the measures are elapsed time, opening time
    (business minutes and hours) and business days. Ordering across measures needs a calendar and raises ValueError.
    """

    # No dataclass: pydantic would write one as a table of its fields wherever it meets it as a default.
    __slots__ = ("amount", "business", "unit")
    amount: int
    unit: Unit
    business: bool

    def __init__(self, amount: int, unit: Unit, *, business: bool = False) -> None:
        if amount < 0:
            raise ValueError(f"A duration cannot be negative; this one is {amount} {unit}.")
        if business and unit not in _BUSINESS_UNITS:
            raise ValueError(_no_business_unit(amount, unit))
        for name, value in (("amount", amount), ("unit", unit), ("business", business)):
            object.__setattr__(self, name, value)
        if amount * _LENGTHS[unit] > dt.timedelta(days=MAX_DAYS):
            raise ValueError(f"{self} is too long: ten years ({MAX_DAYS} days) is the most.")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A duration cannot be changed; make another one ({name} = {value!r}).")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"A duration cannot be changed; {name} stays.")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self).parse, (str(self),)

    def __repr__(self) -> str:
        return f"Duration.parse({str(self)!r})"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The duration that `text` names, in the grammar of `PATTERN`.

        Raises:
            ValueError: with a sentence for the admin and, where one can be guessed, what was probably meant.

        """
        match = re.search(PATTERN, text) if not text.endswith("\n") else None
        if match is None:
            raise ValueError(_complaint(text))
        amount, plain, business = match.groups()
        return cls(int(amount), _unit(plain or business), business=plain is None)

    @property
    def timedelta(self) -> dt.timedelta:
        """The elapsed time of a plain duration.

        Raises:
            ValueError: a business duration has no length without a calendar.

        """
        if self.business:
            raise ValueError(f"{self} has no fixed length: it depends on a calendar's opening hours.")
        return self.amount * _LENGTHS[self.unit]

    @property
    def seconds(self) -> int:
        """The elapsed seconds of a plain duration; raises ValueError as `timedelta` does."""
        return self.timedelta // dt.timedelta(seconds=1)

    @property
    def opening_time(self) -> dt.timedelta:
        """The opening time that business minutes or hours ask for.

        Raises:
            ValueError: plain durations and business days are not counted in opening time.

        """
        if not self.business or self.unit == "days":
            raise ValueError(f"{self} is not counted in opening time.")
        return self.amount * _LENGTHS[self.unit]

    def _measure(self) -> tuple[str, dt.timedelta]:
        length = self.amount * _LENGTHS[self.unit]
        if not self.business:
            return "elapsed time", length
        return ("business days" if self.unit == "days" else "opening time"), length

    def __str__(self) -> str:
        unit = self.unit[:-1] if self.amount == 1 else self.unit
        return f"{self.amount} business {unit}" if self.business else f"{self.amount} {unit}"

    def __eq__(self, other: object) -> bool:
        return self._measure() == other._measure() if isinstance(other, Duration) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._measure())

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Duration):
            return NotImplemented
        (measure, length), (others_measure, others_length) = self._measure(), other._measure()
        if measure != others_measure:
            raise ValueError(
                f"{self} and {other} cannot be compared: one is {measure}, the other {others_measure}."
            )
        return length < others_length

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A Duration or its text goes in; JSON gets the canonical text, Python keeps the Duration."""
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            json_schema_input_schema=core_schema.str_schema(),
            serialization=core_schema.to_string_ser_schema(when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A string with the pattern that the parser itself uses."""
        return {
            "type": "string",
            "pattern": PATTERN,
            "description": "A length of time: a whole number and a unit, such as "
            + ", ".join(f'"{example}"' for example in _EXAMPLES)
            + ".",
            "examples": _EXAMPLES,
        }

    @classmethod
    def _validated(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        meant = f"{value} hours" if type(value) is int and value >= 0 else "2 business days"
        raise ValueError(f"A duration is a text with a number and a unit; did you mean {_quoted(meant)}?")


def least_elapsed(duration: Duration) -> dt.timedelta:
    """How long a duration takes at the least: business days have nights, and business hours may have none."""
    return duration.amount * _LENGTHS[duration.unit]


def _unit(word: str) -> Unit:
    """The unit of an abbreviation or a word; the units' first letters differ."""
    return cast("Unit", next(unit for unit in get_args(Unit) if unit[0] == word[0]))


def _quoted(text: str) -> str:
    return f'"{text}"'


def _no_business_unit(amount: int, unit: Unit) -> str:
    """Why there are no business weeks and seconds, and what to write."""
    if unit == "weeks":
        # A guess, hence as a question: a shop that is open on Saturdays has six business days a week.
        return (
            "There are no business weeks, since calendars differ in the days they are open; "
            f"did you mean {_quoted(f'{5 * amount} business days')}?"
        )
    minutes = str(Duration(-(-amount // 60), "minutes", business=True))
    return f"There are no business seconds; did you mean {_quoted(minutes)}?"


def _complaint(text: str) -> str:
    """Why `text` is no duration, as a sentence."""
    words = _words(text)
    if business_unit := re.fullmatch("([0-9]{1,9}) business (s|sec|seconds?|w|wks?|weeks?)", words):
        return _no_business_unit(int(business_unit[1]), _unit(business_unit[2]))
    shown = _quoted(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
    meant = _guess(words)
    hint = (
        f"did you mean {_quoted(meant)}?"
        if meant
        else f"write it like {_quoted('4h')} or {_quoted('2 business days')}."
    )
    if re.search("month|quarter|year", words):
        return f"{shown} has no fixed length; {hint}"
    if re.match("-", words):
        return f"{shown} is negative, and a duration cannot be; {hint}"
    if re.search(r"[0-9][.,][0-9]", words):
        return f"{shown} has a fraction, and durations are whole numbers; {hint}"
    if re.fullmatch("[0-9]+", words):
        return f"{shown} has no unit; {hint}"
    return f"{shown} is no duration; {hint}"


def _words(text: str) -> str:
    """`text` in lower case, with digits for number words, spaces around numbers, and misspelt words mended."""
    spaced = re.sub("(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " ", text[:80].lower().replace("_", " "))
    return " ".join(_mended(word) for word in re.sub(r"([a-z])-([a-z])", r"\1 \2", spaced).split())


def _mended(word: str) -> str:
    known = _NUMBERS.get(word) or _SYNONYMS.get(word)
    if known or len(word) <= _ABBREVIATION:
        return known or word
    return next(iter(get_close_matches(word, _UNIT_WORDS, n=1, cutoff=0.7)), word)


def _guess(words: str) -> str | None:
    """The canonical text that the admin probably meant; None where nothing is near."""
    if re.fullmatch("[0-9]{1,4}", words):
        words += " hours"
    if calendar_unit := re.fullmatch("([0-9]{1,2}) (month|quarter|year)s?", words):
        days = {"month": 30, "quarter": 91, "year": 365}[calendar_unit[2]]
        words = f"{int(calendar_unit[1]) * days} days"
    if fraction := re.fullmatch(r"([0-9]{1,4})[.,]([0-9]{1,2}) ?(business )?([a-z]+)", words):
        return _without_fraction(*fraction.groups())
    if mixed := re.fullmatch("([0-9]{1,4}) h[a-z]* (?:and )?([0-9]{1,4}) m[a-z]*", words):
        words = f"{int(mixed[1]) * 60 + int(mixed[2])} minutes"
    words = re.sub(
        r"^([0-9]+) bd$", r"\1 business days", re.sub(r"^([0-9]+) bh$", r"\1 business hours", words)
    )
    match = re.search(PATTERN, words.lstrip("- "))
    return _canonical(match) if match else None


def _without_fraction(whole: str, decimals: str, business: str | None, word: str) -> str | None:
    """The same length in the next smaller unit, if it is whole there ("1.5 h" is 90 minutes)."""
    smaller: dict[str, tuple[int, str]] = {
        "w": (7, "days"),
        "d": (24, "hours"),
        "h": (60, "minutes"),
        "m": (60, "seconds"),
    }
    factor, unit = smaller.get(word[0], (0, ""))
    hundredths = int(whole) * 100 + int(decimals.ljust(2, "0"))
    # Only business hours have a smaller unit: how many hours a business day has, the calendar alone knows.
    if not factor or hundredths * factor % 100 or (business and word[0] != "h"):
        return None
    match = re.search(PATTERN, f"{hundredths * factor // 100} {business or ''}{unit}")
    return _canonical(match) if match else None


def _canonical(match: re.Match[str]) -> str | None:
    amount, plain, business = match.groups()
    try:
        return str(Duration(int(amount), _unit(plain or business), business=plain is None))
    except ValueError:
        return None
