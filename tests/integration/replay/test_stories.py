"""Which tickets a back-test replays, and which go with others."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from integration.engine.context import Context
from integration.replay.stories import Batches, batches_of
from integration.store.schema import ticket
from tests.integration.engine.acts import many_passed_around, policy
from tests.integration.engine.harbour import Harbour


def lived(harbour: Harbour, count: int) -> tuple[Context, list[int]]:
    account = harbour.open(policy(mode="observe"))
    harbour.cycle(account)
    ids = many_passed_around(harbour, count)
    harbour.cycle(account)
    return account, ids


def told(account: Context, number: int, **columns: object) -> None:
    """Change what the store says of a ticket."""
    with account.store.transaction() as connection:
        connection.execute(update(ticket).where(ticket.c.ticket_id == number).values(**columns))


def batches(account: Context, only: int | None = None) -> Batches:
    start = account.now() - timedelta(days=5)
    with account.store.reading() as connection:
        return batches_of(account.store, connection, start, by_people=False, only=only)


def test_a_merged_ticket_goes_with_its_target_and_is_followed_there(harbour: Harbour) -> None:
    account, (source, target) = lived(harbour, 2)
    with harbour.sandbox.lock:
        harbour.world.merge(source, target, harbour.agents[1])
    harbour.cycle(account)
    assert batches(account).sets == ((target,),)
    assert batches(account, source).sets == ((target,),)


def test_a_ticket_that_only_seems_merged_and_one_whose_target_is_left_out_are_replayed_by_themselves(
    harbour: Harbour,
) -> None:
    account, (seems, source, target) = lived(harbour, 3)
    told(account, seems, merged_into=target)
    told(account, source, merged_into=target, status="closed")
    assert batches(account).sets == ((seems, target),)
    told(account, target, complete=False)
    assert batches(account).sets == ((seems, source),)
    assert batches(account, source).sets == ((source,),)
