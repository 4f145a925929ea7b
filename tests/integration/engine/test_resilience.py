"""What would be worst on a live queue: a flood after edits, one bad ticket that stops all, a refusal that sticks."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from integration.engine.context import Context
from integration.sandbox.faults import Fault
from integration.store.database import copy_store
from integration.store.schema import run, ticket
from integration.zendesk.jobs import JobStatus
from policies.core.actions import State
from tests.integration.engine.acts import findings, many_passed_around, person, policy, rows, states, written
from tests.integration.engine.harbour import Harbour

LADDER = """
[[steps]]
add_tags = ["one"]
note = true
[[steps]]
after = "2 hours"
add_tags = ["two"]
note = true
"""


def edited(harbour: Harbour, account: Context, extra: str) -> Context:
    """The service, started again with another judging setting."""
    account.store.release_lease()
    return harbour.open(policy(extra=extra))


def test_what_an_edit_made_history_stays_history_through_further_edits(harbour: Harbour) -> None:
    account = harbour.open(policy(extra="max_handoffs = 5"))
    harbour.cycle(account)
    many_passed_around(harbour, 4)
    harbour.cycle(account)
    for extra in ("max_handoffs = 3", 'max_handoffs = 3\nwindow = "6 business days"', "max_handoffs = 2"):
        account = edited(harbour, account, extra)
        for _ in range(2):
            harbour.cycle(account)
        assert written(harbour) == []
        assert {row.reason for row in rows(account) if row.state == State.HELD} == {"history"}
    fresh = many_passed_around(harbour, 1)
    harbour.cycle(account)
    assert written(harbour) == fresh


def test_a_ticket_that_zendesk_will_not_show_stops_no_other(harbour: Harbour) -> None:
    account = harbour.open(policy())
    harbour.cycle(account)
    hidden = harbour.ticket()
    others = many_passed_around(harbour, 3)
    harbour.cycle(account, after=1)
    with account.store.transaction() as connection:
        own = ticket.c.ticket_id == hidden
        connection.execute(ticket.update().where(own).values(complete=False, to_judge=True))
    harbour.sandbox.faults.add(Fault("status", path=f"tickets/{hidden}/audits", status=403, times=None))
    asked = 0
    for _ in range(4):
        report = harbour.cycle(account)
        asked += report.counts.get("unreadable", 0)
    assert written(harbour) == others
    assert asked == 1  # and again in an hour


@pytest.mark.parametrize("status", [400, 403])
def test_a_batch_that_is_refused_whole_is_written_ticket_by_ticket(harbour: Harbour, status: int) -> None:
    account = harbour.open(policy())
    harbour.cycle(account)
    due = many_passed_around(harbour, 6)
    harbour.sandbox.faults.add(Fault("html", method="PUT", path="update_many", status=status, times=1))
    for _ in range(3):
        harbour.cycle(account)
    assert written(harbour) == due
    assert all(len(harbour.notes(t)) == 1 for t in due)


def test_a_dismissal_is_known_again_after_an_older_backup_is_restored(harbour: Harbour) -> None:
    account = harbour.open(policy(steps=LADDER))
    harbour.cycle(account)
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.cycle(account)
    person(harbour, ticket_id, {"remove_tags": ["one"]}, actor=harbour.agents[1])
    harbour.cycle(account)
    account.store.release_lease()
    restored = harbour.open(policy(steps=LADDER), store="backup.db")
    for _ in range(3):
        harbour.cycle(restored)
    harbour.cycle(restored, after=7300)
    harbour.cycle(restored)
    assert states(restored, ticket_id)["passed-around: after 2 hours"] == "held: dismissed"
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 1


def test_a_note_whose_mark_is_lost_is_not_written_again_however_often_its_ticket_is_judged(
    harbour: Harbour,
) -> None:
    harbour.world.switches.batch_metadata = "ignored"
    account = harbour.open()
    harbour.cycle(account)
    many_passed_around(harbour, 2)
    for _ in range(3):
        harbour.cycle(account)
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    ids = many_passed_around(harbour, 3)
    for _ in range(3):
        harbour.cycle(account)
    account.store.release_lease()
    restored = harbour.open(store="backup.db")
    for turn in range(6):
        if turn % 2 == 0:
            harbour.wait(3600)
            for ticket_id in ids:
                person(harbour, ticket_id, {"priority": ("low", "high")[turn % 4 == 0]})
        harbour.cycle(restored)
    assert [len(harbour.notes(i)) for i in ids] == [1] * 3
    assert {states(restored, i)["passed-around: at once"] for i in ids} == {"held: done already"}


def test_our_own_taking_off_of_a_tag_is_no_dismissal_even_if_only_the_audits_tell_of_it(
    harbour: Harbour,
) -> None:
    harbour.world.switches.batch_metadata = "ignored"
    steps = """
[[steps]]
add_tags = ["one"]
[[steps]]
after = "2 hours"
add_tags = ["two"]
remove_tags = ["one"]
[[steps]]
after = "4 hours"
add_tags = ["three"]
"""
    account = harbour.open(policy(steps=steps))
    harbour.cycle(account)
    due = many_passed_around(harbour, 3)
    for _ in range(3):
        harbour.cycle(account)
    harbour.sandbox.jobs.fates.append("killed_midway")
    harbour.cycle(account, after=7000)
    for _ in range(3):
        harbour.cycle(account)
    harbour.cycle(account, after=7200)
    harbour.cycle(account)
    assert {row.state for row in findings(account)} == {"open"}
    assert all("three" in harbour.tags(ticket_id) for ticket_id in due)


def test_one_note_of_several_policies_is_one_stranger(harbour: Harbour) -> None:
    three = policy("p-one") + policy("p-two") + policy("p-three")
    first = harbour.open(three)
    second = harbour.open(three, store="second.db")
    for account in (first, second):
        harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.cycle(first)
    for _ in range(3):
        harbour.cycle(second)
    assert len(harbour.notes(ticket_id)) == 1
    assert second.store.load_account().strangers <= 1
    assert second.store.load_account().brake is None


def test_a_cycle_that_did_nothing_leaves_no_row(harbour: Harbour) -> None:
    account = harbour.open(policy())
    for _ in range(5):
        harbour.cycle(account)
    with account.store.reading() as connection:
        assert [row for row in connection.execute(select(run.c.counts)) if not any(row.counts.values())] == []


@pytest.mark.parametrize(
    "details", ["Requester: Pat Customer is suspended.", "Email: pat@example.com has already been taken"]
)
def test_a_jobs_refusal_names_no_customer(details: str) -> None:
    job = {
        "id": "V3-1",
        "status": "completed",
        "results": [{"id": 1, "error": "TicketUpdateFailed", "details": details}],
    }
    (row,) = JobStatus.model_validate(job).rows()
    assert "Pat" not in row.sentence
    assert "pat@" not in row.sentence


def test_no_cycle_takes_less_than_no_time(harbour: Harbour) -> None:
    """Zendesk tells whole seconds; a sum that goes down would be a new start of the process to Prometheus."""
    account = harbour.open(policy())
    harbour.wait(1 - harbour.world.clock.now().microsecond / 1e6)
    harbour.cycle(account, after=60)
    assert harbour.cycle(account, after=60.9).seconds >= 0
