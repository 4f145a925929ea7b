"""A duration is read from words, means one length, and is written back in canonical words."""

import copy
import json
import pickle
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from policies.core.durations import MAX_DAYS, PATTERN, Duration, Unit


class Limits(BaseModel):
    """Settings as a policy has them."""

    model_config = ConfigDict(frozen=True)

    after: Duration
    gap: Duration = Duration.parse("30m")
    rest: Duration | None = None
    lag: Duration | None = Duration.parse("1 business day")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("90m", "90 minutes"),
        ("4h", "4 hours"),
        ("30s", "30 seconds"),
        ("4 business hours", "4 business hours"),
        ("1 business hour", "1 business hour"),
        ("1 business hours", "1 business hour"),
        ("2 business days", "2 business days"),
        ("45 business minutes", "45 business minutes"),
        ("1 week", "1 week"),
        ("2w", "2 weeks"),
        ("1 day", "1 day"),
        ("2 days", "2 days"),
        ("45 minutes", "45 minutes"),
        ("45 min", "45 minutes"),
        ("3 hrs", "3 hours"),
        ("180 days", "180 days"),
        ("0m", "0 minutes"),
        ("007 days", "7 days"),
    ],
)
def test_words_are_read_and_written_back_in_canonical_form(text: str, words: str) -> None:
    assert str(Duration.parse(text)) == words
    assert str(Duration.parse(words)) == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", '"" is no duration; write it like "4h" or "2 business days".'),
        ("soon", '"soon" is no duration; write it like "4h" or "2 business days".'),
        ("4", '"4" has no unit; did you mean "4 hours"?'),
        ("-4h", '"-4h" is negative, and a duration cannot be; did you mean "4 hours"?'),
        ("1.5h", '"1.5h" has a fraction, and durations are whole numbers; did you mean "90 minutes"?'),
        ("1,5 hours", '"1,5 hours" has a fraction, and durations are whole numbers; did you mean "90 minutes"?'),
        ("0.5d", '"0.5d" has a fraction, and durations are whole numbers; did you mean "12 hours"?'),
        ("1.5 business hours", '"1.5 business hours" has a fraction, and durations are whole numbers; did you mean "90 business minutes"?'),
        ("1.5 business days", '"1.5 business days" has a fraction, and durations are whole numbers; write it like "4h" or "2 business days".'),
        ("1h30m", '"1h30m" is no duration; did you mean "90 minutes"?'),
        ("1 hour and 30 minutes", '"1 hour and 30 minutes" is no duration; did you mean "90 minutes"?'),
        ("4 buisness hours", '"4 buisness hours" is no duration; did you mean "4 business hours"?'),
        ("4 houers", '"4 houers" is no duration; did you mean "4 hours"?'),
        ("2 working days", '"2 working days" is no duration; did you mean "2 business days"?'),
        ("2 workdays", '"2 workdays" is no duration; did you mean "2 business days"?'),
        ("2bd", '"2bd" is no duration; did you mean "2 business days"?'),
        ("4 Business Hours", '"4 Business Hours" is no duration; did you mean "4 business hours"?'),
        ("4  hours", '"4  hours" is no duration; did you mean "4 hours"?'),
        (" 4h ", '" 4h " is no duration; did you mean "4 hours"?'),
        ("4h\n", '"4h\n" is no duration; did you mean "4 hours"?'),
        ("two days", '"two days" is no duration; did you mean "2 days"?'),
        ("an hour", '"an hour" is no duration; did you mean "1 hour"?'),
        ("2_business_days", '"2_business_days" is no duration; did you mean "2 business days"?'),
        ("3 months", '"3 months" has no fixed length; did you mean "90 days"?'),
        ("1 year", '"1 year" has no fixed length; did you mean "365 days"?'),
        ("12 years", '"12 years" has no fixed length; write it like "4h" or "2 business days".'),
        ("1 business week", 'There are no business weeks, since calendars differ in the days they are open; did you mean "5 business days"?'),
        ("90 business seconds", 'There are no business seconds; did you mean "2 business minutes"?'),
        ("4000 days", "4000 days is too long: ten years (3653 days) is the most."),
        ("999999999 business days", "999999999 business days is too long: ten years (3653 days) is the most."),
        ("9" * 60 + "h", '"' + "9" * 40 + '…" is no duration; write it like "4h" or "2 business days".'),
        ("٤h", '"٤h" is no duration; write it like "4h" or "2 business days".'),
    ],
)  # fmt: skip
def test_a_text_that_is_no_duration_is_answered_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(sentence) + "$"):
        Duration.parse(text)


def complaint(text: str) -> str | None:
    try:
        Duration.parse(text)
    except ValueError as error:
        return str(error)
    return None


@given(st.text(max_size=30) | st.from_regex(r"[0-9.]{1,4} ?(business )?[a-z]{1,8}", fullmatch=True))
def test_any_text_is_a_duration_or_a_sentence_whose_guess_is_one(text: str) -> None:
    sentence = complaint(text)
    if sentence is None:
        assert Duration.parse(str(Duration.parse(text))) == Duration.parse(text)
        return
    assert sentence[-1] in ".?"
    guess = re.search(r'did you mean "([^"]*)"\?$', sentence)
    assert guess is None or str(Duration.parse(guess[1])) == guess[1]


