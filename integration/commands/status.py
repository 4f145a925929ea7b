"""`steadyhand status`: what the store knows, without asking Zendesk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from integration.commands.each import over_accounts, print_json
from integration.commands.options import Chosen, config_option, json_option

if TYPE_CHECKING:  # the help of a verb loads no configuration
    from integration.config.models import Config

_NOTHING = "nothing was stored yet; `steadyhand run --once --dry-run` shows what would be"


@click.command()
@config_option
@click.option(
    "--ledger", is_flag=True, help="Show whose incidents count, and the cases, in place of the rest."
)
@json_option
@click.pass_context
def status(ctx: click.Context, chosen: Chosen, *, ledger: bool, as_json: bool) -> None:
    """Show how far the service has read, what it found, wrote and holds back, and why.

    Nothing is asked of Zendesk; the service may be running meanwhile. Of several accounts all are shown.
    """
    from integration.console.conduct import ledger_data, print_ledger  # noqa: PLC0415 - as above
    from integration.console.summary import print_status, status_data  # noqa: PLC0415 - as above
    from integration.engine.stored import has_store, store_of, store_place  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above

    file = chosen.file()

    def show(config: Config) -> dict[str, Any]:
        if not has_store(config):
            if not as_json:
                click.echo(f"{config.account.label}: {told(store_place(config))}: {_NOTHING}")
            return {"account": config.account.label, "watermark": None}
        with store_of(config) as store:
            data = ledger_data(store, config) if ledger else status_data(store, config)
        if not as_json:
            (print_ledger if ledger else print_status)(data)
        return data

    as_one = chosen.as_one(file)
    shown = over_accounts(file, show, as_one=as_one)
    if as_json:
        print_json(shown.results, as_one=as_one)
    ctx.exit(shown.code)
