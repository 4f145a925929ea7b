"""An undo takes off what our own writes put on, puts back what they took, and leaves alone what is somebody else's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.actions import (
    STANDING,
    UNDO,
    Entry,
    Memory,
    Occasion,
    Reason,
    State,
    Update,
    is_undo,
)
from policies.core.facts import Account, Change, Facts, Origin, Ticket, Value
from policies.core.keys import action_key
from policies.core.planning import propose
from policies.core.undoing import TakenBack, take_back, withdrawn_in, without_note
from policies.core.unwinding import present
from tests.policies.core.test_planning import NOW, facts, found, in_force, watch

THEN = NOW - timedelta(hours=3)
AUDIT = 700
PAIR = ("watch", "e/1")


def row(policy: str = "watch", episode: str = "e/1", step: str = "at once", **more: Any) -> Entry:  # noqa: ANN401 - columns
    """A rung that was written three hours ago, with the tag `told`."""
    key = action_key("harbour", policy, 1, episode, step)
    values: dict[str, Any] = {
        "state": State.DONE,
        "written_at": THEN,
        "own_tags": frozenset({"told"}),
        "audit_id": AUDIT,
        "reference": "SH-00000001",
        **more,
    }
    return Entry(key, policy, episode, step, **values)


def memory(*rows: Entry, undone: set[tuple[str, str]] = {PAIR}, withdraw: bool = False) -> Memory:  # noqa: B006 - never changed
    """The ledger with these rows; of the occasions in `undone` an admin took back all."""
    pairs = {(each.policy, each.episode) for each in rows}
    occasions = {
        pair: Occasion(*pair, undone_at=NOW if pair in undone else None, withdraw=withdraw) for pair in pairs
    }
    return Memory({each.key: each for each in rows}, occasions)


def change(
    name: str,
    before: Value,
    after: Value,
    *,
    minutes: int = 60,
    origin: Origin = Origin.PERSON,
    update: int = AUDIT + 1,
) -> Change:
    """A change so many minutes after our write."""
    return Change(update * 10, THEN + timedelta(minutes=minutes), update, 11, origin, name, before, after)


def undo(known: Memory, **ticket: Any) -> TakenBack:  # noqa: ANN401 - a ticket's columns
    return take_back(facts(**ticket), known, [watch()])


def test_our_tag_comes_off_and_those_that_were_there_stay() -> None:
    taken = undo(memory(row()), tags=frozenset({"told", "vip"}))
    assert taken.update is not None
    assert (taken.update.remove_tags, taken.update.add_tags) == (("told",), ())
    assert not taken.update.note
    (item,) = taken.update.items
    assert item.undoes == (row().key,)
    assert item.rung == f"{UNDO} of 1"


def test_nothing_is_undone_that_nobody_asked_for() -> None:
    assert undo(memory(row(), undone=set()), tags=frozenset({"told"})) == TakenBack()


def test_a_tag_that_was_there_before_us_is_not_ours() -> None:
    taken = undo(memory(row(own_tags=frozenset())), tags=frozenset({"told"}))
    assert taken.update is None
    assert taken.gone == (row().key,), "nothing is left to take back, so it is settled"


@pytest.mark.parametrize("origin", [Origin.PERSON, Origin.RULE, Origin.APP])
def test_a_tag_that_somebody_else_has_put_on_again_since_is_theirs(origin: Origin) -> None:
    off = change("tags", ("told",), (), minutes=5)
    on = change("tags", (), ("told",), minutes=9, origin=origin, update=AUDIT + 2)
    taken = undo(memory(row()), tags=frozenset({"told"}), changes=(off, on))
    assert taken.update is None
    assert taken.unwound.stays == {"tag told": "The tag told stays: somebody else has changed it since."}


def test_of_a_tag_that_somebody_took_off_nothing_needs_to_be_said() -> None:
    off = change("tags", ("told",), (), minutes=5)
    taken = undo(memory(row()), changes=(off,))
    assert (taken.update, taken.unwound.stays, taken.gone) == (None, {}, (row().key,))


def test_a_tag_put_on_in_the_second_of_our_write_by_a_later_update_is_theirs() -> None:
    ours = change("tags", (), ("told",), minutes=0, origin=Origin.OURS, update=AUDIT)
    off = change("tags", ("told",), (), minutes=0, update=AUDIT + 1)
    on = change("tags", (), ("told",), minutes=0, update=AUDIT + 2)
    assert undo(memory(row()), tags=frozenset({"told"}), changes=(ours, off, on)).update is None


def test_a_tag_that_another_open_occasion_needs_stays_until_that_is_undone_too() -> None:
    one, other = row(), row("other", "e/2")
    taken = undo(memory(one, other), tags=frozenset({"told"}))
    assert taken.update is None
    assert taken.unwound.stays == {"tag told": "The tag told stays: other still stands behind it."}
    both = undo(memory(one, other, undone={PAIR, ("other", "e/2")}), tags=frozenset({"told"}))
    assert both.update is not None
    assert both.update.remove_tags == ("told",)
    assert len(both.update.items) == 2, "one update of the ticket, an item for each occasion"


@pytest.mark.parametrize("state", ["ended", "dismissed"])
def test_an_occasion_that_is_over_needs_no_tag(state: str) -> None:
    known = memory(row(), row("other", "e/2"))
    over = replace(
        known.occasions["other", "e/2"],
        ended_at=NOW - timedelta(hours=1),
        dismissed=state == "dismissed",
    )
    known = replace(known, occasions={**known.occasions, ("other", "e/2"): over})
    taken = take_back(facts(tags=frozenset({"told"})), known, [watch("other")])
    assert taken.update is not None
    leaves = take_back(facts(tags=frozenset({"told"})), known, [watch("other", clear_tags=False)])
    assert (leaves.update is None) == (state == "ended"), "what a policy leaves on at the end stays its own"


def test_a_tag_that_our_step_took_off_comes_back_unless_others_have_decided_since() -> None:
    known = memory(row(own_tags=frozenset(), own_removed=frozenset({"calm"})))
    taken = undo(known)
    assert taken.update is not None
    assert taken.update.add_tags == ("calm",)
    on, off = change("tags", (), ("calm",)), change("tags", ("calm",), (), minutes=70, update=AUDIT + 2)
    assert undo(known, changes=(on, off)).update is None, "somebody put it on and took it off again"
    assert undo(known, tags=frozenset({"calm"}), changes=(on,)).update is None, "it is back already"


FIELDS: dict[str, tuple[Value, Value]] = {
    "priority": ("high", "low"),
    "status": ("pending", "open"),
    "group_id": (2, 1),
    "assignee_id": (12, None),
    "custom_field:77": ("north", None),
}
COMPANY = Account(
    "harbour", groups={1: "Billing", 2: "Technical"}, agents={11: "Ana Reyes", 12: "Ben Okafor"}
)


def with_field(name: str, value: Value, **ticket: Any) -> Facts:  # noqa: ANN401 - a ticket's columns
    columns = {"custom_fields": {77: value}} if name.startswith("custom_field:") else {name: value}
    return replace(facts(**{**columns, **ticket}), account=COMPANY)


def field_row(name: str, **more: Any) -> Entry:  # noqa: ANN401 - columns
    ours, before = FIELDS[name]
    return row(**{"own_tags": frozenset(), "own_fields": {name: ours}, "before": {name: before}, **more})


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_still_holds_our_value_is_as_before(name: str) -> None:
    ours, before = FIELDS[name]
    taken = take_back(with_field(name, ours), memory(field_row(name)), [watch()])
    assert taken.update is not None
    assert taken.update.restore == {name: before}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_somebody_has_changed_since_is_theirs(name: str) -> None:
    ours, _ = FIELDS[name]
    other = {"priority": "urgent", "status": "hold", "group_id": 3, "assignee_id": 13}.get(name, "south")
    away = change(name, ours, other)
    taken = take_back(with_field(name, other, changes=(away,)), memory(field_row(name)), [watch()])
    assert taken.update is None
    assert taken.gone, "it is settled: a later return of our value is theirs too"
    assert "does not hold our value any more" in taken.unwound.stays[name]
    back = change(name, other, ours, minutes=80, update=AUDIT + 2)
    again = take_back(with_field(name, ours, changes=(away, back)), memory(field_row(name)), [watch()])
    assert again.update is None
    assert "somebody else has changed it since" in again.unwound.stays[name]


@pytest.mark.parametrize(
    ("name", "ours", "before", "why"),
    [
        ("priority", "high", None, "Zendesk does not empty it again"),
        ("group_id", 2, None, "Zendesk does not empty it again"),
        ("status", "open", "new", "Zendesk makes no ticket new again"),
        ("status", "open", "solved", "solved by people alone"),
        ("assignee_id", 12, 99, "who had it is no agent any more"),
        ("group_id", 2, 99, "the group that had it is no more"),
    ],
)
def test_what_can_never_come_back_stays_and_is_said(name: str, ours: Value, before: Value, why: str) -> None:
    known = memory(row(own_fields={name: ours}, before={name: before}))
    taken = take_back(with_field(name, ours, tags=frozenset({"told"})), known, [watch()])
    assert taken.update is not None, "the rest is taken back all the same"
    assert taken.update.restore == {}
    assert why in taken.unwound.stays[name]


def test_a_value_that_is_not_stored_is_never_overwritten() -> None:
    unknown_before = memory(row(own_tags=frozenset(), own_fields={"custom_field:77": "north"}))
    taken = take_back(with_field("custom_field:77", "north"), unknown_before, [watch()])
    assert taken.update is None
    assert "not kept here" in taken.unwound.stays["custom_field:77"]
    unknown_now = take_back(with_field("custom_field:77", None), memory(field_row("custom_field:77")), [])
    assert unknown_now.update is None


def test_what_zendesk_changed_along_with_our_field_comes_back_with_it() -> None:
    """Moving a ticket to a group takes it from an agent who is not in that group."""
    along = change("assignee_id", 11, None, minutes=0, origin=Origin.OURS, update=AUDIT)
    known = memory(field_row("group_id"))
    taken = take_back(with_field("group_id", 2, changes=(along,)), known, [watch()])
    assert taken.update is not None
    assert taken.update.restore == {"group_id": 1, "assignee_id": 11}


def test_a_ticket_that_somebody_took_since_is_not_moved_away_from_them() -> None:
    took = change("assignee_id", None, 12)
    taken = take_back(
        with_field("group_id", 2, assignee_id=12, changes=(took,)), memory(field_row("group_id")), [watch()]
    )
    assert taken.update is None
    assert "somebody else has assigned the ticket since" in taken.unwound.stays["group_id"]


def test_rungs_are_unwound_to_what_was_before_the_first() -> None:
    first = field_row("priority")
    second = row(
        step="after 2 hours",
        written_at=THEN + timedelta(hours=2),
        audit_id=AUDIT + 5,
        own_tags=frozenset({"told_again"}),
        own_fields={"priority": "urgent"},
        before={"priority": "high"},
    )
    taken = undo(memory(first, second), tags=frozenset({"told_again"}), priority="urgent")
    assert taken.update is not None
    assert taken.update.restore == {"priority": "low"}
    assert taken.update.remove_tags == ("told_again",)


def test_what_a_person_set_between_two_rungs_is_what_comes_back() -> None:
    second = row(
        step="after 2 hours",
        written_at=THEN + timedelta(hours=2),
        audit_id=AUDIT + 5,
        own_fields={"priority": "urgent"},
        before={"priority": "normal"},
    )
    between = change("priority", "high", "normal")
    taken = undo(memory(field_row("priority"), second), priority="urgent", changes=(between,))
    assert taken.update is not None
    assert taken.update.restore == {"priority": "normal"}


def test_it_asks_no_policy() -> None:
    """An undo works for a policy that only observes by now, is gone, or does not look at the ticket."""
    for policies in ([], [watch(mode="observe")]):
        assert take_back(facts(tags=frozenset({"told"})), memory(row()), policies).update is not None


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ((row(state=State.SENDING, written_at=None),), Reason.UNDER_WAY),
        ((row(), row("other", "e/2", state=State.QUEUED)), Reason.UNDER_WAY),
        ((row(written_at=NOW - timedelta(minutes=2), audit_id=None),), Reason.UNDER_WAY),
    ],
    ids=["it is on its way itself", "another write of ours is", "the ticket may not show it yet"],
)
def test_it_waits_until_our_own_writes_are_known(entries: tuple[Entry, ...], reason: Reason) -> None:
    taken = undo(memory(*entries), tags=frozenset({"told"}))
    assert taken.update is None
    assert taken.gone == ()
    assert {held.reason for held in taken.held} <= {reason}


def test_a_young_write_that_the_history_shows_can_be_taken_back_at_once() -> None:
    at = NOW - timedelta(minutes=2)
    shown = Change(1, at, AUDIT, 60, Origin.OURS, "tags", (), ("told",))
    assert undo(memory(row(written_at=at)), tags=frozenset({"told"}), changes=(shown,)).update is not None


@pytest.mark.parametrize("status", ["closed", "deleted"])
def test_a_closed_ticket_is_left_and_said(status: str) -> None:
    taken = undo(memory(row()), tags=frozenset({"told"}), status=status)
    assert (taken.update, taken.gone) == (None, ())
    assert [held.reason for held in taken.held] == [Reason.CLOSED]


def test_what_zendesk_refused_to_take_back_is_not_tried_again_by_itself() -> None:
    known = memory(row())
    key = action_key("harbour", "watch", 1, "e/1", f"{UNDO} of 1")
    failed = Entry(key, "watch", "e/1", f"{UNDO} of 1", State.FAILED)
    taken = undo(replace(known, entries={**known.entries, key: failed}), tags=frozenset({"told"}))
    assert taken.update is None
    assert [held.reason for held in taken.held] == [Reason.DONE]


def test_the_withdrawn_note_names_each_note_once_and_is_written_once() -> None:
    known = memory(
        row(own_note=True), row("other", "e/2", own_note=True), undone={PAIR, ("other", "e/2")}, withdraw=True
    )
    taken = undo(known, tags=frozenset({"told"}))
    assert taken.update is not None
    assert taken.update.note
    assert withdrawn_in(taken.update) == ("SH-00000001 of Wed 04 Mar 09:00 UTC",)
    quiet = without_note(taken.update)
    assert quiet is not None
    assert (quiet.note, quiet.remove_tags) == (False, ("told",))
    later = undo(carried_out(known, quiet), tags=frozenset())
    assert later.update is not None, "a note that had to wait comes by itself"
    assert without_note(later.update) is None
    assert undo(carried_out(carried_out(known, quiet), later.update)).update is None


def test_of_a_note_that_told_of_more_only_the_part_is_withdrawn() -> None:
    known = memory(row(own_note=True), row("other", "e/2", own_note=True), withdraw=True)
    taken = undo(known, tags=frozenset({"told"}))
    assert taken.update is not None
    assert withdrawn_in(taken.update) == ("SH-00000001 of Wed 04 Mar 09:00 UTC, what it says about watch",)


def test_no_note_is_withdrawn_where_none_was_written_or_the_ticket_is_shared() -> None:
    silent = undo(memory(row(), withdraw=True), tags=frozenset({"told"}))
    assert silent.update is not None
    assert not silent.update.note
    shared = undo(memory(row(own_note=True), withdraw=True), tags=frozenset({"told"}), shared=True)
    assert shared.update is not None
    assert not shared.update.note
    assert [held.reason for held in shared.held] == [Reason.SHARED]


def carried_out(known: Memory, update: Update) -> Memory:
    """The ledger after an undo was written."""
    undone = {key for item in update.items for key in item.undoes}
    entries = {
        key: replace(each, state=State.UNDONE) if key in undone else each
        for key, each in known.entries.items()
    }
    done = {
        i.key: Entry(i.key, i.policy.name, i.finding.episode, i.rung, State.DONE, NOW) for i in update.items
    }
    return replace(known, entries={**entries, **done})


def test_an_undone_occasion_is_left_alone_with_all_its_rungs_and_does_not_end() -> None:
    policy = watch()
    known = replace(in_force(policy), occasions={PAIR: Occasion(*PAIR, undone_at=NOW)})
    proposal = propose(facts(), [found(policy)], known)
    assert proposal.update is None
    assert [(held.reason, held.until) for held in proposal.held] == [(Reason.UNDONE, None)]
    assert proposal.timers == {}


def test_what_is_taken_back_goes_alone_and_the_rest_waits_for_it() -> None:
    policy = watch("other")
    known = replace(memory(row()), in_force=in_force(policy).in_force)
    proposal = propose(facts(tags=frozenset({"told"})), [found(policy, episode="e/9")], known)
    assert proposal.update is not None
    assert proposal.update.is_undo
    assert [held.reason for held in proposal.held] == [Reason.UNDER_WAY]
    after = replace(carried_out(known, proposal.update), in_force=known.in_force)
    assert after.own_tags() == frozenset()
    rest = propose(facts(), [found(policy, episode="e/9")], after)
    assert rest.update is not None
    assert not rest.update.is_undo


# -- the law: undone, the ticket is as it was before, where nobody else has touched it --------------------------

TAGS = ("a", "b", "c")
PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass(frozen=True)
class Write:
    """What one of our writes shall do."""

    occasion: int
    adds: frozenset[str]
    removes: frozenset[str]
    priority: str | None


writes = st.lists(
    st.builds(
        Write,
        st.integers(0, 2),
        st.frozensets(st.sampled_from(TAGS), max_size=2),
        st.frozensets(st.sampled_from(TAGS), max_size=2),
        st.none() | st.sampled_from(PRIORITIES),
    ),
    min_size=1,
    max_size=5,
)


def written(start: Ticket, plan: list[Write]) -> tuple[Ticket, list[Entry]]:
    """The ticket after these writes, an hour apart, and the ledger's rows, as the engine writes them down."""
    ticket, rows, ours = start, [], frozenset[str]()
    for number, each in enumerate(plan):
        adds, removes = each.adds, (each.removes - each.adds) & ticket.tags
        own = frozenset(tag for tag in adds if tag not in ticket.tags or tag in ours)
        fields: dict[str, Value] = {"priority": each.priority} if each.priority else {}
        rows.append(
            row(
                episode=f"e/{each.occasion}",
                step=f"rung {number}",
                written_at=NOW - timedelta(hours=9 - number),
                audit_id=AUDIT + number,
                own_tags=own,
                own_removed=removes,
                own_fields=fields,
                before={"priority": ticket.priority},
            )
        )
        tags = (ticket.tags | adds) - removes
        ticket = replace(ticket, tags=tags, priority=each.priority or ticket.priority)
        ours = (ours | own) - removes
    return ticket, rows


