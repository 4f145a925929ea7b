"""A company for each store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.integration.engine.harbour import Harbour

STORES = ("sqlite", "postgresql")


@contextmanager
def company_with(store: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Harbour]:
    """The company, with its service's store in a file or in a database of the tests' own server."""
    if store == "sqlite":
        with Harbour(folder) as made:
            yield made
        return
    server = request.getfixturevalue("postgres_server")
    with server.database() as name, Harbour(folder, database=server.address(name)) as made:
        yield made


@pytest.fixture(params=STORES)
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Harbour]:
    """A company of a test's own, with each store."""
    with company_with(request.param, tmp_path, request) as made:
        yield made


@pytest.fixture(params=STORES, scope="module")
def old_company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Harbour]:
    """A company that lives through all tests of a module, with each store."""
    with company_with(request.param, tmp_path_factory.mktemp(request.param), request) as made:
        yield made
