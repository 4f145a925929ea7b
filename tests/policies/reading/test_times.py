"""The law of times as tables of sentences, one for each language, and laws that hold for any text."""

import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from policies.core.calendar import ALWAYS_OPEN
from policies.core.due import due_of
from policies.core.when import Edge, Part, Unit, When
from policies.reading.languages.english import ENGLISH
from policies.reading.languages.german import GERMAN
from policies.reading.languages.model import Language
from policies.reading.times import Role, find_times
from policies.reading.times_words import Mark, TimeWords

CASES = Path(__file__).parents[2] / "cases"
LANGUAGES = {"en": ENGLISH, "de": GERMAN}
TABLES = {code: tomllib.loads((CASES / f"times.{code}.toml").read_text("utf-8")) for code in LANGUAGES}
ROWS = [
    pytest.param(LANGUAGES[code], table, text, told, id=f"{code}: {law['name']}: {text}")
    for code, table in TABLES.items()
    for law in table["law"]
    for text, told in law["says"].items()
]
SENTENCES = [text for table in TABLES.values() for law in table["law"] for text in law["says"]]
HOSTILE = 64 * 1024


def read(text: str, language: Language, table: dict[str, Any]) -> str:
    """What is found in a text, as the tables tell it."""
    zone = ZoneInfo(table["zone"])
    said_at = datetime.fromisoformat(table["said"]).replace(tzinfo=zone).astimezone(UTC)
    found = []
    for each in find_times(text, language):
        due = due_of(each.when, said_at, table["zone"], ALWAYS_OPEN)
        moment = f"{due.moment.astimezone(zone):%a %Y-%m-%d %H:%M}"
        told = "a habit" if each.when.recurring else "past" if due.impossible else moment
        told += ", if what it is counted from happens now" if each.of_event else ""
        role = f" ({each.role})" if each.role else ""
        found.append(f"{text[each.start : each.end]}{role}: {told}")
    return "; ".join(found) or "nothing"


@pytest.mark.parametrize(("language", "table", "text", "told"), ROWS)
def test_the_law_as_a_table(language: Language, table: dict[str, Any], text: str, told: str) -> None:
    assert read(text, language, table) == told


@pytest.mark.parametrize("code", LANGUAGES)
def test_letters_in_capitals_mean_the_same(code: str) -> None:
    table = TABLES[code]
    for law in table["law"]:
        for text, told in law["says"].items():
            if "no time" in law["name"]:
                continue
            loud = read(text.upper(), LANGUAGES[code], table)
            assert loud.upper().replace("SS", "ß") == told.upper().replace("SS", "ß"), text


def test_a_time_is_found_in_the_same_words_wherever_they_stand() -> None:
    alone = find_times("I'll call you by Friday at 3pm.", ENGLISH)
    behind = find_times("Thanks for the file!\n\nI'll call you by Friday at 3pm.", ENGLISH)
    assert [time.when for time in alone] == [time.when for time in behind]


def test_a_clock_behind_a_day_of_its_sentence_is_of_that_day() -> None:
    (day, clock) = find_times("I'll ask them tomorrow and call you at 3pm.", ENGLISH)
    assert clock.when.days == day.when.days
    (day, clock) = find_times("I'll ask them tomorrow. We close at 3pm.", ENGLISH)
    assert clock.when.days is None


def test_a_meaning_is_kept_small_and_comes_back_from_json_as_it_was() -> None:
    adapter = TypeAdapter(When)
    for code, table in TABLES.items():
        for law in table["law"]:
            for text in law["says"]:
                for each in find_times(text, LANGUAGES[code]):
                    stored = adapter.dump_json(each.when, exclude_defaults=True)
                    assert len(stored) < 250
                    assert adapter.validate_json(stored) == each.when


