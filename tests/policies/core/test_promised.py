"""What became of promises, and that no moment at which something is due passes without a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.actions import action_key, reference_of
from policies.core.calendar import Calendar
from policies.core.clocks import ZONES, Zone, in_zone
from policies.core.durations import Duration
from policies.core.facts import Comment, Facts, Side, Ticket
from policies.core.findings import Finding, Verdict
from policies.core.promised import Fate, Reading, promises_of
from policies.core.references import is_meant
from policies.core.rungs import moment_of
from policies.core.settings import Settings, Step
from policies.core.signals import About, Promise, Signals
from policies.core.speech import CONVERSATIONS, is_word, why_unheard
from policies.core.statuses import entered, owners_then, was_reopened
from policies.core.timeline import fold
from policies.core.when import OURS, YOURS, Clock, Days, Span, When
from policies.follow_up import FollowUp
from policies.promise import Promise as PromisePolicy
from policies.silence import Silence
from tests.policies.histories import ACCOUNT, AGENTS, CUSTOMER, OFFICE, facts_of, moment

POLICY = PromisePolicy(name="kept-promises", kind="promise")
STEPS = (
    Step(before=Duration.parse("2 business hours"), add_tags=("soon",)),
    Step(add_tags=("due",)),
    Step(after=Duration.parse("4 business hours"), add_tags=("late",)),
)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
BERLIN = replace(OFFICE, zone="Europe/Berlin")


def fates(*history: str, now: str = "fri 18:00", reading: Reading | None = None) -> list[str]:
    return [one.fate.value for one in promises_of(facts_of(history, now), POLICY, reading or Reading())]


# --- fates


@pytest.mark.parametrize(
    ("later", "fate"),
    [
        ([], "broken"),
        (['thu 10:00 ben: answers "It is mended."'], "kept"),
        (['fri 17:30 ben: answers "It is mended."'], "kept late"),
        (['thu 10:00 ben: answers "I will call you on Monday."'], "moved"),
        (['fri 17:30 ben: answers "I will call you on Monday."'], "kept late"),
        (['fri 17:30 ana: notes "#kept"'], "kept"),
    ],
)
def test_what_becomes_of_a_promise(later: list[str], fate: str) -> None:
    found = fates('mon 10:00 ana: answers "I will get back to you by Friday."', *later)
    assert found[0] == fate


def test_promises_of_one_comment_end_together_and_do_not_end_each_other() -> None:
    both = 'mon 10:00 ana: answers "I will get back to you by Friday. We will refund it by Thursday."'
    assert fates(both, now="wed 10:00") == ["open", "open"]
    assert fates(both, 'wed 10:00 ben: answers "I will call you tomorrow."', now="wed 11:00") == [
        "moved",
        "moved",
        "open",
    ]


def test_a_forecast_and_a_vague_promise_move_nothing() -> None:
    first = 'mon 10:00 ana: answers "I will get back to you by Friday."'
    assert fates(first, 'tue 10:00 ana: answers "Your parcel arrives on Wednesday."') == ["kept"]
    assert fates(first, 'tue 10:00 ana: answers "We will get back to you soon."') == ["kept", "open"]


# --- which words, whose clock, which note


A_COMMENT = Comment(1, MONDAY, 1, 11, public=True, side=Side.SERVICE, channel="web")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({}, True),
        ({"channel": "email"}, True),
        ({"public": False}, False),
        ({"side": Side.CUSTOMER}, False),
        ({"side": Side.THIRD}, False),
        ({"side": Side.MACHINE}, False),
        ({"signals": Signals(automatic=True)}, False),
        ({"signals": Signals()}, True),
        ({"channel": "voice"}, False),
        ({"channel": "voice", "answered": True}, True),
        ({"channel": "voice", "answered": True, "side": Side.CUSTOMER}, True),
        ({"channel": "voice", "side": Side.CUSTOMER}, False),
    ],
)
def test_what_is_a_word_of_the_service(values: dict[str, Any], *, word: bool) -> None:
    assert is_word(replace(A_COMMENT, **values)) is word


@pytest.mark.parametrize("channel", [*sorted(CONVERSATIONS), "sunshine_conversations_api"])
def test_a_conversation_is_heard_only_when_asked_for_and_read(channel: str) -> None:
    ticket = Ticket(1, "open", MONDAY, CUSTOMER, channel=channel)
    assert why_unheard(ticket, messaging=False)
    assert why_unheard(ticket, messaging=True)
    assert not why_unheard(replace(ticket, conversation_read=True), messaging=True)
    assert not why_unheard(replace(ticket, channel="email"), messaging=False)


ZONED = replace(
    facts_of(["mon 09:00 customer: writes"], "mon 10:00", requester_zone="Eastern Time (US & Canada)"),
    account=replace(ACCOUNT, zones={11: "Europe/Berlin", 12: "No/Where"}, zone="Asia/Tokyo"),
)


@pytest.mark.parametrize(
    ("said", "author", "order", "zone", "left"),
    [
        ("", 11, ZONES, "America/New_York", ""),
        ("", 11, ("text", "agent"), "Europe/Berlin", ""),
        ("", 12, ("agent", "account"), "Asia/Tokyo", ""),
        ("", 12, ("agent",), "Etc/UTC", ""),
        ("EST", 11, ("text", "agent"), "Europe/Berlin", "EST"),
        ("EST", 11, ("agent",), "Europe/Berlin", ""),
        (YOURS, 11, ("text", "agent"), "America/New_York", ""),
        (YOURS, 11, ("agent",), "Europe/Berlin", ""),
        (OURS, 11, ZONES, "Europe/Berlin", ""),
        (OURS, 13, ZONES, "Asia/Tokyo", ""),
    ],
)
def test_whose_clock_is_read(said: str, author: int, order: Sequence[Zone], zone: str, left: str) -> None:
    when, found = in_zone(ZONED, When(clock=Clock(15), zone=said), author, order)
    assert (found, when.zone) == (zone, left)


def test_a_reference_keeps_the_promise_that_its_note_told_of_and_no_other() -> None:
    policy = POLICY.model_copy(update={"steps": STEPS})
    promised = 'mon 10:00 ana: answers "I will call you on Tuesday. We will refund it by Thursday."'
    key = action_key("harbour", "kept-promises", 1, "promise/100/1", "at once")
    facts = facts_of([promised, f'tue 18:00 ana: notes "#kept {reference_of(key)}"'], "fri 18:00")
    assert [one.fate for one in promises_of(facts, policy, Reading())] == [Fate.KEPT, Fate.BROKEN]
    facts = facts_of([promised, 'tue 18:00 ana: notes "#kept SH-00000000"'], "fri 18:00")
    assert [one.fate for one in promises_of(facts, policy, Reading())] == [Fate.BROKEN, Fate.BROKEN]


def test_a_note_that_told_of_several_occasions_keeps_them_all() -> None:
    facts = facts_of(["mon 09:00 customer: writes"], "mon 10:00")
    told = {"SH-12345678": frozenset({("other", "1/1"), ("kept-promises", "promise/100/1")})}
    facts = replace(facts, references=told)
    assert is_meant("SH-12345678", facts, POLICY, "promise/100/1")
    assert not is_meant("SH-12345678", facts, POLICY, "promise/100/2")
    assert is_meant(None, facts, POLICY, "promise/100/2")


@pytest.mark.parametrize(("name", "was"), [("kept-promises", None), ("answers", "kept-promises")])
@pytest.mark.parametrize("ticket_id", [1, 48])
def test_a_reference_outlives_a_renaming_and_a_merge(name: str, was: str | None, ticket_id: int) -> None:
    key = action_key("harbour", "kept-promises", ticket_id, "promise/100/1", "at once")
    policy = PromisePolicy(name=name, was=was, kind="promise", steps=STEPS)
    facts = facts_of(["mon 09:00 customer: writes"], "mon 10:00")
    assert is_meant(reference_of(key), facts, policy, "promise/100/1", ticket_id=48)


# --- statuses


def test_when_a_ticket_came_into_a_status() -> None:
    history = [
        "mon 10:00 ana: status -> hold",
        "tue 10:00 ana: status -> solved",
        "wed 10:00 ben: status -> open",
    ]
    ticket = facts_of(history, "fri 10:00").ticket
    change = entered(ticket, ("open", "hold"))
    assert change is not None
    assert change.at == moment("wed 10:00")
    assert entered(ticket, ("solved",)) is None
    assert was_reopened(ticket)
    assert not was_reopened(facts_of(history, "tue 12:00").ticket)


@pytest.mark.parametrize(
    ("at", "owners"),
    [("mon 09:30", {11}), ("mon 10:00", {11, 12}), ("mon 11:00", {12}), ("tue 11:00", set())],
)
def test_who_had_the_ticket_when_a_comment_came(at: str, owners: set[int]) -> None:
    history = [
        "mon 09:00 created: assignee -> ana",
        "mon 10:00 ana: assignee -> ben",
        "tue 10:00 ben: assignee -> nobody",
        "wed 10:00 cem: assignee -> cem",
    ]
    ticket = facts_of(history, "fri 10:00").ticket
    update = 200 if at == "mon 10:00" else 9
    assert owners_then(ticket, replace(A_COMMENT, at=moment(at), update_id=update)) == owners


# --- laws

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


def facts_at(said: Sequence[Comment], now: datetime, calendar: Calendar = BERLIN) -> Facts:
    ticket = Ticket(1, "open", MONDAY, CUSTOMER, requester_zone="America/New_York")
    return Facts(fold(ticket, said, now), now, calendar, replace(ACCOUNT, zone="Europe/London"))


POLICIES: list[Settings] = [
    PromisePolicy(name="p", kind="promise", steps=STEPS, vague="note"),
    FollowUp(name="f", kind="follow_up", after=Duration.parse("1 day"), only_if="all", steps=STEPS),
    Silence(name="s", kind="silence", after=Duration.parse("1 business days")),
]


@given(said=comments(), policy=st.sampled_from(POLICIES))
def test_a_recheck_lies_ahead_and_following_it_comes_to_an_end(said: list[Comment], policy: Settings) -> None:
    now = max(comment.at for comment in said)
    for _ in range(60):
        verdict = policy.decide(facts_at(said, now))
        assert verdict == policy.decide(facts_at(said, now)), "decided twice, the same comes out"
        if verdict.recheck is None:
            return
        assert verdict.recheck > now
        now = verdict.recheck
    pytest.fail("it never came to rest")


@given(said=comments(), minute=st.integers(0, 30 * 1440), policy=st.sampled_from(POLICIES))
def test_between_two_rechecks_a_verdict_does_not_change(
    said: list[Comment], minute: int, policy: Settings
) -> None:
    now = max(comment.at for comment in said)
    verdict = policy.decide(facts_at(said, now))
    later = now + timedelta(minutes=minute)
    if verdict.recheck is None or later < verdict.recheck:
        assert _named(policy.decide(facts_at(said, later))) == _named(verdict)


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


def test_a_holiday_added_later_moves_the_due_moment_and_nothing_is_read_again() -> None:
    history = ['mon 10:00 ana: answers "I will get back to you within 2 business days."']
    facts = facts_of(history, "wed 17:00")
    assert [f.since for f in POLICY.decide(facts).findings] == [moment("wed 17:00")]
    closed = replace(facts, calendar=replace(OFFICE, holidays=frozenset({date(2026, 3, 3)})))
    verdict = POLICY.decide(closed)
    assert (verdict.findings, verdict.recheck) == ((), moment("thu 17:00"))
