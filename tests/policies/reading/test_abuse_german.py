"""What is abuse of the staff in German: the table `abuse.de.toml`, and laws for any text."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.abuse import find_remarks
from policies.reading.abuse_words import load_entries
from policies.reading.languages.german import GERMAN
from tests.policies.reading.steps import grows_with_the_text_alone

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "abuse.de.toml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(text, expected, id=f"{law['law']}: {text}")
    for law in TABLE["laws"]
    for text, expected in law["texts"].items()
]


def told(text: str) -> str:
    """The remarks as the table writes them."""
    remarks = (
        f"{'abuse' if remark.directed else 'rough'} {remark.category.value} {remark.target.value}"
        for remark in find_remarks(text, GERMAN)
    )
    return "; ".join(remarks) or "nothing"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_text_is_read_as_the_table_says(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_casing_makes_no_difference(text: str, expected: str) -> None:
    assert told(text.lower()) == expected


def test_a_word_stands_in_the_list_once() -> None:
    counts = Counter(entry.words for entry in load_entries("abuse_de_words.txt"))
    assert [words for words, number in counts.items() if number > 1] == []


def test_german_is_shown_at_depth() -> None:
    assert len(ROWS) >= 60


@given(st.lists(st.sampled_from([word for row in ROWS for word in str(row.values[0]).split()]), max_size=40))
def test_reading_never_fails_and_its_quotes_are_the_text_s_own(words: list[str]) -> None:
    text = " ".join(words)
    for remark in find_remarks(text, GERMAN):
        assert text[remark.start : remark.end] == remark.quote


@pytest.mark.parametrize(
    "unit", ["ihr seid ", "du ", "fick ", "idioten, ", "umbringen ", "ich werde dich ", "sie "]
)
def test_reading_a_hostile_repetition_takes_steps_in_proportion(unit: str) -> None:
    find_remarks("", GERMAN)  # the first text lays out the words
    assert grows_with_the_text_alone(lambda text: find_remarks(text, GERMAN), unit)
