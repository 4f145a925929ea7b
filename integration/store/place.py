"""Where a store is: in a SQLite file, or in a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url

Place = Path | URL
"""A file, or a database's address, which may hold a password."""


def postgres_place(address: str) -> URL:
    """The database at an address as `postgresql://user@host/database`, whose parts were checked before."""
    return make_url(address).set(drivername="postgresql+psycopg")


def told(place: Place) -> str:
    """A place as sentences and logs name it: never with a password, which may also stand in an address's options."""
    if isinstance(place, Path):
        return str(place)
    bare = URL.create("postgresql", place.username, None, place.host, place.port, place.database)
    return bare.render_as_string()


def address_for_tools(place: URL) -> str:
    """The address as PostgreSQL's own tools take it, with its options and without a password."""
    options = {name: value for name, value in place.query.items() if name != "password"}
    bare = URL.create("postgresql", place.username, None, place.host, place.port, place.database, options)
    return bare.render_as_string()
