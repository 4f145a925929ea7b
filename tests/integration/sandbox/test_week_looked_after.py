"""The service looks after the invented week over a socket, and of each story about a promise comes what it expects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from integration.config.load import parse_config
from integration.cycle import run_cycle
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.records import Comment, Ticket
from integration.sandbox.server import Sandbox
from integration.sandbox.week import Cast, build_cast_and_week
from integration.sandbox.week.build import PROMISES
from integration.sandbox.week.script import Expect, Told
from integration.sandbox.world import World
from integration.service import Clockwork, open_account

pytestmark = pytest.mark.slow
CONFIG = """
[account]
name = "harbourline"
base_url = "{url}"
history_start = "30 days"
[account.auth]
client_id = "{client_id}"
client_secret = {{ file = "{secret}" }}
[scope]
ignore_actors = ["Round Robin", "Parcel Tracker"]
[limits]
updates_per_owner_per_day = 200

[policies.promises]
kind = "promise"
mode = "enforce"
effective_from = {monday}
vague = "tag"
auto_close_after = "2 days"
clear_tags = true
on_end = {{ add_tags = ["promise_kept_late"] }}
[[policies.promises.steps]]
add_tags = ["promise_overdue"]
note = true
fallback = {{ add_followers = ["marguerite.oyelara@harbourline.example"] }}

[policies.plans]
kind = "follow_up"
mode = "enforce"
effective_from = {monday}
after = "2 business days"
only_if = ["bad_rating"]
planned = ["directive", "due_date"]
[[policies.plans.steps]]
add_tags = ["follow_up_due"]
note = true

