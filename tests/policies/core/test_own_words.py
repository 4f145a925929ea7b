"""An account's own words for the reader of abuse: words and `*`, nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from policies.core.own_words import OwnWords


@pytest.mark.parametrize(
    "phrase", ["clown", "Bunch of clown*", "l'idiot", "halb-affe", "eine Flasche leer", "büffel*"]
)
def test_words_with_or_without_a_star_at_their_end_are_phrases(phrase: str) -> None:
    assert OwnWords(allowed=(phrase,)).allowed == (phrase.lower(),)


@pytest.mark.parametrize(
    "phrase", ["", " ", "*", "*clown", "cl*wn", "clown.*", "(clown)", "a|b", "one " * 9, "x" * 121, "a  , b"]
)
def test_anything_else_is_refused_with_what_to_write(phrase: str) -> None:
    with pytest.raises(ValidationError) as caught:
        OwnWords(allowed=(phrase,))
    assert "is no phrase: write one to eight words" in str(caught.value) or "at most 120" in str(caught.value)


def test_severities_go_from_one_to_three() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 3"):
        OwnWords(severities={"idiot": 4})
