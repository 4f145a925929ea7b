"""The queue's connections: in a schema of its own, and watched, so that none breaks unnoticed."""

from __future__ import annotations

import asyncio
from typing import Any, LiteralString

import psycopg
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from integration.cluster.tables import SCHEMA
from integration.store.postgres import PATIENCE

_AT_MOST = 4
_WAIT_S = 10.0


class WatchedConnector(PsycopgConnector):
    """Connections that tell when a statement failed whose failure the worker itself would pass over.

    A job whose end could not be written would be at work for ever, since its worker lives. So a worker whose statement
    failed begins anew under another number, and what the old number leaves behind is a stalled job like any other.
    """

    def __init__(self, place: URL) -> None:
        super().__init__(
            conninfo=_conninfo(place), min_size=1, max_size=_AT_MOST, timeout=_WAIT_S, configure=_into_schema
        )
        self.failed = asyncio.Event()

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:  # noqa: ANN401 - as procrastinate's
        """A statement without rows: a heartbeat, or the end of a job.

        Raises:
            ConnectorException: it failed. That a job is not there any more breaks nothing: it was taken for stalled.
        """
        try:
            await super().execute_query_async(query, **arguments)
        except ConnectorException as error:
            if not isinstance(error.__cause__, psycopg.errors.RaiseException):
                self.failed.set()
            raise


def _conninfo(place: URL) -> str:
    address = place.set(drivername="postgresql").render_as_string(hide_password=False)
    ours = {name: value for name, value in PATIENCE.items() if name not in place.query}
    return make_conninfo(address, application_name="steadyhand queue", **ours)


async def _into_schema(connection: psycopg.AsyncConnection) -> None:
    """Not as a startup option, which a pooler in between refuses. Each statement is a transaction of its own."""
    await connection.set_autocommit(True)
    await connection.execute(f"SET search_path TO {SCHEMA}")
    await connection.execute("SET lock_timeout = '10s'")