[policies.quiet]
kind = "silence"
mode = "enforce"
effective_from = {monday}
after = "3 business days"
[[policies.quiet.steps]]
add_tags = ["gone_silent"]
"""
OURS = {"promise_overdue", "promise_kept_late", "promise_vague", "promise_impossible", "follow_up_due"}
LOOKS, NIGHT = timedelta(minutes=30), timedelta(hours=3)
SOON = timedelta(hours=1)
"""A look, the minute that exports leave out, and the writing take less than this."""
UNTOUCHED = (Expect.KEPT, Expect.MOVED, Expect.NOTHING, Expect.FORECAST, Expect.ABSTAINED)
KINDS = {story.kind: story.expect for story in PROMISES}


@pytest.fixture(scope="module")
def looked_after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Cast]]:
    """The week and three days more, with the service looking every half an hour by day."""
    folder = tmp_path_factory.mktemp("week")
    (folder / "secret").write_text(CLIENT_SECRET)
    world, cast = build_cast_and_week()
    clock = world.clock
    with Sandbox(world) as sandbox:
        text = CONFIG.format(
            url=sandbox.url,
            client_id=CLIENT_ID,
            secret=folder / "secret",
            monday=f"{cast.monday:%Y-%m-%dT%H:%M:%SZ}",
        )
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
        account = open_account(parse_config(text, folder / "config.toml"), clockwork=clockwork)
        run_cycle(account, drain=True)
        while clock.now() < cast.horizon:
            clock.advance(LOOKS if 7 <= clock.now().hour < 19 else NIGHT)
            run_cycle(account, drain=True)
        yield world, cast
        account.store.engine.dispose()
        account.transport.close()
        account.transport.auth.close()


def of(looked_after: tuple[World, Cast], kind: str) -> tuple[Told, Ticket, list[Comment], set[str]]:
    """A story, the ticket that it ended on, our notes on it, and our tags."""
    world, cast = looked_after
    told = cast.promised[kind]
    ticket = world.tickets[told.second_id or told.ticket_id]
    notes = [c for c in ticket.comments if c.author_id == world.service_user_id]
    return told, ticket, notes, OURS & set(ticket.tags)


def kinds(*expected: Expect) -> list[str]:
    return [kind for kind, expect in KINDS.items() if expect in expected]


def is_soon(note: Comment, moment: datetime | None) -> bool:
    assert moment is not None
    return moment <= note.at <= moment + SOON


@pytest.mark.parametrize("kind", kinds(*UNTOUCHED))
def test_nothing_is_said_where_a_word_was_kept_or_never_given(
    kind: str, looked_after: tuple[World, Cast]
) -> None:
    _, _, notes, tags = of(looked_after, kind)
    assert (notes, tags) == ([], set())


@pytest.mark.parametrize("kind", kinds(Expect.REMINDED))
def test_the_owner_hears_of_a_broken_word_soon_after_its_time(
    kind: str, looked_after: tuple[World, Cast]
) -> None:
    told, ticket, notes, tags = of(looked_after, kind)
    assert tags == {"promise_overdue"}
    assert is_soon(notes[-1], told.due)
    assert all(not note.public for note in notes)
    away = told.story.owner == "fallback"
    assert (looked_after[1].lead in ticket.follower_ids) is away


@pytest.mark.parametrize("kind", kinds(Expect.KEPT_LATE))
def test_what_is_kept_late_is_cleared_and_counted(kind: str, looked_after: tuple[World, Cast]) -> None:
    told, _, notes, tags = of(looked_after, kind)
    assert tags == {"promise_kept_late"}
    assert [is_soon(note, told.due) for note in notes] == [True]


@pytest.mark.parametrize("kind", kinds(Expect.VAGUE))
def test_a_promise_without_a_time_gets_its_tag_alone(kind: str, looked_after: tuple[World, Cast]) -> None:
    assert of(looked_after, kind)[2:] == ([], {"promise_vague"})


@pytest.mark.parametrize("kind", kinds(Expect.IMPOSSIBLE))
def test_a_time_that_cannot_be_is_told_at_once(kind: str, looked_after: tuple[World, Cast]) -> None:
    _, ticket, notes, _ = of(looked_after, kind)
    assert is_soon(notes[0], ticket.comments[1].at)


@pytest.mark.parametrize("kind", kinds(Expect.FLAGGED))
def test_an_open_promise_is_told_of_before_its_ticket_closes(
    kind: str, looked_after: tuple[World, Cast]
) -> None:
    _, ticket, notes, _ = of(looked_after, kind)
    closed = ticket.audits[-1]
    assert closed.events[0]["value"] == "closed"
    assert notes
    assert notes[0].at < closed.at


@pytest.mark.parametrize("kind", kinds(Expect.PLANNED))
def test_a_planned_follow_up_comes_at_its_time(kind: str, looked_after: tuple[World, Cast]) -> None:
    told, _, notes, tags = of(looked_after, kind)
    assert tags == {"follow_up_due"}
    assert [is_soon(note, told.due) for note in notes] == [True]


@pytest.mark.parametrize("kind", kinds(Expect.FOLLOWED_UP))
def test_who_was_unhappy_with_the_end_is_asked_again(kind: str, looked_after: tuple[World, Cast]) -> None:
    _, _, notes, tags = of(looked_after, kind)
    assert (len(notes), tags) == (1, {"follow_up_due"})


@pytest.mark.parametrize("kind", kinds(Expect.SNOOZED))
def test_a_snoozed_ticket_sleeps_under_its_tag(kind: str, looked_after: tuple[World, Cast]) -> None:
    _, ticket, notes, tags = of(looked_after, kind)
    assert (notes, tags) == ([], set())
    assert "snoozed" in ticket.tags


@pytest.mark.parametrize("kind", kinds(Expect.MISREAD))
def test_what_is_nearly_a_directive_is_answered_once(kind: str, looked_after: tuple[World, Cast]) -> None:
    _, _, notes, tags = of(looked_after, kind)
    assert (len(notes), tags) == (1, set())
    assert "#folowup" in (notes[0].html or notes[0].body)


@pytest.mark.parametrize("kind", kinds(Expect.SILENT))
def test_a_silent_ticket_gets_its_tag(kind: str, looked_after: tuple[World, Cast]) -> None:
    assert "gone_silent" in of(looked_after, kind)[1].tags


def test_every_expectation_is_checked_here() -> None:
    assert set(KINDS.values()) == set(Expect)
