"""What an admin takes back is gone from Zendesk once, and nothing that is somebody else's goes with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from integration.console.braking import brake_data
from integration.console.summary import status_data
from integration.engine.context import Context
from integration.engine.undoing import NothingToUndo, UndoPlan, ask_for_undo, plan_undo
from integration.sandbox.faults import Fault
from integration.sandbox.records import Via
from integration.store.database import copy_store
from integration.store.schema import account as account_table
from integration.store.schema import run
from integration.store.undoing import Asked
from policies.core.actions import Reason
from tests.integration.engine.acts import findings, many_passed_around, person, policy, rows, states
from tests.integration.engine.harbour import Harbour

TWO = policy() + policy(
    "second-look", steps='[[steps]]\nadd_tags = ["passed_around", "second_look"]\nnote = true'
)


def cycles(harbour: Harbour, account: Context, count: int = 3) -> None:
    for _ in range(count):
        harbour.cycle(account)


def ready(harbour: Harbour, text: str | None = None, extra: str = "", **ticket: Any) -> tuple[Context, int]:  # noqa: ANN401 - a ticket's columns
    """A ticket that was passed around and told of, the echo read."""
    account = harbour.open(text or policy(), extra)
    harbour.cycle(account)
    ticket_id = harbour.ticket(**ticket)
    harbour.hand(ticket_id, 1, 2, 0)
    cycles(harbour, account)
    return account, ticket_id


def undo(account: Context, *, note: bool = False, **asked: Any) -> UndoPlan:  # noqa: ANN401 - what is asked
    """Ask for an undo, as the command does."""
    now = account.now()
    plan = plan_undo(account.store, Asked(**asked), account.config.policies_in_order, now, note=note)
    ask_for_undo(account.store, plan, now, note=note)
    return plan


def picture(harbour: Harbour, ticket_id: int) -> tuple[Any, ...]:
    """All of a ticket that an undo may touch."""
    t = harbour.world.tickets[ticket_id]
    return set(t.tags), t.status, t.priority, t.group_id, t.assignee_id, dict(t.custom_fields)


def own_updates(harbour: Harbour, ticket_id: int) -> int:
    own = harbour.world.service_user_id
    return sum(a.author_id == own for a in harbour.world.tickets[ticket_id].audits)


def test_everything_is_as_before_and_the_occasion_is_left_alone_for_good(harbour: Harbour) -> None:
    region = harbour.world.add_ticket_field("Region", "text")
    steps = """[[steps]]
