"""What only PostgreSQL has: its connections, and its errors as sentences."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, String, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.compiler import compiles

from integration.store.errors import StoreBusy, StoreError
from integration.store.place import Place, told

_LOCK_MS = 10_000
_IDLE_MS = 30_000
"""A process that stops in the midst of a transaction, or whose machine is gone, lets go of the account after so long."""
PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""A server that is gone is noticed within a minute or so; the address may say otherwise. Source: libpq's parameters."""
_READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""One moment's picture for all statements of a transaction, as SQLite gives it."""
_OPENING = (
    ("password authentication failed", "the password or the user is wrong; mend the address of store.url"),
    ("no password supplied", "the server asks for a password; put it into the address of store.url"),
    (
        "no pg_hba.conf entry",
        "the server lets this user in from no such machine; add a line to its pg_hba.conf",
    ),
    ("does not exist", "there is no such database or user; create it, or mend store.url"),
    ("invalid connection option", "store.url has an option behind its ? that libpq does not know"),
    ("certificate", "the server's certificate is not trusted; mend sslmode or sslrootcert in store.url"),
)
"""What a refused connection says, which has no code of its own."""
_AWAY = "the database cannot be reached; check that its server runs and that store.url is right"
_LOCKED = "another transaction holds the account for a moment; try again"
_REFUSED = {
    "42P01": "the tables of Steadyhand are not there; run `steadyhand migrate`",
    "42703": "the tables are of another release; run `steadyhand migrate`",
    "42501": "this user may not do that; grant it the database's tables",
    "25006": "this server only reads; name the primary, or add target_session_attrs=read-write to store.url",
}
"""By SQLSTATE. Source: postgresql.org, Appendix A, PostgreSQL Error Codes, read 2026-11."""
_PASSES = {
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "40001": _LOCKED,
    "25P03": "the server ended a transaction that stood still; try again",
    "57014": "the server ended a statement that took too long; try again",
    "53100": "the server's disk is full; nothing was half-written, and it goes on when there is room",
    "53300": "the server has no connection left; try again, or raise its max_connections",
}
_GONE = ("08", "57P")
"""Classes of states: the connection broke, or the server is going down or coming up."""


@compiles(String, "postgresql")
def _of_any_length(*_told: object, **_options: object) -> str:
    """Lengths say what is meant; SQLite holds nothing to them, and one odd value of Zendesk's must stop no account here either."""
    return "TEXT"


def postgres_engine(place: URL) -> Engine:
    """Connections to a database; a transaction waits ten seconds for a lock, and a commit for the disk.

    Raises:
        StoreError: the driver is not installed.
    """
    try:
        engine = create_engine(
            place,
            connect_args={"application_name": "steadyhand", "client_encoding": "utf8"}
            | {name: value for name, value in PATIENCE.items() if name not in place.query},
            hide_parameters=True,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        sentence = "PostgreSQL needs its driver: pip install 'steadyhand[postgres]'"
        raise StoreError(f"{told(place)}: {sentence}") from error

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of psycopg's
        # Not as startup options: a pooler in between refuses those.
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {_LOCK_MS}")
        connection.execute(f"SET idle_in_transaction_session_timeout = {_IDLE_MS}")
        connection.execute("SET synchronous_commit = on")
        connection.autocommit = False

    return engine


def hold_migrations(connection: Connection) -> None:
    """Let one process migrate a database at a time; the next waits, and finds it done. SQLite's transactions are such."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('steadyhand migrate'))")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_LOCK_MS}")


def require_unicode(connection: Connection, place: Place) -> None:
    """Refuse a database that could not hold what people write, before there are tables in it; SQLite's holds all.

    Raises:
        StoreError: with the remedy.
    """
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        remedy = "make one with createdb --encoding UTF8 --template template0"
        raise StoreError(f"{told(place)}: the database is in {encoding}; {remedy}")


def reading_options(engine: Engine) -> dict[str, Any]:
    """What makes a transaction of either database one that only reads."""
    return _READING if engine.dialect.name == "postgresql" else {"read_only": True}


def failure_of(place: URL, error: DBAPIError) -> StoreError:
    """What went wrong, by PostgreSQL's code; its own text may quote values, so it is told of connections only."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None and (sentence := _why_refused(str(error.orig))) is not None:
        return StoreError(f"{told(place)}: {sentence}")
    if state is None and isinstance(error, OperationalError):
        return StoreBusy(f"{told(place)}: {_AWAY}")
    if state in _PASSES:
        return StoreBusy(f"{told(place)}: {_PASSES[state]}")
    if (state or "").startswith(_GONE):
        return StoreBusy(f"{told(place)}: {_AWAY}")
    code = ", ".join(filter(None, (state, type(error.orig).__name__)))
    sentence = _REFUSED.get(state or "", f"the database refuses ({code}); the server's log says why")
    return StoreError(f"{told(place)}: {sentence}")


def _why_refused(raw: str) -> str | None:
    return next((remedy for sign, remedy in _OPENING if sign in raw), None)
