"""When a ticket came into a status, was solved anew, and who had it then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies.core.facts import Comment, Side
from policies.core.statuses import entered, owners_then, solvings, was_reopened
from tests.policies.histories import facts_of, moment

A_COMMENT = Comment(1, moment("mon 09:00"), 1, 11, public=True, side=Side.SERVICE, channel="web")


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


SOLVED = "mon 10:00 ana: status -> solved"
THANKS = "tue 10:00 customer: status -> open"
AGAIN = "wed 10:00 ben: status -> solved"


@pytest.mark.parametrize(
    ("history", "solvings_at", "reopened"),
    [
        ([SOLVED], ["mon 10:00"], False),
        ([SOLVED, THANKS], ["mon 10:00"], False),
        ([SOLVED, THANKS, AGAIN], ["mon 10:00"], False),
        ([SOLVED, 'mon 12:00 ana: answers "Does it hold?"', THANKS, AGAIN], ["mon 10:00"], False),
        ([SOLVED, THANKS, 'tue 12:00 ben: notes "Only thanks."', AGAIN], ["mon 10:00"], False),
        ([SOLVED, THANKS, 'tue 12:00 ben: answers "On its way."', AGAIN], ["mon 10:00", "wed 10:00"], True),
        ([SOLVED, THANKS, "tue 12:00 ben: calls, answered", AGAIN], ["mon 10:00", "wed 10:00"], True),
        ([SOLVED, THANKS, AGAIN, '+ ben: answers "On its way."'], ["mon 10:00", "wed 10:00"], True),
        (
            [SOLVED, "tue 10:00 ana: status -> open", '+ ana: answers "One thing more."', AGAIN],
            ["mon 10:00", "wed 10:00"],
            True,
        ),
        (
            ["tue 10:00 ben: status -> hold", AGAIN, "fri 09:00 trigger: status -> closed"],
            ["wed 10:00"],
            False,
        ),
    ],
)
def test_a_mere_thanks_is_no_reopening(history: list[str], solvings_at: list[str], *, reopened: bool) -> None:
    ticket = facts_of(history, "fri 10:00").ticket
    assert [change.at for change in solvings(ticket)] == list(map(moment, solvings_at))
    assert was_reopened(ticket) is reopened


def test_a_ticket_that_was_solved_before_its_history_begins_may_have_been_reopened() -> None:
    facts = facts_of([THANKS, 'tue 12:00 ben: answers "On its way."', AGAIN], "fri 10:00")
    first, *rest = facts.ticket.changes
    ticket = replace(facts.ticket, changes=(replace(first, before="solved"), *rest))
    assert [change.at for change in solvings(ticket)] == [moment("wed 10:00")]
    assert was_reopened(ticket)


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
