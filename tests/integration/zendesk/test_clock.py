"""Zendesk's clock is believed, but not one that leaps away from all that is known of the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from integration.zendesk.clock import ServerClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Machine:
    """A machine with both its clocks, and what Zendesk says to it."""

    def __init__(self) -> None:
        self.monotonic, self.wall = 1000.0, NOON
        self.clock = ServerClock(lambda: self.monotonic, lambda: self.wall)

    def passes(self, span: timedelta, *, asleep: bool = False) -> None:
        """Time goes by; while a machine sleeps its monotonic clock stands still."""
        self.wall += span
        self.monotonic += 0 if asleep else span.total_seconds()

    def hears(self, moment: datetime) -> datetime:
        """An answer comes; the time at Zendesk by then."""
        self.clock.hear({"Date": format_datetime(moment, usegmt=True)})
        return self.clock.now()


@pytest.fixture
def machine() -> Machine:
    made = Machine()
    assert not made.clock.is_known
    assert made.hears(NOON) == NOON
    return made


def test_the_time_goes_on_between_two_answers(machine: Machine) -> None:
    machine.passes(HOUR)
    assert machine.clock.now() == NOON + HOUR


def test_a_machine_that_slept_takes_the_time_from_the_first_answer(machine: Machine) -> None:
    machine.passes(9 * HOUR, asleep=True)
    assert machine.clock.now() == NOON, "nobody told it yet"
    assert machine.hears(NOON + 9 * HOUR) == NOON + 9 * HOUR


@pytest.mark.parametrize("leap", [-300 * HOUR, 300 * HOUR])
def test_a_clock_of_this_machine_that_is_set_changes_nothing(machine: Machine, leap: timedelta) -> None:
    machine.wall += leap
    machine.passes(HOUR)
    assert machine.hears(NOON + HOUR) == NOON + HOUR
    assert machine.clock.skew_s == -leap.total_seconds()


@pytest.mark.parametrize("leap", [-20_000 * HOUR, 20_000 * HOUR])
def test_a_date_that_agrees_with_nothing_is_not_believed_at_once(machine: Machine, leap: timedelta) -> None:
    machine.passes(HOUR)
    assert machine.hears(NOON + leap) == NOON + HOUR
    assert machine.hears(NOON + 2 * leap) == NOON + HOUR
    assert machine.hears(NOON + leap) == NOON + HOUR
    assert machine.hears(NOON + HOUR) == NOON + HOUR
    assert machine.hears(NOON + leap) == NOON + HOUR, "the good answer between ends the count"


def test_what_is_told_three_times_is_believed_and_a_good_date_at_once_again(machine: Machine) -> None:
    """So that no rule of ours can lock the true time out; an answer that tells it is taken before anything is judged by it."""
    leap = NOON + 500 * HOUR
    assert [machine.hears(leap) for _ in range(3)] == [NOON, NOON, leap]
    assert machine.hears(NOON) == NOON


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "soon",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -1400",
        "Thu, 01 Jan 1970 00:00:00 -9999999999999",
        "Sat, 01 Jan 9500 00:00:00 GMT",
    ],
)
def test_what_is_no_date_changes_nothing(machine: Machine, header: str | None) -> None:
    machine.clock.hear({} if header is None else {"Date": header})
    assert machine.clock.now() == NOON
