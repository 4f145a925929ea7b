"""A time as it was said, before a moment, a zone and a calendar make a date of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class When:
    """A time expression's meaning."""

    text: str = ""