def made_of(ticket: Ticket, update: Update | None) -> Ticket:
    """The ticket after an undo's update."""
    if update is None:
        return ticket
    tags = (ticket.tags | set(update.add_tags)) - set(update.remove_tags)
    priority = update.restore.get("priority", ticket.priority)
    return replace(ticket, tags=tags, priority=str(priority))


@given(st.frozensets(st.sampled_from(TAGS)), st.sampled_from(PRIORITIES), writes)
def test_when_all_is_undone_and_nobody_else_wrote_the_ticket_is_as_before(
    tags: frozenset[str], priority: str, plan: list[Write]
) -> None:
    start = facts(tags=tags, priority=priority).ticket
    ticket, rows = written(start, plan)
    known = memory(*rows, undone={("watch", f"e/{number}") for number in range(3)})
    taken = take_back(replace(facts(), ticket=ticket), known, [])
    after = made_of(ticket, taken.update)
    assert (after.tags, after.priority) == (start.tags, start.priority)
    settled = carried_out(known, taken.update) if taken.update is not None else known
    gone = {key: replace(settled.entries[key], state=State.UNDONE) for key in taken.gone}
    again = take_back(
        replace(facts(), ticket=after), replace(settled, entries={**settled.entries, **gone}), []
    )
    assert again == TakenBack(), "planned twice, nothing new is planned"


