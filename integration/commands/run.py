"""`steadyhand run`: the service, or one full cycle of it."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING, Any

import click

from integration.commands.each import over_accounts, print_json
from integration.commands.options import Chosen, config_option, json_option
from integration.exits import FINE, UNSETTLED

if TYPE_CHECKING:  # the help of a verb loads no service
    from integration.config.models import Config
    from integration.engine.context import Context
    from integration.scheduler import CycleDone, Service


@click.command()
@config_option
@click.option(
    "--once",
    is_flag=True,
    help="One full cycle, then end: read to the end, decide, write, wait for the jobs.",
)
@click.option(
    "--dry-run", is_flag=True, help="With --once: write nothing to Zendesk and keep nothing; show the plan."
)
@click.option(
    "--web",
    "listen",
    is_flag=False,
    flag_value="",
    default=None,
    metavar="[HOST:PORT]",
    help="Show the page meanwhile, at this address or at `listen` in [web].",
)
@json_option
@click.pass_context
def run(
    ctx: click.Context,
    chosen: Chosen,
    *,
    once: bool,
    dry_run: bool,
    listen: str | None,
    as_json: bool,
) -> None:
    """Run the service until SIGTERM or Ctrl-C; a changed configuration is taken by itself, or at SIGHUP.

    Of several accounts each has its cycles, and one that cannot go on leaves the others running. With --once it makes
    one full cycle and ends; the exit code is 5 when the brake is set or a write's outcome is
    still unknown.
    """
    from integration.telemetry import start_logging  # noqa: PLC0415 - the help of a verb loads no service

    if dry_run and not once:
        raise click.UsageError("--dry-run goes with --once.")
    if once and listen is not None:
        raise click.UsageError("--web goes with the service that stays, not with --once.")
    start_logging()
    if not once:
        from integration.scheduler import Service  # noqa: PLC0415 - as above

        service = Service(chosen.path, chosen.account)
        if listen is None:
            with _watching(service) as cycle_done:
                service.run(cycle_done=cycle_done)
        else:
            _run_with_page(service, listen)
        return
    file = chosen.file()
    as_one = chosen.as_one(file)
    made = over_accounts(
        file, lambda config: _run_once(config, dry_run=dry_run, as_json=as_json), as_one=as_one
    )
    if as_json:
        print_json([data for data, _ in made.results], as_one=as_one)
    ctx.exit(made.code or max((code for _, code in made.results), default=FINE))


def _watching(service: Service) -> AbstractContextManager[CycleDone]:
    """Who watches the process, as the top of its file says; what cannot be had ends it before it begins."""
    from integration.monitoring.accounts import watched_of  # noqa: PLC0415 - as above
    from integration.monitoring.watching import watching  # noqa: PLC0415 - as above

    keeper = next(iter(service.fleet.keepers.values()))  # there is one at least, and all have the same table
    return watching(keeper.config, lambda: watched_of(service.fleet))


def _run_with_page(service: Service, listen: str) -> None:
    """The service with the page in a thread of its own; an address that cannot be had ends it before it begins."""
    from integration.commands.page import open_page  # noqa: PLC0415 - as above

    keeper = next(iter(service.fleet.keepers.values()))  # there is one at least, and all have the same [web]
    opened = open_page(keeper.config, listen)
    from integration.web.accounts import Sites, entries_of  # noqa: PLC0415 - as above; and not before the extra is known of
    from integration.web.app import build_app, build_app_of_all  # noqa: PLC0415 - as above
    from integration.web.server import serving  # noqa: PLC0415 - as above
    from integration.web.site import Site  # noqa: PLC0415 - as above

    def page(account: Context | None) -> AbstractContextManager[object]:
        if account is not None:
            app = build_app(Site(account, live=True, keys=opened.keys))
        else:
            sites = Sites(lambda: entries_of(service.fleet), live=True, keys=opened.keys)
            app = build_app_of_all(sites)
        return serving(app, opened.listening)

    with opened.listening, _watching(service) as cycle_done:
        service.run(page, cycle_done)


def _run_once(config: Config, *, dry_run: bool, as_json: bool) -> tuple[dict[str, Any], int]:
    """One cycle of an account: what it did, and its exit code."""
    from integration.console.summary import cycle_data, print_cycle  # noqa: PLC0415 - as above
    from integration.cycle import run_cycle  # noqa: PLC0415 - as above
    from integration.service import open_account  # noqa: PLC0415 - as above

    with closing(
        open_account(config, dry_run=dry_run)
    ) as account:  # of fifty accounts, one at a time is open
        try:
            report = run_cycle(account, drain=True, wait_for_jobs_s=60)
            data = {"account": account.account, **cycle_data(account, report)}
        finally:
            account.store.release_lease()
        braked = account.store.load_account().brake is not None
    if not as_json:
        click.secho(f"{config.account.label}:", bold=True)
        print_cycle(data)
    return data, UNSETTLED if braked or report.unsettled else FINE
