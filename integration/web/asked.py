"""What a request asks for, read strictly: what is not offered is refused with a sentence, and never repeated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

_LARGEST_ID = 2**53
"""No ticket's number is larger; more would be no number to the database."""
LAST_PAGE = 10_000
_YEARS = range(2000, 2200)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,16}", re.ASCII)
_REFERENCE = re.compile(r"SH-[0-9A-HJKMNP-TV-Z]{8}", re.ASCII)


class BadQuestion(Exception):
    """The address asks for something that the page does not offer; the text is the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The part of an address behind the question mark; each name once, an empty value as if it were not there."""

    values: dict[str, str]

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]], allowed: Collection[str]) -> Asked:
        """Take the names that the view knows.

        Raises:
            BadQuestion: a name is unknown or stands twice.
        """
        values: dict[str, str] = {}
        for name, value in pairs:
            if name not in allowed:
                known = ", ".join(sorted(allowed))
                raise BadQuestion(
                    f"This page knows these filters only: {known}." if known else "This page has no filters."
                )
            if name in values:
                raise BadQuestion(f"The filter {name} stands there twice.")
            values[name] = value
        return cls({name: value for name, value in values.items() if value})

    def one_of(self, name: str, choices: Collection[str]) -> str | None:
        """One of these words, or None where nothing was asked."""
        value = self.values.get(name)
        if value is not None and value not in choices:
            raise BadQuestion(f"There is no such {name}; choose one of the list.")
        return value

    def day(self, name: str = "day") -> date | None:
        """A date, or None where nothing was asked."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value if _DAY.fullmatch(value) else "")
        except ValueError:
            day = date.min
        if day.year not in _YEARS:
            raise BadQuestion(f"There is no such {name}; it is written as 2026-03-31.")
        return day

    def page(self) -> int:
        """The number of the page, from 1 on."""
        value = self.values.get("page", "1")
        if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= LAST_PAGE:
            raise BadQuestion(f"The page is a number from 1 to {LAST_PAGE}.")
        return int(value)

    def ticket(self, name: str) -> int | str:
        """A ticket's number, or a reference `SH-…` in its one spelling."""
        value = self.values.get(name, "").strip().lstrip("#").upper()
        if _REFERENCE.fullmatch(value):
            return value
        number = ticket_number(value)
        if number is None:
            sentence = (
                "Say the number of a ticket, or a reference as it stands in a note: SH- and eight signs."
            )
            raise BadQuestion(sentence)
        return number


def ticket_number(text: str) -> int | None:
    """The number of a ticket that there could be, or None."""
    number = int(text) if _NUMBER.fullmatch(text) else 0
    return number if 1 <= number <= _LARGEST_ID else None
