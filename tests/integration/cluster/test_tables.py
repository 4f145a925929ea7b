"""The queue's tables stand apart from the store's, and are made anew rather than migrated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import URL

from integration.cluster import tables
from integration.cluster.tables import count_workers, make_queue, require_queue
from integration.store.errors import StoreUnmigrated
from tests.integration.cluster.crew import in_queue
from tests.postgres import Server


@pytest.fixture
def database(postgres_server: Server) -> Iterator[URL]:
    """A database with the store's tables, and none of the queue's."""
    with postgres_server.database() as name:
        yield postgres_server.place(name)


def test_the_queue_is_made_once_and_beside_the_stores_tables(database: URL) -> None:
    assert make_queue(database)
    assert not make_queue(database)
    require_queue(database)
    assert count_workers(database, 60) == 0
    beside = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'procrastinate%'"
    assert in_queue(database, beside) == []


def test_without_a_queue_a_worker_says_what_to_type(database: URL) -> None:
    with pytest.raises(StoreUnmigrated, match="has no queue yet; type: steadyhand migrate"):
        require_queue(database)


def test_another_releases_queue_is_dropped_with_what_waits_in_it(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_queue(database)
    in_queue(database, "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'poll')")
    monkeypatch.setattr(tables, "version", lambda _: "4.0.0")
    with pytest.raises(
        StoreUnmigrated, match=r"has the queue of procrastinate 3\.\S+, this is procrastinate 4\.0\.0"
    ):
        require_queue(database)
    assert make_queue(database)
    assert in_queue(database, "SELECT 1 FROM procrastinate_jobs") == []
    require_queue(database)
