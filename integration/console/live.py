"""The answer of `check --live`: what was found out about the account, for people and for programs."""

from __future__ import annotations

import textwrap
import threading
from dataclasses import dataclass
from typing import Any

import click

from integration.config.models import Config
from integration.engine.live.calendars import SCHEDULES
from integration.engine.live.closing import CLOSING
from integration.engine.live.findings import Area, Level, LiveFinding
from integration.engine.live.look import look_at_account
from integration.exits import FINE, USAGE, WARNED, ZENDESK
from integration.service import Clockwork, open_transport
from policies.core.wording import times

_COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.PROBLEM: "red"}
_WIDTH = 100
_INDENT = " " * 11
_HANGING = f"{_INDENT}  "


@dataclass(frozen=True, slots=True)
class LiveReport:
    """What one look at an account brought."""

    host: str
    calls: int
    findings: tuple[LiveFinding, ...]

    def of(self, level: Level) -> tuple[LiveFinding, ...]:
        """The findings of a level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @property
    def saw_schedules_and_closing(self) -> bool:
        """Whether the account has answered what a check of the file alone must leave open."""
        titles = {finding.title for finding in self.findings}
        return {CLOSING, SCHEDULES} <= titles

    def exit_code(self, *, strict: bool) -> int:
        """2 when the configuration is wrong, 3 when Zendesk refuses, 1 for a warning if asked to fail on one."""
        problems = self.of(Level.PROBLEM)
        if any(not problem.refused for problem in problems):
            return USAGE
        if problems:
            return ZENDESK
        return WARNED if strict and self.of(Level.WARNING) else FINE


def look(config: Config, clockwork: Clockwork | None = None) -> LiveReport:
    """Ask the account; nothing is written to it, and no store is opened.

    Raises:
        ConfigError: a secret cannot be read.
    """
    transport = open_transport(config, stop=threading.Event(), clockwork=clockwork or Clockwork())
    try:
        findings = tuple(look_at_account(transport, config))
        return LiveReport(transport.origin.host, transport.calls.total(), findings)
    finally:
        transport.close()


def live_data(report: LiveReport) -> dict[str, Any]:
    """The report as JSON has it."""
    return {
        "host": report.host,
        "calls": report.calls,
        "findings": [
            {
                "level": str(finding.level),
                "area": str(finding.area),
                "title": finding.title,
                "sentence": finding.sentence,
                "remedy": finding.remedy or None,
                "place": finding.place or None,
            }
            for finding in report.findings
        ],
    }


def print_live(report: LiveReport) -> None:
    """Print the report, area by area."""
    click.echo(f"\n{report.host}, asked with {times(report.calls, 'call')}; nothing was written.")
    for area in Area:
        findings = [finding for finding in report.findings if finding.area is area]
        if findings:
            click.echo(f"\n{click.style(area.capitalize(), bold=True)}")
        for finding in findings:
            _print_finding(finding)
    problems, warnings = len(report.of(Level.PROBLEM)), len(report.of(Level.WARNING))
    click.echo(f"\n{times(problems, 'problem')}, {times(warnings, 'warning')}.")


def _print_finding(finding: LiveFinding) -> None:
    mark = click.style(f"{finding.level:<8}", fg=_COLOURS[finding.level])
    sentence, *block = map(_printable, finding.sentence.split("\n"))
    text = textwrap.fill(
        f"{_printable(finding.title)}: {sentence}", _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT
    )
    click.echo(f"  {mark} {text.lstrip()}")
    for line in block:  # a table to paste
        click.echo(f"{_HANGING}{line}")
    if finding.place and finding.level is not Level.OK:
        click.echo(f"{_HANGING}({finding.place})")
    if finding.remedy:
        remedy = _printable(finding.remedy)
        click.echo(textwrap.fill(remedy, _WIDTH, initial_indent=_HANGING, subsequent_indent=_HANGING))


def _printable(text: str) -> str:
    """A line without signs that steer a terminal: names in it are as somebody in the account has typed them."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
