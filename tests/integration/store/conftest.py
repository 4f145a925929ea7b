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
    yield from _place(request, tmp_path, empty=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The same without any table."""
    yield from _place(request, tmp_path, empty=True)


def _place(request: pytest.FixtureRequest, folder: Path, *, empty: bool) -> Iterator[Place]:
    if request.param == "sqlite":
        yield folder / "store.db"
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.database(empty=empty) as name:
        yield server.place(name)


@pytest.fixture
def address(place: Place) -> str | None:
    """The same as the configuration names it: a database, or None for a file in its own folder."""
    return None if isinstance(place, Path) else place.set(drivername="postgresql").render_as_string()
