"""`steadyhand recover`: rebuild a store that was lost, or is older than what Zendesk shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from integration.commands.closing import until_the_end
from integration.commands.moments import moment_before
from integration.commands.options import Chosen, config_option, json_option
from integration.exits import FINE, UNSETTLED


@click.command()
@config_option
@click.option(
    "--since",
    metavar="WHEN",
    help='From when to read: "60d" or 2026-03-04 (UTC); by default from history_start of the configuration.',
)
@json_option
@click.pass_context
def recover(ctx: click.Context, chosen: Chosen, since: str | None, *, as_json: bool) -> None:
    """Read the exports again and enter in the ledger what is ours, before anything is written.

    For a store that was lost or restored from a backup; the service has to be stopped. Nothing is written to Zendesk.
    When it is broken off, the same command goes on. The exit code is 5 when the brake is set or a write's outcome is
    still unknown.
    """
    from integration.console.recovering import recovered_data, recovered_in_lines  # noqa: PLC0415 - as above
    from integration.engine.recovering import recover as recover_account  # noqa: PLC0415 - as above
    from integration.service import open_account  # noqa: PLC0415 - as above
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above

    start_logging()
    moment = None if since is None else moment_before(since, datetime.now(UTC)).replace(microsecond=0)
    account = until_the_end(open_account(chosen.config()))
    try:
        found = recover_account(account, moment, lambda words: click.echo(f"{words} …", err=True))
    finally:
        account.store.release_lease()
    data = recovered_data(account.account, found)
    if as_json:
        click.echo(json.dumps(data, indent=2))
    else:
        for line in recovered_in_lines(data):
            click.echo(line)
    ctx.exit(UNSETTLED if found.closed_because or found.unsettled else FINE)
