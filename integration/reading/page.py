"""What was read in one text, in words for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from integration.reading.rows import Role, Row
from policies.core.wording import in_words

_AT = {
    "staff": "the staff",
    "self": "the writer",
    "third": "somebody else",
    "thing": "a thing",
    "nobody": "nobody",
}
_SOON = "no time was said, so it is never due"
_UPSET = ("not upset", "annoyed", "angry", "furious")
_NO_PROMISE = "no sentence in it commits the writer's side to an answer, an act or a date"


def as_text(told: dict[str, Any], row: Row) -> str:
    """The answer to a row as lines for a terminal, styled; `click.echo` takes the styles off where there is none."""
    blocks = [_promise(one, row) for one in told["promises"]] or [[f"Nothing promised: {_why_not(told)}."]]
    blocks += [_directive(one, row) for one in told["directives"]]
    if row.role is Role.CUSTOMER:
        blocks += [_remark(one) for one in told["remarks"]] + [_tone(told)]
    if "times" in told:
        blocks += [_time(one, row) for one in told["times"]] or [["No time is named."]]
    return "\n".join("\n".join(block) for block in blocks)


def _why_not(told: dict[str, Any]) -> str:
    """Why nothing was found, as a clause."""
    sentence = str(told["unread"] or _NO_PROMISE).rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _promise(one: dict[str, Any], row: Row) -> list[str]:
    due = _SOON if one["vague"] else _due(one, row)
    because = "; ".join(one["why"])
    return [
        click.style(_one_line(one["quote"]), bold=True),
        f"  {one['about']}, {due}",
        *_asides(one),
        f"  confidence {one['confidence']:.2f}" + (f": {because}" if because else ""),
    ]


def _directive(one: dict[str, Any], row: Row) -> list[str]:
    """A directive that was not understood has its problem in place of its meaning."""
    lines = [click.style(_one_line(one["quote"]), bold=True)]
    if one["order"] is None:
        return [*lines, "  " + click.style(f"not understood: {one['problem']}", fg="yellow")]
    meant = [f"directive {one['order']}", one["duration"], one["reference"]]
    if one["due"] or one["impossible"]:
        meant.append(_due(one, row))
    return [*lines, "  " + ", ".join(part for part in meant if part), *_asides(one)]


def _remark(one: dict[str, Any]) -> list[str]:
    sort = f"{one['category'].replace('_', ' ')}, severity {one['severity']} of 3, at {_AT[one['target']]}"
    manner = "" if one["manner"] == "statement" else f", {one['manner'].replace('_', ' ')}"
    return [
        click.style(_one_line(one["quote"]), bold=True),
        f"  {'abuse' if one['directed'] else 'no abuse'}: {sort}{manner}",
        f"  confidence {one['confidence']:.2f}: {one['why']}",
    ]


def _tone(told: dict[str, Any]) -> list[str]:
    """Whether it is abuse, how upset its writer is, and the distress that it tells of."""
    abuse = told["abuse"]
    verdict = f"abuse of the staff: {'yes' if abuse['directed'] else 'no'}"
    if not told["remarks"]:
        verdict += f". {abuse['why']}"
    distress = ", ".join(topic.replace("_", " ") for topic in told["crisis"])
    lines = [verdict, f"upset: {_UPSET[told['upset']]} ({told['upset']} of {len(_UPSET) - 1})"]
    return [*lines, click.style(f"distress: {distress}", fg="yellow") if distress else "distress: none"]


def _time(one: dict[str, Any], row: Row) -> list[str]:
    begins = f", from {_clock(one['begins'])}" if one["begins"] else ""
    return [f"time {_one_line(one['text'])}: {_due(one, row)}{begins}", *_asides(one)]


def _asides(one: dict[str, Any]) -> Iterator[str]:
    if one["impossible"]:
        yield "  " + click.style(one["impossible"], fg="yellow")
    if one["assumptions"]:
        yield f"  taken for granted: {'; '.join(one['assumptions'])}"


def _due(one: dict[str, Any], row: Row) -> str:
    """`due Fri 6 March 2026 15:00 (Europe/London), 1 d 4 h after it was said`."""
    if one["due"] is None:
        return "due at no moment"
    due = datetime.fromisoformat(one["due"])
    span = due.astimezone(UTC) - row.at
    distance = f"{in_words(abs(span))} {'before' if span.total_seconds() < 0 else 'after'} it was said"
    return f"due {_clock(one['due'])} ({row.zone.removeprefix('Etc/')}), {distance}"


def _clock(moment: str) -> str:
    when = datetime.fromisoformat(moment)
    return f"{when:%a} {when.day} {when:%B %Y %H:%M}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
