"""The scanner finds every key of every text that tomllib reads, on the line where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import count
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration.config.lines import Path, scan_lines

TRAPS = ("[no.table]", "key = 1", "# no comment", "]] }} ,", "a.b = {", "[[x]]")
KEYS = st.sampled_from(
    ["a", "b-1", "c_2", "3", "with space", "dot.ted", 'quo"te', "ümlaut", "#", "[x]", "", "back\\slash"]
)
TREES = st.recursive(
    st.just(None),
    lambda inner: st.one_of(
        st.dictionaries(KEYS, inner, max_size=4),
        st.lists(inner, max_size=3),
        st.dictionaries(KEYS, inner, min_size=1, max_size=2),
    ),
    max_leaves=25,
)


def paths_of(data: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every table, array, element and value with its path, the root left out."""
    if path:
        yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths_of(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from paths_of(value, (*path, place))


class Writer:
    """Writes a tree as TOML in drawn styles; every leaf holds a word of its own, so that its line can be told."""

    def __init__(self, draw: st.DrawFn) -> None:
        """Draw styles with `draw`."""
        self.draw = draw
        self.out: list[str] = []
        self.leaves = count(10_000)

    def pick(self, *options: str) -> str:
        """One of the options."""
        return self.draw(st.sampled_from(options))

    def key(self, key: str) -> str:
        """A key, bare or quoted."""
        bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
        basic = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return self.pick(*([key] if bare else []), basic, *([] if "'" in key else [f"'{key}'"]))

    def keys(self, path: tuple[str, ...]) -> str:
        """A dotted key."""
        return self.pick(".", " . ", "\t.").join(self.key(key) for key in path)

    def noise(self) -> None:
        """What may stand between settings."""
        self.out.append(self.pick("", "\n", "# a = 1\n", "  \t\n", "\r\n", '#[t] """ {\n'))

    def leaf(self, *, inline: bool) -> str:
        """A value with a word of its own, and a trap behind it."""
        word = str(next(self.leaves))
        trap = self.pick(*TRAPS)
        styles = [word, f"{word}.5", f'"{word} {trap}"', f"'{word} \\ {trap}'", f'"{word} \\" {trap}"']
        styles += [f'"""{word} ""{trap}\\\\"""', f"'''{word} {trap}'''"]
        if not inline:
            styles += [
                f'"""{word}\n{trap}\n\\"""\n{trap}"""',
                f"'''{word}\n{trap}\n''{trap}'''''",
                f'"""{word}\n{trap}"""""',
            ]
        return self.pick(*styles)

    def value(self, tree: object, *, inline: bool) -> str:
        """A leaf, an array or an inline table."""
        if tree is None:
            return self.leaf(inline=inline)
        if isinstance(tree, list):
            gap = "" if inline else self.pick("", "\n", " # a ] comment, with [brackets\n")
            parts = [self.value(item, inline=inline) for item in tree]
            tail = self.pick("", ",") if parts else ""
            return f"[{gap}" + f"{gap},{gap} ".join(parts) + f"{tail}{gap}]"
        pairs = cast("dict[str, object]", tree)
        parts = [
            f"{self.key(key)}{self.pick('=', ' = ')}{self.value(item, inline=True)}"
            for key, item in pairs.items()
        ]
        return "{ " + ", ".join(parts) + " }"

    def table(self, tree: dict[str, Any], path: tuple[str, ...]) -> None:
        """A table's settings, then its inner tables."""
        later = []
        for key, item in tree.items():
            nested = isinstance(item, dict) or (
                isinstance(item, list) and item and all(isinstance(i, dict) for i in item)
            )
            if nested and self.draw(st.booleans()):
                later.append((key, item))
            else:
                self.pair((key,), item)
        for key, item in later:
            self.sub_table((*path, key), item)

    def pair(self, keys: tuple[str, ...], tree: object) -> None:
        """A setting, or its parts as dotted keys."""
        if isinstance(tree, dict) and tree and self.draw(st.booleans()):
            for key, item in tree.items():
                self.pair((*keys, key), item)
            return
        self.noise()
        self.out.append(
            f"{self.pick('', '  ')}{self.keys(keys)} = {self.value(tree, inline=False)} {self.pick('', '# note')}\n"
        )

    def sub_table(self, path: tuple[str, ...], tree: object) -> None:
        """A table or an array of tables with its header."""
        for item in tree if isinstance(tree, list) else [tree]:
            self.noise()
            opening, closing = ("[[", "]]") if isinstance(tree, list) else ("[", "]")
            self.out.append(
                f"{opening}{self.pick('', ' ')}{self.keys(path)}{closing} {self.pick('', '# note')}\n"
            )
            self.table(item, path)


@st.composite
def documents(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    writer.table(draw(st.dictionaries(KEYS, TREES, max_size=4)), ())
    return "".join(writer.out)


@given(documents())
def test_every_path_that_tomllib_reads_has_a_line_and_no_other_has(text: str) -> None:
    assert set(scan_lines(text).by_path) == {path for path, _ in paths_of(tomllib.loads(text))}


@given(documents())
def test_a_values_line_is_the_line_on_which_it_begins(text: str) -> None:
    lines = scan_lines(text)
    rows = text.split("\n")
    for path, value in paths_of(tomllib.loads(text)):
        if isinstance(value, str | int | float):
            word = str(value)[:5]
            assert word in rows[lines.of(path) - 1], (path, value)


@given(st.text(alphabet="[]{}=,.'\"#\n ab\\1", max_size=60))
def test_the_scan_ends_on_any_text_and_agrees_where_tomllib_accepts_it(text: str) -> None:
    lines = _scan_leniently(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert lines == {path for path, _ in paths_of(data)}


def _scan_leniently(text: str) -> set[Path] | None:
    """A broken text may break the scanner's own use of tomllib on a key, but never hang it."""
    try:
        return set(scan_lines(text).by_path)
    except tomllib.TOMLDecodeError:
        return None


WRITTEN = """\
# a comment
[account]
name = "x"   # [not.a.table]

[account.auth]
client_secret = { env = "A", nested.deep = 1 }

[policies.first]
window = \"\"\"
[policies.second]
\"\"\"
scope = { groups = [
  "Billing",  # ]
  "Technical",
] }
[[policies.first.steps]]
add_tags = ["a"]

[[policies.first.steps]]
after = "4h"
  [policies.first.steps.more]
  x.y = 2
["quoted key".b]
'lit.eral' = 1
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("account",), 2),
        (("account", "name"), 3),
        (("account", "auth", "client_secret"), 6),
        (("account", "auth", "client_secret", "nested", "deep"), 6),
        (("policies",), 8),
        (("policies", "first", "window"), 9),
        (("policies", "first", "scope", "groups", 1), 14),
        (("policies", "first", "steps"), 16),
        (("policies", "first", "steps", 0, "add_tags", 0), 17),
        (("policies", "first", "steps", 1), 19),
        (("policies", "first", "steps", 1, "after"), 20),
        (("policies", "first", "steps", 1, "more", "x", "y"), 22),
        (("quoted key", "b", "lit.eral"), 24),
        (("policies", "first", "missing", "deeper"), 8),
        (("nothing",), 1),
    ],
)
def test_a_path_is_found_on_its_line_and_an_absent_one_on_its_tables(path: Path, line: int) -> None:
    assert scan_lines(WRITTEN).of(path) == line


def test_a_table_that_is_opened_after_its_children_stands_at_its_own_header() -> None:
    assert scan_lines("[a.b]\nx = 1\n[a]\ny = 2\n").of(("a",)) == 3
