"""`steadyhand forget`: erase what is stored of a customer."""

from __future__ import annotations

import json
import shlex

import click
from click.core import ParameterSource

from integration.commands.options import Chosen, config_option, json_option
from integration.exits import UNSETTLED

_MOST_DIGITS = 18


@click.command()
@config_option
@click.argument("requester", metavar="REQUESTER")
@click.option("--yes", is_flag=True, help="Have it done. Without it what would be erased is shown.")
@json_option
@click.pass_context
def forget(ctx: click.Context, chosen: Chosen, requester: str, *, yes: bool, as_json: bool) -> None:
    """Erase what is stored of an end user; counts stay. REQUESTER is their id in Zendesk.

    Nothing is asked of Zendesk; the service may be running meanwhile. Erase the person in Zendesk first: while Zendesk
    still has them, the next change of their ticket brings them again.
    """
    from integration.console.forgetting import forgotten_data, forgotten_in_lines  # noqa: PLC0415 - as above
    from integration.engine.forgetting import (  # noqa: PLC0415 - as above
        NotForgotten,
        OnTheirWay,
        forget_person,
        look_for,
    )
    from integration.engine.stored import has_store, store_of, store_place  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above

    person_id = _id_of(requester)
    config = chosen.config()
    if not has_store(config):
        raise click.UsageError(f"{told(store_place(config))}: nothing was stored yet.")
    with store_of(config) as store:
        try:
            found = (forget_person if yes else look_for)(store, config.store_path, person_id)
        except OnTheirWay as error:
            click.echo(str(error), err=True)
            ctx.exit(UNSETTLED)
        except NotForgotten as error:
            raise click.UsageError(str(error)) from None
        data = forgotten_data(store.account, found)
    if as_json:
        click.echo(json.dumps(data, indent=2))
        return
    given = ctx.get_parameter_source("config_path") is ParameterSource.COMMANDLINE
    words = {"--config": chosen.path if given else None, "--account": chosen.account}
    options = [part for option, value in words.items() if value is not None for part in (option, str(value))]
    for line in forgotten_in_lines(data, shlex.join(["steadyhand", "forget", *options, requester, "--yes"])):
        click.echo(line)


def _id_of(requester: str) -> int:
    text = requester.strip()
    if text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) > 0:
        return int(text)
    raise click.UsageError(
        f"'{text[:40]}' is no user id. Names and addresses of customers are not stored, so nothing is found by them; the "
        "id is the number at the end of the address of their profile in Zendesk."
    )
