"""`steadyhand health`: for containers and supervisors, whether the service lives and is ready."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from integration.commands.each import over_accounts, print_json
from integration.commands.options import Chosen, config_option, json_option
from integration.exits import FINE, WARNED

if TYPE_CHECKING:  # the help of a verb loads no configuration
    from integration.config.models import Config


@click.command()
@config_option
@json_option
@click.pass_context
def health(ctx: click.Context, chosen: Chosen, *, as_json: bool) -> None:
    """Say whether the service lives and is ready, from its store alone: nothing is asked of Zendesk, or changed.

    The exit code is 0 when it made a cycle lately, has read nearly up to now, and both its configuration and its store
    are good; 1 when it was not heard of or is behind; of several accounts, any of them. A brake that is set is told, and is no bad health.
    """
    from integration.console.health import look  # noqa: PLC0415 - as above
    from integration.engine.stored import store_place  # noqa: PLC0415 - as above
    from integration.store.access import Store  # noqa: PLC0415 - as above

    file = chosen.file()

    def ask(config: Config) -> dict[str, Any]:
        row = Store.load_as_it_is(store_place(config), config.account.label)
        found = look(row, config.account.interval.timedelta, datetime.now(UTC))
        if not as_json:
            click.echo(f"{config.account.label}: {found.because}")
        return {"account": config.account.label, **asdict(found)}

    as_one = chosen.as_one(file)
    asked = over_accounts(file, ask, as_one=as_one)
    if as_json:
        print_json(asked.results, as_one=as_one)
    good = all(each["live"] and each["ready"] for each in asked.results)
    ctx.exit(asked.code or (FINE if good else WARNED))
