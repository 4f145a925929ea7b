"""`steadyhand schema`: the JSON Schema of the configuration."""

from __future__ import annotations

import json

import click

from integration.config.schema import config_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of the configuration, for editors.

    Save it beside the configuration as config.schema.json, and begin the configuration with the line
    "#:schema ./config.schema.json": editors with Taplo or Even Better TOML then complete and check it.
    """
    click.echo(json.dumps(config_schema(), indent=2, ensure_ascii=False))
