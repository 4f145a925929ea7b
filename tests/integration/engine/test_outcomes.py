"""What came of written notes is settled once an hour, and told by policy and step; nothing is decided by it."""

from __future__ import annotations

import io

from rich.console import Console
from sqlalchemy import update

from integration.console.precision import precision_data, print_precision
from integration.console.summary import status_data
from integration.engine.context import Context
from integration.engine.outcomes import settle_outcomes
from integration.engine.undoing import ask_for_undo, plan_undo
from integration.store.access import Store
from integration.store.schema import action, finding, ticket
from integration.store.undoing import Asked
from policies.core.actions import State
from tests.integration.engine.acts import many_passed_around, person, policy, rows
from tests.integration.engine.harbour import Harbour

DAY = 24 * 3600.0
LADDER = """[[steps]]
add_tags = ["passed_around"]
note = true
[[steps]]
after = "2 hours"
add_tags = ["passed_around_again"]
note = true
"""
OFF = {"remove_tags": ["passed_around"]}


def told(harbour: Harbour, count: int, text: str | None = None) -> tuple[Context, list[int]]:
    """Tickets with our note, the echo read."""
    account = harbour.open(text or policy(), "[limits]\nupdates_per_owner_per_day = 1000\n")
    harbour.cycle(account)
    ids = many_passed_around(harbour, count)
    for _ in range(3):
        harbour.cycle(account)
    return account, ids


def outcomes(account: Context) -> dict[int, str | None]:
    """By ticket, what came of what was written."""
    return {row.ticket_id: row.outcome for row in rows(account) if row.state == State.DONE}


def answer(harbour: Harbour, ticket_id: int, *, public: bool = True) -> None:
    with harbour.sandbox.lock:
        harbour.world.say(ticket_id, harbour.agents[1], "It left the warehouse this morning.", public=public)


def test_what_came_of_notes_is_known_after_two_business_days(harbour: Harbour) -> None:
    account, (answered, noted, solved, dismissed, left) = told(harbour, 5)
    answer(harbour, answered)
    answer(harbour, noted, public=False)
    person(harbour, solved, {"status": "solved"})
    person(harbour, dismissed, OFF)
    harbour.cycle(account, after=3700)
    assert outcomes(account) == {
        answered: "confirmed",
        noted: None,
        solved: "confirmed",
        dismissed: "dismissed",
        left: None,
    }
    harbour.cycle(account, after=3 * DAY)
    assert outcomes(account)[noted] == outcomes(account)[left] == "expired"


def test_a_dismissal_that_comes_later_takes_the_place_of_what_had_expired_and_not_of_what_was_confirmed(
    harbour: Harbour,
) -> None:
    account, (confirmed, expired, hasty) = told(harbour, 3)
    for ticket_id in (confirmed, hasty):
        answer(harbour, ticket_id)
    harbour.cycle(account, after=3700)
    person(harbour, hasty, OFF)
    harbour.cycle(account, after=3700)
    assert outcomes(account) == {confirmed: "confirmed", expired: None, hasty: "dismissed"}
    harbour.cycle(account, after=5 * DAY)
    for ticket_id in (confirmed, expired):
        person(harbour, ticket_id, OFF)
    for _ in range(2):
        harbour.cycle(account, after=3700)
    assert outcomes(account) == {confirmed: "confirmed", expired: "dismissed", hasty: "dismissed"}


def test_what_was_taken_back_has_no_outcome(harbour: Harbour) -> None:
    account, (undone, marked, left) = told(harbour, 3)
    with account.store.transaction() as connection:
        connection.execute(update(action).where(action.c.ticket_id == undone).values(state=State.UNDONE))
        mark = update(finding).where(finding.c.ticket_id == marked)
        connection.execute(mark.values(state="undone", withdraw=False))
    harbour.wait(5 * DAY)
    account.store.save_account(watermark=account.now())
    settle_outcomes(account)
    known = {row.ticket_id: row.outcome for row in rows(account)}
    assert known == {undone: None, marked: None, left: "expired"}
    data = precision_data(account.store, account.config)["policies"]["passed-around"]
    assert [data[name] for name in ("confirmed", "dismissed", "expired", "open")] == [0, 0, 1, 0]


