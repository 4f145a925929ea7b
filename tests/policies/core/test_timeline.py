"""The one reducer: the order and repetition of events make no difference, and changes can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policies.core.facts import Change, Comment, Event, Origin, Side, Ticket
from policies.core.timeline import fold, undo_changes

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BARE = Ticket(id=1, status="open", created_at=START, requester_id=9)
_VALUES = {
    "status": st.sampled_from(["new", "open", "pending", "hold"]),
    "group_id": st.none() | st.integers(1, 3),
    "assignee_id": st.none() | st.integers(11, 13),
    "priority": st.sampled_from([None, "low", "high"]),
    "tags": st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(lambda tags: tuple(sorted(tags))),
    "custom_field:7": st.none() | st.sampled_from(["north", "south"]),
}


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events with distinct ids, several in one update or in one second."""
    events: list[Event] = []
    second = update_id = 0
    for number in range(draw(st.integers(0, 12))):
        if not events or draw(st.booleans()):
            second, update_id = second + draw(st.integers(0, 3)), update_id + 1
        at = START + timedelta(seconds=second)
        if draw(st.booleans()):
            events.append(Comment(number, at, update_id, 9, True, Side.CUSTOMER, "web"))  # noqa: FBT003 - a column
        else:
            name = draw(st.sampled_from(sorted(_VALUES)))
            after = draw(_VALUES[name])
            events.append(Change(number, at, update_id, 11, Origin.PERSON, name, None, after))
    return events


@given(histories(), st.randoms(use_true_random=False), st.integers(0, 40))
def test_the_order_in_which_events_come_makes_no_difference(
    events: list[Event], random: object, seconds: int
) -> None:
    until = START + timedelta(seconds=seconds)
    shuffled = [*events, *events[::2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(BARE, shuffled, until) == fold(BARE, events, until)


@given(histories(), st.integers(0, 40))
def test_folding_what_was_folded_changes_nothing(events: list[Event], seconds: int) -> None:
    until = START + timedelta(seconds=seconds)
    once = fold(BARE, events, until)
    assert fold(once, [*once.changes, *once.comments], until) == once


@given(histories(), st.integers(0, 40))
def test_nothing_after_the_moment_is_shown(events: list[Event], seconds: int) -> None:
    until = START + timedelta(seconds=seconds)
    ticket = fold(BARE, events, until)
    assert {c.id for c in ticket.changes} | {c.id for c in ticket.comments} == {
        e.id for e in events if e.at <= until
    }
    assert list(ticket.changes) == sorted(ticket.changes, key=lambda c: (c.at, c.update_id, c.id))


@given(histories(), st.integers(0, 12))
def test_changes_taken_back_give_the_state_before_them(events: list[Event], number: int) -> None:
    changes = [e for e in events if isinstance(e, Change)]
    states, linked = [BARE], []
    for change in changes:
        before = _value(states[-1], change.field)
        linked.append(
            Change(
                change.id, change.at, change.update_id, 11, Origin.PERSON, change.field, before, change.after
            )
        )
        forward = Change(0, change.at, 0, 11, Origin.PERSON, change.field, change.after, None)
        states.append(undo_changes(states[-1], [forward]))
    place = min(number, len(linked))
    assert undo_changes(states[-1], linked[place:]) == states[place]


def _value(ticket: Ticket, field: str) -> Any:  # noqa: ANN401 - a field's value
    if field == "tags":
        return tuple(sorted(ticket.tags))
    if field == "custom_field:7":
        return ticket.custom_fields.get(7)
    return getattr(ticket, field)
