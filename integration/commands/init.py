"""`steadyhand init`: write a first configuration."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from integration.config.load import parse_config
from integration.config.problems import ConfigError
from integration.config.starter import next_steps, render_starter


@click.command()
@click.option(
    "--subdomain", help="The first part of your Zendesk address, as northwind of northwind.zendesk.com."
)
@click.option("--client-id", help="The unique identifier of the OAuth client.  [default: steadyhand]")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    show_default="config.toml",
    help="Where to write.",
)
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
def init(subdomain: str | None, client_id: str | None, output: Path, *, force: bool) -> None:
    """Write a first configuration.

    On a terminal it asks for what no option says. The policies in it only observe: nothing is written to Zendesk.
    """
    if output.exists() and not force:
        raise click.UsageError(
            f"{output} exists already; choose another --output, or replace it with --force."
        )
    asks = is_terminal()
    if subdomain is None and not asks:
        raise click.UsageError("Which account? Say --subdomain, as northwind of northwind.zendesk.com.")
    if subdomain is None:
        subdomain = click.prompt("Subdomain (northwind of northwind.zendesk.com)", err=True)
    if client_id is None:
        client_id = (
            click.prompt("Client id of the OAuth client", default="steadyhand", err=True)
            if asks
            else "steadyhand"
        )
    _write(output, render_starter(subdomain.strip(), client_id.strip()), replace=force)
    click.echo(next_steps(output), nl=False)


def is_terminal() -> bool:
    """Whether there is someone to ask."""
    return sys.stdin.isatty()


def _write(output: Path, text: str, *, replace: bool) -> None:
    """Write the text, if it is a configuration; without `replace` never over another file."""
    try:
        parse_config(text, output)
    except ConfigError as error:
        raise click.UsageError(
            "\n".join(f"{problem.path}: {problem.sentence}" for problem in error.problems)
        ) from None
    try:
        with output.open("w" if replace else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"{output} exists already; replace it with --force.") from None
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from None
