"""In which language a comment is: a table, and laws of the packs."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.language import LANGUAGES, language_of

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "languages.toml").read_text(encoding="utf-8"))
ROWS = [(code, text) for code, section in TABLE.items() for text in section["texts"]]


@pytest.mark.parametrize(("code", "text"), ROWS, ids=lambda cell: cell[:40] or "nothing")
def test_the_law_as_a_table(code: str, text: str) -> None:
    language = language_of(text)
    assert (language.code if language else "other") == code


def test_every_language_that_is_read_has_cases() -> None:
    assert {language.code for language in LANGUAGES} == set(TABLE) - {"other"}


@given(st.text(max_size=200))
def test_any_text_has_one_of_our_languages_or_none(text: str) -> None:
    assert language_of(text) in (*LANGUAGES, None)


@given(st.sampled_from(ROWS))
def test_capitals_make_no_difference(row: tuple[str, str]) -> None:
    code, text = row
    language = language_of(text.upper().replace("SS", "ß") if code == "de" else text.upper())
    assert (language.code if language else "other") == code
