"""What holds for the course of any ticket, however it was moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from policies.core.facts import Change, Origin, Ticket
from policies.core.ownership import course_of, distinct_owners
from policies.core.timeline import fold

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Owner = tuple[int | None, int | None]


@st.composite
def tickets(draw: st.DrawFn) -> Ticket:
    """A ticket that was moved by people and machines, from its creation on or from before the history."""
    owner: Owner = (draw(st.none() | st.integers(1, 3)), draw(st.none() | st.integers(11, 13)))
    changes: list[Change] = []
    created = draw(st.booleans())
    if created:
        changes += _changes(0, (None, None), owner, Origin.PERSON, first=True)
    for number in range(1, draw(st.integers(0, 10)) + 1):
        after: Owner = (draw(st.none() | st.integers(1, 3)), draw(st.none() | st.integers(11, 13)))
        changes += _changes(
            number, owner, after, draw(st.sampled_from(list(Origin))), burst=draw(st.sampled_from([1, 1, 12]))
        )
        owner = after
    bare = Ticket(
        id=1, status="open", created_at=START, requester_id=9, group_id=owner[0], assignee_id=owner[1]
    )
    return fold(bare, changes, START + timedelta(days=1))


def _changes(
    number: int, before: Owner, after: Owner, origin: Origin, *, first: bool = False, burst: int = 1
) -> list[Change]:
    at = START + timedelta(minutes=number)
    return [
        Change(number * 10 + place, at, number, 11, origin, name, old, new, first=first, burst=burst)
        for place, (name, old, new) in enumerate(zip(("group_id", "assignee_id"), before, after, strict=True))
        if old != new
    ]


def person_moves(ticket: Ticket) -> int:
    return len({c.update_id for c in ticket.changes if c.origin is Origin.PERSON and not c.first})


@given(tickets())
def test_there_are_never_more_handoffs_than_moves_by_people(ticket: Ticket) -> None:
    assert len(course_of(ticket).handoffs) <= person_moves(ticket)


@given(tickets())
def test_returns_are_handoffs(ticket: Ticket) -> None:
    course = course_of(ticket)
    assert sum(h.is_return for h in course.handoffs) <= len(course.handoffs)
    if len({(h.after.group_id, h.after.agent_id) for h in course.handoffs}) == len(course.handoffs) == 1:
        assert course.handoffs[0].before != course.handoffs[0].after


@given(tickets())
def test_whoever_held_it_is_an_owner(ticket: Ticket) -> None:
    owned = any(
        value is not None
        for c in ticket.changes
        if c.field in ("group_id", "assignee_id")
        for value in (c.before, c.after)
    )
    owned = owned or ticket.group_id is not None or ticket.assignee_id is not None
    assert (distinct_owners(course_of(ticket)) >= 1) == owned


@given(tickets())
def test_the_course_ends_where_the_ticket_is_and_its_stays_join(ticket: Ticket) -> None:
    stays = course_of(ticket).stays
    assert (stays[-1].owner.group_id, stays[-1].owner.agent_id) == (ticket.group_id, ticket.assignee_id)
    assert stays[-1].until is None
    assert all(stay.until is not None and stay.since <= stay.until for stay in stays[:-1])


@given(tickets(), st.integers(0, 11), st.sampled_from(["group_id", "assignee_id"]))
def test_a_rule_that_sets_what_is_set_already_changes_nothing(ticket: Ticket, place: int, field: str) -> None:
    at = START + timedelta(minutes=place, seconds=30)
    earlier = [c.after for c in ticket.changes if c.field == field and c.at <= at]
    later = [c.before for c in ticket.changes if c.field == field and c.at > at]
    value = [*earlier[-1:], *later[:1], getattr(ticket, field)][0]
    idle = Change(9_999, at, 9_999, -1, Origin.RULE, field, value, value)
    with_idle = fold(ticket, [*ticket.changes, idle], START + timedelta(days=1))
    assert course_of(with_idle) == course_of(ticket)


@given(tickets())
def test_a_ticket_that_only_machines_moved_was_handed_to_nobody(ticket: Ticket) -> None:
    changes = tuple(c if c.first else replace(c, origin=Origin.ROUTING) for c in ticket.changes)
    assert course_of(replace(ticket, changes=changes)).handoffs == ()
