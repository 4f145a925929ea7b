"""A PostgreSQL server of the tests' own: thrown away with them, and in such a hurry that a cut of power would spoil it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import URL

from integration.store.database import migrate_store
from integration.store.place import postgres_place

MISSING = "there is no PostgreSQL server here (Debian: apt-get install postgresql), or it cannot run as its own user"
_HURRY = "-c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=40"
GUARDED, PASSWORD = "guarded", "open-sesame"
"""The one user who needs a password."""
_NEW = "new"
_ADMIN = "postgres"


class Server:
    """A running server that is reached by a socket in its folder; all users but one enter without a password."""

    def __init__(self, folder: Path, programs: Path, user: dict[str, Any]) -> None:
        self.folder = folder
        self._programs = programs
        self._user = user
        self._numbers = count(1)

    def start(self) -> None:
        """Make the server's files, start it, and make the database that all others are copies of."""
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "--no-sync", "-A", "trust", "-U", _ADMIN, "-E", "UTF8", "--no-locale")
        allowed = self.folder / "data" / "pg_hba.conf"
        allowed.write_text(f"local all {GUARDED} scram-sha-256\n{allowed.read_text()}")
        self._run_server()
        role, password = sql.Identifier(GUARDED), sql.Literal(PASSWORD)
        self.say(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, password))
        self.say(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_NEW)))
        migrate_store(self.place(_NEW))

    @contextmanager
    def away(self) -> Iterator[None]:
        """Meanwhile there is no server; what was committed is there when it comes back."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.folder / "data"))
        try:
            yield
        finally:
            self._run_server()

    def _run_server(self) -> None:
        options = f"{_HURRY} -c listen_addresses= -k {self.folder}"
        data, told = str(self.folder / "data"), str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", data, "-l", told, "-o", options)

    def stop(self) -> None:
        """End it at once: nobody needs what it holds."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-D", str(self.folder / "data"))

    def address(self, database: str, user: str = _ADMIN) -> str:
        """How the configuration would name a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def place(self, database: str) -> URL:
        """The same as the store takes it."""
        return postgres_place(self.address(database))

    def say(self, statement: LiteralString | sql.Composed, *values: str) -> None:
        """One statement to the server, as its administrator."""
        with psycopg.connect(
            f"host={self.folder} user={_ADMIN} dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(statement, values or None)

    def cut(self, name: str) -> None:
        """End all connections to a database, as a restart of the server does."""
        self.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """The name of a new database, with the store's tables unless it is to be empty."""
        name = f"test_{next(self._numbers)}"
        mould = sql.Identifier("template0" if empty else _NEW)
        made = sql.Identifier(name)
        self.say(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(made, mould))
        try:
            yield name
        finally:
            self.say(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(made))

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        subprocess.run(  # noqa: S603 - our own words
            command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=60, **self._user
        )


@contextmanager
def running_server() -> Iterator[Server | None]:
    """A server, or None where none can be run: its programs are missing, or they refuse to run as root."""
    programs, user = _programs(), _another_user()
    if programs is None or user is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="steadyhand-pg-"))  # a short name, for a socket's may not be long
    if user:
        shutil.chown(folder, user["user"], user["group"])
    server = Server(folder, programs, user)
    try:
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """Where initdb and pg_ctl are; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    place = str(found[-1]) if found else shutil.which("initdb")
    return None if place is None else Path(place).parent


def _another_user() -> dict[str, Any] | None:
    """PostgreSQL refuses root, who therefore takes the user `postgres`; anybody else runs it in their own name."""
    if os.getuid() != 0:
        return {}
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return None
    return {"user": "postgres", "group": "postgres", "extra_groups": []}
