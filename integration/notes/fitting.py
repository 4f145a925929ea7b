"""Evidence made to fit: what began it and how it stands now are kept, the middle is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from integration.notes.plain import count_words, shorten
from policies.core.wording import times

LINE_WORDS, LINE_CHARS = 16, 160
_QUOTE_WORDS, _QUOTE_CHARS = 34, 210
"""A quotation is the evidence, and what it promises stands at its end."""
_MOST_LINES = 8
_KEPT = ((2, 4), (1, 4), (1, 3), (1, 2), (1, 1), (1, 0))
"""How many first and last lines are kept, most generous first."""
_LINES = {"reassignment": ("move", 2)}
"""What a kind's lines of evidence are, and how many at the end are something else; for other kinds, lines."""

Gap = Callable[[int, int], str]
"""Says what stands for so many hidden lines, before so many kept ones."""


def counted_gap(kind: str) -> Gap:
    """Tells how much is hidden, as `… 4 more moves …`."""
    noun, others = _LINES.get(kind, ("line", 0))

    def gap(hidden: int, kept_after: int) -> str:
        called = noun if kept_after >= others else "line"
        return f"… {times(hidden, f'more {called}')} …"

    return gap


def telling_lines(kind: str, lines: Sequence[str]) -> Sequence[str]:
    """The lines without those at the end that are something else, where there is room for little."""
    others = _LINES.get(kind, ("line", 0))[1]
    return lines[: len(lines) - others] if len(lines) > others else lines


def fit_lines(lines: Sequence[str], words: int, gap: Gap) -> tuple[str, ...]:
    """The lines in at most so many words: all, or first and last ones around a gap, or the first one cut short."""
    short = tuple(_shortened(line) for line in lines)
    if len(short) <= _MOST_LINES and count_words(*short) <= words:
        return short
    for head, tail in _KEPT:
        hidden = len(short) - head - tail
        if hidden > 0:
            kept = (*short[:head], gap(hidden, tail), *short[len(short) - tail :])
            if count_words(*kept) <= words:
                return kept
    return (shorten(short[0], max(1, words), LINE_CHARS),)


def _shortened(line: str) -> str:
    if line.startswith("“"):
        return shorten(line, _QUOTE_WORDS, _QUOTE_CHARS)
    return shorten(line, LINE_WORDS, LINE_CHARS)
