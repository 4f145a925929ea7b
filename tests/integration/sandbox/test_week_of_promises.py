"""The stories about promises hold what they say of themselves, by the account's own audits at the end of its days."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from integration.sandbox.records import Audit, Comment
from integration.sandbox.week import Cast, build_cast_and_week
from integration.sandbox.week.hours import LONDON
from integration.sandbox.week.script import Expect, Told
from integration.sandbox.world import World

STORIES = [
    "kept_in_time",
    "kept_by_call",
    "moved_once",
    "broken",
    "broken_after_handover",
    "thanks_keeps_nothing",
    "voicemail_keeps_nothing",
    "vague",
    "impossible_holiday",
    "several_in_one",
    "german_broken",
    "customers_own_zone",
    "planned_by_directive",
    "planned_by_due_date",
    "snoozed",
    "misread_directive",
    "merged_promise",
    "flagged_before_closing",
    "silent",
    "unhappy_after_solving",
    "promised_in_messaging",
]


@pytest.fixture(scope="module")
def played() -> tuple[World, Cast]:
    """The week and all three days behind it."""
    world, cast = build_cast_and_week()
    world.clock.advance(timedelta(days=3))
    world.catch_up()
    return world, cast


def of(played: tuple[World, Cast], *expected: Expect) -> list[Told]:
    return [told for told in played[1].promised.values() if told.story.expect in expected]


def comments(played: tuple[World, Cast], told: Told) -> list[Comment]:
    world = played[0]
    ids = [number for number in (told.ticket_id, told.second_id) if number]
    return sorted((c for number in ids for c in world.tickets[number].comments), key=lambda c: c.at)


def answered(comment: Comment) -> bool:
    """A call that somebody answered and that lasted."""
    data = (comment.voice or {}).get("data", {})
    return bool(data.get("call_duration") and data.get("answered_by_id"))


def keeps(played: tuple[World, Cast], told: Told, comment: Comment) -> bool:
    """Whether this comment is a word of the service to the customer, as product and story have it."""
    cast, world = played[1], played[0]
    if comment.voice is not None:
        return answered(comment)
    was_staff = comment.author_id == cast.outsiders["leaving"] or world.is_staff(comment.author_id)
    staff = was_staff and comment.author_id not in (told.customer, cast.tracker)
    automatic = bool(world.audit_by_id[comment.audit_id].flags)
    merge = comment.via.rel == "merge"
    return (comment.public and staff and not automatic and not merge) or comment.body.startswith("#kept")


def solved(world: World, told: Told) -> list[Audit]:
    audits = world.tickets[told.ticket_id].audits
    return [a for a in audits if any(e.get("value") == "solved" for e in a.events)]


def test_every_kind_that_a_demonstration_needs_is_there_once(played: tuple[World, Cast]) -> None:
    world, cast = played
    assert set(STORIES) <= set(cast.promised)
    counts = Counter(told.story.expect for told in cast.promised.values())
    assert set(counts) == set(Expect)
    assert counts[Expect.REMINDED] >= 15
    assert counts[Expect.KEPT] >= 8
    assert counts[Expect.NOTHING] >= 8
    for kind, told in cast.promised.items():
        assert kind == told.story.kind
        assert cast.tickets[kind] == [told.ticket_id]
        assert world.tickets[told.ticket_id].requester_id == told.customer


def test_every_line_was_said_at_its_moment(played: tuple[World, Cast]) -> None:
    world, cast = played
    for told in cast.promised.values():
        said = {c.body for c in comments(played, told)}
        said |= {message.text for message in world.tickets[told.ticket_id].messages}
        for line in told.story.lines:
            text = line.text.replace("{holiday}", f"{cast.holiday.day} {cast.holiday:%B}")
            assert not text or line.act == "rates" or text in said, (told.story.kind, text)


def test_a_promise_that_is_kept_is_kept_between_its_word_and_its_time(played: tuple[World, Cast]) -> None:
    for told in of(played, Expect.KEPT, Expect.MOVED):
        assert told.due is not None
        texts = [line.text for line in told.story.lines if line.act == "answers"]
        promise = [c for c in comments(played, told) if c.body in texts][told.story.promises - 1]
        word = [c for c in comments(played, told) if promise.at < c.at <= told.due and keeps(played, told, c)]
        ended = [a for a in solved(played[0], told) if a.at <= told.due]
        assert word or ended, told.story.kind


def test_a_promise_that_is_broken_is_kept_by_nobody_before_its_time(played: tuple[World, Cast]) -> None:
    for told in of(played, Expect.REMINDED, Expect.KEPT_LATE):
        assert told.due is not None
        since = [c for c in comments(played, told) if c.at <= told.due and keeps(played, told, c)]
        calls = [c for c in since if c.voice is not None]
        texts = [line.text for line in told.story.lines if line.act in ("answers", "asks")]
        assert not calls, told.story.kind
        assert all(c.body in texts for c in since), told.story.kind
        assert len(since) == (2 if told.story.kind == "moved_and_broken" else 1), told.story.kind
        assert not [a for a in solved(played[0], told) if a.at <= told.due], told.story.kind


def test_most_times_fall_into_the_days_that_are_still_to_come(played: tuple[World, Cast]) -> None:
    cast = played[1]
    for told in of(played, Expect.REMINDED, Expect.KEPT_LATE, Expect.FLAGGED, Expect.PLANNED, Expect.MOVED):
        assert told.due is not None
        assert cast.ends < told.due < cast.horizon, told.story.kind


def test_a_time_of_the_customers_own_zone_knows_the_other_countrys_summer(played: tuple[World, Cast]) -> None:
    toronto, berlin = (played[1].promised[kind] for kind in ("customers_own_zone", "german_broken"))
    assert played[0].users[toronto.customer].time_zone == "America/Toronto"
    assert str(toronto.due) == "2026-03-09 15:00:00+00:00"
    assert (played[0].users[berlin.customer].time_zone, played[0].users[berlin.customer].locale) == (
        "Berlin",
        "de",
    )
    assert str(berlin.due) == "2026-03-09 14:00:00+00:00"


def test_whoever_is_to_be_reached_holds_the_ticket_in_the_end(played: tuple[World, Cast]) -> None:
    world, cast = played
    for told in of(played, Expect.REMINDED):
        ticket = world.tickets[told.second_id or told.ticket_id]
        holder = {"agent": told.agent, "colleague": told.colleague, "group": None, "fallback": told.agent}
        assert ticket.assignee_id == holder[told.story.owner], told.story.kind
        assert ticket.group_id in cast.groups.values()
    away = world.users[cast.promised["broken_while_away"].agent]
    assert (away.tags, away.status) == (("out_of_office",), "away")
    assert world.users[cast.outsiders["leaving"]].role == "end-user"


def test_the_merged_promise_stands_on_a_closed_ticket_and_the_target_is_open(
    played: tuple[World, Cast],
) -> None:
    world, told = played[0], played[1].promised["merged_promise"]
    assert world.tickets[told.ticket_id].status == "closed"
    assert "closed_by_merge" in world.tickets[told.ticket_id].tags
    target = world.tickets[told.second_id]
    assert target.status == "open"
    assert target.comments[-1].via.ticket_ids == (told.ticket_id,)
    assert "4.30pm" in target.comments[-1].body


def test_the_solved_one_is_closed_by_an_automation_before_its_promise_is_due(
    played: tuple[World, Cast],
) -> None:
    told = played[1].promised["flagged_before_closing"]
    closing = played[0].tickets[told.ticket_id].audits[-1]
    assert told.due is not None
    assert closing.via.rel == "automation"
    assert closing.events[0]["value"] == "closed"
    assert closing.at < told.due


def test_nobody_writes_to_the_silent_ones(played: tuple[World, Cast]) -> None:
    world, cast = played
    for told in of(played, Expect.SILENT):
        last = max(c.at for c in comments(played, told) if keeps(played, told, c))
        assert cast.horizon - last > timedelta(days=7)
        assert world.tickets[told.ticket_id].status in ("open", "hold")


def test_what_is_said_in_messaging_is_in_no_comment(played: tuple[World, Cast]) -> None:
    world, told = played[0], played[1].promised["promised_in_messaging"]
    assert [m.speaker for m in world.tickets[told.ticket_id].messages] == ["user", "agent", "user"]
    assert not any("3pm" in c.body for c in comments(played, told))
    for ticket in world.tickets.values():
        if ticket.via.channel == "native_messaging":
            assert not any(c.public and c.via.channel == "native_messaging" for c in ticket.comments)


def test_the_same_seed_tells_the_same_stories_also_in_another_season() -> None:
    def told(**given: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - build's own
        world, cast = build_cast_and_week(**given)
        world.clock.advance(timedelta(days=3))
        world.catch_up()
        return [(k, str(one.due)) for k, one in cast.promised.items()]

    assert told() == told(seed=7)
    summer = dict(told(start=datetime(2026, 7, 16, 12, tzinfo=LONDON)))
    assert summer["broken"] == "2026-07-20 10:00:00+00:00"
    assert summer["customers_own_zone"] == "2026-07-20 15:00:00+00:00"
