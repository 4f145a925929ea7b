"""The law of clean text: a table of cases, and laws over texts that were put together from all that goes into mails."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies.reading.clean import LONGEST, Clean, clean
from tests.policies.reading.steps import grows_with_the_text_alone

CASES = Path(__file__).parents[2] / "cases"
TABLE = tomllib.loads((CASES / "clean.toml").read_text(encoding="utf-8"))["cases"]


def given_in(case: dict[str, Any]) -> str:
    if "file" in case:
        return (CASES / "clean" / case["file"]).read_text(encoding="utf-8")
    return str(case["given"])


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["law"])
def test_the_law_as_a_table(case: dict[str, Any]) -> None:
    cleaned = clean(given_in(case), html=case.get("html", False))
    assert cleaned.text == (case["given"] if case.get("same") else case["says"]).strip()
    assert cleaned.automatic == case.get("automatic", False)
    if case.get("same"):
        assert cleaned.cut == ()
    if "cut" in case:
        assert list(cleaned.cut) == case["cut"]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["law"])
def test_what_is_clean_stays_as_it_is(case: dict[str, Any]) -> None:
    once = clean(given_in(case), html=case.get("html", False))
    assert clean(once.text).text == once.text


FRAGMENTS = [case["given"] for case in TABLE if "given" in case]
LINES = sorted({line for text in FRAGMENTS for line in text.split("\n")})
ODD = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
PIECES = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from(LINES),
    st.sampled_from(FRAGMENTS),
    st.sampled_from(
        [
            "\n",
            "\n\n",
            " ",
            "> ",
            "--",
            "-- \n",
            "^AB",
            "-Sam",
            "PS: ",
            "\r\n",
            "\u200b",
            "\u0308",
            "<p>",
            "</div>",
            "&nbsp;",
        ]
    ),
    ODD,
)
FORMS = st.sampled_from(["text", "html"])
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " ", ""])), max_size=14).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@given(TEXTS, FORMS)
@example("Best,\nSam\nBest,\nSam\nPS: x\nBest,\nSam", "text")
def test_cleaning_is_idempotent(text: str, form: str) -> None:
    once = clean(text, html=form == "html")
    assert clean(once.text).text == once.text


def check_places(text: str, cleaned: Clean) -> None:
    """Each letter has its place in the text that was given; places are in order, and a stretch spans those of its letters."""
    places = [cleaned.place(at, at + 1) for at in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(first[0] <= second[0] and first[1] <= second[1] for first, second in pairwise(places))
    if places:
        assert cleaned.place(0, len(cleaned.text)) == (places[0][0], places[-1][1])
    for letter, (start, end) in zip(cleaned.text, places, strict=True):
        if letter.isascii() and letter.isalnum() and text[start:end].isascii() and end - start == 1:
            assert text[start:end] == letter


@given(TEXTS, FORMS)
def test_every_letter_has_its_place(text: str, form: str) -> None:
    check_places(text, clean(text, html=form == "html"))


def test_a_promise_is_found_where_it_was_written() -> None:
    given_text = "<p>Hi&nbsp;&nbsp;Rita,</p><p style='display:none'>no</p><p>I&rsquo;ll c\u0430ll  you <b>to\u00admorrow</b>.</p>"
    cleaned = clean(given_text, html=True)
    at = cleaned.text.index("I'll call you tomorrow")
    start, end = cleaned.place(at, at + len("I'll call you tomorrow"))
    assert given_text[start:end] == "I&rsquo;ll c\u0430ll  you <b>to\u00admorrow"


def test_an_empty_stretch_has_an_empty_place() -> None:
    cleaned = clean("  one two  ")
    assert cleaned.place(4, 4) == (6, 6)
    assert cleaned.place(7, 9) == (9, 9)
    assert clean("").place(0, 0) == (0, 0)


def test_of_a_very_long_text_the_beginning_is_read() -> None:
    cleaned = clean("word " * LONGEST)
    assert len(cleaned.text) <= LONGEST
    assert cleaned.cut == ("end of a very long text",)


HOSTILE = [
    "> ", ">", "\n>", "-- \n", "--\n", "-", "On 1 ", "On 2026, ", "wrote:", "wrote:\n", "On 3 May 2026 at 10:00 a@b.c wrote:\n", "From: a\n",
    "From: Sent: Subject: ", "From: a\nSent: b@c\n", "Subject: x\n", "Best,\nSam\n", "PS: x\n", "regards ", "Regards,\n", "##-", "##- x -##",
    "<", "<a", "<a ", '<a "', "<a '", "<!--", "<!-", "<p>", '<div style="display:none">', "<blockquote>", "</p>", "&", "&a", "&#1", "<div a=b ",
    "\u0308", "\u0301", "a\u0308", "\u200b", "\u0430a", "a'", "'a", "\r", "\t", " \n", "\n ", "\u2026", "\ufdfa", "confidential ",
    "this e-mail ", "if you ", "sent from my ", "a@", "a.", "+1 ", "www.", "Tel: 1\n", "Sam\n", "Hours: 9-5\n", "thank you for ", "i am on leave ",
    "your request ", "ich bin ", "we received your ", "^AB\n", ". -Sam", "_____\n", "I ", "*", "<p hidden>", "<li hidden>", "<td hidden>", "<ul>", "<s>", "</ul>",
    "please do not reply to this email ", "we will ", "your ticket 1042 ", "[A1B2-C3D4]\n", "Follow us\n", "A, B, ", "A of ",
]  # fmt: skip


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetitions_are_cleaned_in_steps_that_grow_with_the_text_alone(unit: str, form: str) -> None:
    html = form == "html"
    for before, behind in (("", ""), ("", "\nI'll call you. x:"), ("Hi,\n", "\nSam")):
        assert grows_with_the_text_alone(lambda text: clean(before + text + behind, html=html), unit)  # noqa: B023


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_the_longest_hostile_repetition_is_clean_when_it_is_cleaned(unit: str, form: str) -> None:
    text = (unit * (LONGEST // len(unit) + 1))[:LONGEST]
    once = clean(text[:-20] + "\nI'll call you. x:", html=form == "html")
    assert clean(once.text).text == once.text