add_tags = ["told", "vip"]
remove_tags = ["calm"]
note = true
priority = "high"
status = "pending"
group = "Returns"
assignee = "cem.demir@example.com"
custom_fields = { Region = "north" }
[[steps]]
after = "2 hours"
add_tags = ["told_again"]
priority = "urgent"
"""
    account = harbour.open(policy(steps=steps))
    harbour.cycle(account)
    ticket_id = harbour.ticket(
        tags=["calm", "vip"], priority="low", status="open", custom_fields={region: "south"}
    )
    harbour.hand(ticket_id, 1, 2, 0)
    before = picture(harbour, ticket_id)
    cycles(harbour, account, 2)
    harbour.cycle(account, after=7500)
    cycles(harbour, account, 2)
    assert picture(harbour, ticket_id) != before
    assert len(rows(account, ticket_id)) == 2
    undo(account, policy="passed-around", note=True)
    cycles(harbour, account, 3)
    assert picture(harbour, ticket_id) == before
    assert {row.state for row in rows(account, ticket_id) if not row.step.startswith("taken back")} == {
        "undone"
    }
    assert [f.state for f in findings(account)] == ["undone"]
    first, last = harbour.notes(ticket_id)
    assert "Taken back" in last
    assert first.rpartition("SH-")[2][:8] in last
    writes = own_updates(harbour, ticket_id)
    person(harbour, ticket_id, {"priority": "high"})
    harbour.cycle(account, after=9000)
    cycles(harbour, account, 2)
    assert own_updates(harbour, ticket_id) == writes, "never acted on again, and never undone again"


def test_one_of_two_policies_is_taken_back_and_a_shared_tag_stays_with_the_other(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour, TWO)
    assert harbour.tags(ticket_id) == {"passed_around", "second_look"}
    plan = undo(account, policy="second-look")
    assert "passed-around still stands behind it" in plan.tickets[0].taken.unwound.stays["tag passed_around"]
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == {"passed_around"}
    assert {f.policy: f.state for f in findings(account)} == {
        "passed-around": "open",
        "second-look": "undone",
    }
    undo(account, policy="passed-around")
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 1, "no note was asked for"


def test_a_tag_that_was_there_already_and_one_put_on_again_by_a_person_stay(harbour: Harbour) -> None:
    steps = '[[steps]]\nadd_tags = ["vip", "told", "seen"]'
    account, ticket_id = ready(harbour, policy(steps=steps), tags=["vip"])
    harbour.wait(60)
    person(harbour, ticket_id, {"remove_tags": ["seen"]}, via=Via("api"), actor=harbour.customer)
    harbour.wait(60)
    person(harbour, ticket_id, {"additional_tags": ["seen"]})
    cycles(harbour, account, 2)
    undo(account, policy="passed-around")
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == {"vip", "seen"}


def test_a_field_that_was_changed_since_is_left(harbour: Harbour) -> None:
    steps = '[[steps]]\npriority = "high"\nadd_tags = ["told"]'
    account, ticket_id = ready(harbour, policy(steps=steps), priority="low")
    person(harbour, ticket_id, {"priority": "urgent"})
    cycles(harbour, account, 2)
    undo(account, policy="passed-around")
    cycles(harbour, account)
    assert harbour.world.tickets[ticket_id].priority == "urgent"
    assert harbour.tags(ticket_id) == set()


def test_of_a_closed_ticket_it_is_said_and_nothing_is_written(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    person(harbour, ticket_id, {"status": "closed"})
    cycles(harbour, account, 2)
    writes = len(harbour.sandbox.writes())
    plan = undo(account, policy="passed-around")
    assert [held.reason for held in plan.tickets[0].taken.held] == [Reason.CLOSED]
    cycles(harbour, account)
    assert len(harbour.sandbox.writes()) == writes
    assert states(account, ticket_id)["passed-around: taken back of 1"] == "held: closed"
    (shown,) = status_data(account.store, account.config)["held"]
    assert shown["would"] == "take back what was written"
    (again,) = undo(account, policy="passed-around").already
    assert again.waits == "The ticket is closed; Zendesk refuses updates."


@pytest.mark.parametrize("metadata", ["on", "ignored"])
def test_an_undo_whose_answer_is_lost_is_written_once_and_known(harbour: Harbour, metadata: str) -> None:
    """As after a kill between the write and its answer: the row stands at `sending`, and Zendesk has written."""
    harbour.world.switches.batch_metadata = metadata
    account, ticket_id = ready(harbour)
    before = own_updates(harbour, ticket_id)
    undo(account, policy="passed-around", note=True)
    harbour.sandbox.faults.add(Fault("lost_answer", method="PUT", times=1))
    harbour.cycle(account)
    assert states(account, ticket_id)["passed-around: taken back of 1"] == "sending"
    again = harbour.open(policy(), store="store.db")
    for _ in range(14):
        harbour.cycle(again)
    assert own_updates(harbour, ticket_id) == before + 1
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 2
    assert states(again, ticket_id) == {
        "passed-around: at once": "undone",
        "passed-around: taken back of 1": "done",
        "passed-around: taken back: note": "done",
    }


def test_under_the_brake_it_waits_and_in_a_dry_run_nothing_of_it_is_kept(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    account.store.write_brake("Set by hand.", account.now())
    undo(account, policy="passed-around")
    cycles(harbour, account, 2)
    assert harbour.tags(ticket_id) == {"passed_around"}
    assert states(account, ticket_id)["passed-around: taken back of 1"] == "planned"
    (shown,) = brake_data(account.store)["planned"]
    assert shown["because"] == "An admin takes back what was written."
    account.store.release_lease()
    dry = harbour.open(policy(), dry_run=True)
    harbour.cycle(dry)
    assert harbour.tags(ticket_id) == {"passed_around"}
    account = harbour.open(policy())
    account.store.write_brake(None, None)
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == set()


def test_of_a_note_that_is_still_to_come_it_is_said(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    account.store.write_brake("Set by hand.", account.now())
    person(harbour, ticket_id, {"remove_tags": ["passed_around"]}, actor=harbour.customer, via=Via("api"))
    undo(account, policy="passed-around", note=True)
    cycles(harbour, account, 2)
    (already,) = undo(account, policy="passed-around", note=True).already
    assert already.waits == "The note that takes ours back is still to come."


def test_it_works_for_a_policy_that_only_observes_by_now_or_is_gone(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour, TWO)
    account.store.release_lease()
    observing = policy(mode="observe", extra='scope = { tags_none = ["second_look"] }')
    account = harbour.open(observing)
    cycles(harbour, account, 2)
    undo(account, reference=rows(account, ticket_id)[0].reference)
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == set()


def test_a_note_in_quiet_hours_follows_when_they_end_and_the_tag_does_not_wait(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    account.store.release_lease()
    quiet = '[quiet_hours]\ndaily = "10:00-12:00"\ntime_zone = "UTC"\n'
    account = harbour.open(policy(), quiet)
    undo(account, policy="passed-around", note=True)
    cycles(harbour, account, 2)
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 1
    harbour.cycle(account, after=2 * 3600)
    cycles(harbour, account, 2)
    assert len(harbour.notes(ticket_id)) == 2
    assert all(not c.public for c in harbour.world.tickets[ticket_id].comments[1:])


def test_our_own_removal_dismisses_nothing_and_a_later_dismissal_changes_nothing(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour, TWO)
    undo(account, policy="passed-around")
    person(harbour, ticket_id, {"remove_tags": ["second_look"]})
    cycles(harbour, account)
    assert {f.policy: f.state for f in findings(account)} == {
        "passed-around": "undone",
        "second-look": "dismissed",
    }
    person(harbour, ticket_id, comment="#dismiss", public=False)
    cycles(harbour, account, 2)
    assert {f.policy: f.state for f in findings(account)}["passed-around"] == "undone"


@pytest.mark.parametrize(("tags", "metadata"), [("on", "on"), ("ignored", "ignored")])
def test_many_are_taken_back_in_a_batch_once_each(harbour: Harbour, tags: str, metadata: str) -> None:
    """Also where batches drop tags and markers."""
    harbour.world.switches.batch_tags = tags
    harbour.world.switches.batch_metadata = metadata
    account = harbour.open(policy(steps='[[steps]]\nadd_tags = ["passed_around"]'))
    harbour.cycle(account)
    ids = many_passed_around(harbour, 5)
    for _ in range(12):
        harbour.cycle(account, after=240)
    assert [harbour.tags(i) for i in ids] == [{"passed_around"}] * 5
    account.store.save_account(single_only=False)
    undo(account, policy="passed-around")
    for _ in range(12):
        harbour.cycle(account, after=240)
    assert [harbour.tags(i) for i in ids] == [set()] * 5
    assert {f.state for f in findings(account)} == {"undone"}
    assert {row.state for row in rows(account) if row.step == "at once"} == {"undone"}


@pytest.mark.parametrize("metadata", ["on", "ignored"])
def test_where_a_batch_drops_tags_the_note_is_written_once_and_the_tags_follow(
    harbour: Harbour, metadata: str
) -> None:
    account = harbour.open()
    harbour.cycle(account)
    ids = many_passed_around(harbour, 3)
    cycles(harbour, account, 6)
    harbour.world.switches.batch_tags = "ignored"
    harbour.world.switches.batch_metadata = metadata
    undo(account, policy="passed-around", note=True)
    for _ in range(8):
        harbour.cycle(account, after=240)
    assert [harbour.tags(i) for i in ids] == [set()] * 3
    assert [len(harbour.notes(i)) for i in ids] == [2] * 3, "one that told, one that takes it back"
    assert {row.state for row in rows(account)} == {"undone", "done"}


def test_the_second_undo_says_when_the_first_was(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    (row,) = rows(account, ticket_id)
    undo(account, reference=row.reference)
    waiting = undo(account, reference=row.reference)
    assert [(each.key[1], each.waits) for each in waiting.already] == [
        (ticket_id, "What was ours of it comes off in the next cycle.")
    ]
    cycles(harbour, account)
    again = undo(account, reference=row.reference)
    assert (again.tickets, again.occasions) == ((), {})
    assert [each.waits for each in again.already] == [None]
    later = undo(account, reference=row.reference, note=True)
    assert len(later.tickets) == 1, "a note may still be asked for"
    cycles(harbour, account)
    assert len(harbour.notes(ticket_id)) == 2
    assert undo(account, reference=row.reference, note=True).occasions == {}


def test_an_undo_is_not_taken_back_nor_what_is_unknown_or_of_another_account(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    (row,) = rows(account, ticket_id)
    undo(account, reference=row.reference, note=True)
    cycles(harbour, account)
    (own,) = {r.reference for r in rows(account, ticket_id)} - {row.reference}
    with pytest.raises(NothingToUndo, match="is an undo itself"):
        undo(account, reference=own)
    with pytest.raises(NothingToUndo, match="has written nothing as SH-00000000"):
        undo(account, reference="SH-00000000")
    with pytest.raises(NothingToUndo, match="is no reference"):
        undo(account, reference="4711")
    with pytest.raises(NothingToUndo, match="did you mean 'passed-around'"):
        undo(account, policy="pased-around")
    other = harbour.open(policy()).store
    other.account = "elsewhere"
    with other.aside() as connection:
        connection.execute(account_table.insert().values(account="elsewhere"))
    with pytest.raises(NothingToUndo, match="it belongs to the account harbour"):
        plan_undo(other, Asked(reference=row.reference), [], account.now(), note=False)


def test_what_one_cycle_wrote_can_be_taken_back_and_what_was_written_since_a_moment(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (early,) = many_passed_around(harbour, 1)
    cycles(harbour, account, 3)
    moment = account.now()
    (late,) = many_passed_around(harbour, 1)
    cycles(harbour, account, 3)
    with account.store.reading() as connection:
        sent = {r.ticket_id: r.sent_at for r in rows(account)}
        cycle_of_early = max(r.run_id for r in connection.execute(run.select()) if r.at <= sent[early])
    assert [t.facts.ticket.id for t in undo(account, run=cycle_of_early).tickets] == [early]
    with pytest.raises(NothingToUndo, match="There is no cycle 999"):
        undo(account, run=999)
    with pytest.raises(NothingToUndo, match="Nothing that was written fits"):
        undo(account, run=cycle_of_early, since=moment)
    assert [t.facts.ticket.id for t in undo(account, since=moment).tickets] == [late]
    cycles(harbour, account)
    assert [harbour.tags(i) for i in (early, late)] == [set(), set()]


def test_what_is_on_its_way_is_taken_back_once_it_is_known(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.sandbox.faults.add(Fault("lost_answer", method="PUT", times=1))
    cycles(harbour, account, 1)
    assert states(account, ticket_id) == {"passed-around: at once": "sending"}
    plan = undo(account, policy="passed-around")
    assert plan.tickets[0].taken.update is None
    for _ in range(4):
        harbour.cycle(account)
    assert harbour.tags(ticket_id) == set()
    assert states(account, ticket_id)["passed-around: at once"] == "undone"


def test_a_restored_store_learns_what_was_taken_back(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    backup = harbour.folder / "backup.db"
    copy_store(harbour.folder / "store.db", backup)
    undo(account, policy="passed-around", note=True)
    cycles(harbour, account)
    account.store.release_lease()
    restored = harbour.open(policy(), store="backup.db")
    for _ in range(4):
        harbour.cycle(restored)
    assert [f.state for f in findings(restored)] == ["undone"]
    assert states(restored, ticket_id)["passed-around: at once"] == "undone"
    person(harbour, ticket_id, {"priority": "high"})
    cycles(harbour, restored)
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 2


def test_a_store_that_was_saved_while_an_undo_waited_learns_that_it_was_carried_out(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    with account.store.transaction() as connection:  # our last write has not come back yet, so the undo waits
        connection.exec_driver_sql("UPDATE action SET state = 'applied' WHERE step = 'at once'")
    undo(account, policy="passed-around", note=True)
    harbour.cycle(account)
    assert states(account, ticket_id)["passed-around: taken back of 1"] == "held: write under way"
    for store in (account, None):
        if store is None:
            account.store.release_lease()
            account = harbour.open(policy(), store="backup.db")
        else:
            copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
        with account.store.transaction() as connection:
            connection.exec_driver_sql("UPDATE action SET state = 'done' WHERE step = 'at once'")
        harbour.cycle(account, after=1200)
        cycles(harbour, account)
        assert set(states(account, ticket_id).values()) == {"undone", "done"}
        assert states(account, ticket_id)["passed-around: at once"] == "undone"
        assert [each.waits for each in undo(account, policy="passed-around").already] == [None]
    assert len(harbour.notes(ticket_id)) == 2


def test_of_a_note_whose_mark_is_lost_it_is_said_and_nothing_is_taken_back(harbour: Harbour) -> None:
    """A restored store that learned of it by its reference alone; what is known beside it is taken back."""
    harbour.world.switches.batch_metadata = "ignored"
    account, known = ready(harbour)
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    ids = many_passed_around(harbour, 3)
    cycles(harbour, account)
    account.store.release_lease()
    restored = harbour.open(policy(), store="backup.db")
    cycles(harbour, restored)
    plan = undo(restored, since=restored.now() - timedelta(days=1), note=True)
    assert [ticket.facts.ticket.id for ticket in plan.tickets] == [known]
    assert [f"note stands on ticket {ticket_id}" in plan.lost[n] for n, ticket_id in enumerate(ids)] == [
        True
    ] * 3
    cycles(harbour, restored, 4)
    assert [len(harbour.notes(i)) for i in (known, *ids)] == [2, 1, 1, 1]
    assert {f.policy for f in findings(restored)} == {"passed-around"}
    (row,) = (r for r in rows(restored, ids[0]) if r.reference is not None)
    with pytest.raises(NothingToUndo, match="knows only that its note stands"):
        undo(restored, reference=row.reference)


def test_what_zendesk_refused_is_said_and_can_be_asked_for_once_more(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    harbour.world.users[harbour.customer].suspended = True
    undo(account, policy="passed-around")
    cycles(harbour, account, 2)
    assert states(account, ticket_id)["passed-around: taken back of 1"] == "failed"
    harbour.world.users[harbour.customer].suspended = False
    cycles(harbour, account, 2)
    assert harbour.tags(ticket_id) == {"passed_around"}
    assert len(undo(account, policy="passed-around").refused) == 1
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == set()


def test_taking_off_is_no_flood_and_putting_back_is_counted(harbour: Harbour) -> None:
    steps = '[[steps]]\nadd_tags = ["told"]\npriority = "high"'
    account = harbour.open(
        policy(steps='[[steps]]\nadd_tags = ["told"]') + policy("loud", steps=steps),
        '[limits]\nbrake = { tickets = 3, share = "0%" }\n',
    )
    harbour.cycle(account)
    ids = []
    for _ in range(2):
        ids += [harbour.ticket(priority="low") for _ in range(2)]
        for ticket_id in ids[-2:]:
            harbour.hand(ticket_id, 1, 2, 0)
        cycles(harbour, account, 3)
    assert account.store.load_account().brake is None
    undo(account, policy="loud")
    harbour.cycle(account)
    assert "would write to 4 tickets" in (account.store.load_account().brake or "")


def test_a_dismissal_by_reference_after_an_undo_is_counted_and_changes_nothing_else(harbour: Harbour) -> None:
    account, ticket_id = ready(harbour)
    (row,) = rows(account, ticket_id)
    undo(account, reference=row.reference)
    person(harbour, ticket_id, comment=f"#dismiss {row.reference}", public=False)
    cycles(harbour, account)
    assert harbour.tags(ticket_id) == set()
    assert [f.state for f in findings(account)] == ["dismissed"]
    assert states(account, ticket_id)["passed-around: at once"] == "undone"
    assert undo(account, reference=row.reference).occasions == {}
