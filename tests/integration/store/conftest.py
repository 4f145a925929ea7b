"""The store as it ships."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from integration.store import database


@pytest.fixture(autouse=True, scope="package")
def _commits_wait_for_the_disk() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "SYNCHRONOUS", "FULL")
        yield
