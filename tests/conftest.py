"""What all tests share: logging is as it was after each, a quick store, and a small company for what shows only in a cycle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from integration.store import database
from tests.integration.engine.harbour import Harbour
from tests.postgres import MISSING, Server, running_server

# An example that takes longer than 200 ms tells of a busy machine; laws of speed count steps (`policies/reading/steps.py`).
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True, scope="session")
def _commits_wait_for_no_disk() -> Iterator[None]:
    """No test of this process cuts the power. The tests of the store itself, and services of the crash test, wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    """The company on the embedded Zendesk, and the service against it, all on one simulated clock."""
    with Harbour(tmp_path) as company:
        yield company


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server that is thrown away after the tests of this process."""
    with running_server() as server:
        if server is None:
            pytest.skip(MISSING)
        yield server
