"""The store as it ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.store import database
from integration.store.place import Place
from tests.postgres import Server


@pytest.fixture(autouse=True, scope="package")
def _commits_wait_for_the_disk() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "SYNCHRONOUS", "FULL")
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a new store is: what asks for it holds on both databases."""
    if request.param == "sqlite":
        yield tmp_path / "store.db"
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database() as name:
        yield server.place(name)
