"""`steadyhand backup`: write a backup of the store, beside the running service."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click

from integration.commands.options import Chosen, config_option, json_option


@click.command()
@config_option
@click.argument("target", type=click.Path(path_type=Path))
@json_option
def backup(chosen: Chosen, target: Path, *, as_json: bool) -> None:
    """Write all that the store holds, as of one moment, into the new file TARGET; the service may be running meanwhile.

    A store that several accounts share is written whole. The file is checked, and only its owner may read it. A PostgreSQL database has a tool of its own for this; the command
    to type is shown, with exit code 2.
    """
    from integration.engine.stored import store_place  # noqa: PLC0415 - as above
    from integration.store.backup import back_up  # noqa: PLC0415 - as above
    from integration.store.place import address_for_tools  # noqa: PLC0415 - as above

    file = chosen.file()
    places = {store_place(config) for config in file.accounts}
    if not places:
        file.require_good()
    if len(places) != 1:
        raise click.UsageError(
            "The accounts of this file have stores of their own; say which with --account."
        )
    (place,) = places
    if not isinstance(place, Path):
        words = ["pg_dump", "--format=custom", f"--dbname={address_for_tools(place)}", f"--file={target}"]
        raise click.UsageError(
            f"The store is a database; nothing was written. Type, with its password in PGPASSWORD or ~/.pgpass:\n  {shlex.join(words)}"
        )
    size = back_up(place, target)
    data = {"source": str(place), "target": str(target), "bytes": size}
    click.echo(json.dumps(data) if as_json else f"{target}: written, {size / 1_000_000:.1f} MB.")
