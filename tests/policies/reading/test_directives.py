"""What lines of an internal note ask of us: the table `directives.toml`, and laws for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.calendar import Calendar
from policies.core.due import due_of
from policies.core.durations import Duration
from policies.core.signals import Directive, Order
from policies.reading.directives import MOST, find_directives
from policies.reading.languages.english import ENGLISH

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "directives.toml").read_text(encoding="utf-8"))
NINE_TO_FIVE = tuple((day * 1440 + 540, day * 1440 + 1020) for day in range(1, 6))
ROWS = [
    pytest.param(line, expected, id=f"{law['law']}: {line}")
    for law in TABLE["laws"]
    for line, expected in law["lines"].items()
]


def told(directive: Directive) -> str:
    """A directive as the table writes it."""
    if directive.order is None:
        return directive.problem
    due = ""
    if directive.when is not None:
        zone = ZoneInfo(TABLE["zone"])
        at = TABLE["at"].replace(tzinfo=zone)
        moment = due_of(directive.when, at, zone.key, Calendar("office", zone.key, NINE_TO_FIVE)).moment
        due = f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M}"
    parts = (directive.order.value, due, directive.duration, directive.reference)
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("line", "expected"), ROWS)
def test_a_line_asks_what_the_table_says(line: str, expected: str) -> None:
    found = find_directives(line, ENGLISH)
    assert ("; ".join(told(directive) for directive in found) or "nothing") == expected


def test_several_lines_are_several_directives_from_the_top() -> None:
    text = "Talked to the customer.\n#kept\n#followup friday\nNothing else."
    found = find_directives(text, ENGLISH)
    assert [directive.order for directive in found] == [Order.KEPT, Order.FOLLOW_UP]
    assert [text[directive.start : directive.end] for directive in found] == ["#kept", "#followup friday"]


def test_the_words_are_understood_though_the_note_is_in_no_language_that_we_know() -> None:
    [directive] = find_directives("#followup tomorrow zadzwonić do klienta", None)
    assert directive.order is Order.FOLLOW_UP
    assert directive.when is not None


def test_a_duration_is_kept_in_the_one_way_that_the_configuration_writes_it() -> None:
    [directive] = find_directives("#snooze 2 business days", None)
    assert directive.duration == str(Duration.parse("2 business days"))


LINES = st.sampled_from(
    [
        "#followup",
        "#follow-up",
        "#snooze",
        "#kept",
        "#dismiss",
        "#not-abuse",
        "#abuse",
        "#approve",
        "#reject",
        "#snoze",
        "#vip",
        "SH-7K2M9QXR",
        "SH-",
        "friday",
        "2\n",
        "",
        "",
        "",
        "days",
        "business",
        "every",
        "yesterday",
        "tomorrow",
        "3pm",
        ":",
        "-",
        "_",
        "#",
        "é",
        "中",
        "\n",
    ]
)


@pytest.mark.parametrize(
    "line",
    [
        "#folowup mallory",
        "#followup mallory",
        "#snooze mallory",
        "#snooze 1 mallory",
        "#kept SH-MALLORY",
        "#reject mallory",
    ],
)
def test_what_is_told_of_a_line_holds_no_word_of_the_note(line: str) -> None:
    [directive] = find_directives(line, None)
    assert directive.problem
    assert "mallory" not in directive.problem.lower()
    assert "mallory" in directive.quote.lower()


@given(st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map(" ".join)))
def test_reading_never_fails_and_each_directive_is_understood_or_told_why_not(text: str) -> None:
    found = find_directives(text, None)
    assert len(found) <= MOST
    for directive in found:
        assert text[directive.start : directive.end] == directive.quote
        assert directive.quote.startswith("#")
        assert (directive.order is None) == bool(directive.problem)
        assert (directive.order is Order.FOLLOW_UP) == (directive.when is not None)
        assert (directive.order is Order.SNOOZE) == (directive.duration is not None)
