"""A person of the service side dismisses by taking our tag off; nobody and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from integration.engine.context import Context
from integration.sandbox.records import AUTOMATION, SYSTEM, TRIGGER, Effect, Via
from tests.integration.engine.acts import findings, gaps, many_passed_around, person, policy, states
from tests.integration.engine.harbour import Harbour

LADDER = """[[steps]]
add_tags = ["passed_around"]
note = true
[[steps]]
after = "2 hours"
add_tags = ["passed_around_again"]
note = true
"""
OFF = {"remove_tags": ["passed_around"]}


def told(
    harbour: Harbour, text: str | None = None, extra: str = "", tags: Sequence[str] = ()
) -> tuple[Context, int]:
    """A ticket with our note and tag, the echo read."""
    account = harbour.open(text or policy(steps=LADDER), extra)
    harbour.cycle(account)
    ticket_id = harbour.ticket(tags=tags)
    harbour.hand(ticket_id, 1, 2, 0)
    for _ in range(3):
        harbour.cycle(account)
    assert "passed_around" in harbour.tags(ticket_id)
    return account, ticket_id


def test_a_person_who_takes_the_tag_off_ends_the_occasion_with_all_its_rungs(harbour: Harbour) -> None:
    account, ticket_id = told(harbour)
    person(harbour, ticket_id, OFF, actor=harbour.agents[1])
    for _ in range(2):
        harbour.cycle(account)
    (occasion,) = findings(account)
    assert (occasion.state, occasion.ended_by) == ("dismissed", harbour.agents[1])
    harbour.wait(3 * 3600)
    for _ in range(2):
        harbour.cycle(account)
    person(harbour, ticket_id, {"priority": "high"})
    for _ in range(2):
        harbour.cycle(account)
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 1
    assert states(account, ticket_id)["passed-around: after 2 hours"] == "held: dismissed"


def test_a_person_under_our_own_user_is_a_person_and_may_dismiss(harbour: Harbour) -> None:
    account, ticket_id = told(harbour)
    person(harbour, ticket_id, OFF, actor=harbour.world.service_user_id)
    harbour.cycle(account)
    assert findings(account)[0].state == "dismissed"


def by_trigger(harbour: Harbour, ticket_id: int) -> None:
    effect = Effect(OFF, Via("rule", TRIGGER, "Tidy up", 7))
    person(harbour, ticket_id, {"priority": "low"}, effects=[effect])


def by_automation(harbour: Harbour, ticket_id: int) -> None:
    person(harbour, ticket_id, OFF, actor=SYSTEM, via=Via("rule", AUTOMATION, "Nightly", 8))


def by_macro(harbour: Harbour, ticket_id: int) -> None:
    with harbour.sandbox.lock:
        audit = harbour.world.update(ticket_id, harbour.agents[0], OFF)
        reference = {"id": harbour.world.next_id(), "type": "AgentMacroReference", "macro_id": "4411"}
        audit.events.append(reference)


def by_ignored_app(harbour: Harbour, ticket_id: int) -> None:
    person(harbour, ticket_id, OFF, actor=harbour.agents[3])


def by_customer(harbour: Harbour, ticket_id: int) -> None:
    person(harbour, ticket_id, OFF, actor=harbour.customer)


def by_merge(harbour: Harbour, ticket_id: int) -> None:
    person(harbour, ticket_id, OFF, via=Via("web", "merge"))


@pytest.mark.parametrize(
    "removal", [by_trigger, by_automation, by_macro, by_ignored_app, by_customer, by_merge]
)
def test_what_is_no_person_of_the_service_side_dismisses_nothing(
    harbour: Harbour, removal: Callable[[Harbour, int], None]
) -> None:
    ignore = '[scope]\nignore_actors = ["dora.lind@example.com"]\n'
    account, ticket_id = told(harbour, extra=ignore)
    removal(harbour, ticket_id)
    for _ in range(3):
        harbour.cycle(account)
    assert [f.state for f in findings(account)] == ["open"]
    assert "passed_around" not in harbour.tags(ticket_id), "it is not put back"
    harbour.wait(2 * 3600)
    for _ in range(2):
        harbour.cycle(account)
    assert "passed_around_again" in harbour.tags(ticket_id), "the occasion goes on"
    assert len(harbour.notes(ticket_id)) == 2


def test_a_tag_that_was_there_before_us_is_not_ours(harbour: Harbour) -> None:
    account, ticket_id = told(harbour, tags=["passed_around"])
    person(harbour, ticket_id, OFF)
    for _ in range(2):
        harbour.cycle(account)
    assert [f.state for f in findings(account)] == ["open"]


def test_removing_one_policys_tag_leaves_the_other_policys_occasion_alone(harbour: Harbour) -> None:
    account, ticket_id = told(harbour, policy() + policy("other"))
    assert len(harbour.notes(ticket_id)) == 1
    person(harbour, ticket_id, OFF)
    harbour.cycle(account)
    assert {f.policy: f.state for f in findings(account)} == {"passed-around": "dismissed", "other": "open"}


def test_a_trigger_that_takes_our_tag_off_within_our_own_update_is_not_fought(harbour: Harbour) -> None:
    account = harbour.open(policy(steps=LADDER))
    harbour.cycle(account)
    update = harbour.world.update

    def with_trigger(ticket_id: int, actor_id: int, *args: object, **options: object) -> object:
        if actor_id == harbour.world.service_user_id:
            options["effects"] = [Effect(OFF, Via("rule", TRIGGER, "No new tags", 9))]
        return update(ticket_id, actor_id, *args, **options)  # type: ignore[arg-type]

    harbour.world.update = with_trigger  # type: ignore[assignment, method-assign]
    ids = many_passed_around(harbour, 4)  # one alone, the others in a batch
    for _ in range(12):
        harbour.cycle(account)
    own = [a.ticket_id for a in harbour.world.audit_by_id.values() if a.custom]
    assert sorted(own) == ids, "one update each"
    assert [harbour.tags(i) for i in ids] == [set()] * 4
    assert {f.state for f in findings(account)} == {"open"}


def test_a_rule_that_takes_our_tag_off_is_counted_by_its_id(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    ticket_id = harbour.passed_around()
    harbour.cycle(account)
    person(
        harbour, ticket_id, {"status": "pending"}, effects=[Effect(OFF, Via("rule", TRIGGER, "Tidy up", 7))]
    )
    harbour.cycle(account)
    assert gaps(account)["tag_taken_off", "rule 7"] == 1
    assert {row.state for row in findings(account)} == {"open"}
