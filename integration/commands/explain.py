"""`steadyhand explain`: why a ticket was acted on, or was not."""

from __future__ import annotations

import click

from integration.commands.closing import until_the_end
from integration.commands.options import Chosen, config_option, json_option
from integration.printable import json_of


@click.command()
@config_option
@click.argument("what", metavar="TICKET|SH-…")
@json_option
def explain(chosen: Chosen, what: str, *, as_json: bool) -> None:
    """Show why a ticket was acted on, or was not: its history, each policy's conditions, the plan, the ledger.

    TICKET is a number or a ticket's address; SH-… the reference at the end of one of our notes, or of a case. A ticket
    that the store has not got whole is read from Zendesk. Nothing is written, there or here, and the service may be
    running meanwhile.
    """
    from integration.console.explained import explanation_data  # noqa: PLC0415 - as above
    from integration.console.explained_page import print_explanation  # noqa: PLC0415 - as above
    from integration.console.terminal import terminal  # noqa: PLC0415 - as above
    from integration.engine.absences import refresh_absences  # noqa: PLC0415 - as above
    from integration.engine.explain import Unexplained, explain_ticket, tickets_meant  # noqa: PLC0415 - as above
    from integration.service import open_beside  # noqa: PLC0415 - as above
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above

    start_logging()
    account = until_the_end(open_beside(chosen.config()))
    refresh_absences(account)
    try:
        told = [explain_ticket(account, ticket_id) for ticket_id in tickets_meant(account, what)]
    except Unexplained as error:
        raise click.UsageError(str(error)) from None
    data = [explanation_data(account.config, each) for each in told]
    if as_json:
        click.echo(json_of(data[0] if len(data) == 1 else data))
        return
    for each in data:
        print_explanation(terminal(), each)
