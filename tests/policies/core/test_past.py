"""A ticket at any moment of its past, and the moments at which cycles judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.facts import Change, Comment, Origin, Side, Ticket
from policies.core.past import Beats, Past

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STATUSES = ("new", "open", "pending", "hold", "solved")
HISTORY = st.lists(
    st.tuples(st.integers(1, 500), st.sampled_from(("status", "group_id", "tags")), st.integers(0, 4)),
    max_size=12,
)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def value_of(field: str, number: int) -> str | int | tuple[str, ...]:
    if field == "status":
        return STATUSES[number]
    return number + 1 if field == "group_id" else tuple(f"t{n}" for n in range(number))


def lived(steps: list[tuple[int, str, int]]) -> tuple[Ticket, list[Change], list[tuple[datetime, Ticket]]]:
    """A ticket's end, its changes, and what it was after each of them."""
    values: dict[str, str | int | tuple[str, ...]] = {"status": "new", "group_id": 1, "tags": ()}
    changes: list[Change] = []
    states = [(START, made(values))]
    for number, (minutes, field, choice) in enumerate(sorted(steps, key=lambda step: step[0])):
        after = value_of(field, choice)
        changes.append(
            Change(number, at(minutes), number, 11, Origin.PERSON, field, before=values[field], after=after)
        )
        values[field] = after
        states.append((at(minutes), made(values)))
    return made(values), changes, states


def made(values: dict[str, str | int | tuple[str, ...]]) -> Ticket:
    tags = values["tags"]
    group = values["group_id"]
    return Ticket(
        id=1,
        status=str(values["status"]),
        created_at=START,
        requester_id=900,
        group_id=group if isinstance(group, int) else None,
        tags=frozenset(tags if isinstance(tags, tuple) else ()),
    )


@given(HISTORY, st.integers(0, 600))
def test_at_any_moment_the_ticket_is_what_its_changes_had_made_of_it_by_then(
    steps: list[tuple[int, str, int]], minutes: int
) -> None:
    last, changes, states = lived(steps)
    then = Past(last, reversed(changes)).at(at(minutes))
    expected = [state for moment, state in states if moment <= at(minutes)][-1]
    assert (then.status, then.group_id, then.tags) == (expected.status, expected.group_id, expected.tags)
    assert [change.at for change in then.changes] == [c.at for c in changes if c.at <= at(minutes)]


def test_a_merged_tickets_words_are_there_from_the_merge_on() -> None:
    said = Comment(5, at(1), 5, 11, public=True, side=Side.SERVICE, channel="email", ticket_id=48)
    merge = Comment(6, at(30), 6, -1, public=True, side=Side.MACHINE, channel="web", ticket_id=48)
    past = Past(Ticket(id=1, status="open", created_at=START, requester_id=900, merged=(said, merge)), ())
    assert (past.at(at(29)).merged, past.sources(at(29))) == ((), frozenset())
    assert (past.at(at(30)).merged, past.sources(at(30))) == ((said, merge), frozenset({48}))


def test_zendesks_due_date_is_what_it_was_on_that_day() -> None:
    due = datetime(2026, 3, 20, 17, 0, tzinfo=UTC)
    moved = Change(1, at(10), 1, 11, Origin.PERSON, "due_at", before="2026-03-12", after="2026-03-20")
    given_first = Change(0, at(5), 0, 11, Origin.PERSON, "due_at", before=None, after="2026-03-12")
    past = Past(
        Ticket(id=1, status="open", created_at=START, requester_id=900, due_at=due), (moved, given_first)
    )
    assert past.at(at(1)).due_at is None
    assert past.at(at(7)).due_at == datetime(2026, 3, 12, 17, 0, tzinfo=UTC)
    assert past.at(at(10)).due_at == due


@pytest.mark.parametrize(
    ("asked", "beat"),
    [
        (at(0), at(0)),
        (at(0.5), at(1)),
        (at(9.8), at(9.9)),
        (at(9.95), at(20.5)),
        (at(20.5), at(20.5)),
        (at(20.6), at(21)),
        (at(40.2), at(41)),
    ],
    ids=[
        "on the grid",
        "up to the grid",
        "the first watermark comes before the grid",
        "the service was down",
        "at a watermark",
        "after the last the grid goes on",
        "and on",
    ],
)
def test_the_past_is_judged_at_stored_watermarks_and_on_a_grid_around_them(
    asked: datetime, beat: datetime
) -> None:
    assert Beats((at(9.9), at(20.5))).first(asked) == beat


@given(st.lists(st.integers(0, 300), max_size=5), st.integers(0, 400))
def test_the_next_beat_is_later_than_the_present_one(watermarks: list[int], minutes: int) -> None:
    beats = Beats(tuple(at(minute) for minute in sorted(set(watermarks))))
    assert beats.first(at(minutes)) >= at(minutes)
    assert beats.after(at(minutes)) > at(minutes)
