"""Find the line on which each key of a TOML text stands."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Path = tuple[str | int, ...]
"""The way to a value: table keys as text, places in an array as numbers from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^\s,\]}#][^,\]}#\n]*")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!"")|"(?="{3}))*"""', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!'')|'(?='{3}))*'''", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
"""Three quotes before one, since `\"\"` is also the beginning of `\"\"\"`."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The line of every key, table and array element of one TOML text; the first line is 1."""

    by_path: Mapping[Path, int]

    def of(self, path: Path) -> int:
        """The line of the value at `path`, else of the nearest table around it; 1 when nothing of it stands there."""
        while path and path not in self.by_path:
            path = path[:-1]
        return self.by_path.get(path, 1)


def scan_lines(text: str) -> Lines:
    """The lines of a text that tomllib accepts; for any other text the result means nothing.

    Costs one pass. A key's line is where the key stands, an array element's where the element begins. A table
    stands at its own header, else where it is first mentioned.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return Lines(MappingProxyType(scanner.found))


@dataclass(frozen=True, slots=True)
class Repetition:
    """A key or a table that stands where one of its name stood before."""

    path: Path
    line: int
    first: int
    """The line on which it stood before."""
    is_table: bool


def find_repetition(text: str) -> Repetition | None:
    """The last name that is taken twice in a text which is TOML up to that place, or None.

    Meant for a text that tomllib refused, cut off where it refused it: a table that is opened after its inner
    tables counts as a repetition here, and is none.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.repetition


@dataclass(slots=True)
class _Scanner:
    text: str
    at: int = 0
    found: dict[Path, int] = field(default_factory=dict)
    table: Path = ()
    """The table whose header was read last."""
    last_element: dict[Path, int] = field(default_factory=dict)
    """Of each array of tables, the place of its last one."""
    line_starts: list[int] = field(default_factory=list)
    repetition: Repetition | None = None
    """The name that was last met again."""

    def __post_init__(self) -> None:
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def scan(self) -> None:
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                self._scan_array_header()
            elif self.text.startswith("[", self.at):
                self._scan_header()
            else:
                self._scan_pair(self.table)
            self._skip(_BLANK)

    def _scan_header(self) -> None:
        line = self._line()
        self.at += 1
        *outer, last = self._read_key()
        self.at += 1
        self.table = (*self._enter(outer, line), last)
        self._meet(self.table, line, is_table=True)
        self.found[self.table] = line

    def _scan_array_header(self) -> None:
        line = self._line()
        self.at += 2
        *outer, last = self._read_key()
        self.at += 2
        array = (*self._enter(outer, line), last)
        place = self.last_element.get(array, -1) + 1
        self.last_element[array] = place
        self.found.setdefault(array, line)
        self.table = (*array, place)
        self.found[self.table] = line

    def _enter(self, keys: list[str], line: int) -> Path:
        """Follow a header's outer keys; one that names an array of tables means its last table."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            self.found.setdefault(path, line)
            if path in self.last_element:
                path = (*path, self.last_element[path])
        return path

    def _scan_pair(self, table: Path) -> None:
        line = self._line()
        path = (*table, *self._read_key())
        self._meet(path, line, is_table=False)
        for end in range(len(table) + 1, len(path) + 1):
            self.found.setdefault(path[:end], line)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._scan_value(path)

    def _meet(self, path: Path, line: int, *, is_table: bool) -> None:
        if path in self.found:
            self.repetition = Repetition(path, line, self.found[path], is_table)

    def _scan_value(self, path: Path) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._scan_array(path)
        elif opening == "{":
            self._scan_inline_table(path)
        elif opening in ('"', "'"):
            self._read_string()
        else:
            self._skip(_SCALAR)

    def _scan_array(self, path: Path) -> None:
        self.at += 1
        self._skip(_BLANK)
        place = 0
        while not self._closes("]"):
            element = (*path, place)
            self.found[element] = self._line()
            self._scan_value(element)
            self._skip_comma("]")
            place += 1

    def _scan_inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip(_BLANK)
        while not self._closes("}"):
            self._scan_pair(path)
            self._skip_comma("}")

    def _closes(self, bracket: str) -> bool:
        """Step over the closing bracket; the end of the text closes everything."""
        if self.at < len(self.text) and self.text[self.at] != bracket:
            return False
        self.at += 1
        return True

    def _skip_comma(self, closing: str) -> None:
        before = self.at
        self._skip(_BLANK)
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip(_BLANK)
        elif self.at == before and not self.text.startswith(closing, self.at):
            self.at += 1  # no TOML; step on, so that the scan always ends

    def _read_key(self) -> list[str]:
        """The parts of a dotted key, unquoted; leaves `at` on what follows (`=` or `]`)."""
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            parts.append(self._read_key_part())
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _read_key_part(self) -> str:
        if self.text.startswith(('"', "'"), self.at):
            return self._unquoted(self._read_string())
        match = _BARE_KEY.match(self.text, self.at)
        if match is None:
            self.at += 1  # no TOML; step on, so that the scan always ends
            return ""
        self.at = match.end()
        return match.group()

    def _read_string(self) -> str:
        for pattern in _STRINGS:
            match = pattern.match(self.text, self.at)
            if match is not None:
                self.at = match.end()
                return match.group()
        self.at += 1
        return ""

    @staticmethod
    def _unquoted(source: str) -> str:
        """The text that a quoted key means, escapes resolved, in tomllib's own reading."""
        if not source:
            return ""
        value = tomllib.loads(f"key = {source}")["key"]
        return value if isinstance(value, str) else ""

    def _line(self) -> int:
        return bisect_right(self.line_starts, self.at)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
