"""`steadyhand demo`: the main job on an embedded Zendesk, in the terminal and then as a page."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

import click

from integration.commands.options import json_option
from integration.commands.page import REMEDY, has_extra

if TYPE_CHECKING:  # the help of a verb loads no service
    from integration.console.demo import DemoResult
    from integration.sandbox.server import Sandbox


@click.command()
@click.option("--once", is_flag=True, help="End after the summary, as it does where this is no terminal.")
@json_option
def demo(*, once: bool, as_json: bool) -> None:
    """Show the main job: an invented company's week, the real cycle against it, and what came of it.

    No account and no network are needed: the embedded Zendesk listens on loopback and is gone afterwards. On a terminal
    a page stays until Ctrl-C, with the tickets as agents see them and a clock that can be moved on.
    """
    from pathlib import Path  # noqa: PLC0415 - the help of a verb loads no service

    import structlog  # noqa: PLC0415 - as above
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - as above

    from integration.console.demo import demo_folder, run_demo  # noqa: PLC0415 - as above
    from integration.console.demo_page import demo_data, print_demo  # noqa: PLC0415 - as above
    from integration.console.terminal import terminal  # noqa: PLC0415 - as above

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    columns = (TextColumn("{task.description}"), BarColumn())
    errors = Console(stderr=True)
    stays = sys.stdout.isatty() and not once and not as_json
    with demo_folder() as folder:
        with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
            task = bar.add_task("Starting", total=1.0)
            result, sandbox = run_demo(
                Path(folder), lambda text, share: bar.update(task, description=text, completed=share)
            )
        try:
            data = demo_data(result, sandbox)
            if as_json:
                click.echo(json.dumps(data, indent=2))
            else:
                print_demo(terminal(), data, result, sandbox)
            if stays:
                _show_page(result, sandbox)
        finally:
            result.leads.stop()
            sandbox.stop()


def _show_page(result: DemoResult, sandbox: Sandbox) -> None:
    """Serve the page until Ctrl-C; where its extra is missing, say how to get it."""
    if not has_extra():
        click.echo(f"\nTo see all this as a page: {REMEDY}")
        return
    from integration.config.address import Address  # noqa: PLC0415 - the help of a verb loads no server
    from integration.config.web import DEFAULT_ADDRESS  # noqa: PLC0415 - as above
    from integration.listening import PortRefused, listen  # noqa: PLC0415 - as above
    from integration.web.app import build_app  # noqa: PLC0415 - as above
    from integration.web.demo import DemoRoom  # noqa: PLC0415 - as above
    from integration.web.server import serving, wait_for_a_signal  # noqa: PLC0415 - as above
    from integration.web.site import Site  # noqa: PLC0415 - as above

    try:
        listening = listen(Address.parse(DEFAULT_ADDRESS))
    except PortRefused:  # somebody's service, or another demo
        listening = listen(Address("127.0.0.1", 0))
    site = Site(result.account, live=True, room=DemoRoom(result, sandbox))
    with serving(build_app(site), listening) as url:
        click.echo(
            f"\nThe same as a page, with a clock to move on: {url}\nCtrl-C ends it, and all is forgotten."
        )
        wait_for_a_signal()
