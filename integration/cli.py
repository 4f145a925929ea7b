"""The command `steadyhand`: its verbs, and one place where errors become sentences and exit codes."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import click

from integration.exits import exit_code_of
from integration.printable import printable


@dataclass(frozen=True, slots=True)
class Verb:
    """Where a verb is, and its line in the help, so that the help loads no verb."""

    target: str
    """`module:function`."""
    summary: str


VERBS: Mapping[str, Verb] = {
    "init": Verb("integration.commands.init:init", "Write a first configuration."),
    "check": Verb("integration.commands.check:check", "Check the configuration and say what it will do."),
    "run": Verb("integration.commands.run:run", "Run the service, or one full cycle of it."),
    "worker": Verb(
        "integration.commands.worker:worker", "Poll accounts in turn with other workers, on many machines."
    ),
    "status": Verb(
        "integration.commands.status:status", "Show what was read, found, written and held back, and why."
    ),
    "health": Verb("integration.commands.health:health", "Say whether the service lives and is ready."),
    "explain": Verb("integration.commands.explain:explain", "Show why a ticket was acted on, or was not."),
    "backtest": Verb(
        "integration.commands.backtest:backtest",
        "Show what the policies would have done, and what an edit changes.",
    ),
    "web": Verb("integration.commands.web:web", "Show the page: what the service does, and why."),
    "migrate": Verb("integration.commands.migrate:migrate", "Bring the store's tables to this release."),
    "backup": Verb(
        "integration.commands.backup:backup", "Write a backup of the store, beside the running service."
    ),
    "recover": Verb(
        "integration.commands.recover:recover", "Rebuild the ledger after a lost store or an older backup."
    ),
    "read": Verb("integration.commands.read:read", "Show what the readers make of a text: promises, times."),
    "brake": Verb("integration.commands.brake:brake", "Show, set or release the brake."),
    "undo": Verb("integration.commands.undo:undo", "Take back what was written, as far as it can be."),
    "case": Verb("integration.commands.case:case", "Show or decide restrictions of people who abused staff."),
    "evidence": Verb(
        "integration.commands.evidence:evidence", "Print what a person's strikes rest on, fresh from Zendesk."
    ),
    "forget": Verb("integration.commands.forget:forget", "Erase what is stored of a customer; counts stay."),
    "demo": Verb(
        "integration.commands.demo:demo", "Show the main job on an embedded Zendesk, without any account."
    ),
    "sandbox": Verb("integration.commands.sandbox:sandbox", "Serve the embedded Zendesk, for try-outs."),
    "schema": Verb(
        "integration.commands.schema:schema", "Print the JSON Schema of the configuration, for editors."
    ),
}
"""In the order of the help."""


class LazyGroup(click.Group):
    """A group whose verbs are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of the table."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb; None for one that does not exist."""
        del ctx
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        module, _, name = verb.target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for one that does not exist, the error names the nearest."""
        name = args[0]
        if name not in VERBS and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name.lower(), VERBS, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else f" ({', '.join(VERBS)})."
            ctx.fail(f"There is no verb '{name[:40]}'{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table, without loading them."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.summary) for name, verb in VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; an error that an admin can mend becomes its sentence on stderr and its exit code."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            code = exit_code_of(error)
            if code is None:
                raise
            click.echo(printable(str(error)), err=True)
            ctx.exit(code)


def _wants_no_color() -> bool | None:
    """False switches colours off as no-color.org asks; None leaves it to whether this is a terminal."""
    return False if os.environ.get("NO_COLOR") else None


@click.group(
    "steadyhand",
    cls=LazyGroup,
    subcommand_metavar="VERB [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="steadyhand", message="%(prog)s %(version)s", prog_name="steadyhand")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Keep a Zendesk support team's own promises: flag what is passed around, remind, escalate.

    Exit codes: 0 fine, 1 check --strict has a warning, or health is bad, 2 usage or configuration, 3 Zendesk
    unreachable or refuses, 4 store locked, damaged, away or of another release, 5 brake set or a write's outcome
    unknown.
    """
    ctx.color = _wants_no_color()
