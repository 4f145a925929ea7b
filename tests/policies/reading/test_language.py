"""In which language a comment is: a table, and laws of the packs."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.language import _OTHERS, LANGUAGES, language_of

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "languages.toml").read_text(encoding="utf-8"))
MANY_LETTERS = 5
"""Longer words are seldom those of two languages."""
ROWS = [(code, text) for code, section in TABLE.items() for text in section["texts"]]


@pytest.mark.parametrize(("code", "text"), ROWS, ids=lambda cell: cell[:40] or "nothing")
def test_the_law_as_a_table(code: str, text: str) -> None:
    language = language_of(text)
    assert (language.code if language else "other") == code


def test_every_language_that_is_read_has_cases() -> None:
    assert {language.code for language in LANGUAGES} == set(TABLE) - {"other"}


NO_WORDS = st.text(st.characters(categories=["Nd", "Po", "Sm", "Zs", "So"]), max_size=200)
PLAIN = [(code, text) for code, text in ROWS if text]


@given(NO_WORDS)
def test_what_holds_no_letters_is_in_no_language(text: str) -> None:
    assert language_of(text) is None


@given(st.sampled_from(PLAIN), st.text("?!.,;:()- \n", max_size=20), st.text("?!.,;:()- \n", max_size=20))
def test_signs_and_spaces_around_a_text_make_no_difference(
    row: tuple[str, str], before: str, behind: str
) -> None:
    code, text = row
    language = language_of(f"{before} {text} {behind}")
    assert (language.code if language else "other") == code


@given(st.sampled_from(PLAIN), st.integers(2, 5))
def test_a_text_said_twice_is_in_the_same_language(row: tuple[str, str], times: int) -> None:
    code, text = row
    language = language_of(" \n".join([text] * times))
    assert language is None or code in (language.code, "other")
    if code != "other":
        assert language is not None
        assert language.code == code


@given(st.data())
def test_words_of_one_of_our_languages_alone_are_in_it(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    foreign = {word for listed in _OTHERS.values() for word in listed.split()}  # "contact" is Dutch as well
    own = sorted(w for w in language.common - foreign if w.isascii() and len(w) > MANY_LETTERS)
    said = data.draw(st.lists(st.sampled_from(own), min_size=3, max_size=30))
    assert language_of(" ".join(said)) is language


@given(st.sampled_from(ROWS))
def test_capitals_make_no_difference(row: tuple[str, str]) -> None:
    code, text = row
    language = language_of(text.upper().replace("SS", "ß") if code == "de" else text.upper())
    assert (language.code if language else "other") == code
