"""How upset a writer is: the tables `upset.en.toml` and `upset.de.toml`, rough words, and laws for any text."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.conduct import Category, Manner, Remark, Target
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.languages.model import Language
from policies.reading.tone_words import Sign
from policies.reading.upset import LEVELS, POINTS, signs_of, upset_of
from tests.policies.reading.steps import grows_with_the_text_alone

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
CASES = Path(__file__).parents[2] / "cases"
ROWS = [
    pytest.param(LANGUAGES[code], text, expected, id=f"{code}: {law['law']}: {text}")
    for code in LANGUAGES
    for law in tomllib.loads((CASES / f"upset.{code}.toml").read_text(encoding="utf-8"))["laws"]
    for text, expected in law["texts"].items()
]
ROUGH = Remark(
    Category.PROFANITY, Target.THING, Manner.STATEMENT, 3, 0.9, directed=False, start=0, end=1, why=""
)


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_a_text_is_as_upset_as_the_table_says(language: Language, text: str, expected: int) -> None:
    assert upset_of(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_small_letters_are_no_calmer_but_for_the_shouting(
    language: Language, text: str, expected: int
) -> None:
    assert expected - upset_of(text.lower(), language) in (0, 1)


@pytest.mark.parametrize(
    ("text", "remarks", "level"),
    [
        ("Where is my order?", [ROUGH], 2),
        ("Where is my order?", [replace(ROUGH, severity=2)], 1),
        ("Where is my order?", [replace(ROUGH, severity=1)], 1),
        ("Still no answer.", [ROUGH], 2),
        ("This is unacceptable. Still no answer.", [ROUGH, ROUGH], 3),
        ("I love it, thanks!", [ROUGH], 0),
        ("Where is my order?", [replace(ROUGH, directed=True)], 0),
        ("Where is my order?", [replace(ROUGH, category=Category.INSULT)], 0),
        ("Where is my order?", [replace(ROUGH, manner=Manner.QUOTATION)], 0),
    ],
)
def test_rough_words_aimed_at_nobody_show_anger(text: str, remarks: list[Remark], level: int) -> None:
    assert upset_of(text, ENGLISH, remarks) == level


def test_capitals_and_marks_alone_are_little() -> None:
    assert signs_of("HELLO TO ALL OF YOU", ENGLISH) == {}
    assert signs_of("HELLO TO ALL OF YOU!!", ENGLISH) == {Sign.MARKS: 1, Sign.CAPITALS: 1}


def test_words_that_share_a_place_count_once() -> None:
    assert signs_of("Worst service ever", ENGLISH) == {Sign.FURY: 4}


def test_what_a_sign_is_worth_has_an_end() -> None:
    text = (
        "unacceptable ridiculous disappointed frustrated annoyed angry furious livid fuming disgusted. " * 9
    )
    signs = signs_of(text, ENGLISH)
    assert all(points <= POINTS[sign][1] for sign, points in signs.items())
    assert upset_of(text, ENGLISH) == len(LEVELS)


@given(st.text(max_size=300), st.sampled_from([ENGLISH, GERMAN]))
def test_any_text_has_a_level(text: str, language: Language) -> None:
    assert upset_of(text, language) in range(4)


@given(
    st.lists(st.sampled_from([str(row.values[1]) for row in ROWS if row.values[0] is ENGLISH]), max_size=4)
)
def test_the_order_of_sentences_makes_no_difference(texts: list[str]) -> None:
    assert upset_of("\n\n".join(texts), ENGLISH) == upset_of("\n\n".join(reversed(texts)), ENGLISH)


@pytest.mark.parametrize(
    "unit", ["!?", "AA ", "still no ", "worst ", "not so very ", "thanks for ", "waiting three weeks ", "\n"]
)
def test_reading_a_hostile_repetition_takes_steps_in_proportion(unit: str) -> None:
    upset_of("", ENGLISH)  # the first text lays out the words
    assert grows_with_the_text_alone(lambda text: upset_of(text, ENGLISH), unit)
