"""A policy is woken when its verdict may change, and no moment at which something is due passes without a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.calendar import Calendar
from policies.core.durations import Duration
from policies.core.facts import Change, Comment, Event, Facts, Origin, Side, Ticket
from policies.core.findings import Finding, Verdict
from policies.core.promised import Reading, promises_of
from policies.core.rungs import moment_of
from policies.core.settings import Settings
from policies.core.signals import About, Promise, Signals
from policies.core.steps import Step
from policies.core.timeline import fold
from policies.core.when import OURS, YOURS, Clock, Days, Span, When
from policies.follow_up import FollowUp
from policies.promise import Promise as PromisePolicy
from policies.silence import Silence
from tests.policies.histories import ACCOUNT, AGENTS, CUSTOMER, OFFICE

POLICY = PromisePolicy(name="kept-promises", kind="promise")
STEPS = (
    Step(before=Duration.parse("2 business hours"), add_tags=("soon",)),
    Step(add_tags=("due",)),
    Step(after=Duration.parse("4 business hours"), add_tags=("late",)),
)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
BERLIN = replace(OFFICE, zone="Europe/Berlin")


A_COMMENT = Comment(1, MONDAY, 1, 11, public=True, side=Side.SERVICE, channel="web")


ABOUT = st.sampled_from(list(About))
WHEN = st.one_of(
    st.none(),
    st.builds(
        When,
        days=st.builds(Days, weekday=st.integers(0, 6)),
        clock=st.none() | st.builds(Clock, st.integers(6, 22)),
    ),
    st.builds(When, span=st.builds(Span, days=st.integers(0, 4), seconds=st.integers(1, 40_000))),
    st.builds(
        When, days=st.builds(Days, shift=st.integers(-1, 3)), zone=st.sampled_from(["", "EST", YOURS, OURS])
    ),
)
PROMISES = st.lists(st.builds(Promise, ABOUT, st.just(0), st.just(9), WHEN, st.just(0.9)), max_size=3)


@st.composite
def comments(draw: st.DrawFn) -> list[Comment]:
    minutes = sorted(draw(st.lists(st.integers(0, 14 * 1440), min_size=1, max_size=6, unique=True)))
    return [
        replace(
            A_COMMENT,
            id=number,
            update_id=number,
            at=MONDAY + timedelta(minutes=minute),
            author_id=draw(st.sampled_from([*AGENTS.values(), CUSTOMER])),
            public=draw(st.booleans()),
            side=draw(st.sampled_from(list(Side))),
            answered=draw(st.booleans()),
            signals=Signals(language="en", promises=tuple(draw(PROMISES))),
        )
        for number, minute in enumerate(minutes, start=1)
    ]


def facts_at(
    said: Sequence[Comment], now: datetime, calendar: Calendar = BERLIN, *, solved: datetime | None = None
) -> Facts:
    ticket = Ticket(1, "solved" if solved else "open", MONDAY, CUSTOMER, requester_zone="America/New_York")
    events: list[Event] = [*said]
    if solved is not None:
        events.append(Change(99, solved, 99, 11, Origin.PERSON, "status", "open", "solved"))
    events.sort(key=lambda event: event.at)
    return Facts(fold(ticket, events, now), now, calendar, replace(ACCOUNT, zone="Europe/London"))


POLICIES: list[Settings] = [
    PromisePolicy(name="p", kind="promise", steps=STEPS, vague="note"),
    FollowUp(name="f", kind="follow_up", after=Duration.parse("1 day"), only_if="all", steps=STEPS),
    FollowUp(name="b", kind="follow_up", after=Duration.parse("1 day"), only_if=("broken_promise",)),
    Silence(name="s", kind="silence", after=Duration.parse("1 business days")),
]
SOLVED_TOO = st.booleans()
"""Whether the ticket was solved with the last comment."""


@given(said=comments(), policy=st.sampled_from(POLICIES), solved_too=SOLVED_TOO)
def test_a_recheck_lies_ahead_and_following_it_comes_to_an_end(
    said: list[Comment], policy: Settings, *, solved_too: bool
) -> None:
    now = max(comment.at for comment in said)
    solved = now if solved_too else None
    for _ in range(60):
        verdict = policy.decide(facts_at(said, now, solved=solved))
        assert verdict == policy.decide(facts_at(said, now, solved=solved)), (
            "decided twice, the same comes out"
        )
        if verdict.recheck is None:
            return
        assert verdict.recheck > now
        now = verdict.recheck
    pytest.fail("it never came to rest")


@given(
    said=comments(),
    minute=st.integers(0, 30 * 1440),
    policy=st.sampled_from(POLICIES),
    solved_too=SOLVED_TOO,
)
def test_between_two_rechecks_a_verdict_does_not_change(
    said: list[Comment], minute: int, policy: Settings, *, solved_too: bool
) -> None:
    now = max(comment.at for comment in said)
    solved = now if solved_too else None
    verdict = policy.decide(facts_at(said, now, solved=solved))
    later = now + timedelta(minutes=minute)
    if verdict.recheck is None or later < verdict.recheck:
        assert _named(policy.decide(facts_at(said, later, solved=solved))) == _named(verdict)


@given(
    day=st.integers(0, 6),
    hour=st.integers(10, 22),
    minute=st.integers(0, 21 * 1440),
    policy=st.sampled_from([policy for policy in POLICIES if isinstance(policy, FollowUp)]),
)
def test_a_promise_that_breaks_after_the_solving_is_not_slept_through(
    day: int, hour: int, minute: int, policy: FollowUp
) -> None:
    """Woken only at its rechecks, a policy has found by any moment what it finds at that moment."""
    when = When(days=Days(weekday=day), clock=Clock(hour))
    signals = Signals(language="en", promises=(Promise(About.CONTACT, 0, 9, when, 0.9),))
    said, later = [replace(A_COMMENT, signals=signals)], MONDAY + timedelta(minutes=minute)
    now = MONDAY
    while True:
        verdict = policy.decide(facts_at(said, now, solved=MONDAY))
        if verdict.recheck is None or verdict.recheck > later:
            break
        now = verdict.recheck
    assert _named(policy.decide(facts_at(said, later, solved=MONDAY))) == _named(verdict)


def _named(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.episode, finding.because) for finding in verdict.findings]


@given(
    whens=st.lists(
        st.builds(
            When, days=st.builds(Days, weekday=st.integers(0, 4)), clock=st.builds(Clock, st.integers(10, 16))
        ),
        min_size=3,
        max_size=3,
    )
)
def test_with_three_promises_and_three_rungs_no_due_moment_passes_without_a_decision(
    whens: list[When],
) -> None:
    promises = tuple(Promise(About.CONTACT, 0, 9, when, 0.9) for when in whens)
    said = [replace(A_COMMENT, signals=Signals(language="en", promises=promises))]
    policy = PromisePolicy(name="p", kind="promise", steps=STEPS, impossible="report")
    wanted = {one.due.moment for one in promises_of(facts_at(said, MONDAY), policy, Reading()) if one.due}
    decided, found, now = set(), set(), MONDAY
    while True:
        decided.add(now)
        verdict = policy.decide(facts_at(said, now))
        rungs = [rung for f in verdict.findings for rung in _rungs(f)]
        found |= {(f.episode, rung) for f in verdict.findings for rung in _rungs(f) if rung <= now}
        ahead = [m for m in (verdict.recheck, *rungs) if m is not None and m > now]
        if not ahead:
            break
        now = min(ahead)
    assert wanted <= decided
    assert len({episode for episode, _ in found}) == len(wanted)
    assert {rung for _, rung in found} <= decided


def _rungs(finding: Finding) -> list[datetime]:
    found = [moment_of(step, finding, BERLIN) for step in finding.steps or STEPS]
    return [rung for rung in found if rung is not None]
