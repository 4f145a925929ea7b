"""`steadyhand migrate`: bring the store's tables to this release."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from integration.commands.options import Chosen, config_option

if TYPE_CHECKING:
    from integration.store.place import Place


@click.command()
@config_option
@click.option(
    "--from",
    "former",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Then take over into the database what this SQLite store holds of the accounts.",
)
def migrate(chosen: Chosen, former: Path | None) -> None:
    """Make the store's tables, or bring those of an earlier release to this one.

    A PostgreSQL database is migrated by this verb alone: stop the service and make a backup first. Where the extra of
    workers is installed, it makes their queue too. A SQLite file is migrated by whatever opens it, with a copy of the
    file made before.
    """
    from integration.engine.stored import store_place  # noqa: PLC0415 - as above

    file = chosen.file()
    file.require_good()
    labels: dict[Place, list[str]] = {}
    for config in file.accounts:
        labels.setdefault(store_place(config), []).append(config.account.label)
    for place, accounts in labels.items():
        _migrate(place)
        if former is not None:
            _move(former, accounts, place)


def _migrate(place: Place) -> None:
    from integration.store.database import migrate_store  # noqa: PLC0415 - the help of a verb loads no store
    from integration.store.place import told  # noqa: PLC0415 - as above

    before, after = migrate_store(place)
    if before is None:
        done = f"the tables were made, at {after}"
    elif before == after:
        done = f"the tables are those of this release, {after}; nothing to do"
    else:
        done = f"the tables were brought from {before} to {after}"
    click.echo(f"{told(place)}: {done}.")
    _make_queue(place)


def _move(former: Path, accounts: list[str], place: Place) -> None:
    """Take a file's history over; the file is left as it is, and of no use to the service any more."""
    from integration.store.copying import move_accounts  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above

    if isinstance(place, Path):
        raise click.UsageError(f"--from takes a file into a database, and the store is a file: {place}")
    moved = move_accounts(former, accounts, place, datetime.now(UTC))
    for label in accounts:
        count = moved.get(label)
        told_of = f"{count} rows were taken over" if count is not None else "is not in this file"
        click.echo(f"{former} → {told(place)}: {label}: {told_of}.")


def _make_queue(place: Place) -> None:
    """The queue of workers, where their extra is installed; who has none is told, and needs it for nothing else."""
    from integration.cluster.tables import is_installed, make_queue  # noqa: PLC0415 - as above
    from integration.store.errors import StoreError  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above

    if isinstance(place, Path) or not is_installed():
        return
    try:
        if make_queue(place):
            click.echo(f"{told(place)}: the queue of workers was made.")
    except StoreError as error:
        click.echo(
            f"{error}; the queue of workers was not made, and `steadyhand worker` alone needs it", err=True
        )
