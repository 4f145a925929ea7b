"""`steadyhand health`: for containers and supervisors, whether the service lives and is ready."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from integration.commands.options import config_option, json_option
from integration.exits import FINE, WARNED


@click.command()
@config_option
@json_option
@click.pass_context
def health(ctx: click.Context, config_path: Path, *, as_json: bool) -> None:
    """Say whether the service lives and is ready, from its store alone: nothing is asked of Zendesk, or changed.

    The exit code is 0 when it made a cycle lately, has read nearly up to now, and both its configuration and its store
    are good; 1 when it was not heard of or is behind. A brake that is set is told, and is no bad health.
    """
    from integration.config.load import load_config  # noqa: PLC0415 - the help of a verb loads no store
    from integration.console.health import look  # noqa: PLC0415 - as above
    from integration.engine.stored import store_place  # noqa: PLC0415 - as above
    from integration.store.access import Store  # noqa: PLC0415 - as above

    config = load_config(config_path)
    row = Store.load_as_it_is(store_place(config), config.account.label)
    found = look(row, config.account.interval.timedelta, datetime.now(UTC))
    data = {"account": config.account.label, **asdict(found)}
    click.echo(json.dumps(data) if as_json else f"{config.account.label}: {found.because}")
    ctx.exit(FINE if found.live and found.ready else WARNED)
