"""What each part of a phrase means, and where a text is said to hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.phrases import VETO, book_of, hits, meanings, plain

CLASSES = {"near": "mother father", "aux": "has have 's just"}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("fed up", "I am FED up.", True),
        ("fed up", "I fed Upton.", False),
        ("fed|had up", "had up", True),
        ("my !<near> died", "My father died", True),
        ("my !<near> died", "My uncle died", False),
        ("my <near> <aux>..2 died", "my mother's just died", True),
        ("my <near> <aux>..2 died", "my mother has has has died", False),
        ("my <near> ..2 died", "my father, sadly died", True),
        ("my <near> ..2 died", "my father has not died", False),
        ("my <near> ..2 died", "my father. It died", False),
        ("really? mad", "mad", True),
        ("so really? mad", "so really mad", True),
        ("disappoint* me", "You disappointed me", True),
        ("so disappoint*", "so disappointing", True),
        ("so disappoint*", "so disappear", False),
        ("go on $", "I can't go on, sorry", True),
        ("go on $", "go on", True),
        ("go on $", "go on holiday", False),
        ("can't|dont go", "I CAN\u2019T go", True),
        ("wüten*", "WUETEND", True),
        ("groß", "GROSS", True),
        ("a b", "a\n\nb", False),
        ("a b", "a\nb", True),
    ],
)
def test_a_phrase_is_found_where_it_stands(phrase: str, text: str, found: object) -> None:
    assert bool(hits(text, book_of({"x": phrase}, CLASSES, ["not"]))) is found


def test_a_phrase_has_its_place_in_the_text() -> None:
    text = "\u0130yi g\u00fcnler. I DON\u2019T go, she does n't."
    [hit] = hits(text, book_of({"x": "i don't go"}))
    assert text[hit.start : hit.end] == "I DON\u2019T go"


def test_a_veto_takes_what_it_overlaps_and_nothing_else() -> None:
    book = book_of({"x": "want to die", VETO: "die of laughter"})
    assert [hit.start for hit in hits("want to die of laughter, want to die", book)] == [25]


def test_a_veto_of_one_book_holds_for_another() -> None:
    assert not hits("end it all", book_of({"x": "end it"}), book_of({VETO: "end it all"}))


def test_a_word_counts_once_for_each_meaning() -> None:
    book = book_of({"x": "so mad\nmad at you", "y": "mad"})
    assert meanings("so mad at you", book) == (("x", 0, 2), ("y", 1, 2))


def test_a_plain_phrase_keeps_its_endings_and_its_clitics() -> None:
    assert plain("bunch of clown*") == "bunch of clown*"
    assert plain("mother's half-brother* can't") == "mother 's half brother* cant"


def test_what_is_no_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="no part of a phrase"):
        book_of({"x": "what? !now!"})


@given(st.text(max_size=200))
def test_words_have_the_places_of_what_was_written(text: str) -> None:
    """The word in front of a mark is found at its own place, whatever letters precede it."""
    book = book_of({"x": "zebra"})
    assert [hit.end for hit in hits(text + " zebra", book)][-1] == len(text) + len(" zebra")