UNITS: dict[Unit, int] = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
PLAIN = st.builds(Duration, st.integers(0, 500), st.sampled_from(list(UNITS)))
BUSINESS_ONLY = st.just(value=True)
OPENING = st.builds(
    Duration, st.integers(0, 500), st.sampled_from(["minutes", "hours"]), business=BUSINESS_ONLY
)
DAYS = st.builds(Duration, st.integers(0, 500), st.just("days"), business=BUSINESS_ONLY)


@given(PLAIN | OPENING | DAYS)
def test_canonical_words_name_the_same_duration(duration: Duration) -> None:
    again = Duration.parse(str(duration))
    assert (again.amount, again.unit, again.business) == (duration.amount, duration.unit, duration.business)


@given(PLAIN, PLAIN)
def test_plain_durations_compare_as_elapsed_time(one: Duration, other: Duration) -> None:
    assert one.seconds == one.amount * UNITS[one.unit] == one.timedelta.total_seconds()
    assert (one < other) == (one.timedelta < other.timedelta)
    assert (one == other) == (one.timedelta == other.timedelta)
    assert one != other or hash(one) == hash(other)


@given(OPENING, OPENING)
def test_business_hours_and_minutes_compare_as_opening_time(one: Duration, other: Duration) -> None:
    assert (one <= other) == (one.opening_time <= other.opening_time)
    assert one != other or hash(one) == hash(other)


def test_lengths_of_unlike_measure_are_neither_equal_nor_ordered() -> None:
    hours, opening, days = (Duration.parse(text) for text in ("24h", "24 business hours", "1 business day"))
    assert hours == Duration.parse("1 day")
    assert len({hours, opening, days}) == 3
    with pytest.raises(
        ValueError, match="1 business day and 24 hours cannot be compared: one is business days"
    ):
        assert days < hours
    with pytest.raises(ValueError, match="cannot be compared"):
        assert opening >= days
    assert hours != "24 hours"
    with pytest.raises(TypeError):
        assert hours < timedelta(hours=25)  # type: ignore[operator]  that it is no timedelta is the point


def test_business_time_has_no_length_without_a_calendar() -> None:
    hours, days = Duration.parse("4 business hours"), Duration.parse("2 business days")
    for business in (hours, days):
        with pytest.raises(ValueError, match="has no fixed length: it depends on a calendar"):
            _ = business.timedelta
        with pytest.raises(ValueError, match="has no fixed length"):
            _ = business.seconds
    assert hours.opening_time == timedelta(hours=4)
    for other in (days, Duration.parse("4h")):
        with pytest.raises(ValueError, match="is not counted in opening time"):
            _ = other.opening_time


def test_a_duration_is_checked_however_it_is_made() -> None:
    with pytest.raises(ValueError, match="cannot be negative; this one is -1 hours"):
        Duration(-1, "hours")
    with pytest.raises(ValueError, match="no business weeks"):
        Duration(2, "weeks", business=True)
    assert Duration(MAX_DAYS, "days").timedelta == timedelta(days=MAX_DAYS)
    with pytest.raises(ValueError, match="too long"):
        Duration(MAX_DAYS * 24 + 1, "hours")


def test_a_model_reads_text_and_writes_canonical_words() -> None:
    limits = Limits.model_validate({"after": "4h", "rest": "2 business days"})
    assert limits.after == Duration(4, "hours")
    assert limits.model_dump()["after"] is limits.after
    assert json.loads(limits.model_dump_json()) == {
        "after": "4 hours",
        "gap": "30 minutes",
        "rest": "2 business days",
        "lag": "1 business day",
    }
    assert Limits.model_validate_json(limits.model_dump_json()) == limits
    assert Limits(after=limits.after).after is limits.after


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("4 houers", 'did you mean "4 hours"?'),
        (4, 'A duration is a text with a number and a unit; did you mean "4 hours"?'),
        (True, 'did you mean "2 business days"?'),
        (["4h"], "A duration is a text"),
    ],
)
def test_a_model_passes_the_sentence_on(value: object, sentence: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        Limits.model_validate({"after": value})


def test_the_schema_is_a_string_with_the_parsers_own_pattern() -> None:
    for mode in ("validation", "serialization"):
        schema = TypeAdapter(Duration).json_schema(mode=mode)
        assert schema["type"] == "string"
        assert schema["pattern"] == PATTERN
        assert "4 business hours" in schema["description"]
        for example in schema["examples"]:
            Duration.parse(example)
    assert Limits.model_json_schema()["properties"]["gap"]["default"] == "30 minutes"
    assert Limits.model_json_schema()["properties"]["lag"]["default"] == "1 business day"


@given(PLAIN | OPENING | DAYS)
def test_what_is_written_is_what_the_schema_takes(duration: Duration) -> None:
    limits = Limits(after=duration)
    Draft202012Validator(Limits.model_json_schema()).validate(json.loads(limits.model_dump_json()))


def test_a_duration_never_changes_and_can_be_copied() -> None:
    duration = Duration.parse("4 business hours")
    with pytest.raises(AttributeError, match="cannot be changed"):
        duration.amount = 5
    with pytest.raises(AttributeError, match="cannot be changed"):
        del duration.unit
    for copied in (copy.deepcopy(duration), pickle.loads(pickle.dumps(duration))):  # noqa: S301  our own bytes
        assert copied == duration
        assert str(copied) == "4 business hours"
    assert repr(duration) == "Duration.parse('4 business hours')"
