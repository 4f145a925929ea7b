"""The lines of a text, some of them crossed out."""

from __future__ import annotations

from policies.reading.traced import Traced


class Sheet:
    """Lines that can be crossed out, wholly or from a column on; what is left can be read off as a text."""

    def __init__(self, given: Traced, cut: dict[str, None]) -> None:
        self._given = given
        self._cut = cut
        self.text = given.text
        self.lines = given.text.split("\n")
        self._kept = [len(line) for line in self.lines]
        self.touched = False

    def __len__(self) -> int:
        return len(self.lines)

    def stands(self, index: int) -> bool:
        """Whether anything of this line is left."""
        return self._kept[index] > 0

    def standing(self) -> list[int]:
        """The lines of which something is left; blank ones are not among them."""
        return [index for index, kept in enumerate(self._kept) if kept > 0]

    def line(self, index: int) -> str:
        """What is left of a line."""
        return self.lines[index][: max(0, self._kept[index])]

    def cross_out(self, first: int, after: int, why: str) -> None:
        """Nothing of the lines from `first` up to, not including, `after` is the author's own new word."""
        for index in range(first, after):
            if self._kept[index] >= 0:
                self._kept[index] = -1
                self.touched = True
                self._cut[why] = None

    def shorten(self, index: int, column: int, why: str) -> None:
        """Only the first `column` letters of this line are the author's own new words."""
        if column < self._kept[index]:
            self._kept[index] = column
            self.touched = True
            self._cut[why] = None

    def left(self) -> Traced:
        """The lines that are left, as a text."""
        spans: list[tuple[int, int]] = []
        at = 0
        for line, kept in zip(self.lines, self._kept, strict=True):
            if kept == len(line):
                spans.append((at, at + kept + 1))
            elif kept >= 0:
                spans += (at, at + kept), (at + len(line), at + len(line) + 1)
            at += len(line) + 1
        return self._given.slices(_joined(spans, len(self._given.text)))


def _joined(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The same stretches with neighbours put together, none past the end."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], min(end, length)
        else:
            joined.append((start, min(end, length)))
    return joined
