"""What is a promise and what is not: the tables `promises.en.toml` and `promises.de.toml`, and laws for any text."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.calendar import Calendar
from policies.core.due import due_of
from policies.core.signals import About, Promise
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.promises import MOST, find_promises

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
CASES = Path(__file__).parents[2] / "cases"
NINE_TO_FIVE = tuple((day * 1440 + 540, day * 1440 + 1020) for day in range(1, 6))
TABLES = {
    code: tomllib.loads((CASES / f"promises.{code}.toml").read_text(encoding="utf-8")) for code in LANGUAGES
}
ROWS = [
    pytest.param(code, text, expected, id=f"{code}: {law['law']}: {text}")
    for code, table in TABLES.items()
    for law in table["laws"]
    for text, expected in law["texts"].items()
]


def told(promise: Promise, code: str) -> str:
    """A promise as the tables write it."""
    if promise.when is None:
        return f"{promise.about.value} vague"
    zone = ZoneInfo(TABLES[code]["zone"])
    at = TABLES[code]["at"].replace(tzinfo=zone)
    due = due_of(promise.when, at, zone.key, Calendar("office", zone.key, NINE_TO_FIVE))
    return f"{promise.about.value} {due.moment.astimezone(zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(("code", "text", "expected"), ROWS)
def test_a_text_promises_what_the_table_says(code: str, text: str, expected: str) -> None:
    found = find_promises(text, LANGUAGES[code])
    assert ("; ".join(told(promise, code) for promise in found) or "nothing") == expected


def test_german_is_shown_at_depth() -> None:
    """A language is as good as its table: at least forty texts."""
    assert sum(1 for row in ROWS if row.values[0] == "de") >= 40


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("I'll find out and get back to you by Monday.", ["I'll find out and get back to you by Monday."]),
        (
            "I'll find out and get back to you by Monday, and we'll ship it on Tuesday.",
            ["I'll find out and get back to you by Monday", "we'll ship it on Tuesday."],
        ),
        (
            "We've escalated this to billing and will be in touch by Friday, and they'll refund you by Monday.",
            [
                "We've escalated this to billing and will be in touch by Friday",
                "they'll refund you by Monday.",
            ],
        ),
    ],
)
def test_a_quote_begins_with_its_clause_and_holds_no_joint(text: str, quotes: list[str]) -> None:
    assert [promise.quote for promise in find_promises(text, ENGLISH)] == quotes


def test_several_promises_of_a_text_stand_from_left_to_right_each_with_its_own_words() -> None:
    text = "Thanks! I'll check with the warehouse today and let you know by Friday. The refund will follow on Monday."
    found = find_promises(text, ENGLISH)
    assert [promise.quote for promise in found] == [
        "I'll check with the warehouse today",
        "let you know by Friday.",
        "The refund will follow on Monday.",
    ]
    assert [text[promise.start : promise.end] for promise in found] == [promise.quote for promise in found]


def test_what_is_said_softly_is_less_sure_and_says_so() -> None:
    [firm] = find_promises("I'll send it by Friday.", ENGLISH)
    [soft] = find_promises("I hope to send it by Friday.", ENGLISH)
    assert soft.confidence < firm.confidence
    assert "softly said" in soft.why
    assert "softly said" not in firm.why


def test_the_reasons_hold_no_word_of_the_comment() -> None:
    [promise] = find_promises("Zelda from shipping will email you the xylophone by Friday.", ENGLISH)
    assert promise.about is About.CONTACT
    assert not any(
        word in " ".join(promise.why).lower() for word in ("zelda", "shipping", "xylophone", "friday")
    )


def test_a_time_that_may_be_a_modifier_is_left_alone() -> None:
    """Monday's agenda and notes of Monday are things, and no due moment."""
    [promise] = find_promises("I'll send you Monday's agenda by Friday.", ENGLISH)
    assert told(promise, "en").endswith("Fri 2026-11-20 17:00")


WORDS = (
    "I we you our team will 'll should be going to call send ship refund by Friday tomorrow within 24 hours if once please "
    "not n't can't promise \" ? ! . , ; ( ) - 's of and but let me know give until ETA next update soon ich wir Sie melde "
    "melden uns werden wird bis morgen versendet wenn bitte nicht erhalten 5 2/2 \u20ac \u2019 \u4e2d"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "\t"])


@given(
    st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join)),
    st.sampled_from(["en", "de"]),
)
def test_reading_never_fails_and_its_quotes_are_the_text_s_own(text: str, code: str) -> None:
    found = find_promises(text, LANGUAGES[code])
    assert len(found) <= MOST
    for promise in found:
        assert 0 <= promise.start < promise.end <= len(text)
        assert text[promise.start : promise.end] == promise.quote
        assert 0.5 <= promise.confidence <= 1
        assert promise.why


@given(
    st.lists(
        st.sampled_from([text for code, text, _ in (row.values for row in ROWS) if code == "en"]), max_size=5
    )
)
def test_sentences_are_read_each_for_itself(texts: list[str]) -> None:
    """What one sentence says changes nothing in how the next one is read."""
    alone = [promise.quote for text in texts for promise in find_promises(text, ENGLISH)]
    together = [promise.quote for promise in find_promises("\n\n".join(texts), ENGLISH)]
    assert together == alone


def test_a_promise_is_read_alike_at_any_moment() -> None:
    """A signal holds the words' meaning, so the moment of reading cannot matter; that of the comment makes the date."""
    [promise] = find_promises("I'll call you tomorrow.", ENGLISH)
    assert promise.when is not None
    zone = "Europe/London"
    office = Calendar("office", zone, NINE_TO_FIVE)
    monday, tuesday = (datetime(2026, 11, day, 9, tzinfo=ZoneInfo(zone)) for day in (16, 17))
    assert (
        due_of(promise.when, monday, zone, office).moment < due_of(promise.when, tuesday, zone, office).moment
    )
