"""Lists of words, written so that a person can read them."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list, however it is broken into lines."""
    return frozenset(listed.split())


def any_of(listed: str) -> str:
    """A pattern for any of these alternatives, one on each line."""
    return "(?:" + "|".join(line.strip() for line in listed.splitlines() if line.strip()) + ")"
