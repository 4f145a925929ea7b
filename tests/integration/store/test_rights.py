"""The database's user needs no more rights than the four on rows: the tables belong to another, who migrates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import pytest
from psycopg import connect, errors, sql

from integration.cluster.tables import make_queue
from integration.store.place import postgres_place
from tests.integration.cluster.crew import Notebook, in_queue, wait_for, working
from tests.integration.engine.acts import many_passed_around
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

GRANTS: tuple[LiteralString, ...] = (
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role}",
)
"""As docs/security.md has them."""
OF_WORKERS: tuple[LiteralString, ...] = (
    "GRANT USAGE ON SCHEMA steadyhand_queue TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA steadyhand_queue TO {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA steadyhand_queue TO {role}",
)
DENIED: tuple[LiteralString, ...] = (
    "DROP TABLE action",
    "TRUNCATE action",
    "ALTER TABLE action DROP COLUMN state",
    "CREATE TABLE public.mine (id int)",
    "CREATE SCHEMA mine",
    "DROP SCHEMA steadyhand_queue CASCADE",
    "TRUNCATE steadyhand_queue.procrastinate_jobs CASCADE",
    "UPDATE alembic_version SET version_num = '0000'",
)


@pytest.fixture
def least(postgres_server: Server) -> Iterator[str]:
    """A database whose tables another user owns; its address for a user with the least rights."""
    with postgres_server.database() as name:
        role, database = sql.Identifier(f"{name}_least"), sql.Identifier(name)
        postgres_server.say(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        make_queue(postgres_server.place(name))
        with connect(f"host={postgres_server.folder} user=postgres dbname={name}", autocommit=True) as owner:
            for grant in (*GRANTS, *OF_WORKERS):
                owner.execute(sql.SQL(grant).format(database=database, role=role))
        yield postgres_server.address(name, user=f"{name}_least")


def test_with_the_four_rights_on_rows_the_service_does_its_work(least: str, tmp_path: Path) -> None:
    with Harbour(tmp_path, database=least) as company:
        account = company.open()
        company.cycle(account)
        (ticket,) = many_passed_around(company, 1)
        for _ in range(3):
            company.cycle(account)
        assert len(company.notes(ticket)) == 1
        account.store.release_lease()


def test_with_the_same_on_the_queue_a_worker_polls(least: str) -> None:
    place = postgres_place(least)
    accounts = Notebook(place, {"harbour": timedelta(seconds=1)})
    with working(place, accounts) as (worker,):
        wait_for(lambda: len(accounts.polls) > 1 or worker.failure is not None)
    assert worker.failure is None
    assert in_queue(place, "SELECT 1 FROM procrastinate_jobs WHERE status = 'failed'") == []


def test_with_them_nobody_destroys_or_changes_a_table(least: str) -> None:
    with connect(least, autocommit=True) as connection:
        for statement in DENIED:
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_page_has_the_grants_as_they_are_tested() -> None:
    page = (Path(__file__).parents[3] / "docs/security.md").read_text()
    for grant in (*GRANTS, *OF_WORKERS):
        assert grant.format(database="steadyhand", role="steadyhand") + ";" in page
