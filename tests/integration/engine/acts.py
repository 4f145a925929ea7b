"""What tests of the engine do and look at again and again: many tickets, the ledger's rows, people's updates."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from integration.engine.context import Context
from integration.store.schema import action, finding, gap, ticket
from policies.core.actions import State
from tests.integration.engine.harbour import Harbour


def policy(name: str = "passed-around", *, mode: str = "enforce", extra: str = "", steps: str = "") -> str:
    """A `reassignment` policy as TOML; without steps it has one: a tag of its name and a note."""
    tag = name.replace("-", "_")
    own = steps or f'[[steps]]\nadd_tags = ["{tag}"]\nnote = true'
    rungs = own.replace("[[steps]]", f"[[policies.{name}.steps]]")
    return f'[policies.{name}]\nkind = "reassignment"\nmode = "{mode}"\n{extra}\n{rungs}\n'


def many_passed_around(harbour: Harbour, count: int, handoffs: int = 3) -> list[int]:
    """Tickets with as many handoffs each, so far apart that nobody moves them in bulk."""
    ids = [harbour.ticket() for _ in range(count)]
    for turn in range(handoffs):
        for ticket_id in ids:
            harbour.wait(11)
            person(harbour, ticket_id, {"group_id": harbour.groups[(turn + 1) % 3]})
    return ids


def person(harbour: Harbour, ticket_id: int, changes: dict[str, Any] | None = None, **options: Any) -> int:  # noqa: ANN401 - as `World.update`
    """An update by the first agent, or by `actor`; the audit's id."""
    actor = options.pop("actor", harbour.agents[0])
    with harbour.sandbox.lock:
        return int(harbour.world.update(ticket_id, actor, changes, **options).id)


def rows(account: Context, ticket_id: int | None = None) -> list[Row[Any]]:
    """The ledger's rows, by rung."""
    query = select(action).where(action.c.account == account.account).order_by(action.c.step, action.c.policy)
    if ticket_id is not None:
        query = query.where(action.c.ticket_id == ticket_id)
    with account.store.reading() as connection:
        return list(connection.execute(query))


def states(account: Context, ticket_id: int | None = None) -> dict[str, str]:
    """By policy and rung, the state of a ticket's actions, with the reason where they are held."""
    return {
        f"{row.policy}: {row.step}": f"held: {row.reason}" if row.state == State.HELD else str(row.state)
        for row in rows(account, ticket_id)
    }


def findings(account: Context) -> list[Row[Any]]:
    """All occasions in the store."""
    with account.store.reading() as connection:
        return list(connection.execute(select(finding).order_by(finding.c.ticket_id)))


def gaps(account: Context) -> dict[tuple[str, str], int]:
    """What was counted as not shown or not known."""
    query = select(gap.c.kind, gap.c.id, gap.c.count.label("times"))
    with account.store.reading() as connection:
        return {(row.kind, row.id): row.times for row in connection.execute(query)}


def stored(account: Context, ticket_id: int) -> Row[Any]:
    """A ticket as the store has it."""
    with account.store.reading() as connection:
        return connection.execute(select(ticket).where(ticket.c.ticket_id == ticket_id)).one()


def written(harbour: Harbour) -> list[int]:
    """Tickets that have a note of ours or that our user has updated."""
    own = harbour.world.service_user_id
    return sorted(t.id for t in harbour.world.tickets.values() if any(a.author_id == own for a in t.audits))
