"""Text that remembers where each of its characters stood in the text that was given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """A text made from another one: character `i` stands for `starts[i]` to `ends[i]` of that one; both never fall."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stood; an empty stretch has an empty place."""
        start, end = max(0, start), min(end, len(self.text))
        if start >= end:
            at = self.starts[start] if start < len(self.text) else self.ends[-1] if self.text else 0
            return at, at
        return self.starts[start], self.ends[end - 1]

    def slices(self, spans: Iterable[tuple[int, int]]) -> Traced:
        """Only these stretches, joined; they must be in order."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in spans:
            parts.append(self.text[start:end])
            starts += self.starts[start:end]
            ends += self.ends[start:end]
        return Traced("".join(parts), starts, ends)

    def part(self, start: int, end: int) -> Traced:
        """Only this stretch."""
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])


def whole(text: str) -> Traced:
    """A text that stands for itself."""
    return Traced(text, range(len(text)), range(1, len(text) + 1))


class Weaver:
    """Makes a new traced text from an old one, left to right: stretches kept as they are, and stretches replaced."""

    def __init__(self, source: Traced) -> None:
        self._source = source
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def keep(self, start: int, end: int) -> None:
        """Take over a stretch of the old text, letter by letter."""
        if start < end:
            self._parts.append(self._source.text[start:end])
            self._starts += self._source.starts[start:end]
            self._ends += self._source.ends[start:end]

    def put(self, text: str, start: int, end: int) -> None:
        """Set letters in place of a stretch; each of them stands for all of it. An empty stretch is a place between."""
        if text:
            first, last = self._source.place(start, end)
            self._parts.append(text)
            self._starts += [first] * len(text)
            self._ends += [last] * len(text)

    def woven(self) -> Traced:
        """The new text."""
        return Traced("".join(self._parts), self._starts, self._ends)
