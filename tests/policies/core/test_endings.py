"""An occasion that ends by itself takes our tags with it, quietly; one that a person dismissed is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from policies.core.actions import Entry, Memory, Occasion, Reason, State, is_end
from policies.core.evaluation import Judgement
from policies.core.findings import Verdict
from policies.core.keys import action_key
from policies.core.planning import Proposal, propose
from policies.core.settings import Settings
from policies.core.steps import OnEnd
from tests.policies.core.test_planning import NOW, facts, found, watch

BEGAN = NOW - timedelta(hours=3)
TAGS = frozenset({"told", "vip"})


def ended(policy: Settings) -> Judgement:
    """The policy looked and found nothing."""
    return Judgement(policy, Verdict(because="It is answered."))


def written(
    policy: Settings, *, episode: str = "e/1", since: datetime = BEGAN, dismissed: bool = False
) -> Memory:
    """One occasion whose first rung put the tag `told` on."""
    key = action_key("harbour", policy.name, 1, episode, "at once")
    entry = Entry(
        key, policy.name, episode, "at once", State.DONE, written_at=BEGAN, own_tags=frozenset({"told"})
    )
    occasion = Occasion(policy.name, episode, dismissed=dismissed, since=since)
    return Memory({key: entry}, {(policy.name, episode): occasion})


def removed(proposal: Proposal) -> tuple[str, ...]:
    return proposal.update.remove_tags if proposal.update is not None else ()


def test_our_tag_comes_off_without_a_note_and_nobody_elses_does() -> None:
    policy = watch()
    proposal = propose(facts(tags=TAGS), [ended(policy)], written(policy))
    assert removed(proposal) == ("told",)
    assert proposal.update is not None
    assert not proposal.update.note
    assert [is_end(item.rung) for item in proposal.update.items] == [True]


def test_what_was_cleared_once_is_not_cleared_again() -> None:
    policy = watch()
    memory = written(policy)
    first = propose(facts(tags=TAGS), [ended(policy)], memory)
    assert first.update is not None
    (item,) = first.update.items
    done = Entry(item.key, policy.name, "e/1", item.rung, State.DONE, written_at=NOW)
    again = replace(memory, entries={**memory.entries, item.key: done})
    assert propose(facts(tags=TAGS), [ended(policy)], again).update is None


@pytest.mark.parametrize(
    "settings",
    [{"clear_tags": False}, {"mode": "observe"}],
    ids=["clear_tags is off", "the policy only observes by now"],
)
def test_nothing_is_cleared_when(settings: dict[str, object]) -> None:
    policy = watch(**settings)
    assert propose(facts(tags=TAGS), [ended(policy)], written(policy)).update is None


def test_a_dismissed_occasion_is_a_persons_and_not_cleared() -> None:
    policy = watch()
    memory = written(policy, dismissed=True)
    assert propose(facts(tags=TAGS), [ended(policy)], memory).update is None


def test_nothing_ends_where_the_policy_did_not_look() -> None:
    policy = watch()
    for unseen in (
        Judgement(policy, Verdict(), out_of_scope="Its group is Billing."),
        Judgement(policy, Verdict(), error="X"),
    ):
        assert propose(facts(tags=TAGS), [unseen], written(policy)).update is None


def test_a_tag_that_another_open_occasion_stands_behind_stays() -> None:
    policy = watch()
    first, second = written(policy), written(policy, episode="e/2")
    memory = Memory({**first.entries, **second.entries}, {**first.occasions, **second.occasions})
    proposal = propose(facts(tags=TAGS), [found(policy, BEGAN, "e/2")], memory)
    assert proposal.update is None
    later = propose(facts(tags=TAGS), [ended(policy)], memory)
    assert removed(later) == ("told",)


def test_on_end_adds_its_tags_where_the_occasion_had_begun_and_only_there() -> None:
    policy = watch(on_end=OnEnd(add_tags=("promise_kept_late",)))
    late = propose(facts(tags=TAGS), [ended(policy)], written(policy)).update
    assert late is not None
    assert late.add_tags == ("promise_kept_late",)
    in_time = propose(
        facts(tags=TAGS), [ended(policy)], written(policy, since=NOW + timedelta(hours=1))
    ).update
    assert in_time is not None
    assert (in_time.add_tags, in_time.remove_tags) == ((), ("told",))


def test_a_solved_ticket_is_cleared_and_a_closed_one_refuses() -> None:
    policy = watch()
    assert removed(propose(facts(tags=TAGS, status="solved"), [ended(policy)], written(policy))) == ("told",)
    closed = propose(facts(tags=TAGS, status="closed"), [ended(policy)], written(policy))
    assert closed.update is None
    assert [held.reason for held in closed.held] == [Reason.CLOSED]


def test_nothing_is_cleared_while_our_last_write_is_on_its_way() -> None:
    policy = watch()
    memory = written(policy)
    key = action_key("harbour", policy.name, 1, "e/9", "at once")
    sending = Entry(key, policy.name, "e/9", "at once", State.SENDING)
    proposal = propose(
        facts(tags=TAGS), [ended(policy)], replace(memory, entries={**memory.entries, key: sending})
    )
    assert proposal.update is None
    assert {held.reason for held in proposal.held} == {Reason.UNDER_WAY}
