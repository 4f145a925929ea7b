"""`steadyhand case`: the restrictions that were proposed, and a person's decision about one."""

from __future__ import annotations

import json

import click

from integration.commands.closing import until_the_end
from integration.commands.options import Chosen, config_option, json_option


@click.command()
@config_option
@click.argument("reference", metavar="[SH-…]", required=False)
@click.argument("what", type=click.Choice(["show", "approve", "reject", "lift", "renew"]), default="show")
@click.option("--by", metavar="EMAIL", help="The approver who decides; needed for all but show.")
@json_option
def case(chosen: Chosen, reference: str | None, what: str, by: str | None, *, as_json: bool) -> None:
    """Show all cases or one, or decide one in the name of an approver.

    A restriction that is proposed can be approved or rejected; one in force lifted, or renewed at its review. Nothing
    is ever sent to the customer. The service may be running meanwhile; it shows the decision in its next cycle.
    """
    if what == "show":
        _show(chosen, reference, as_json=as_json)
        return
    if reference is None or by is None:
        raise click.UsageError(f"{what} needs a case and who decides: steadyhand case SH-… {what} --by EMAIL")
    _decide(chosen, reference.upper(), what, by, as_json=as_json)


def _show(chosen: Chosen, reference: str | None, *, as_json: bool) -> None:

    from integration.console.conduct import cases_data, print_cases  # noqa: PLC0415 - as above
    from integration.console.moments import shown  # noqa: PLC0415 - as above
    from integration.console.terminal import terminal  # noqa: PLC0415 - as above
    from integration.engine.stored import has_store, store_of  # noqa: PLC0415 - as above

    config = chosen.config()
    if not has_store(config):
        click.echo(
            json.dumps({"account": config.account.label, "cases": []}) if as_json else "There is no case."
        )
        return
    with store_of(config) as store:
        data = cases_data(store)
    if reference is not None:
        data["cases"] = [row for row in data["cases"] if row["reference"] == reference.upper()]
        if not data["cases"]:
            raise click.UsageError(f"There is no case {reference}; `steadyhand case` lists all.")
    if as_json:
        click.echo(json.dumps(data, indent=2))
        return
    if not data["cases"]:
        click.echo("There is no case.")
    console = terminal()
    print_cases(console, data["cases"])
    if reference is not None:
        for row in data["cases"][0]["history"]:
            by = f" by {row['by']}" if row["by"] else ""
            console.print(f"    {shown(row['at'])}: {row['did']}{by}", markup=False)


def _decide(chosen: Chosen, reference: str, what: str, by: str, *, as_json: bool) -> None:
    from integration.console.conduct import case_data, case_in_words  # noqa: PLC0415 - as above
    from integration.engine.deciding import Undecided, decide_by_hand  # noqa: PLC0415 - as above
    from integration.service import open_beside  # noqa: PLC0415 - as above
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above
    from policies.core.deciding import Decision  # noqa: PLC0415 - as above

    start_logging()
    account = until_the_end(open_beside(chosen.config()))
    try:
        after = decide_by_hand(account, reference, Decision(what), by)
    except Undecided as error:
        raise click.UsageError(str(error)) from None
    told = case_data(after, account.names.account.agents)
    click.echo(json.dumps(told, indent=2) if as_json else f"{case_in_words(told)}.")
