"""`steadyhand check`: whether the configuration is right, and what it will do; with --live also what Zendesk says to it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from integration.commands.each import over_accounts
from integration.commands.options import Chosen, config_option, json_option
from integration.config.checks import questions_for_zendesk
from integration.config.load import ConfigFile
from integration.config.models import Config
from integration.config.online import secret_problems, store_warnings
from integration.config.problems import ConfigError, Problem
from integration.config.words import (
    account_in_words,
    calendar_in_words,
    own_in_words,
    policy_in_words,
    step_in_words,
)
from integration.exits import FINE, USAGE, WARNED
from policies.core.settings import Settings

if TYPE_CHECKING:  # a check without --live loads no network
    from integration.console.live import LiveReport

_WITHOUT_SECRETS = "; to check all but the secrets, add --no-secrets"


@click.command()
@config_option
@click.option(
    "--secrets/--no-secrets",
    "with_secrets",
    default=True,
    help="Look whether all secrets can be read.  [default: secrets]",
)
@click.option(
    "--live",
    is_flag=True,
    help="Also ask Zendesk: sign-in, rights, names, schedules, and rules that our notes and tags would wake.",
)
@click.option("--strict", is_flag=True, help="End with 1 when there is a warning.")
@json_option
@click.pass_context
def check(
    ctx: click.Context, chosen: Chosen, *, with_secrets: bool, live: bool, strict: bool, as_json: bool
) -> None:
    """Check the configuration and say what it will do.

    Nothing is asked of Zendesk without --live, and nothing is written to it with it. All problems are told at once,
    each with its line; the exit code is then 2, or 3 where it is Zendesk that refuses.
    """
    if live and not with_secrets:
        raise click.UsageError("--live signs in, so it needs the secrets; leave --no-secrets out.")
    file = _readable(chosen, as_json=as_json)
    made = over_accounts(
        file,
        lambda config: _check(
            config, file, with_secrets=with_secrets, live=live, strict=strict, as_json=as_json
        ),
        as_one=chosen.as_one(file),
    )
    if as_json:
        broken = [_refused(file.path, each.error) for each in file.broken]
        _print_all([*(data for data, _ in made.results), *broken], file, as_one=chosen.as_one(file))
    ctx.exit(made.code or max((code for _, code in made.results), default=FINE))


def _readable(chosen: Chosen, *, as_json: bool) -> ConfigFile:
    """The file that was chosen; as JSON is asked for, what is wrong with it, or its only account, is told so."""
    try:
        file = chosen.file()
        if chosen.as_one(file):
            file.require_good()
    except ConfigError as error:
        if not as_json:
            raise
        _print_json(_refused(chosen.path, error))
        click.get_current_context().exit(USAGE)
    return file


def _check(
    config: Config, file: ConfigFile, *, with_secrets: bool, live: bool, strict: bool, as_json: bool
) -> tuple[dict[str, Any], int]:
    """One account: what is to be said of it, which is said unless it is wanted as JSON, and the exit code."""
    try:
        if with_secrets:
            _require_secrets(config)
        of_store = store_warnings(config, with_secrets=with_secrets)
    except ConfigError as error:
        if not as_json:
            raise
        return _refused(config.file, error), USAGE
    report = _look(config) if live else None
    warnings = (*_open_warnings(config, report), *of_store)
    if not as_json:
        _print_text(str(file.path) if not file.broken else config.account.label, config, warnings)
        if report is not None:
            _print_report(report)
    code = FINE if report is None else report.exit_code(strict=strict)
    return _summary(config, warnings) | _live_part(report), code or (WARNED if strict and warnings else FINE)


def _refused(file: Path, error: ConfigError) -> dict[str, Any]:
    return {"file": str(file), "ok": False, "problems": _as_data(error.problems)}


def _print_all(answers: Sequence[dict[str, Any]], file: ConfigFile, *, as_one: bool) -> None:
    if as_one:
        _print_json(answers[0])
    else:
        ok = all(answer["ok"] for answer in answers)
        _print_json({"file": str(file.path), "ok": ok, "accounts": list(answers)})


def _open_warnings(config: Config, report: LiveReport | None) -> tuple[Problem, ...]:
    """The file's warnings, without those that the account has answered: its answer is among the findings."""
    if report is None or not report.saw_schedules_and_closing:
        return config.warnings
    answered = questions_for_zendesk(config)
    return tuple(warning for warning in config.warnings if warning not in answered)


def _look(config: Config) -> LiveReport:
    from integration.console.live import look  # noqa: PLC0415 - a check without --live loads no network
    from integration.telemetry import start_logging  # noqa: PLC0415 - as above

    start_logging()
    click.echo(f"Asking {config.account.url} …", err=True)
    return look(config)


def _print_report(report: LiveReport) -> None:
    from integration.console.live import print_live  # noqa: PLC0415 - as above

    print_live(report)


def _live_part(report: LiveReport | None) -> dict[str, Any]:
    """What a look at the account adds to the summary; it is not ok when there is a problem, warned of or not."""
    if report is None:
        return {}
    from integration.console.live import live_data  # noqa: PLC0415 - as above

    return {"ok": report.exit_code(strict=False) == FINE, "live": live_data(report)}


def _require_secrets(config: Config) -> None:
    if problems := secret_problems(config):
        raise ConfigError([replace(one, sentence=f"{one.sentence}{_WITHOUT_SECRETS}") for one in problems])


def _print_text(what: str, config: Config, warnings: Iterable[Problem]) -> None:
    click.echo(f"{what} is fine: {account_in_words(config)}.")
    for policy in config.policies_in_order:
        click.echo(f"\n{click.style(policy.name, bold=True)}: {policy_in_words(policy)}")
        for line in (*_steps(policy), *_own_steps(policy)):
            click.echo(textwrap.fill(line, 100, initial_indent="  - ", subsequent_indent="    "))
    if config.calendars:
        click.echo()
    for name, calendar in config.calendars.items():
        click.echo(f"Calendar {name}: {calendar_in_words(calendar)}")
    for warning in warnings:
        click.echo(f"\n{click.style('warning', fg='yellow')}: {warning}")


def _summary(config: Config, warnings: Iterable[Problem]) -> dict[str, Any]:
    return {
        "file": str(config.file),
        "ok": True,
        "digest": config.digest,
        "account": {"name": config.account.label, "url": config.account.url},
        "policies": [
            {
                "name": policy.name,
                "kind": policy.kind,
                "mode": policy.mode,
                "steps": _steps(policy),
                "own_steps": _own_steps(policy),
            }
            for policy in config.policies_in_order
        ],
        "calendars": list(config.calendars),
        "warnings": _as_data(warnings),
        "problems": [],
    }


def _steps(policy: Settings) -> list[str]:
    return [step_in_words(step, ahead=policy.knows_ahead) for step in policy.steps]


def _own_steps(policy: Settings) -> list[str]:
    """What the kind itself does besides the policy's steps."""
    return [own_in_words(own) for own in policy.own_steps()]


def _as_data(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    return [
        {"line": problem.line, "path": problem.path, "sentence": problem.sentence} for problem in problems
    ]


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
