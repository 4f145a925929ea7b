"""A replay judges as cycles would have: what changes wakes it, what was asked again is asked, and nothing is planned twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from policies.abuse import Abuse
from policies.core.actions import Reason
from policies.core.conditions import GlobalScope
from policies.core.facts import Event
from policies.core.past import Beats
from policies.core.remembering import Remembered
from policies.core.replaying import Look, Stage, Story, replay
from policies.core.settings import Settings
from policies.reassignment import Reassignment
from policies.silence import Silence
from tests.policies.histories import ACCOUNT, facts_of, moment

BOUNCED = [
    "mon 09:00 created: group -> Billing",
    "mon 09:10 ana: group -> Technical",
    "mon 09:20 ben: group -> Returns",
    "mon 09:30 cem: group -> Billing",
]
AROUND = Reassignment.model_validate(
    {
        "name": "around",
        "kind": "reassignment",
        "mode": "enforce",
        "steps": [{"add_tags": ["around"], "note": True}, {"after": "2 hours", "add_tags": ["around_again"]}],
    }
)
QUIET = Silence.model_validate(
    {
        "name": "quiet",
        "kind": "silence",
        "mode": "enforce",
        "after": "2 business days",
        "steps": [{"add_tags": ["quiet"]}],
    }
)


def story(history: Sequence[str], *, number: int = 1, **dismissed: datetime) -> Story:
    """A ticket with this history, as it stands after all of it; `dismissed` by episode."""
    facts = facts_of(history, "fri+1 18:00")
    ticket = replace(facts.ticket, id=number)
    events: list[Event] = [*ticket.changes, *ticket.comments]
    ends = {("around", episode.replace("_", "/")): at for episode, at in dismissed.items()}
    return Story(replace(ticket, changes=(), comments=()), events, ends)


def looks(
    stories: Sequence[Story],
    *policies: Settings,
    start: str = "mon 08:00",
    end: str = "fri 17:00",
    watermarks: Sequence[str] = (),
    remembered: Remembered | None = None,
) -> list[Look]:
    stage = Stage(
        policies=policies,
        scope=GlobalScope(),
        account=ACCOUNT,
        start=moment(start),
        end=moment(end),
        beats=Beats(tuple(map(moment, watermarks))),
    )
    return list(replay(stage, stories, remembered or Remembered()))


def planned(seen: Sequence[Look]) -> list[tuple[datetime, str]]:
    return [
        (look.now, item.rung)
        for look in seen
        if look.proposal.update is not None
        for item in look.proposal.update.items
    ]


def test_an_occasion_is_seen_at_the_first_beat_after_it_and_each_rung_is_planned_once() -> None:
    seen = looks([story(BOUNCED)], AROUND)
    assert planned(seen) == [(moment("mon 09:30"), "at once"), (moment("mon 11:30"), "after 2 hours")]


def test_it_is_judged_when_the_stored_cycles_judged() -> None:
    seen = looks([story(BOUNCED)], AROUND, watermarks=("mon 09:00", "mon 10:15", "mon 12:00", "mon 13:00"))
    assert planned(seen) == [(moment("mon 10:15"), "at once"), (moment("mon 12:00"), "after 2 hours")]


def test_timers_fire_in_event_time_without_any_change() -> None:
    waits = ["mon 09:00 customer: writes", 'mon 10:00 ana: answers "We look into it."']
    seen = looks([story(waits)], QUIET)
    assert planned(seen) == [(moment("wed 10:00"), "at once")]
    assert len(seen) <= 6, "a ticket is not looked at on every beat"


def test_what_began_before_the_time_asked_for_is_history() -> None:
    seen = looks([story(BOUNCED)], AROUND, start="mon 10:00")
    assert planned(seen) == []
    assert {held.reason for look in seen for held in look.proposal.held} >= {Reason.HISTORY}


def test_a_persons_dismissal_ends_the_occasion_from_its_moment_on() -> None:
    first = looks([story(BOUNCED)], AROUND)[-1].judgements[0].verdict.findings[0].episode
    ended = story(BOUNCED, **{first.replace("/", "_"): moment("mon 10:30")})
    seen = looks([ended], AROUND)
    assert planned(seen) == [(moment("mon 09:30"), "at once")]
    held = [held.reason for look in seen if look.now >= moment("mon 11:30") for held in look.proposal.held]
    assert Reason.DISMISSED in held


def test_replaying_twice_gives_the_same() -> None:
    told = [story(BOUNCED), story(BOUNCED, number=2)]
    once, again = (looks(told, AROUND, QUIET) for _ in range(2))
    assert once == again
    assert [look.now for look in once] == sorted(look.now for look in once)


@pytest.mark.parametrize("minutes", [1, 7, 60])
def test_a_coarser_grid_finds_the_same_later(minutes: int) -> None:
    stage = Stage(
        (AROUND,),
        GlobalScope(),
        ACCOUNT,
        moment("mon 08:00"),
        moment("fri 17:00"),
        Beats(step=timedelta(minutes=minutes)),
    )
    seen = list(replay(stage, [story(BOUNCED)], Remembered()))
    found = {f.episode: look.now for look in reversed(seen) for f in look.judgements[0].verdict.findings}
    (at,) = found.values()
    assert moment("mon 09:30") <= at <= moment("mon 09:30") + timedelta(minutes=minutes)


def test_strikes_of_one_person_count_over_their_tickets_in_order_of_time() -> None:
    boundaries = Abuse.model_validate(
        {"name": "b", "kind": "abuse", "mode": "enforce", "notify": ["leads"], "approvers": []}
    )
    first = story(['mon 09:00 customer: writes "You are an idiot."'])
    second = story(['tue 09:00 customer: writes "You are an idiot."'], number=2)
    second = Story(second.ticket, [replace(e, id=e.id + 50) for e in second.events])
    seen = looks([second, first], boundaries, remembered=Remembered((boundaries,)))
    told = [f.because for look in seen for f in look.judgements[0].verdict.findings]
    assert any("strike 1 of this person" in because for because in told)
    assert any("strike 2 of this person" in because for because in told)
    tags = [look.proposal.update.add_tags for look in seen if look.proposal.update is not None]
    assert tags == [("abuse_boundary",), ("abuse_lead",)]


def test_words_of_distress_stir_the_persons_other_tickets_in_the_same_cycle() -> None:
    boundaries = Abuse.model_validate(
        {"name": "b", "kind": "abuse", "mode": "enforce", "notify": ["leads"], "approvers": []}
    )
    first = story(['mon 09:00 customer: writes "You are an idiot."'])
    second = story(['tue 09:00 customer: writes "My husband passed away last week."'], number=2)
    second = Story(second.ticket, [replace(e, id=e.id + 50) for e in second.events])
    seen = looks([first, second], boundaries, remembered=Remembered((boundaries,)))
    at_once = [look for look in seen if look.now == moment("tue 09:00")]
    assert [look.facts.ticket.id for look in at_once] == [2, 1], (
        "its words first, then what they mean elsewhere"
    )
    assert [f.episode.partition("/")[0] for f in at_once[1].judgements[0].verdict.findings] == ["care"]
