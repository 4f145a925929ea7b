"""`steadyhand backtest`: what policies would have done, and what an edit of them changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from integration.commands.closing import until_the_end
from integration.commands.moments import moment_before
from integration.commands.options import Chosen, config_option, json_option
from integration.printable import json_of

if TYPE_CHECKING:  # the help of a verb loads no service
    from integration.config.models import Config
    from integration.engine.context import Context

_EXPORT = "Zendesk's exports"
_STORE = "the store"
_UNTOLD_S = 1.0
"""What is over by then needs no progress to be told."""


@click.command()
@config_option
@click.option("--since", default="30d", show_default=True, help="How far back: a span as 30d, or a date.")
@click.option(
    "--with",
    "candidate_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Another configuration of the same account: show what it would change.",
)
@click.option("--ticket", "ticket_id", type=click.IntRange(min=1), help="Follow one ticket through the time.")
@click.option("--reread", is_flag=True, help="Read the exports even where the store has it all.")
@click.option(
    "--html",
    "html_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write a page to this file.",
)
@json_option
def backtest(  # noqa: PLR0913 - an option each
    chosen: Chosen,
    since: str,
    candidate_path: Path | None,
    ticket_id: int | None,
    html_path: Path | None,
    *,
    reread: bool,
    as_json: bool,
) -> None:
    """Show what the policies would have found and written, as if each had been in enforce all the time.

    The store's past goes through the same judging and planning as the present, at the moments at which cycles judged.
    Nothing is written to Zendesk or to the store. What the store has not got is read from the exports, within half of the
    service's budget, into a file beside it; when that is ended, the next back-test goes on where it was.
    """
    from integration.console.backtested import answer_data, diff_data, looks_data  # noqa: PLC0415 - as above
    from integration.console.backtested_page import html_of, print_backtest, print_looks  # noqa: PLC0415 - as above
    from integration.replay.backtest import NotFollowed, WorkerLost, looks_at, run_backtest  # noqa: PLC0415 - as above

    if html_path is not None:
        _refuse_page(html_path, ticket_id)
    contexts = _contexts(chosen, candidate_path)
    own = contexts[0].store
    now = own.load_account().watermark or contexts[0].now()
    start = moment_before(since, now)
    with _progress() as told:
        ready = [_with_history(contexts[0], ctx, start, told, reread=reread) for ctx in contexts]
        # What two stores say is compared up to where both have read.
        end = min(moment for ctx in ready if (moment := ctx.store.load_account().watermark) is not None)
        if ticket_id is not None:
            asked = ready[-1]
            try:
                looks = looks_data(asked.config, ticket_id, looks_at(asked, own, ticket_id, start, end))
            except NotFollowed as error:
                raise click.UsageError(str(error)) from None
            _show(looks, print_looks, as_json=as_json)
            return
        asked_at_once = [ready] if len({ctx.store.place for ctx in ready}) == 1 else [[ctx] for ctx in ready]
        try:
            answers = [
                answer
                for some in asked_at_once
                for answer in run_backtest(some, own, start, end, lambda share: told("Replaying", share))
            ]
        except WorkerLost as error:
            raise click.ClickException(str(error)) from None
    data = {
        "answers": [
            answer_data(answer, _STORE if ctx.store is own else _EXPORT)
            for ctx, answer in zip(ready, answers, strict=True)
        ],
        "diff": diff_data(*answers) if len(answers) > 1 else None,
    }
    if html_path is not None:
        _write_page(html_path, html_of(data))
    _show(data, print_backtest, as_json=as_json)


def _candidate(path: Path, config: Config) -> Config:
    """The other configuration of the account; its file may hold other accounts too."""
    from integration.config.load import load_file  # noqa: PLC0415 - as above

    file = load_file(path)
    return file.account(config.account.label if file.has_many else None)


def _contexts(chosen: Chosen, candidate_path: Path | None) -> list[Context]:
    """The account as it is configured, and as the candidate would have it; one sign-in."""
    from integration.engine.names import names_of  # noqa: PLC0415 - as above
    from integration.service import open_beside  # noqa: PLC0415 - as above
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above
    from integration.zendesk.directory import fetch_directory  # noqa: PLC0415 - as above

    config = chosen.config()
    candidate = None if candidate_path is None else _candidate(candidate_path, config)
    if candidate is not None and (candidate.account.url, candidate.account.label) != (
        config.account.url,
        config.account.label,
    ):
        raise click.UsageError(
            f"{candidate_path} is about {candidate.account.label} at {candidate.account.url}; a candidate is another "
            f"configuration of {config.account.label} at {config.account.url}."
        )
    start_logging()
    exports = max(1, config.limits.exports_per_minute // 2)
    own = until_the_end(open_beside(config, exports_per_minute=exports))
    if candidate is None:
        return [own]
    names = names_of(fetch_directory(own.transport), candidate, config.account.label)
    return [own, replace(own, config=candidate, names=names)]


def _with_history(
    own: Context, asked: Context, start: datetime, told: Callable[[str, float], None], *, reread: bool
) -> Context:
    """The context over a store that has all it needs; what is missing is read from the exports."""
    from integration.replay.exports import read_history, why_read  # noqa: PLC0415 - the help of a verb loads no service

    reason = "It was asked for." if reread else why_read(own.config, asked.config, own.store, start)
    if reason is None:
        return asked
    click.echo(f"{reason} The exports are read since {start:%Y-%m-%d %H:%M} UTC.", err=True)
    beside = own.config.store_path
    return until_the_end(
        read_history(asked, beside, start, lambda share, words: told(f"Reading: {words}", share))
    )


def _refuse_page(path: Path, ticket_id: int | None) -> None:
    """Say before the work what would keep its page from being written."""
    if ticket_id is not None:
        raise click.UsageError("--html shows all tickets; leave it or --ticket out.")
    if not path.parent.is_dir():
        raise click.UsageError(
            f"--html: the folder {path.parent} does not exist; create it, or name another."
        )


def _write_page(path: Path, html: str) -> None:
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"--html: {path} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {path}", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal's stderr; elsewhere a line for each tenth, once a second has passed."""
    from rich.console import Console  # noqa: PLC0415 - the help of a verb loads no service
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield _lines(time.monotonic())
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("Starting", total=1.0)
        yield lambda words, share: bar.update(task, description=words, completed=share)


def _lines(began: float) -> Callable[[str, float], None]:
    shown: tuple[str, int] | None = None

    def tell(words: str, share: float) -> None:
        nonlocal shown
        place = words.partition(":")[0], int(10 * share)
        if place != shown and time.monotonic() - began >= _UNTOLD_S:
            shown = place
            click.echo(f"{words}, {share:.0%}", err=True)

    return tell


def _show(data: Any, printed: Callable[[Any, Any], None], *, as_json: bool) -> None:  # noqa: ANN401 - JSON out
    from integration.console.terminal import terminal  # noqa: PLC0415 - the help of a verb loads no service

    if as_json:
        click.echo(json_of(data))
    else:
        printed(terminal(), data)
