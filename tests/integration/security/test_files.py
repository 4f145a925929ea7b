"""What lies on the disk belongs to the service's user alone, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.store.access import Store
from integration.store.database import copy_store
from tests.integration.engine.harbour import Harbour


@pytest.fixture(autouse=True)
def _careless() -> Iterator[None]:
    """A umask that keeps nothing from anybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return path.stat().st_mode & 0o777


def test_a_new_store_and_all_that_sqlite_puts_beside_it_is_its_owners_alone(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.db", "harbour")
    store.save_account(holder=None)
    modes = {path.name: mode(path) for path in tmp_path.iterdir()}
    store.close()
    assert modes == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm"), 0o600)


def test_a_copy_of_a_store_is_its_owners_alone_also_of_one_that_others_may_read(tmp_path: Path) -> None:
    Store.open(tmp_path / "store.db", "harbour").close()
    (tmp_path / "store.db").chmod(0o644)
    copy_store(tmp_path / "store.db", tmp_path / "store.db.before-0001")
    assert mode(tmp_path / "store.db.before-0001") == 0o600


def test_a_store_that_is_there_keeps_the_mode_that_it_was_given(tmp_path: Path) -> None:
    Store.open(tmp_path / "store.db", "harbour").close()
    (tmp_path / "store.db").chmod(0o640)
    Store.open(tmp_path / "store.db", "harbour").close()
    assert mode(tmp_path / "store.db") == 0o640


def test_the_copy_of_a_dry_run_lies_in_a_folder_of_its_owners(harbour: Harbour) -> None:
    place = harbour.open(dry_run=True).store.place
    assert isinstance(place, Path)
    assert (mode(place.parent), mode(place)) == (0o700, 0o600)
