"""`steadyhand init`: write a first configuration."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from integration.config.example import render_example
from integration.config.load import parse_config
from integration.config.problems import ConfigError
from integration.config.starter import next_steps, render_starter


@click.command()
@click.option(
    "--subdomain", help="The first part of your Zendesk address, as northwind of northwind.zendesk.com."
)
@click.option("--base-url", help="In place of the subdomain: the address of a sandbox or a proxy.")
@click.option("--client-id", help="The unique identifier of the OAuth client.  [default: steadyhand]")
@click.option("--full", is_flag=True, help="Write every setting there is, with its meaning and its default.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    show_default="config.toml",
    help="Where to write.",
)
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
def init(
    subdomain: str | None,
    base_url: str | None,
    client_id: str | None,
    output: Path,
    *,
    full: bool,
    force: bool,
) -> None:
    """Write a first configuration.

    On a terminal it asks for what no option says. The policies in it only observe: nothing is written to Zendesk.
    """
    if output.exists() and not force:
        raise click.UsageError(
            f"{output} exists already; choose another --output, or replace it with --force."
        )
    address = _address(subdomain, base_url)
    client_id = (client_id or _client_id()).strip()
    text = render_example(address, client_id) if full else render_starter(address, client_id)
    _write(output, text, replace=force)
    click.echo(next_steps(output, full=full), nl=False)


def _address(subdomain: str | None, base_url: str | None) -> dict[str, str]:
    """The setting that says where Zendesk is."""
    if base_url is not None:
        if subdomain is not None:
            raise click.UsageError("An account has one address: say --subdomain or --base-url, not both.")
        return {"base_url": base_url.strip()}
    if subdomain is None:
        if not is_terminal():
            raise click.UsageError(
                "Which account? Say --subdomain, as northwind of northwind.zendesk.com, "
                "or --base-url for a sandbox or a proxy."
            )
        subdomain = click.prompt("Subdomain (northwind of northwind.zendesk.com)", err=True, type=str)
    return {"subdomain": str(subdomain).strip()}


def _client_id() -> str:
    if not is_terminal():
        return "steadyhand"
    return str(click.prompt("Client id of the OAuth client", default="steadyhand", err=True))


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
