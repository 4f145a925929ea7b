"""`steadyhand brake`: show, set or release the brake."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from integration.commands.options import Chosen, config_option, json_option

if TYPE_CHECKING:
    from integration.store.access import Store


@click.command()
@config_option
@click.argument("what", type=click.Choice(["show", "set", "release"]), default="show")
@json_option
def brake(chosen: Chosen, what: str, *, as_json: bool) -> None:
    """Show the brake with all that it holds back, set it, or release it. While it is set nothing is written to Zendesk.

    What was planned is decided anew after the release: what is no longer true by then is not written.
    """
    from integration.console.braking import brake_data, print_brake  # noqa: PLC0415 - as above
    from integration.engine.stored import store_of  # noqa: PLC0415 - as above

    config = chosen.config()
    with store_of(config) as store:
        said = {"show": _nothing, "set": _set, "release": _release}[what](store)
        data = brake_data(store) if as_json or what == "show" else {}
    if as_json:
        click.echo(json.dumps(data, indent=2))
    elif what == "show":
        print_brake(data)
    else:
        click.echo(said)


def _nothing(_store: Store) -> str:
    return ""


def _set(store: Store) -> str:
    """Set it; a reason that stands there already stays."""
    row = store.load_account()
    if row.brake:
        return f"The brake is set already, since {row.brake_since:%Y-%m-%d %H:%M} UTC: {row.brake}"
    store.write_brake("Set by hand.", datetime.now(UTC))
    return "The brake is set: nothing is written to Zendesk until it is released."


def _release(store: Store) -> str:
    from integration.console.braking import brake_data, in_words  # noqa: PLC0415 - the help of a verb loads no store

    if not store.load_account().brake:
        return "The brake was not set."
    data = brake_data(store)
    store.write_brake(None, None)
    if not data["planned"]:
        return "The brake is released; nothing was held back."
    when = "in the next cycle" if data["running"] else "by the next `steadyhand run`"
    return f"The brake is released: {in_words(data['planned'])} will be decided anew {when}."
