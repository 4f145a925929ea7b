"""`steadyhand evidence`: what a decision about a person rests on, with the words read fresh from Zendesk."""

from __future__ import annotations

import json

import click

from integration.commands.closing import until_the_end
from integration.commands.options import Chosen, config_option, json_option


@click.command()
@config_option
@click.argument("person", metavar="PERSON")
@click.option("--html", "as_html", is_flag=True, help="Print a page of HTML in place of Markdown.")
@json_option
def evidence(chosen: Chosen, person: str, *, as_html: bool, as_json: bool) -> None:
    """Print a person's incidents with dates, tickets, comment ids and quotes, and what was decided.

    PERSON is the customer's id in Zendesk, or the SH-… of a case about them. The words are read from Zendesk while you
    wait, and nothing of it is stored. Keep what is printed as your own rules for such records say.
    """
    from integration.console.evidence import as_data, as_markdown, as_page  # noqa: PLC0415 - as above
    from integration.engine.evidence import gather_evidence, person_of  # noqa: PLC0415 - as above
    from integration.service import open_beside  # noqa: PLC0415 - as above
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above

    start_logging()
    account = until_the_end(open_beside(chosen.config()))
    person_id = person_of(account, person)
    if person_id is None:
        raise click.UsageError(f"'{person}' is neither a customer's id in Zendesk nor the SH-… of a case.")
    click.echo("Reading the words from Zendesk …", err=True)
    found = gather_evidence(account, person_id)
    if found is None:
        raise click.UsageError(f"Nothing is remembered of person {person_id}.")
    names = account.names.account.agents
    if as_json:
        click.echo(json.dumps(as_data(found, names), indent=2))
    else:
        click.echo(as_page(found, names) if as_html else as_markdown(found, names), nl=False)
