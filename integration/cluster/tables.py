"""The queue's tables, in a schema of their own. Nothing in them is of lasting value: the polls come again by themselves."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec

from sqlalchemy import URL, Connection, text

from integration.store.access import Claim
from integration.store.database import engine_for_now, sentences
from integration.store.errors import StoreUnmigrated
from integration.store.place import told
from integration.store.postgres import hold_migrations

SCHEMA = "steadyhand_queue"
_MADE_BY = text("SELECT obj_description(to_regnamespace(:schema)::oid, 'pg_namespace')")
_AT_WORK = text(
    f"SELECT 1 FROM {SCHEMA}.procrastinate_jobs WHERE id = :job AND status = 'doing' FOR SHARE"  # noqa: S608 - our own name
)
_HEARD_OF = text(
    f"SELECT count(*) FROM {SCHEMA}.procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :s)"  # noqa: S608 - our own name
)


def is_installed() -> bool:
    """Whether the extra `cluster` is there."""
    return all(find_spec(name) is not None for name in ("procrastinate", "psycopg", "psycopg_pool"))


def make_queue(place: URL) -> bool:
    """Make the queue's tables, and anew where they are another release's; whether there was anything to do.

    What waits in the queue is dropped with it, and workers that run meanwhile notice that.

    Raises:
        StoreError: the database refuses or is away.
    """
    with engine_for_now(place) as engine, sentences(place), engine.begin() as connection:
        hold_migrations(connection)
        if _made_by(connection) == _release():
            return False
        _make(connection)
        return True


def require_queue(place: URL) -> None:
    """See that the queue's tables are there, and are this release's.

    Raises:
        StoreUnmigrated: they are not, with the remedy.
        StoreError: the database cannot be reached.
    """
    with engine_for_now(place) as engine, sentences(place), engine.connect() as connection:
        made_by = _made_by(connection)
    if made_by != _release():
        state = "has no queue yet" if made_by is None else f"has the queue of {made_by}, this is {_release()}"
        raise StoreUnmigrated(f"{told(place)}: {state}; type: steadyhand migrate")


def count_workers(place: URL, heard_of_within_s: float) -> int:
    """How many workers live.

    Raises:
        StoreError: the database cannot be asked.
    """
    with engine_for_now(place) as engine, sentences(place), engine.connect() as connection:
        return int(connection.execute(_HEARD_OF, {"s": heard_of_within_s}).scalar_one())


def claim_of(job: int | None) -> Claim:
    """Whether the queue still has a job at work, which stays so until the transaction that asks has ended.

    A worker that stood still between taking a poll out of the queue and beginning it must not take the account from the
    one that polls it by then.
    """
    return lambda connection: connection.execute(_AT_WORK, {"job": job}).first() is not None


def _made_by(connection: Connection) -> str | None:
    made_by: str | None = connection.execute(_MADE_BY, {"schema": SCHEMA}).scalar()
    return made_by


def _release() -> str:
    return f"procrastinate {version('procrastinate')}"


def _make(connection: Connection) -> None:
    from procrastinate.schema import SchemaManager  # noqa: PLC0415 - the extra may be missing

    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
    connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a connection that is open has one of the driver's")
    driver.execute(SchemaManager.get_schema())  # many statements, in which % is a sign like others
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '{_release()}'")