@given(
    st.frozensets(st.sampled_from(TAGS)),
    st.sampled_from(PRIORITIES),
    writes,
    st.permutations(range(3)),
)
def test_undone_one_after_the_other_in_any_order_the_ticket_is_as_before(
    tags: frozenset[str], priority: str, plan: list[Write], order: list[int]
) -> None:
    start = facts(tags=tags, priority=priority).ticket
    ticket, rows = written(start, plan)
    known = memory(*rows, undone=set())
    for number in order:
        pair = ("watch", f"e/{number}")
        if pair not in known.occasions:
            continue
        occasions = {**known.occasions, pair: Occasion(*pair, undone_at=NOW)}
        known = replace(known, occasions=occasions)
        taken = take_back(replace(facts(), ticket=ticket), known, [])
        ticket = made_of(ticket, taken.update)
        known = carried_out(known, taken.update) if taken.update is not None else known
        gone = {key: replace(known.entries[key], state=State.UNDONE) for key in taken.gone}
        known = replace(known, entries={**known.entries, **gone})
    assert (ticket.tags, ticket.priority) == (start.tags, start.priority)


@given(st.frozensets(st.sampled_from(TAGS)), writes, st.sampled_from([*TAGS, "priority"]), st.integers(0, 4))
def test_what_somebody_else_set_last_is_never_changed_by_an_undo(
    tags: frozenset[str], plan: list[Write], name: str, of: int
) -> None:
    ticket, rows = written(facts(tags=tags, priority="low").ticket, plan)
    was: Value = ticket.priority if name == "priority" else tuple(sorted(ticket.tags))
    if name == "priority":
        ticket = replace(ticket, priority=PRIORITIES[of % 4])
        now: Value = ticket.priority
    else:
        ticket = replace(ticket, tags=ticket.tags ^ {name})
        now = tuple(sorted(ticket.tags))
    last = Change(
        1,
        NOW - timedelta(minutes=1),
        9999,
        11,
        Origin.PERSON,
        name if name == "priority" else "tags",
        was,
        now,
    )
    touched = replace(ticket, changes=(last,)) if was != now else ticket
    known = memory(*rows, undone={("watch", f"e/{number}") for number in range(3)})
    after = made_of(touched, take_back(replace(facts(), ticket=touched), known, []).update)
    if was != now:
        held = "priority" if name == "priority" else f"tag {name}"
        assert present(replace(facts(), ticket=after), held) == present(
            replace(facts(), ticket=touched), held
        )


def test_the_rungs_of_an_undo_are_known_by_their_name() -> None:
    assert is_undo(f"{UNDO} of 3")
    assert not is_undo("at once")
    assert State.UNDONE not in STANDING
