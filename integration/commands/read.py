"""`steadyhand read`: what the readers make of a text, or of many."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

import click

from integration.commands.options import json_option
from integration.exits import FINE, USAGE

if TYPE_CHECKING:  # the help of a verb loads no reader
    from io import BufferedIOBase

    from integration.reading.rows import Defaults, Row
    from policies.core.calendar import Calendar
    from policies.core.own_words import OwnWords
    from policies.reading.comment import Guess


@click.command()
@click.argument("text", required=False)
@click.option(
    "--role",
    type=click.Choice(["agent", "customer"]),
    default="agent",
    show_default=True,
    help="Who wrote it: your side, or the customer.",
)
@click.option(
    "--at", metavar="MOMENT", help="When it was said, as 2026-03-06T15:00:00+01:00.  [default: now]"
)
@click.option(
    "--tz",
    metavar="ZONE",
    help="Whose clock times it means, as Europe/Berlin.  [default: the calendar's, or UTC]",
)
@click.option("--day-first", is_flag=True, help="3/4 is the third of April.  [default: the fourth of March]")
@click.option("--html", is_flag=True, help="The text is HTML.")
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    help="Use the first calendar of this configuration, and its [reading].  [default: Mon-Fri, until 17:00]",
)
@click.option("--times", is_flag=True, help="Tell every time that is named, promised or not.")
@json_option
@click.pass_context
def read(  # noqa: PLR0913 - one argument for each option
    ctx: click.Context,
    text: str | None,
    role: str,
    at: str | None,
    tz: str | None,
    config_path: Path | None,
    *,
    day_first: bool,
    html: bool,
    times: bool,
    as_json: bool,
) -> None:
    """Show what the readers make of TEXT: what it promises, when that is due and why; and the directives in it.

    Of a customer's words it shows whether they are abuse, how upset they sound, and what they tell of distress.

    Without TEXT, lines of JSON are read from the standard input and answered one by one, in their order:
    {"id", "text", "role", "at", "tz", "html", "day_first"}, where the options stand for what a line leaves out. A line that cannot
    be read is answered with an error, the next one is read, and the exit code is 2 in the end. Nothing is stored, and
    Zendesk is not asked.
    """
    from integration.reading.rows import BadRow, Defaults, Role, row_of  # noqa: PLC0415 - the help of a verb loads no reader

    if text is not None and _is_a_file(text):
        raise click.UsageError(
            f"'{text[:60]}' is read as a text; hand a file in by `steadyhand read < FILE`."
        )
    calendar, zone, readers = _configured(config_path)
    defaults = Defaults(role=Role(role), at=at, zone=tz or zone, html=html, day_first=day_first)
    try:
        row = row_of({"text": _in_unicode(text or "")}, defaults)
    except BadRow as error:
        raise click.UsageError(str(error)) from None
    if text is not None:
        _read_one(row, calendar, readers, times=times, as_json=as_json)
    elif sys.stdin.isatty():
        raise click.UsageError("Say the TEXT to be read, or hand in lines of JSON on the standard input.")
    else:
        ctx.exit(_read_lines(defaults, calendar, readers, times=times))


def _is_a_file(text: str) -> bool:
    """Whether somebody took TEXT for the place of a file's name."""
    return text == "-" or (
        " " not in text and text.lower().endswith((".json", ".jsonl", ".ndjson", ".txt", ".eml"))
    )


def _in_unicode(argument: str) -> str:
    """Bytes of an argument that are not in the terminal's encoding come as halves of characters: `?` instead."""
    return argument.encode("utf-8", "replace").decode()


class _Readers(TypedDict, total=False):
    """What a configuration says to the readers."""

    guess: Guess | None
    own: OwnWords


def _configured(config_path: Path | None) -> tuple[Calendar, str, _Readers]:
    """What is reckoned on, its zone, and what the readers are to know."""
    from policies.core.calendar import ALWAYS_OPEN  # noqa: PLC0415 - as above

    if config_path is None:
        return ALWAYS_OPEN, "UTC", {}
    from integration.config.load import load_config  # noqa: PLC0415 - as above
    from integration.languages import guess_language  # noqa: PLC0415 - as above

    config = load_config(config_path)
    calendar = next(iter(config.build_calendars().values()), ALWAYS_OPEN)
    guess = guess_language if config.reading.language_library else None
    return calendar, calendar.zone, {"guess": guess, "own": config.reading.abuse}


def _read_one(row: Row, calendar: Calendar, readers: _Readers, *, times: bool, as_json: bool) -> None:
    from integration.reading.answers import answer  # noqa: PLC0415 - as above
    from integration.reading.page import as_text  # noqa: PLC0415 - as above

    told = answer(row, calendar, times=times, **readers)
    click.echo(json.dumps(told, indent=2, ensure_ascii=False) if as_json else as_text(told, row))


def _read_lines(defaults: Defaults, calendar: Calendar, readers: _Readers, *, times: bool) -> int:
    """The exit code after the last line."""
    from integration.reading.answers import answer  # noqa: PLC0415 - as above
    from integration.reading.stream import answer_rows  # noqa: PLC0415 - as above

    rows, bad = answer_rows(
        cast("BufferedIOBase", sys.stdin.buffer),
        sys.stdout.buffer,
        defaults,
        lambda row: answer(row, calendar, times=times, **readers),
        _progress(),
    )
    if bad:
        click.echo(f"{bad:,} of {rows:,} lines could not be read.", err=True)
    return USAGE if bad else FINE


def _progress() -> Callable[[int], None]:
    """Counts rows on stderr, where a person sees it, from the second second on."""
    started = told = time.monotonic()

    def tell(rows: int) -> None:
        nonlocal told
        now = time.monotonic()
        if sys.stderr.isatty() and now - told > 1:
            told = now
            click.echo(f"\r{rows:,} lines, {rows / (now - started):,.0f} a second ", nl=False, err=True)

    return tell
