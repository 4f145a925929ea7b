"""What is abuse of the staff and what is only anger: the tables `abuse*.en.toml` and `hatecheck.en.toml`, and laws for any text."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.conduct import Category, Manner, Remark, Target
from policies.core.own_words import OwnPhrase, OwnWords
from policies.reading.abuse import DIRECTED_FROM, MOST, find_remarks
from policies.reading.abuse_kinds import Role
from policies.reading.abuse_lexicon import AbuseLexicon
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.english_abuse import ENGLISH_ABUSE
from tests.policies.reading.steps import grows_with_the_text_alone

CASES = Path(__file__).parents[2] / "cases"
TABLES = [
    tomllib.loads((CASES / f"{name}.en.toml").read_text(encoding="utf-8"))
    for name in ("abuse", "hatecheck", "abuse_wider")
]
ROWS = [
    pytest.param(text, expected, id=f"{law['law']}: {text}")
    for table in TABLES
    for law in table["laws"]
    for text, expected in law["texts"].items()
]
ABUSIVE = [row.values[0] for row in ROWS if "abuse" in str(row.values[1])]
WHOLE = set(TABLES[2]["laws"][0]["texts"])
"""Texts that are abuse only where nothing else is said."""
PLAIN = [text for text in ABUSIVE if text.isascii() and '"' not in text and "'" not in text]
LEXICON = AbuseLexicon.of(ENGLISH_ABUSE, OwnWords())
INSULTS = sorted(
    word for word, known in LEXICON.singles.items() if known.role is Role.FOOL and word.isalpha()
)


def told(remark: Remark) -> str:
    """A remark as the table writes it."""
    return f"{'abuse' if remark.directed else 'rough'} {remark.category.value} {remark.target.value}"


def is_abusive(text: str, own: OwnWords = OwnWords()) -> bool:  # noqa: B008 - frozen
    return any(remark.directed for remark in find_remarks(text, ENGLISH, own))


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_text_is_read_as_the_table_says(text: str, expected: str) -> None:
    assert ("; ".join(told(remark) for remark in find_remarks(text, ENGLISH)) or "nothing") == expected


def test_every_function_of_hatecheck_has_a_row() -> None:
    functions = {law["law"].split()[0] for law in TABLES[1]["laws"]}
    assert functions == {f"F{number}" for number in range(1, 30)}


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("You are an idiot.", Manner.STATEMENT),
        ("I'm not saying you are stupid.", Manner.NEGATION),
        ('He said "fuck you" and hung up.', Manner.QUOTATION),
        ("She said you are an idiot.", Manner.QUOTATION),
        ("Did he call you stupid?", Manner.QUESTION),
        ("If you are an idiot, I will wait.", Manner.CONDITIONAL),
        ("We call ourselves faggots.", Manner.RECLAIMED),
        ("You can't call people idiots.", Manner.QUOTATION),
    ],
)
def test_a_remark_says_how_it_is_meant(text: str, manner: Manner) -> None:
    assert manner in {remark.manner for remark in find_remarks(text, ENGLISH)}


def test_a_remark_holds_its_sentence_its_words_and_a_reason_of_ours() -> None:
    text = "Third mail now. Refund it, you absolute dimwit! Thanks."
    [remark] = find_remarks(text, ENGLISH)
    assert remark.quote == "Refund it, you absolute dimwit"
    assert text[remark.start : remark.end] == remark.quote
    assert remark.words == ("dimwit",)
    assert remark.severity == 2
    assert "dimwit" not in remark.why


def test_the_reasons_hold_no_word_of_the_comment() -> None:
    for text, _ in (row.values for row in ROWS):
        for remark in find_remarks(str(text), ENGLISH):
            assert remark.why.endswith(".")
            said = {word for word in " ".join(remark.words).lower().split() if len(word) > 3}
            assert not said & set(remark.why.lower().strip(".").split())


def test_threats_are_grave() -> None:
    assert all(
        remark.severity == 3
        for text in ("I will kill you.", "I know where you live.")
        for remark in find_remarks(text, ENGLISH)
    )


def test_a_sentence_tells_each_sort_of_remark_once() -> None:
    found = find_remarks("You idiot, you moron, you fool. Fuck you, you idiot.", ENGLISH)
    assert [told(remark) for remark in found] == ["abuse insult staff"] * 2


@given(st.sampled_from(PLAIN))
def test_a_quotation_turns_abuse_off(text: str) -> None:
    assert not is_abusive(f'A user wrote: "{text}" and I want it removed')
    assert not is_abusive(f'"{text}"')


@given(st.sampled_from(ABUSIVE), st.sampled_from([str.upper, str.lower]), st.integers(1, 3))
def test_case_and_spaces_do_not_matter(text: str, case: Callable[[str], str], spaces: int) -> None:
    assert is_abusive(case(text).replace(" ", " " * spaces))


@given(
    st.sampled_from([text for text in ABUSIVE if text not in WHOLE]),
    st.sampled_from(["Thanks for the quick reply.", "I ordered two lamps on Monday."]),
)
def test_a_harmless_sentence_before_or_behind_changes_nothing(text: str, harmless: str) -> None:
    assert is_abusive(f"{harmless}\n\n{text}")
    assert is_abusive(f"{text}\n\n{harmless}")


@given(st.sampled_from(INSULTS))
def test_a_word_that_is_allowed_never_counts(word: str) -> None:
    own = OwnWords(allowed=(word,))
    for text in (
        f"You are such a {word}!",
        f"{word}",
        f"Listen, {word.upper()}, I paid.",
        f"you {word}s and {word}",
    ):
        words = [said.lower() for remark in find_remarks(text, ENGLISH, own) for said in remark.words]
        assert word not in words


def test_an_account_s_own_phrases_count_wherever_they_stand_but_in_a_quotation() -> None:
    own = OwnWords(phrases=(OwnPhrase(words="bunch of lemon*", category=Category.SLUR, severity=3),))
    [remark] = find_remarks("What a bunch of lemons.", ENGLISH, own)
    assert (remark.category, remark.severity, remark.directed) == (Category.SLUR, 3, True)
    assert remark.words == ("bunch of lemons",)
    assert not is_abusive('He called us a "bunch of lemons".', own)
    assert not is_abusive("What a bunch of lemons.")


def test_an_account_s_own_phrase_may_hold_a_hyphen() -> None:
    assert is_abusive("Another know-it-all answers.", OwnWords(phrases=(OwnPhrase(words="know-it-all*"),)))


def test_what_is_allowed_wins_over_all_else() -> None:
    own = OwnWords(phrases=(OwnPhrase(words="lemon"),), allowed=("lemon", "dick smith"))
    assert not is_abusive("You lemon.", own)
    assert not is_abusive("I bought it at dick smith", own)


def test_an_account_grades_words_anew() -> None:
    own = OwnWords(severities={"moron": 3})
    [remark] = find_remarks("You are a moron.", ENGLISH, own)
    assert remark.severity == 3


def test_the_words_of_an_account_are_laid_out_once_and_never_taken_for_anothers() -> None:
    own = OwnWords(allowed=("lemon",))
    assert AbuseLexicon.of(ENGLISH_ABUSE, own) is AbuseLexicon.of(ENGLISH_ABUSE, own)
    others = [OwnWords(allowed=(f"lemon{letter}",)) for letter in "abcdefgh" * 12]
    made = [AbuseLexicon.of(ENGLISH_ABUSE, other) for other in others]
    assert all(
        "".join(other.allowed) in repr(lexicon.listed) for other, lexicon in zip(others, made, strict=True)
    )


PIECES = st.sampled_from(
    [
        "you",
        "are",
        "an",
        "idiot",
        "fuck",
        "off",
        "shut",
        "up",
        "I",
        "will",
        "kill",
        "YOU",
        "your",
        "agent",
        "called",
        "me",
        '"stupid"',
        "'",
        "f***",
        "i",
        "d",
        "i",
        "o",
        "t",
        "not",
        "if",
        "he",
        "they",
        "women",
        "🖕",
        "m0r0n",
        "i\u200bdiot",
        "@brand",
        "#idiots",
        "https://x.y/z",
        "...",
        "!",
        "?",
        "\n",
        ",",
        ";",
        "(",
        ")",
        "-",
        "&",
        "'s",
        "don't",
        "ß",
        "中",
        "İ",
    ]
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES).map("".join)
    )
)
def test_reading_never_fails_and_its_quotes_are_the_text_s_own(text: str) -> None:
    found = find_remarks(text, ENGLISH)
    assert len(found) <= MOST
    assert [remark.start for remark in found] == sorted(remark.start for remark in found)
    for remark in found:
        assert 0 <= remark.start < remark.end <= len(text)
        assert text[remark.start : remark.end] == remark.quote
        assert remark.words
        assert 0 < remark.confidence <= 1
        assert remark.directed == (
            remark.target is Target.STAFF
            and remark.confidence >= DIRECTED_FROM
            and remark.manner in (Manner.STATEMENT, Manner.CONDITIONAL)
        )


@pytest.mark.parametrize(
    "unit",
    [
        "you ", "you are ", "fuck you ", "f f ", "*", "f*", "i d i o t ", '"fuck you" ', "'a ", "idiot ", "I will kill ",
        "a.b", "@a ", "fuuuu", "1a", "you are a liar and a ", "call me ", "women are ", "you so very ", "kill yourself. ",
    ],
)  # fmt: skip
def test_the_work_grows_with_the_length_and_no_faster(unit: str) -> None:
    assert grows_with_the_text_alone(lambda text: find_remarks(text, ENGLISH), unit)


def test_every_word_stands_in_the_lists_once() -> None:
    counts = Counter(entry.words for entry in ENGLISH_ABUSE.entries())
    assert [words for words, count in counts.items() if count > 1] == []


def test_words_that_are_written_with_stars_are_known() -> None:
    known = set(LEXICON.singles)
    assert [word for word in ENGLISH_ABUSE.masked if word not in known] == []
