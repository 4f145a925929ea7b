"""What `explain` says would be written now is what the next cycle plans, while nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from integration.console.explained import explanation_data
from integration.engine.context import Context
from integration.engine.explain import explain_ticket
from integration.engine.judge import judge_changes, new_rationing
from integration.engine.read import read_exports
from integration.engine.undoing import ask_for_undo, plan_undo
from integration.store.schema import ticket
from integration.store.undoing import Asked
from policies.core.actions import State
from policies.core.facts import Facts
from policies.reassignment import Reassignment
from tests.end_to_end.conduct.scenes import DISTRESS, INSULT, THREAT, boundaries, orders, say, writes
from tests.integration.engine.acts import many_passed_around, policy, rows
from tests.integration.engine.harbour import Harbour
from tests.integration.engine.test_observe import content

OTHERS = """
[policies.kept]
kind = "promise"
mode = "enforce"
[[policies.kept.steps]]
before = "2 business hours"
note = true
[[policies.kept.steps]]
add_tags = ["promise_due"]
note = true
[policies.quiet]
kind = "silence"
mode = "enforce"
after = "2 hours"
[[policies.quiet.steps]]
add_tags = ["quiet"]
"""


def foreseen_and_planned(account: Context, ticket_ids: list[int]) -> tuple[set[str], set[str]]:
    """The actions that are foreseen for these tickets once they are read, and those that are planned then."""
    before = content(account.store.place)
    told = [explain_ticket(account, ticket_id) for ticket_id in ticket_ids]
    assert content(account.store.place) == before
    judge_changes(account, new_rationing(account))
    foreseen = {item.key for each in told if each.update is not None for item in each.update.items}
    return foreseen, {row.key for row in rows(account) if row.state == State.PLANNED}


def test_every_kind_plans_what_was_foreseen_over_two_days(harbour: Harbour) -> None:
    account = harbour.open(policy() + boundaries() + OTHERS)
    harbour.cycle(account)
    around = many_passed_around(harbour, 2)
    rough, threat, sad, promised = (harbour.ticket(agent=0) for _ in range(4))
    people = [harbour.world.add_user(name) for name in ("Mo Ray", "Lu Vann", "Jo Berg")]
    for number, text, who in zip((rough, threat, sad), (INSULT, THREAT, DISTRESS), people, strict=True):
        writes(harbour, number, text, who=who)
    say(harbour, promised, "I'll get back to you by tomorrow 3pm.", who=harbour.agents[0])
    orders(harbour, around[0], "#snooze 3 hours")
    ids, planned = [*around, rough, threat, sad, promised], 0
    for wait in (90, 3600, 3 * 3600, 20 * 3600, 4 * 3600, 20 * 3600):
        harbour.wait(wait)
        read_exports(account, drain=True)
        foreseen, now = foreseen_and_planned(account, ids)
        assert foreseen == now
        planned += len(now)
        for _ in range(2):
            harbour.cycle(account)
        writes(harbour, rough, INSULT, who=people[0])
    assert planned >= 10


def test_rough_words_on_a_ticket_that_the_store_never_saw_are_found(harbour: Harbour) -> None:
    account = harbour.open(boundaries())
    harbour.cycle(account)
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, INSULT)
    told = explain_ticket(account, ticket_id)
    assert told.live
    assert told.update is not None
    assert told.update.add_tags == ("abuse_boundary",)


def test_what_was_promised_on_a_merged_ticket_is_found_on_one_that_has_to_be_read(harbour: Harbour) -> None:
    account = harbour.open(OTHERS)
    harbour.cycle(account)
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=0)
    say(harbour, source, "I'll get back to you by tomorrow 3pm.", who=harbour.agents[0])
    harbour.cycle(account)
    with harbour.sandbox.lock:
        harbour.world.merge(source, target, harbour.agents[1])
    harbour.cycle(account)
    with account.store.transaction() as connection:
        connection.execute(update(ticket).where(ticket.c.ticket_id == target).values(complete=False))
    harbour.wait(30 * 3600)
    told = explain_ticket(account, target)
    assert told.live
    assert [f.ticket_id for f in told.policies[0].judgement.verdict.findings] == [source]


def test_an_undo_is_foreseen_though_we_wrote_to_the_ticket_a_short_while_ago(harbour: Harbour) -> None:
    account = harbour.open(policy())
    harbour.cycle(account)
    ids = many_passed_around(harbour, 1)
    for _ in range(2):
        harbour.cycle(account)
    harbour.wait(300)
    read_exports(account, drain=True)
    now = account.now()
    plan = plan_undo(
        account.store, Asked(policy="passed-around"), account.config.policies_in_order, now, note=False
    )
    ask_for_undo(account.store, plan, now, note=False)
    foreseen, planned = foreseen_and_planned(account, ids)
    assert foreseen == planned
    assert len(planned) == 1


def test_a_policy_that_raises_is_explained_with_the_exceptions_class_and_the_others_with_it(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = harbour.open(policy("broken") + policy("sound"))
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    for name in ("decide", "trace"):
        sound = getattr(Reassignment, name)

        def failing(self: Reassignment, facts: Facts, sound: Callable[..., Any] = sound) -> Any:  # noqa: ANN401 - of both
            if self.name == "broken":
                raise ZeroDivisionError("Pat wrote: 7 / 0")
            return sound(self, facts)

        monkeypatch.setattr(Reassignment, name, failing)
    data = explanation_data(account.config, explain_ticket(account, ticket_id))
    broken, other = data["policies"][:2]
    assert (broken["verdict"], broken["error"]) == ("error", "ZeroDivisionError")
    (unsure,) = [row["sentence"] for row in broken["conditions"] if row["met"] is None]
    assert unsure == "What it asks of a ticket cannot be told: it raised ZeroDivisionError."
    assert other["verdict"] == "found"
