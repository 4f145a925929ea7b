"""Every pattern by which comments are read is one that RE2 can run, so in time that grows with the text and no faster.

RE2 compiles no pattern that refers back to what was matched. A look ahead or behind it lacks too: where one is of bounded
width it costs the same at every place, so such a pattern is shown to RE2 without it. Python's `re` goes back where RE2
does not. So no repetition may hold another one that can share its letters in two ways (time that doubles with each
letter), and no search may begin a long repetition again and again (time that grows with the square).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest
import re2

import policies.reading
from tests.policies.reading.oracle import (
    LOOKS,
    ambiguous,
    beginnings,
    flags_of,
    for_re2,
    parse,
    parts,
    starts_over,
    tree_of,
    without_looks,
)

HOSTILE = 64 * 1024


def patterns_in(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """The patterns that a value holds, at whatever depth."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for item in [*value.keys(), *value.values()]:
            yield from patterns_in(item, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from patterns_in(item, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from patterns_in(getattr(value, field.name), seen)


def all_patterns() -> dict[str, re.Pattern[str]]:
    """Each pattern that a module of `policies.reading` holds, under the name of its module and variable."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    for module_info in pkgutil.walk_packages(policies.reading.__path__, "policies.reading."):
        module = importlib.import_module(module_info.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value, seen)):
                found[f"{module_info.name.removeprefix('policies.reading.')}.{name}.{number}"] = pattern
    return found


PATTERNS = all_patterns()


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_one_that_runs_in_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    assert not pattern.flags & re.VERBOSE
    looks = [argument for operator, argument in parts(tree_of(pattern)) if operator in LOOKS]
    for _, inner in looks:
        assert inner.getwidth()[1] <= 200, f"{name} looks ahead or behind without bound"
    options = re2.Options()
    options.max_mem = 64 << 20
    options.log_errors = False
    re2.compile(
        flags_of(pattern) + for_re2(without_looks(pattern.pattern) if looks else pattern.pattern), options
    )


@pytest.mark.parametrize("name", PATTERNS)
def test_no_repetition_can_share_its_letters_with_one_inside_it(name: str) -> None:
    pattern = PATTERNS[name]
    assert not ambiguous(tree_of(pattern), pattern.flags), f"{name}: {pattern.pattern}"


@pytest.mark.parametrize(
    ("pattern", "is_ambiguous"),
    [
        (r"(a+)+$", True),
        (r"(?:a|b?c*)+", True),
        (r"(?:\w{1,3} ?)*", True),
        (r"(?:[a-z]+ )*x", False),
        (r"[a-z]+(?:'[a-z]+)*", False),
        (r"(?:x[^x]{0,9})+", False),
        (r"(?:a{1,3}){0,4}", False),
        (r"(?:[^\"]|\"[^\"]*\")*", False),
        (r"(?:.|\"[^\"]*\")*", True),
    ],
)
def test_the_oracle_knows_which_patterns_explode(pattern: str, is_ambiguous: object) -> None:
    assert ambiguous(parse(pattern), 0) == is_ambiguous


@pytest.mark.parametrize("name", PATTERNS)
def test_a_search_does_not_begin_a_long_repetition_again_and_again(name: str) -> None:
    pattern = PATTERNS[name]
    assert not starts_over(tree_of(pattern), pattern.flags), f"{name}: {pattern.pattern}"


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [
        (r"\s+$", True),
        (r"[a-z.]+@x", True),
        (r"@[^>]*>", True),
        (r"(?:x|[.]+)(?=\s)", True),
        (r"[.]+", False),
        (r"^\s+$", False),
        (r"<[^<>]*>", False),
        (r"\b[a-z]+@", False),
        (r"[a-z]{1,64}@x", False),
    ],
)
def test_the_oracle_knows_which_patterns_start_over(pattern: str, is_slow: object) -> None:
    assert starts_over(parse(pattern), 0) == is_slow


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [
        (r"a(?=b(c))d", "a(?:)d"),
        (r"[(?=]\(?=x", r"[(?=]\(?=x"),
        (r"(?<![?])[]A]x", "(?:)[]A]x"),
        (r"(?!a)(?<=b)", "(?:)(?:)"),
    ],
)
def test_looks_are_taken_out_whole(pattern: str, plain: str) -> None:
    assert without_looks(pattern) == plain


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PATTERNS)
def test_hostile_repetitions_come_to_an_end(name: str) -> None:
    """Each pattern against 64 kB that begin to match it over and over."""
    pattern = PATTERNS[name]
    units = {unit for unit in beginnings(tree_of(pattern), pattern.flags) if unit}
    for unit in [*sorted(units)[:12], " ", "a", "1 ", "a ", ". "]:
        text = (unit * (HOSTILE // len(unit) + 1))[:HOSTILE]
        for _ in pattern.finditer(text + "\x00"):
            pass
