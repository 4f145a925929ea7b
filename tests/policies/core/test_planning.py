"""Planning is pure: the same facts and ledger give the same plan, and planning twice plans nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.actions import Entry, InForce, Memory, Occasion, Reason, State, Update
from policies.core.calendar import ALWAYS_OPEN
from policies.core.durations import Duration
from policies.core.evaluation import Judgement
from policies.core.facts import Account, Facts, Ticket
from policies.core.findings import Finding, Verdict
from policies.core.keys import action_key, reference_of
from policies.core.ladder import BETWEEN_RUNGS
from policies.core.planning import Proposal, propose
from policies.core.settings import Settings
from policies.core.steps import Step

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ACCOUNT = Account("harbour")


class Watch(Settings):
    """A policy that finds what it is told to."""

    kind: Literal["watch"] = "watch"


def step(after: str | None = None, **actions: Any) -> Step:  # noqa: ANN401 - a step's own settings
    return Step(
        after=None if after is None else Duration.parse(after), **(actions or {"add_tags": ("told",)})
    )


def watch(name: str = "watch", steps: Sequence[Step] = (), **settings: Any) -> Watch:  # noqa: ANN401 - settings
    return Watch(name=name, mode=settings.pop("mode", "enforce"), steps=tuple(steps) or (step(),), **settings)


def facts(**ticket: Any) -> Facts:  # noqa: ANN401 - a ticket's columns
    values = {"status": "open", **ticket}
    bare = Ticket(id=1, created_at=NOW - timedelta(days=3), requester_id=9, **values)
    return Facts(bare, NOW, ALWAYS_OPEN, ACCOUNT)


def found(policy: Settings, since: datetime = NOW - timedelta(minutes=5), episode: str = "e/1") -> Judgement:
    return Judgement(policy, Verdict((Finding(episode, "It is so.", since),)))


def in_force(*policies: Settings, since: datetime = NOW - timedelta(days=2)) -> Memory:
    return Memory(in_force={p.name: InForce(enforced_since=since) for p in policies})


def key_of(policy: Settings, rung: Step, episode: str = "e/1") -> str:
    return action_key("harbour", policy.name, 1, episode, rung.id)


def with_entry(memory: Memory, policy: Settings, rung: Step, state: State, **more: Any) -> Memory:  # noqa: ANN401 - columns
    key = key_of(policy, rung)
    entry = Entry(key, policy.name, "e/1", rung.id, state, **more)
    return replace(memory, entries={**memory.entries, key: entry})


def carried_out(memory: Memory, proposal: Proposal) -> Memory:
    """The ledger after the plan was written."""
    items = proposal.update.items if proposal.update is not None else ()
    done = {i.key: Entry(i.key, i.policy.name, i.finding.episode, i.rung, State.DONE, NOW) for i in items}
    return replace(memory, entries={**memory.entries, **done})


def reasons(proposal: Proposal) -> dict[str, Reason]:
    return {held.step: held.reason for held in proposal.held}


rungs = st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True)
ages = st.integers(0, 8 * 60)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Judgement], Memory]:
    """Up to three policies with ladders, occasions of any age, some rungs written, some dismissed."""
    judgements: list[Judgement] = []
    memory = Memory()
    for number in range(draw(st.integers(1, 3))):
        steps = [
            step(
                f"{hours} hours" if hours else None,
                add_tags=(f"tag_{number}_{hours}",),
                note=draw(st.booleans()),
                priority=draw(st.sampled_from([None, "low", "high"])),
            )
            for hours in draw(rungs)
        ]
        policy = watch(
            f"policy-{number}",
            steps,
            rank=draw(st.integers(0, 2)),
            mode=draw(st.sampled_from(["enforce", "enforce", "observe"])),
            include_open=draw(st.booleans()),
        )
        judgements.append(found(policy, NOW - timedelta(minutes=draw(ages))))
        age = draw(st.none() | ages)
        force = InForce(enforced_since=NOW - timedelta(minutes=age) if age is not None else None)
        memory = replace(memory, in_force={**memory.in_force, policy.name: force})
        if draw(st.booleans()):
            occasion = Occasion(policy.name, "e/1", dismissed=draw(st.booleans()))
            memory = replace(memory, occasions={**memory.occasions, (policy.name, "e/1"): occasion})
        if draw(st.booleans()):
            state = draw(st.sampled_from(list(State)))
            at = NOW - timedelta(minutes=draw(ages)) if state is State.DONE else None
            memory = with_entry(memory, policy, steps[0], state, written_at=at)
    return judgements, memory


@given(situations())
def test_planning_twice_plans_nothing_new(situation: tuple[list[Judgement], Memory]) -> None:
    judgements, memory = situation
    first = propose(facts(), judgements, memory)
    assert propose(facts(), judgements, memory) == first, "the same facts, the same plan"
    second = propose(facts(), judgements, carried_out(memory, first))
    assert second.update is None or first.update is None
    if first.update is not None:
        assert second.update is None


@given(situations())
def test_every_rung_is_either_written_or_has_a_reason(situation: tuple[list[Judgement], Memory]) -> None:
    judgements, memory = situation
    proposal = propose(facts(), judgements, memory)
    items = proposal.update.items if proposal.update is not None else ()
    planned, held = [i.key for i in items], [h.key for h in proposal.held]
    assert len(set(planned) | set(held)) == len(planned) + len(held), "no rung is told twice"
    for judgement in judgements:
        for rung in judgement.policy.steps:
            entry = memory.entries.get(key_of(judgement.policy, rung))
            told = key_of(judgement.policy, rung) in {*planned, *held}
            assert told or (entry is not None and entry.state in (State.DONE, State.APPLIED, State.UNDONE))
    assert all(h.sentence for h in proposal.held)


@given(situations())
def test_no_due_moment_passes_without_a_decision(situation: tuple[list[Judgement], Memory]) -> None:
    judgements, memory = situation
    proposal = propose(facts(), judgements, memory)
    for judgement in judgements:
        (finding,) = judgement.verdict.findings
        ahead = [
            finding.since + (s.after.timedelta if s.after else timedelta(0)) for s in judgement.policy.steps
        ]
        ahead = [moment for moment in ahead if moment > NOW]
        if ahead:
            assert proposal.timers[judgement.policy.name] <= min(ahead)
    assert all(moment > NOW for moment in proposal.timers.values())


@given(situations())
def test_at_most_one_rung_of_an_occasion_is_written_at_once(
    situation: tuple[list[Judgement], Memory],
) -> None:
    judgements, memory = situation
    update = propose(facts(), judgements, memory).update
    names = [item.policy.name for item in update.items] if update is not None else []
    assert len(names) == len(set(names))


@pytest.mark.parametrize("status", ["closed", "deleted"])
def test_a_closed_ticket_gets_nothing(status: str) -> None:
    policy = watch()
    proposal = propose(facts(status=status), [found(policy)], in_force(policy))
    assert proposal.update is None
    assert reasons(proposal) == {"at once": Reason.CLOSED}


@pytest.mark.parametrize(("on_solved", "written"), [(False, False), (True, True)])
def test_a_solved_ticket_is_written_to_only_where_that_is_wanted(*, on_solved: bool, written: bool) -> None:
    policy = watch(on_solved=on_solved)
    proposal = propose(facts(status="solved"), [found(policy)], in_force(policy))
    assert (proposal.update is not None) == written
    assert reasons(proposal) == ({} if written else {"at once": Reason.CLOSED})


@pytest.mark.parametrize("state", [State.DONE, State.UNDONE, State.FAILED])
def test_what_was_written_or_failed_is_not_tried_again(state: State) -> None:
    policy = watch()
    memory = with_entry(in_force(policy), policy, policy.steps[0], state)
    assert reasons(propose(facts(), [found(policy)], memory)) == {"at once": Reason.DONE}


@pytest.mark.parametrize("state", [State.SENDING, State.QUEUED, State.APPLIED])
def test_nothing_is_written_to_a_ticket_whose_last_write_has_not_come_back(state: State) -> None:
    one, other = watch("one"), watch("other")
    memory = with_entry(in_force(one, other), one, one.steps[0], state)
    proposal = propose(facts(), [found(one), found(other)], memory)
    assert proposal.update is None
    (held,) = [h for h in proposal.held if h.policy == "other"]
    assert held.reason is Reason.UNDER_WAY
    assert held.until is not None, "it is looked at again even if the echo never comes"


def test_half_an_hour_lies_between_two_rungs() -> None:
    policy = watch(steps=[step(), step("1 hour")])
    wrote = NOW - timedelta(minutes=10)
    memory = with_entry(in_force(policy), policy, policy.steps[0], State.DONE, written_at=wrote)
    proposal = propose(facts(), [found(policy, NOW - timedelta(hours=2))], memory)
    assert reasons(proposal)["after 1 hour"] is Reason.EARLY
    assert proposal.timers == {"watch": wrote + BETWEEN_RUNGS}


def test_a_dismissed_occasion_is_left_alone_and_another_one_is_not() -> None:
    policy = watch()
    known = {("watch", "e/1"): Occasion("watch", "e/1", dismissed=True)}
    memory = replace(in_force(policy), occasions=known)
    assert reasons(propose(facts(), [found(policy)], memory)) == {"at once": Reason.DISMISSED}
    assert propose(facts(), [found(policy, episode="e/2")], memory).update is not None


def test_only_a_note_on_a_shared_ticket_is_held_and_the_rest_goes_without_it() -> None:
    noting, tagging = watch("noting", [step(note=True)]), watch("tagging", [step(note=True, add_tags=("t",))])
    memory = in_force(noting, tagging)
    proposal = propose(facts(shared=True), [found(noting), found(tagging)], memory)
    assert update_of(proposal).add_tags == ("t",)
    assert not update_of(proposal).note
    assert reasons(proposal) == {"at once": Reason.SHARED}
    assert update_of(proposal).remarks, "and the ledger says what was left out"


def test_fields_that_equal_ranks_dispute_are_nobodys_custom_fields_too() -> None:
    one = watch("one", [step(priority="low", custom_fields={"Region": "north"}, add_tags=("one",))])
    two = watch("two", [step(priority="high", custom_fields={"Region": "south"})])
    proposal = propose(facts(), [found(one), found(two)], in_force(one, two))
    update = update_of(proposal)
    assert (update.priority, dict(update.custom_fields), update.add_tags) == (None, {}, ("one",))
    assert [(h.policy, h.reason) for h in proposal.held] == [("two", Reason.CONFLICT)]


def test_a_higher_rank_wins_and_nobody_is_held() -> None:
    one = watch("one", [step(priority="low", custom_fields={"Region": "north"})], rank=3)
    two = watch("two", [step(priority="high", custom_fields={"Region": "south"})])
    proposal = propose(facts(), [found(two), found(one)], in_force(one, two))
    assert update_of(proposal).priority == "low"
    assert dict(update_of(proposal).custom_fields) == {"Region": "north"}
    assert proposal.held == ()


def test_a_reference_belongs_to_the_updates_first_key() -> None:
    policy = watch()
    update = update_of(propose(facts(), [found(policy)], in_force(policy)))
    assert update.reference == reference_of(key_of(policy, policy.steps[0]))
    assert update.reference.startswith("SH-")
    assert len(update.reference) == 11


def test_a_renamed_policy_is_known_by_its_first_name() -> None:
    old, new = watch("old"), watch("new")
    memory = Memory(
        in_force={"new": InForce(identity="old", enforced_since=NOW - timedelta(days=2))},
        entries=with_entry(Memory(), old, old.steps[0], State.DONE).entries,
    )
    assert reasons(propose(facts(), [found(new)], memory)) == {"at once": Reason.DONE}


def update_of(proposal: Proposal) -> Update:
    assert proposal.update is not None
    return proposal.update
