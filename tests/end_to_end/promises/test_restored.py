"""Stores of before: what people said since then counts, and what the service did since then is known for its own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from integration.engine.context import Context
from integration.store.database import copy_store
from integration.store.schema import person as people
from tests.end_to_end.promises.days import (
    ANSWER,
    CLIMBS,
    HOUR,
    PROMISE,
    note,
    opened,
    promises,
    reference,
    say,
    until,
)
from tests.integration.engine.acts import findings, person
from tests.integration.engine.harbour import Harbour


def told_since(harbour: Harbour, account: Context) -> int:
    """A ticket with a promise that the backup knows; its note was written since, at 15:00."""
    ticket_id = harbour.ticket(agent=0)
    say(harbour, ticket_id, PROMISE)
    until(harbour, account, "2026-03-04 14:30", step=HOUR)
    copy_store(harbour.folder / "store.db", harbour.folder / "backup.db")
    until(harbour, account, "2026-03-04 15:30")
    assert harbour.tags(ticket_id) == {"promise_overdue"}
    return ticket_id


def restored(harbour: Harbour, account: Context) -> Context:
    """The service with its backup."""
    account.store.release_lease()
    return harbour.open(promises(CLIMBS), store="backup.db")


@pytest.mark.parametrize("by_reference", [True, False])
def test_a_dismissal_since_the_backup_is_heeded(
    harbour: Harbour,
    by_reference: bool,  # noqa: FBT001 - a case
) -> None:
    account = opened(harbour, promises(CLIMBS))
    ticket_id = told_since(harbour, account)
    (told,) = harbour.notes(ticket_id)
    note(harbour, ticket_id, f"#dismiss {reference(told)}" if by_reference else "#dismiss")
    until(harbour, account, "2026-03-04 15:45")
    assert [row.state for row in findings(account)] == ["dismissed"]
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 18:00", step=HOUR)
    assert "promise_escalated" not in harbour.tags(ticket_id)
    assert len(harbour.notes(ticket_id)) == 1


def test_the_tags_of_what_ended_since_the_backup_come_off(harbour: Harbour) -> None:
    account = opened(harbour, promises(CLIMBS))
    ticket_id = told_since(harbour, account)
    say(harbour, ticket_id, ANSWER)
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 18:00", step=HOUR)
    assert harbour.tags(ticket_id) == set()
    assert len(harbour.notes(ticket_id)) == 1


def test_what_goes_on_since_the_backup_climbs_on_and_is_not_told_twice(harbour: Harbour) -> None:
    account = opened(harbour, promises(CLIMBS))
    ticket_id = told_since(harbour, account)
    again = restored(harbour, account)
    until(harbour, again, "2026-03-04 18:00", step=HOUR)
    assert harbour.tags(ticket_id) == {"promise_overdue", "promise_escalated"}
    assert len(harbour.notes(ticket_id)) == 1


def test_a_store_that_knows_no_zones_learns_those_of_its_customers(harbour: Harbour) -> None:
    account = opened(harbour, promises())
    ticket_id = harbour.ticket(agent=0)
    harbour.cycle(account)
    with account.store.transaction() as connection:
        connection.execute(people.update().values(zone=None))
    person(harbour, ticket_id, {"priority": "high"})
    for _ in range(2):
        harbour.cycle(account)
    own = select(people.c.zone).where(people.c.user_id == harbour.customer)
    with account.store.reading() as connection:
        assert connection.scalar(own) is not None
