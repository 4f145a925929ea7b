"""What became of promises, which words end them, and which notes are meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from policies.core.durations import Duration
from policies.core.facts import Comment, Side, Ticket
from policies.core.keys import action_key, reference_of
from policies.core.promised import Fate, Reading, promises_of
from policies.core.references import is_meant
from policies.core.signals import Signals
from policies.core.speech import CONVERSATIONS, is_word, told, why_unheard
from policies.core.steps import Step
from policies.promise import Promise as PromisePolicy
from tests.policies.histories import CUSTOMER, OFFICE, facts_of, moment

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


def test_another_year_is_told_with_a_moment() -> None:
    facts = facts_of(["mon 09:00 customer: writes"], "mon 10:00")
    assert told(facts, moment("fri 17:00")) == "Fri 06 Mar 17:00 UTC"
    assert told(facts, datetime(2027, 1, 5, 17, tzinfo=UTC)) == "Tue 05 Jan 2027 17:00 UTC"


@pytest.mark.parametrize("sort", ["impossible", "vague", "closing"])
def test_a_reference_to_what_has_a_step_of_its_own_is_known_whatever_the_steps(sort: str) -> None:
    """Also where the store has forgotten the note."""
    key = action_key("harbour", "kept-promises", 1, f"{sort}/100/1", "at once")
    policy = POLICY.model_copy(update={"steps": STEPS[:1]})
    facts = facts_of(["mon 09:00 customer: writes"], "mon 10:00")
    assert is_meant(reference_of(key), facts, policy, f"{sort}/100/1")


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


def test_a_holiday_added_later_moves_the_due_moment_and_nothing_is_read_again() -> None:
    history = ['mon 10:00 ana: answers "I will get back to you within 2 business days."']
    facts = facts_of(history, "wed 17:00")
    assert [f.since for f in POLICY.decide(facts).findings] == [moment("wed 17:00")]
    closed = replace(facts, calendar=replace(OFFICE, holidays=frozenset({date(2026, 3, 3)})))
    verdict = POLICY.decide(closed)
    assert (verdict.findings, verdict.recheck) == ((), moment("thu 17:00"))
