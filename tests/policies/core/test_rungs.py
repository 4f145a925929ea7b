"""When a rung of an occasion is due, above all one that comes before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from policies.core.calendar import ALWAYS_OPEN
from policies.core.durations import Duration
from policies.core.findings import Finding
from policies.core.rungs import LEAST_AHEAD, first_moment, moment_of
from policies.core.steps import Step
from tests.policies.histories import OFFICE, moment

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_step(**settings: str) -> Step:
    return Step.model_validate({"note": True, **settings})


def an_occasion(since: str, announced: str | None = None) -> Finding:
    return Finding(
        "promise/1/1", "It is due.", moment(since), announced=moment(announced) if announced else None
    )


@pytest.mark.parametrize(
    ("step", "announced", "due"),
    [
        ({}, "mon 10:00", "fri 17:00"),
        ({"after": "4 business hours"}, "mon 10:00", "mon+1 13:00"),
        ({"after": "1h"}, None, "fri 18:00"),
        ({"before": "2 business hours"}, "mon 10:00", "fri 15:00"),
        ({"before": "2 business days"}, "mon 10:00", "wed 17:00"),
        ({"before": "4 days"}, "mon 10:00", None),
        ({"before": "2 business hours"}, "fri 13:00", "fri 15:00"),
        ({"before": "2 business hours"}, "fri 13:01", None),
        ({"before": "25m"}, "fri 16:05", "fri 16:35"),
        ({"before": "25m"}, "fri 16:06", None),
        ({"before": "2 business hours"}, None, None),
        ({"before": "2 business hours"}, "fri 17:30", None),
    ],
)
def test_when_a_rung_of_an_occasion_on_friday_at_five_is_due(
    step: dict[str, str], announced: str | None, due: str | None
) -> None:
    found = moment_of(a_step(**step), an_occasion("fri 17:00", announced), OFFICE)
    assert found == (moment(due) if due else None)


@given(span=st.integers(1, 20_000), before=st.integers(1, 20_000))
def test_before_a_rung_lie_half_of_the_span_and_thirty_minutes(span: int, before: int) -> None:
    since = MONDAY + timedelta(minutes=span)
    finding = Finding("promise/1/1", "It is due.", since, announced=MONDAY)
    due = moment_of(Step(before=Duration(before, "minutes"), note=True), finding, ALWAYS_OPEN)
    if due is None:
        assert span - before < 30 or 2 * (span - before) < span
    else:
        assert due == since - timedelta(minutes=before)
        assert due - MONDAY >= LEAST_AHEAD
        assert 2 * (due - MONDAY) >= since - MONDAY


def test_there_is_something_to_do_from_the_first_rung_on_or_from_the_moment_itself() -> None:
    finding = an_occasion("fri 17:00", "mon 10:00")
    ladder = (a_step(after="1h"), a_step(before="2 business hours"), a_step(before="1 business days"))
    assert first_moment(ladder, finding, OFFICE) == moment("thu 17:00")
    assert first_moment(ladder[:1], finding, OFFICE) == moment("fri 17:00")
    assert first_moment((a_step(before="4 days"),), finding, OFFICE) == moment("fri 17:00")


def test_no_time_before_is_refused() -> None:
    """It would be due together with the step at the moment itself."""
    with pytest.raises(ValidationError, match="is when it is due; leave it out"):
        a_step(before="0h")
