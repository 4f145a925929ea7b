"""`steadyhand brake`: show, set or release the brake."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from integration.commands.options import config_option


@click.command()
@config_option
@click.argument("what", type=click.Choice(["show", "set", "release"]), default="show")
def brake(config_path: Path, what: str) -> None:
    """Show the brake, set it, or release it. While it is set nothing is written to Zendesk.

    What was planned is decided anew after the release.
    """
    from integration.config.load import load_config  # noqa: PLC0415 - the help of a verb loads no store
    from integration.store.access import Store  # noqa: PLC0415 - as above

    config = load_config(config_path)
    store = Store.open(config.store_path, config.account.label)
    row = store.load_account()
    if what == "set":
        store.write_brake("Set by hand.", datetime.now(UTC))
        click.echo("The brake is set: nothing is written to Zendesk until it is released.")
    elif what == "release":
        store.write_brake(None, None)
        click.echo("The brake is released." if row.brake else "The brake was not set.")
    elif row.brake:
        click.echo(f"Set since {row.brake_since:%Y-%m-%d %H:%M} UTC: {row.brake}")
    else:
        click.echo("The brake is not set.")
