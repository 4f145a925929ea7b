"""What is wrong with a configuration: a file, a line, a path and a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from integration.config.lines import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One sentence about one place in the file."""

    file: str
    line: int
    """From 1; 0 when it is about the file as a whole."""
    path: str
    """The dotted key, places in lists counted from 0; empty when it is about no key."""
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(printable(part) for part in (place, self.path, self.sentence) if part)


class ConfigError(Exception):
    """The configuration cannot be used; each line of the text names a place and says what is wrong there."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def printable(text: str) -> str:
    """A text without what would drive a terminal: control characters and their like as Python escapes them."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def dotted(path: Path) -> str:
    """A path as one writes it in TOML, as `policies.passed-around.steps.0.note`."""
    return ".".join(part if _BARE.fullmatch(part) else f'"{part}"' for part in map(str, path))
