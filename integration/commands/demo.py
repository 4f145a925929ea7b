"""`steadyhand demo`: the main job on an embedded Zendesk."""

from __future__ import annotations

import json
import logging

import click

from integration.commands.options import json_option


@click.command()
@json_option
def demo(*, as_json: bool) -> None:
    """Show the main job: an invented company's week, the real cycle against it, and what came of it.

    No account and no network are needed: the embedded Zendesk listens on loopback and is gone afterwards.
    """
    from pathlib import Path  # noqa: PLC0415 - the help of a verb loads no service

    import structlog  # noqa: PLC0415 - as above
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - as above

    from integration.console.demo import demo_folder, run_demo  # noqa: PLC0415 - as above
    from integration.console.demo_page import demo_data, print_demo  # noqa: PLC0415 - as above

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    columns = (TextColumn("{task.description}"), BarColumn())
    errors = Console(stderr=True)
    with (
        demo_folder() as folder,
        Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar,
    ):
        task = bar.add_task("Starting", total=1.0)
        result, sandbox = run_demo(
            Path(folder), lambda text, share: bar.update(task, description=text, completed=share)
        )
        try:
            data = demo_data(result, sandbox)
        finally:
            sandbox.stop()
        bar.stop()
        if as_json:
            click.echo(json.dumps(data, indent=2))
        else:
            print_demo(Console(), data, result, sandbox)
