"""From a configuration to its store: the file or the database that it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from integration.config.models import Config
from integration.config.online import load_store_url
from integration.store.access import Store
from integration.store.database import is_there
from integration.store.place import Place, postgres_place


def store_place(config: Config) -> Place:
    """Where the store is, with the database's password.

    Raises:
        ConfigError: the secret cannot be read.
    """
    url = load_store_url(config)
    return config.store_path if url is None else postgres_place(url.get_secret_value())


def has_store(config: Config) -> bool:
    """Whether there is a store yet; where there is none, a verb that looks at it makes none.

    Raises:
        ConfigError: the secret cannot be read.
        StoreError: the database cannot be asked.
    """
    return is_there(store_place(config))


@contextmanager
def store_of(config: Config) -> Iterator[Store]:
    """The store of the configuration's account, for as long as a verb looks at it.

    Raises:
        ConfigError: the secret cannot be read.
        StoreError: the store cannot be used.
    """
    store = Store.open(store_place(config), config.account.label)
    try:
        yield store
    finally:
        store.close()
