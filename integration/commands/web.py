"""`steadyhand web`: the page alone, beside a service that runs or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from integration.commands.closing import until_the_end
from integration.commands.options import Chosen, config_option
from integration.commands.page import Opened, PageRefused, open_page

if TYPE_CHECKING:  # the help of a verb loads no server
    from starlette.types import ASGIApp

    from integration.config.load import ConfigFile
    from integration.config.models import Config


@click.command()
@config_option
@click.option("--listen", default="", metavar="HOST:PORT", help="In place of `listen` in [web].")
def web(chosen: Chosen, listen: str) -> None:
    """Show the page until SIGTERM or Ctrl-C: what the service does and why, read from its store.

    It writes nothing, and the service may run or not. Of several accounts each is shown as soon as it is signed in to.
    What is left of the budget is known to `run --web` alone; a changed configuration is taken at the next start.
    """
    from integration.telemetry import start_logging  # noqa: PLC0415 - the help of a verb loads no service

    start_logging()
    file = chosen.file()
    if chosen.as_one(file) or not file.accounts:
        file.require_good()
    opened = open_page(file.accounts[0], listen)  # all accounts of a file have the same [web]
    with opened.listening:
        app = _one(file.accounts[0], opened) if chosen.as_one(file) else _all(file, opened)
        from integration.web.server import serving, wait_for_a_signal  # noqa: PLC0415 - as above

        with serving(app, opened.listening) as url:
            click.echo(f"The page is at {url}; Ctrl-C ends it.")
            wait_for_a_signal()


def _one(config: Config, opened: Opened) -> ASGIApp:
    """The page of the only account, which has a store and can be signed in to."""
    from integration.engine.absences import refresh_absences  # noqa: PLC0415 - as above
    from integration.engine.stored import has_store, store_place  # noqa: PLC0415 - as above
    from integration.service import open_beside  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above
    from integration.web.app import build_app  # noqa: PLC0415 - as above
    from integration.web.site import Site  # noqa: PLC0415 - as above

    if not has_store(config):  # an empty one would be looked at for as long as this runs
        raise PageRefused(
            f"{told(store_place(config))}: there is no store to look at yet; `steadyhand run` makes it, "
            "and `steadyhand run --web` shows the page from the beginning."
        )
    account = until_the_end(open_beside(config))
    refresh_absences(account)
    return build_app(Site(account, live=False, keys=opened.keys))


def _all(file: ConfigFile, opened: Opened) -> ASGIApp:
    """The pages of all accounts, of which none has to be open yet."""
    from integration.web.accounts import Sites  # noqa: PLC0415 - as above
    from integration.web.app import build_app_of_all  # noqa: PLC0415 - as above
    from integration.web.beside import Beside  # noqa: PLC0415 - as above

    beside = until_the_end(Beside(file))
    beside.start()
    return build_app_of_all(Sites(beside.entries, live=False, keys=opened.keys))
