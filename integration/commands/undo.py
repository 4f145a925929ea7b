"""`steadyhand undo`: take back what was written, as far as it can be."""

from __future__ import annotations

import json
import shlex
from datetime import UTC, datetime

import click
from click.core import ParameterSource

from integration.commands.moments import moment_before
from integration.commands.options import Chosen, config_option, json_option


@click.command()
@config_option
@click.option("--ref", "reference", metavar="SH-…", help="What was written under this reference.")
@click.option("--policy", metavar="NAME", help="What this policy wrote, also one that is gone.")
@click.option(
    "--since", metavar="WHEN", help='What was written since: "2h", "3 days", or 2026-03-04T10:00 (UTC).'
)
@click.option("--run", "run_number", type=int, metavar="N", help="What this cycle wrote.")
@click.option("--note", is_flag=True, help="Also write one note a ticket that takes ours back.")
@click.option("--yes", is_flag=True, help="Have it done. Without it the plan is shown, and nothing is kept.")
@json_option
def undo(  # noqa: PLR0913 - a verb has many options
    chosen: Chosen,
    reference: str | None,
    policy: str | None,
    since: str | None,
    run_number: int | None,
    *,
    note: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take back what was written: our tags come off, what we took off or changed comes back.

    Of several options all have to fit. What somebody else has changed since stays theirs. An occasion that is taken back
    is left alone for good. The service may be running meanwhile; the next cycle carries it out.
    """
    from integration.console.undoing import undo_data, undo_in_lines  # noqa: PLC0415 - as above
    from integration.engine.stored import has_store, store_of, store_place  # noqa: PLC0415 - as above
    from integration.engine.undoing import NothingToUndo, ask_for_undo, plan_undo  # noqa: PLC0415 - as above
    from integration.store.place import told  # noqa: PLC0415 - as above
    from integration.store.undoing import Asked  # noqa: PLC0415 - as above

    if reference is None and policy is None and since is None and run_number is None:
        raise click.UsageError("say what to take back: --ref SH-…, --policy NAME, --since WHEN or --run N")
    config = chosen.config()
    if not has_store(config):
        raise click.UsageError(
            f"{told(store_place(config))}: nothing was stored yet, so nothing was written."
        )
    now = datetime.now(UTC)
    name = None if reference is None else reference.strip().upper()
    moment = None if since is None else moment_before(since, now)
    asked = Asked(name, policy, moment, run_number)
    with store_of(config) as store:
        try:
            plan = plan_undo(store, asked, config.policies_in_order, now, note=note)
        except NothingToUndo as error:
            raise click.UsageError(str(error)) from None
        if yes:
            ask_for_undo(store, plan, now, note=note)
        data = undo_data(store, plan, now, note=note, asked_for=yes)
    if as_json:
        click.echo(json.dumps(data, indent=2))
        return
    # What is typed later shall mean what was shown: a span by the moment at which it began, and in the same file.
    began = None if moment is None else moment.isoformat(timespec="seconds")
    source = click.get_current_context().get_parameter_source("config_path")
    file = chosen.path if source is ParameterSource.COMMANDLINE else None
    words = {
        "--config": file,
        "--account": chosen.account,
        "--ref": name,
        "--policy": policy,
        "--since": began,
        "--run": run_number,
    }
    given = [part for option, value in words.items() if value is not None for part in (option, str(value))]
    command = shlex.join(["steadyhand", "undo", *given, *(["--note"] if note else []), "--yes"])
    for line in undo_in_lines(data, command):
        click.echo(line)
