"""Laws of the parts that promises are read with: sentences, kinds of words, shapes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.commitments import commitments_of
from policies.reading.grammar import LETTERS, Shape
from policies.reading.kinds import Kind
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.sentences import LONGEST, sentences
from policies.reading.shapes import compiled, needs_of
from policies.reading.words import with_times, words_of

GRAMMARS = {"en": ENGLISH.commitments, "de": GERMAN.commitments}
WORDS = "I we will send call you it and by the team be done , ( if"
ABBREVIATIONS = ENGLISH.commitments.abbreviations


def pieces(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text, ABBREVIATIONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("I'll call at 3 p.m. tomorrow. Bye.", ["I'll call at 3 p.m. tomorrow.", "Bye."]),
        ("Mr. Lind will call. Dr. Roe will not.", ["Mr. Lind will call.", "Dr. Roe will not."]),
        ("It costs 3.50 in v1.2 now.", ["It costs 3.50 in v1.2 now."]),
        ("Hi Sam,\n\nI'll call.\nBest", ["Hi Sam,", "I'll call.", "Best"]),
        ("- first\n- second", ["- first", "- second"]),
        ("we will\nsend it", ["we will\nsend it"]),
        ("Wait... no", ["Wait...", "no"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_say(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(st.text(alphabet=st.sampled_from("aI. !?\n-,;3é"), max_size=200))
def test_sentences_hold_every_printed_letter_once_and_in_order(text: str) -> None:
    assert "".join("".join(piece.split()) for piece in pieces(text)) == "".join(text.split())


@given(st.text(max_size=300))
def test_a_sentence_is_short_enough_to_be_read_quickly(text: str) -> None:
    assert all(len(piece) <= LONGEST for piece in pieces(text * 20))


@given(st.text(max_size=200), st.sampled_from(sorted(GRAMMARS)))
def test_each_word_has_one_kind_and_a_place_in_the_text(text: str, code: str) -> None:
    words = words_of(text, 0, len(text), GRAMMARS[code])
    assert len(words.kinds) == len(words.said) == len(words.spans)
    ends = [end for _, end in words.spans]
    assert all(start < end for start, end in words.spans)
    assert all(end <= start for end, (start, _) in zip(ends, words.spans[1:], strict=False))


def test_a_phrase_is_one_word_and_a_hyphen_makes_no_difference() -> None:
    for text in ("I will follow up", "I will follow-up", "I will followup"):
        words = words_of(text, 0, len(text), ENGLISH.commitments)
        assert words.kinds[-1] == Kind.CONTACT.value


def test_a_time_is_one_word() -> None:
    text = "back on Friday at noon"
    words = with_times(words_of(text, 0, len(text), ENGLISH.commitments), [(5, 22)])
    assert words.kinds[-1] == Kind.TIME.value
    assert words.spans[-1] == (5, 22)


def test_each_kind_has_a_letter_of_its_own() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert all(len(letter) == 1 for letter in LETTERS.values())


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("SELF WILL CONTACT", ["S", "W", "1"]),
        ("SELF? WILL", ["W"]),
        ("SELF{0,3} WILL", ["W"]),
        ("SELF{1,3} WILL", ["S", "W"]),
        ("[SELF STAFF] WILL", ["W", "ST"]),
        ("(?:SELF|STAFF WILL) BE", ["B", "ST"]),
        ("(?:SELF|STAFF?) BE", ["B"]),
        ("[^ NOT] WILL (?! NOT) (?= BE)", ["W"]),
        ("^ (?P<verb>WILL)", ["W"]),
    ],
)
def test_what_a_shape_needs_is_known_beforehand(pattern: str, needs: list[str]) -> None:
    assert {frozenset(need) for need in needs} == set(needs_of(pattern, LETTERS))


def test_an_unknown_name_or_mark_in_a_shape_is_told_at_once() -> None:
    with pytest.raises(KeyError, match="WHO"):
        compiled("WHO WILL", LETTERS)
    with pytest.raises(ValueError, match="cannot be read"):
        needs_of("SELF #", LETTERS)


@given(st.text(alphabet=sorted(LETTERS.values()), max_size=12), st.sampled_from(["en", "de"]))
def test_a_shape_matches_nothing_without_what_it_needs(kinds: str, code: str) -> None:
    grammar = GRAMMARS[code]
    for _, pattern, needs in grammar.commitments:
        if pattern.search(kinds):
            met = [grammar.meets[letter] for letter in kinds]
            assert all(
                any(bits >> bit & 1 for bits in met) for bit in range(needs.bit_length()) if needs >> bit & 1
            )


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))
def test_commitments_follow_each_other_and_lie_in_their_sentence(text: str) -> None:
    words = words_of(text, 0, len(text), ENGLISH.commitments)
    found = commitments_of(words, ENGLISH.commitments)
    for said in found:
        assert isinstance(said.shape, Shape)
        assert 0 <= said.opens <= said.start <= said.verb < said.end <= max(said.end, said.closes)
        assert said.closes <= len(words.kinds)
    assert all(before.verb < after.verb for before, after in pairwise(found))
