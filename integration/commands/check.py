"""`steadyhand check`: whether the configuration is right, and what it will do, without asking Zendesk."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from integration.commands.options import config_option, json_option
from integration.config.load import load_config
from integration.config.models import Config
from integration.config.online import secret_problems
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

_WITHOUT_SECRETS = "; to check all but the secrets, add --no-secrets"


@click.command()
@config_option
@click.option(
    "--secrets/--no-secrets",
    "with_secrets",
    default=True,
    help="Look whether all secrets can be read.  [default: secrets]",
)
@click.option("--strict", is_flag=True, help="End with 1 when there is a warning.")
@json_option
@click.pass_context
def check(ctx: click.Context, config_path: Path, *, with_secrets: bool, strict: bool, as_json: bool) -> None:
    """Check the configuration and say what it will do.

    Nothing is asked of Zendesk. All problems are told at once, each with its line; the exit code is then 2.
    """
    try:
        config = _load(config_path, with_secrets=with_secrets)
    except ConfigError as error:
        if not as_json:
            raise
        _print_json({"file": str(config_path), "ok": False, "problems": _as_data(error.problems)})
        ctx.exit(USAGE)
    if as_json:
        _print_json(_summary(config))
    else:
        _print_text(config)
    ctx.exit(WARNED if strict and config.warnings else FINE)


def _load(path: Path, *, with_secrets: bool) -> Config:
    config = load_config(path)
    problems = secret_problems(config) if with_secrets else ()
    if problems:
        raise ConfigError([replace(one, sentence=f"{one.sentence}{_WITHOUT_SECRETS}") for one in problems])
    return config


def _print_text(config: Config) -> None:
    click.echo(f"{config.file} is fine: {account_in_words(config)}.")
    for policy in config.policies_in_order:
        click.echo(f"\n{click.style(policy.name, bold=True)}: {policy_in_words(policy)}")
        for line in (*_steps(policy), *_own_steps(policy)):
            click.echo(textwrap.fill(line, 100, initial_indent="  - ", subsequent_indent="    "))
    if config.calendars:
        click.echo()
    for name, calendar in config.calendars.items():
        click.echo(f"Calendar {name}: {calendar_in_words(calendar)}")
    for warning in config.warnings:
        click.echo(f"\n{click.style('warning', fg='yellow')}: {warning}")


def _summary(config: Config) -> dict[str, Any]:
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
        "warnings": _as_data(config.warnings),
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