DUTCH = Language(
    "nl",
    common=frozenset(),
    commitments=ENGLISH.commitments,
    times=TimeWords(
        marks={
            Mark.BY: "uiterlijk, vóór",
            Mark.WITHIN: "binnen",
            Mark.ON: "op",
            Mark.AT: "om",
            Mark.CLOCK: "uur",
            Mark.A: "een",
        },
        numbers={2: "twee"},
        ordinals={},
        units={Unit.HOUR: "uur, uren", Unit.DAY: "dag, dagen", Unit.WEEK: "week, weken"},
        business_units={Unit.DAY: "werkdag, werkdagen"},
        weekdays={0: "maandag", 4: "vrijdag"},
        months={5: "mei"},
        days={0: "vandaag", 1: "morgen"},
        relations={1: "volgende"},
        edges={Edge.END: "eind"},
        parts={Part.AFTERNOON: "middag"},
        expansions={"vrijdagmiddag": "vrijdag middag"},
        day_first=True,
    ),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Wij bellen u morgen om 15 uur.", "morgen om 15 uur: Thu 2026-05-07 15:00"),
        ("U hoort binnen twee werkdagen van ons.", "twee werkdagen (within): Fri 2026-05-08 17:00"),
        ("Uiterlijk vrijdagmiddag is het klaar.", "vrijdagmiddag (by): Fri 2026-05-08 17:00"),
        ("Het komt eind volgende week.", "eind volgende week: Fri 2026-05-15 17:00"),
        ("Op 12 mei weten wij meer.", "12 mei (on): Tue 2026-05-12 17:00"),
    ],
)
def test_a_language_is_nothing_but_its_words(text: str, told: str) -> None:
    assert read(text, DUTCH, TABLES["en"]) == told


WORDS = st.sampled_from(sorted({word for text in SENTENCES for word in text.replace(",", " ,").split()}))
SCRAPS = st.one_of(
    st.text(max_size=40),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(
        st.sampled_from(["1", "12", "31", "2026", ":", "-", "/", ".", " ", "pm", "h", "May", "of", "last"]),
        max_size=12,
    ).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(SCRAPS)
def test_whatever_the_text_times_lie_in_it_from_left_to_right_and_apart(text: str) -> None:
    for language in LANGUAGES.values():
        last = 0
        for each in find_times(text, language):
            assert last <= each.lead <= each.start < each.end <= len(text)
            assert isinstance(each.role, Role)
            last = each.end


@settings(max_examples=300, deadline=None)
@given(SCRAPS, st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))  # noqa: DTZ001 - aware below
def test_whatever_was_said_is_due_before_it_was_said_only_if_impossible(text: str, said: datetime) -> None:
    said_at = said.replace(tzinfo=UTC)
    for language in LANGUAGES.values():
        for each in find_times(text, language):
            due = due_of(each.when, said_at, "America/New_York", ALWAYS_OPEN)
            assert due.moment >= said_at or due.impossible
            assert due.begins is None or due.begins < due.moment


PIECES = [
    *(
        "last week of ",
        "week of ",
        "first Monday of ",
        "a ",
        "half ",
        "an hour and ",
        "2 weeks after ",
        "from ",
    ),
    *(
        "1/",
        "12:",
        "3-",
        "Monday or ",
        "next ",
        "end of ",
        "between 2 and ",
        "(",
        "twenty-",
        "at 5 ",
        "1 hour ",
    ),
    *("today ", "pm", "'", "\u2019s ", "\u0130", "\U0001d7d9", "every ", "Ende der ", "in der ", "halb "),
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_repetitions_are_read_in_steps_that_grow_with_the_text_alone(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (HOSTILE // 64, HOSTILE // 8))
    for language in LANGUAGES.values():
        assert steps_for(long, language) <= 8.5 * steps_for(short, language) + 1_000


def test_the_longest_comment_of_hostile_repetitions_is_read() -> None:
    text = "".join(piece * (HOSTILE // len(PIECES) // len(piece)) for piece in PIECES)
    assert find_times(text, ENGLISH)


def steps_for(text: str, language: Language) -> int:
    """How many functions are called: what a clock would tell, without the noise of other work on the machine."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001 - as sys.setprofile calls it
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_times(text, language)
    finally:
        sys.setprofile(None)
    return calls
