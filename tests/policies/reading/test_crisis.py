"""Who is in distress: the tables `crisis.en.toml` and `crisis.de.toml`, and laws for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.conduct import Topic
from policies.core.own_words import OwnWords
from policies.reading.crisis import MOST, find_crises
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.languages.model import Language
from tests.policies.reading.steps import grows_with_the_text_alone

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
CASES = Path(__file__).parents[2] / "cases"
TABLES = {
    code: tomllib.loads((CASES / f"crisis.{code}.toml").read_text(encoding="utf-8")) for code in LANGUAGES
}
ROWS = [
    pytest.param(LANGUAGES[code], text, expected, id=f"{code}: {law['law']}: {text}")
    for code, table in TABLES.items()
    for law in table["laws"]
    for text, expected in law["texts"].items()
]


def told(text: str, language: Language) -> str:
    """The topics as the tables write them."""
    return ", ".join(crisis.topic.value for crisis in find_crises(text, language)) or "none"


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_a_text_tells_of_what_the_table_says(language: Language, text: str, expected: str) -> None:
    assert told(text, language) == expected


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_casing_and_the_apostrophe_make_no_difference(language: Language, text: str, expected: str) -> None:
    assert told(text.upper(), language) == expected
    assert told(text.replace("'", "\u2019"), language) == expected


def test_the_sentence_is_told_and_why() -> None:
    text = "Hello. My mother, who had the account, died in May. Please close it."
    [crisis] = find_crises(text, ENGLISH)
    assert text[crisis.start : crisis.end] == crisis.quote == "My mother, who had the account, died in May."
    assert crisis.why == "It says that somebody near has died."


def test_a_topic_counts_once_in_a_sentence() -> None:
    text = "My father died and my mother died. My brother died too."
    assert [crisis.start for crisis in find_crises(text, ENGLISH)] == [0, 35]


def test_an_account_s_own_phrases_count_whatever_their_ending() -> None:
    own = OwnWords(crisis=("food bank*", "can't cope"))
    found = find_crises("We went to two FOOD BANKS. I can\u2019t cope.", ENGLISH, own)
    assert [(crisis.topic, crisis.quote) for crisis in found] == [
        (Topic.OTHER, "We went to two FOOD BANKS."),
        (Topic.OTHER, "I can\u2019t cope."),
    ]
    assert not find_crises("We went to two food banks.", ENGLISH)


def test_what_an_account_allows_never_counts() -> None:
    own = OwnWords(allowed=("kill myself challenge",))
    assert not find_crises("I bought the game Kill Myself Challenge.", ENGLISH, own)
    assert find_crises("I will kill myself.", ENGLISH, own)


PIECES = st.sampled_from(
    [
        *(word for row in ROWS for word in str(row.values[1]).split()),
        *["\n", "\n\n", "\u0130", "\u00df", "n't", "'", "\u2019t", ".", ",", "!", "\u4e2d"],
    ]
)


@given(
    st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join)),
    st.sampled_from([ENGLISH, GERMAN]),
)
def test_reading_never_fails_and_its_quotes_are_the_text_s_own(text: str, language: Language) -> None:
    found = find_crises(text, language, OwnWords(crisis=("a*", "die in")))
    assert len(found) <= MOST
    for crisis in found:
        assert 0 <= crisis.start < crisis.end <= len(text)
        assert text[crisis.start : crisis.end] == crisis.quote


@pytest.mark.parametrize(
    "unit", ["my mother ", "my old ", "I want to die. ", "do not give him ", "want ", "n't ", "not ", ", ", "\n", "kill myself "]
)  # fmt: skip
def test_reading_a_hostile_repetition_takes_steps_in_proportion(unit: str) -> None:
    find_crises("", ENGLISH)  # the first text lays out the words
    assert grows_with_the_text_alone(lambda text: find_crises(text, ENGLISH), unit)
