"""`steadyhand status`: what the store knows, without asking Zendesk."""

from __future__ import annotations

import json
from pathlib import Path

import click

from integration.commands.options import config_option, json_option


@click.command()
@config_option
@click.option(
    "--ledger", is_flag=True, help="Show whose incidents count, and the cases, in place of the rest."
)
@json_option
def status(config_path: Path, *, ledger: bool, as_json: bool) -> None:
    """Show how far the service has read, what it found, wrote and holds back, and why.

    Nothing is asked of Zendesk; the service may be running meanwhile.
    """
    from integration.config.load import load_config  # noqa: PLC0415 - the help of a verb loads no store
    from integration.console.conduct import ledger_data, print_ledger  # noqa: PLC0415 - as above
    from integration.console.summary import print_status, status_data  # noqa: PLC0415 - as above
    from integration.engine.stored import has_store, store_of, store_place  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above

    config = load_config(config_path)
    if not has_store(config):
        nothing = "nothing was stored yet; `steadyhand run --once --dry-run` shows what would be"
        data = {"account": config.account.label, "watermark": None}
        click.echo(json.dumps(data) if as_json else f"{told(store_place(config))}: {nothing}")
        return
    with store_of(config) as store:
        data = ledger_data(store, config) if ledger else status_data(store, config)
    if as_json:
        click.echo(json.dumps(data, indent=2))
    elif ledger:
        print_ledger(data)
    else:
        print_status(data)
