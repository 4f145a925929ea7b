"""`retention`: what goes when its time is over, table by table, and what stays because something still counts on it."""

from __future__ import annotations

from sqlalchemy import func, select

from integration.engine.context import Context
from integration.store import outcomes
from integration.store.schema import event, metadata
from tests.end_to_end.conduct.scenes import INSULT, boundaries, remembered, writes
from tests.integration.engine.acts import findings, person, policy, rows, stored
from tests.integration.engine.harbour import Harbour

DAY = 24 * 3600
NAMES_A_FIELD = 'scope = { custom_fields = { Region = "emea" } }'


def count(account: Context, table: str) -> int:
    with account.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(metadata.tables[table])) or 0


def test_after_retention_only_numbers_counts_and_open_tickets_are_left(harbour: Harbour) -> None:
    region = harbour.world.add_ticket_field("Region", "tagger")
    account = harbour.open(policy(extra=NAMES_A_FIELD) + boundaries(), 'retention = "2 days"')
    harbour.cycle(account)
    gone, stays = (harbour.ticket(custom_fields={region: "emea"}) for _ in range(2))
    for turn in (1, 2, 0):
        harbour.wait(60)
        for number, ticket_id in enumerate((gone, stays)):
            harbour.wait(11)
            owner = {} if turn else {"assignee_id": harbour.agents[number + 1]}
            person(harbour, ticket_id, {"group_id": harbour.groups[turn], **owner})
    writes(harbour, gone, INSULT)
    for _ in range(2):
        harbour.cycle(account)
    person(harbour, gone, {"remove_tags": ["passed_around"]}, actor=harbour.agents[3])
    person(harbour, stays, {"remove_tags": ["passed_around"]}, actor=harbour.agents[3])
    harbour.cycle(account)
    person(harbour, gone, {"status": "closed"})
    harbour.cycle(account)
    assert stored(account, gone).custom_fields == {str(region): "emea"}
    assert {f.ended_by for f in findings(account) if f.state == "dismissed"} == {harbour.agents[3]}
    assert {row.owner_id for row in rows(account)} >= set(harbour.agents[1:3])
    for _ in range(3):
        harbour.cycle(account, after=DAY)
    closed, open_one = stored(account, gone), stored(account, stays)
    assert (closed.custom_fields, closed.assignee_id) == ({}, None)
    assert (open_one.custom_fields, open_one.assignee_id) == ({str(region): "emea"}, harbour.agents[2])
    with account.store.reading() as connection:
        left = set(connection.scalars(select(event.c.ticket_id)))
        words = connection.scalar(select(func.count()).where(event.c.excerpts.is_not(None)))
        after = [tuple(row) for row in outcomes.count_by_step(account.store, connection)]
    assert (left, words) == ({stays}, 0)
    assert {f.ended_by for f in findings(account)} == {None}
    assert {row.owner_id for row in rows(account)} == {None}
    assert not any("assignee_id" in (row.before or {}) for row in rows(account))
    assert ("passed-around", "at once", "dismissed", 2) in after, "what was dismissed still counts"
    assert len(remembered(account)) == 1, "an incident ends by its own expiry"
    assert count(account, "outbox") == 0
    assert count(account, "run") <= 4
    assert count(account, "finding") == 3
