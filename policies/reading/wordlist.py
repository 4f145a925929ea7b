"""Lists of words, written so that a person can read them."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a list, however it is broken into lines."""
    return frozenset(listed.split())


def any_of(listed: str) -> str:
    """A pattern for any of these alternatives, one on each line."""
    return "(?:" + "|".join(line.strip() for line in listed.splitlines() if line.strip()) + ")"


def holds_any(text: str, listed: tuple[str, ...]) -> bool:
    """Whether any of these words stands somewhere in the text, also within another; much cheaper than a pattern."""
    for word in listed:  # noqa: SIM110 - a generator costs twice as much, and this runs for every comment
        if word in text:
            return True
    return False
