"""What a request asks for is read strictly, and what is not offered is never repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from integration.web.asked import Asked, BadQuestion, ticket_number

NAMES = ("policy", "day", "page", "of")


def ask(**values: str) -> Asked:
    return Asked.read(values.items(), NAMES)


def test_an_empty_value_is_as_if_it_were_not_there() -> None:
    asked = ask(policy="", day="", page="")
    assert (asked.one_of("policy", ["a"]), asked.day(), asked.page()) == (None, None, 1)


def test_what_is_offered_is_taken() -> None:
    asked = ask(policy="a", day="2026-03-31", page="7", of=" #42 ")
    assert (asked.one_of("policy", ["a"]), asked.day()) == ("a", date(2026, 3, 31))
    assert (asked.page(), asked.ticket("of")) == (7, 42)
    assert ask(of="sh-xsf7przb").ticket("of") == "SH-XSF7PRZB"


@pytest.mark.parametrize("pairs", [[("<script>", "1")], [("page", "1"), ("page", "2")]])
def test_an_unknown_name_or_one_that_stands_twice_is_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(BadQuestion) as told:
        Asked.read(pairs, NAMES)
    assert "<script>" not in str(told.value)


HOSTILE = ["' or 1=1 --", "<script>alert(1)</script>", "٣", "1e3", "-1", "0", "9" * 5000, "\x00", "{{ 7*7 }}"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "read",
    [
        lambda value: ask(policy=value).one_of("policy", ["a"]),
        lambda value: ask(day=value).day(),
        lambda value: ask(page=value).page(),
        lambda value: ask(of=value).ticket("of"),
    ],
    ids=["policy", "day", "page", "of"],
)
def test_a_hostile_value_is_refused_with_a_sentence_that_does_not_repeat_it(
    read: Callable[[str], object], value: str
) -> None:
    with pytest.raises(BadQuestion) as told:
        read(value)
    assert str(told.value).endswith((".", "signs."))
    assert len(value) < 3 or value not in str(told.value)


@pytest.mark.parametrize("value", ["2026-02-30", "0001-01-01", "9999-12-31", "20260331", "2026-W10-1"])
def test_a_day_that_is_none_or_beyond_all_calendars_is_refused(value: str) -> None:
    with pytest.raises(BadQuestion):
        ask(day=value).day()


def test_a_tickets_number_fits_into_the_database() -> None:
    assert ticket_number("9007199254740992") == 2**53
    for text in ("9007199254740993", "0", "", "12a", "9" * 5000):
        assert ticket_number(text) is None
