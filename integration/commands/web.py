"""`steadyhand web`: the page alone, beside a service that runs or not."""

from __future__ import annotations

import click

from integration.commands.closing import until_the_end
from integration.commands.options import Chosen, config_option
from integration.commands.page import PageRefused, open_page


@click.command()
@config_option
@click.option("--listen", default="", metavar="HOST:PORT", help="In place of `listen` in [web].")
def web(chosen: Chosen, listen: str) -> None:
    """Show the page until SIGTERM or Ctrl-C: what the service does and why, read from its store.

    It writes nothing, and the service may run or not. What is left of the budget is known to `run --web` alone; a
    changed configuration is taken at the next start.
    """
    from integration.engine.absences import refresh_absences  # noqa: PLC0415 - as above
    from integration.engine.stored import has_store, store_place  # noqa: PLC0415 - as above
    from integration.service import open_beside  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above

    start_logging()
    config = chosen.config()
    opened = open_page(config, listen)
    with opened.listening:
        if not has_store(config):  # an empty one would be looked at for as long as this runs
            raise PageRefused(
                f"{told(store_place(config))}: there is no store to look at yet; `steadyhand run` makes it, "
                "and `steadyhand run --web` shows the page from the beginning."
            )
        from integration.web.app import build_app  # noqa: PLC0415 - as above; and not before the extra is known of
        from integration.web.server import serving, wait_for_a_signal  # noqa: PLC0415 - as above
        from integration.web.site import Site  # noqa: PLC0415 - as above

        account = until_the_end(open_beside(config))
        refresh_absences(account)
        site = Site(account, live=False, keys=opened.keys)
        with serving(build_app(site), opened.listening) as url:
            click.echo(f"The page is at {url}; Ctrl-C ends it.")
            wait_for_a_signal()