def test_what_came_of_an_occasion_that_moved_by_a_merge_is_known_where_it_was_written(
    harbour: Harbour,
) -> None:
    account, (dismissed, ended) = told(harbour, 2)
    sources = {dismissed: harbour.ticket(), ended: harbour.ticket()}
    harbour.cycle(account)
    harbour.wait(3 * 3600)
    with account.store.transaction() as connection:
        for target, source in sources.items():
            state = "dismissed" if target == dismissed else "resolved"
            merged = update(ticket).where(ticket.c.ticket_id == source)
            connection.execute(merged.values(merged_into=target, status="closed"))
            moved = update(finding).where(finding.c.ticket_id == target)
            connection.execute(moved.values(ticket_id=source, state=state, ended_at=account.now()))
    harbour.wait(5 * DAY)
    account.store.save_account(watermark=account.now())
    settle_outcomes(account)
    assert outcomes(account) == {dismissed: "dismissed", ended: "confirmed"}


def test_an_undo_is_no_rung_and_what_it_takes_back_counts_nowhere(harbour: Harbour) -> None:
    """Also where a person had dismissed it before."""
    account, (_, dismissed) = told(harbour, 2)
    person(harbour, dismissed, OFF)
    harbour.cycle(account, after=3700)
    plan = plan_undo(account.store, Asked(policy="passed-around"), [], account.now(), note=True)
    ask_for_undo(account.store, plan, account.now(), note=True)
    for after in (600, 600, 600, 6 * DAY, 3700):
        harbour.cycle(account, after=after)
    assert {row.step: row.state for row in rows(account, dismissed)}["taken back: note"] == State.DONE
    assert set(outcomes(account).values()) == {None}
    data = precision_data(account.store, account.config)["policies"]["passed-around"]
    assert [data[name] for name in ("confirmed", "dismissed", "expired", "open")] == [0, 0, 0, 0]
    assert data["steps"] == []


def test_an_ending_is_no_rung_of_which_anything_is_hoped(harbour: Harbour) -> None:
    account, (ticket_id,) = told(harbour, 1)
    person(harbour, ticket_id, {"status": "solved"})
    for after in (600, 600, 600, 3 * DAY):
        harbour.cycle(account, after=after)
    known = {row.step: row.outcome for row in rows(account)}
    assert known == {"at once": "confirmed", "at its end of 1": None}
    data = precision_data(account.store, account.config)["policies"]["passed-around"]
    assert [step["step"] for step in data["steps"]] == ["at once"]


def test_a_policy_counts_occasions_and_its_steps_count_rungs(harbour: Harbour) -> None:
    account, (dismissed, answered) = told(harbour, 2, policy(steps=LADDER))
    for _ in range(3):
        harbour.cycle(account, after=3600)
    person(harbour, dismissed, OFF)
    answer(harbour, answered)
    for _ in range(2):
        harbour.cycle(account, after=3700)
    data = precision_data(account.store, account.config)["policies"]["passed-around"]
    assert (data["confirmed"], data["dismissed"], data["expired"], data["open"]) == (1, 1, 0, 0)
    assert [(step["step"], step["confirmed"], step["dismissed"]) for step in data["steps"]] == [
        ("after 2 hours", 1, 1),
        ("at once", 1, 1),
    ]
    assert data["precision"] is None


def count(store: Store, **numbers: int) -> None:
    """So many occasions with each outcome, as months of cycles would have left them."""
    with store.transaction() as connection:
        for known, (outcome, number) in enumerate(numbers.items()):
            for place in range(number):
                connection.exec_driver_sql(
                    "INSERT INTO action (account, key, ticket_id, policy, episode, step, state, outcome, first_at,"
                    " changed_at, from_history, fresh, note_written, urgent, conflicts) VALUES"
                    " (?, ?, ?, 'passed-around', '1/1', 'at once', 'done', ?, 0, 0, 0, 0, 0, 0, 0)",
                    (store.account, f"{outcome}{place}", 9000 + place + 1000 * known, outcome),
                )


def test_precision_is_shown_from_twenty_on_in_status_and_in_words(harbour: Harbour) -> None:
    account = harbour.open()
    shown = status_data(account.store, account.config)["precision"]
    assert shown["policies"]["passed-around"]["precision"] is None
    assert printed(shown) == "", "nothing was written yet"
    count(account.store, confirmed=18, dismissed=1, expired=7)
    assert "none yet" in printed(status_data(account.store, account.config)["precision"])
    with account.store.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE action SET outcome = 'dismissed' WHERE key IN ('expired0', 'expired1')"
        )
    shown = status_data(account.store, account.config)["precision"]
    row = shown["policies"]["passed-around"]
    assert (row["confirmed"], row["dismissed"], row["expired"]) == (18, 3, 5)
    assert row["precision"] == 18 / 21
    assert "86%" in printed(shown)


def printed(data: dict[str, object]) -> str:
    console = Console(file=io.StringIO(), width=120)
    print_precision(console, data)
    return console.file.getvalue()  # type: ignore[attr-defined]
