"""Small pieces of English that sentences are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60))


def times(count: int, noun: str) -> str:
    """A count with its noun: `1 handoff`, `3 handoffs`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def in_words(span: timedelta) -> str:
    """A span with its two largest units, as `1 d 3 h` or `40 min`; under a minute, `moments`."""
    rest = int(span.total_seconds())
    parts = []
    for unit, size in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count} {unit}")
        elif parts:
            break
    return " ".join(parts[:2]) or "moments"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 - a list of one has no last pair
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
