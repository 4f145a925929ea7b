"""`steadyhand worker`: one of several processes that poll the accounts in turn."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from integration.commands.options import Chosen, config_option
from integration.exits import USAGE

if TYPE_CHECKING:  # the help of a verb loads no service
    from sqlalchemy import URL

    from integration.config.load import ConfigFile
    from integration.config.models import Config

REMEDY = "pip install 'steadyhand[cluster]'"


class WorkerRefused(click.ClickException):
    """A worker cannot run here; a usage error without the lines about usage, which would not help."""

    exit_code = USAGE


@click.command()
@config_option
@click.option(
    "--polls",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="How many accounts are polled at once.",
)
def worker(chosen: Chosen, polls: int) -> None:
    """Poll accounts in turn with other workers until SIGTERM or Ctrl-C; any number of them, on any machines.

    They share a PostgreSQL database, which `url` in [store] names and `steadyhand migrate` prepares. A worker that
    dies takes no account with it: the others poll it from then on. A changed configuration is taken by itself, or at
    SIGHUP; it has to be the same for all.
    """
    from integration.cluster.tables import is_installed  # noqa: PLC0415 - the help of a verb loads no service
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above

    if not is_installed():
        raise WorkerRefused(f"Workers need an extra: {REMEDY}")
    file = chosen.file()
    place = _database_of(file)
    from integration.cluster.polling import Polls  # noqa: PLC0415 - as above
    from integration.cluster.worker import Worker  # noqa: PLC0415 - as above; and not before the extra is known of

    start_logging()
    with _watching(file.accounts[0]), closing(Polls(chosen.path, chosen.account)) as accounts:
        Worker(place, accounts, polls=polls).run()


def _watching(config: Config) -> AbstractContextManager[object]:
    """Spans and crashes are told as [monitoring] says; its port and its ping are for a process that polls all accounts."""
    from integration.monitoring.watching import watching  # noqa: PLC0415 - as above

    own = config.monitoring.model_copy(update={"listen": None, "ping": None})
    return watching(config.model_copy(update={"monitoring": own}), tuple)


def _database_of(file: ConfigFile) -> URL:
    """The one database of all accounts.

    Raises:
        ConfigError: an account has a file, or a database of its own; or none can be used.
    """
    from integration.config.problems import ConfigError  # noqa: PLC0415 - as above
    from integration.engine.stored import store_place  # noqa: PLC0415 - as above

    found: URL | None = None
    for config in file.accounts:
        place = store_place(config)
        if isinstance(place, Path):
            sentence = "workers share a PostgreSQL database, and this is a file; write url in place of path"
            raise ConfigError([config.problem(("store",), sentence)])
        if found not in (None, place):
            sentence = "workers share one database for all accounts; write [store] once, at the top"
            raise ConfigError([config.problem(("store", "url"), sentence)])
        found = place
    if found is None:
        file.require_good()
        raise WorkerRefused(f"{file.path}: there is no account to poll.")
    return found
