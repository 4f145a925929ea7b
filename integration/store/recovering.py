"""A store that was lost, or is older than what Zendesk shows, while it is rebuilt: how far that is, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from integration.store.access import Store, upsert
from integration.store.ledger import LEARNED
from integration.store.schema import OF_ITS_FINDING, action, directory, finding, policy
from policies.core.actions import END, UNDO, WRITTEN

_KIND, _ID = "recovery", "since"
_JUST_BEFORE = timedelta(seconds=1)


def load_recovery(store: Store, connection: Connection) -> datetime | None:
    """Since when a recovery that was broken off reads; None where none was."""
    query = select(directory.c.name).where(*_is_recovery(store))
    text: str | None = connection.scalar(query)
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def begin_recovery(store: Store, connection: Connection, since: datetime) -> None:
    """Note that a recovery is under way, and send both streams back to where it begins; what is stored stays."""
    row = {"account": store.account, "kind": _KIND, "id": _ID, "name": since.isoformat(), "data": {}}
    upsert(connection, directory, [row], ("account", "kind", "id"))
    store.write_account(
        connection,
        history_start=since,
        ticket_cursor=None,
        ticket_end=False,
        event_start=None,
        event_end=False,
    )


def end_recovery(store: Store, connection: Connection) -> None:
    """Note that it is over."""
    connection.execute(delete(directory).where(*_is_recovery(store)))


def count_learned(store: Store, connection: Connection) -> int:
    """How many rows of the ledger are known from Zendesk alone."""
    own = (action.c.account == store.account) & (action.c.sentence == LEARNED)
    return connection.scalar(select(func.count()).where(own)) or 0


def load_oldest_acted_on(
    store: Store, connection: Connection, digests: Collection[tuple[str, str]]
) -> dict[str, datetime]:
    """By policy, when the oldest occasion began that it has acted on by settings with this digest."""
    acted = (
        select(action.c.policy, action.c.digest, func.min(finding.c.since).label("since"))
        .join(finding, OF_ITS_FINDING)
        .where(action.c.account == store.account, action.c.state.in_(WRITTEN), ~action.c.from_history)
        .where(~action.c.step.startswith(END), ~action.c.step.startswith(UNDO))
        .group_by(action.c.policy, action.c.digest)
    )
    return {row.policy: row.since for row in connection.execute(acted) if (row.policy, row.digest) in digests}


def bring_forward(store: Store, connection: Connection, name: str, since: datetime) -> bool:
    """A policy was in force before this moment; whether the store had it as later."""
    start = since - _JUST_BEFORE
    later = (policy.c.account == store.account) & (policy.c.name == name) & (policy.c.enforced_since > start)
    return connection.execute(update(policy).where(later).values(enforced_since=start)).rowcount > 0


def _is_recovery(store: Store) -> tuple[ColumnElement[bool], ...]:
    return directory.c.account == store.account, directory.c.kind == _KIND, directory.c.id == _ID
