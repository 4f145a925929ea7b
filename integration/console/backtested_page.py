"""A back-test for the terminal, and as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from integration.console.moments import shown

_LISTED = 20
_GROUPS = 12


def print_backtest(console: Console, data: Mapping[str, Any]) -> None:
    """What would have been found and written, by policy, day and group, with ten tickets to look at, and what an edit changes."""
    *before, last = data["answers"]
    for answer in before:
        _print_head(console, answer)
    _print_head(console, last, titled=bool(before))
    _print_details(console, last)
    if data["diff"] is not None:
        _print_diff(console, data["diff"])


def _print_head(console: Console, answer: Mapping[str, Any], *, titled: bool = True) -> None:
    """What one configuration comes to, by policy."""
    if titled:
        console.rule(f"[bold]{escape(answer['file'])}")
    console.print(
        f"{answer['tickets']} tickets, {shown(answer['since'])} to {shown(answer['until'])}, "
        f"{answer['judgements']} judgements; {beats_in_words(answer['watermarks'])}. From {answer['source']}."
    )
    if answer["left_out"]:
        console.print(f"{answer['left_out']} tickets are left out: their history begins before the store's.")
    table = Table("Policy", "Mode", "Found", "On tickets", "Would be done", "Left alone", "Began before")
    for name, row in answer["policies"].items():
        table.add_row(
            escape(name),
            row["mode"],
            str(row["found"]),
            str(row["tickets"]),
            escape(counted(row["actions"])),
            counted(row["held"]),
            str(row["began_before"]),
        )
    console.print(table)
    for name, row in answer["policies"].items():
        for error, count in row["errors"].items():
            console.print(f"[red]{escape(name)} raised {error} {count} times[/red]: a bug in the policy.")
    console.print(updates_in_words(answer["updates"]))


def _print_details(console: Console, answer: Mapping[str, Any]) -> None:
    """By day, by group, and ten tickets."""
    days = Table("Day", "Found", "Updates", "By policy")
    for day in answer["days"]:
        days.add_row(
            day["day"], str(sum(day["found"].values())), str(day["updates"]), escape(counted(day["found"]))
        )
    console.print(days)
    groups = Table("Group", "Found", "Updates")
    for name, row in list(answer["groups"].items())[:_GROUPS]:
        groups.add_row(escape(name), str(row["found"]), str(row["updates"]))
    console.print(groups)
    samples = Table("Ticket", "Policy", "Seen", "Because", title="Ten to look at")
    for row in answer["samples"]:
        because, policy = escape(row["because"]), escape(row["policy"])
        samples.add_row(str(row["ticket"]), policy, shown(row["at"]), because)
    console.print(samples)


def _print_diff(console: Console, diff: Mapping[str, Any]) -> None:
    console.rule("[bold]What the edit changes")
    same = [name for name, row in diff["policies"].items() if not (row["more"] or row["fewer"])]
    for name, row in diff["policies"].items():
        if name in same:
            continue
        console.print(
            f"[bold]{escape(name)}[/bold]: +{len(row['more'])} / -{len(row['fewer'])} tickets found, {row['same']} as before; "
            f"written to +{len(row['written_more'])} / -{len(row['written_fewer'])}."
        )
        for sign, key in (("+", "more"), ("-", "fewer")):
            for ticket in row[key][:_LISTED]:
                because = diff["because"].get(name, {}).get(str(ticket), "")
                console.print(f"  {sign} {ticket}: {because}", markup=False, highlight=False)
            if len(row[key]) > _LISTED:
                console.print(f"  {sign} … and {len(row[key]) - _LISTED} more; --json lists all.")
    if same:
        console.print(f"The same tickets as before: {escape(', '.join(same))}.")
    console.print(f"Updates in all: {diff['updates']:+d}.")


def print_looks(console: Console, data: Mapping[str, Any]) -> None:
    """One ticket's judgements at which something changed."""
    console.print(f"[bold]Ticket {data['ticket']}[/bold]  {data['url']}", highlight=False)
    if not data["judgements"]:
        console.print("Nothing was found on it, and nothing held back.")
    for row in data["judgements"]:
        console.print(f"\n{shown(row['at'])}", style="bold")
        for found in row["found"]:
            console.print(f"  found, {found['policy']}: {found['because']}", markup=False, highlight=False)
        for would in row["would_write"]:
            console.print(f"  would write {would}", markup=False, highlight=False)
        for held in row["held"]:
            line = f"  {held['policy']}, {held['step']}: {held['reason']}. {held['sentence']}"
            console.print(line, markup=False, highlight=False)


def html_of(data: Mapping[str, Any]) -> str:
    """The same as a page of HTML without scripts, for a colleague who has no terminal."""
    source = files("integration.console").joinpath("backtest.html.jinja").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"moment": shown, "counted": counted}
    words = {"beats_in_words": beats_in_words, "updates_in_words": updates_in_words}
    return environment.from_string(source).render(**data, **words)


def beats_in_words(watermarks: Mapping[str, Any]) -> str:
    """At which moments the past was judged."""
    if not watermarks["stored"]:
        return f"on a grid of {watermarks['grid_s']} s, for no cycle of this time is stored"
    stored = f"as {watermarks['stored']} stored cycles judged from {shown(watermarks['from'])} on"
    return f"{stored}, before that on a grid of {watermarks['grid_s']} s"


def updates_in_words(updates: Mapping[str, Any]) -> str:
    """How many updates would have been written, and what the limits held back."""
    parts = [f"{updates['written']} updates would have been written"]
    if updates["waited"]:
        parts.append(
            f"{sum(updates['waited'].values())} of them later than planned ({counted(updates['waited'])})"
        )
    if updates["never"]:
        parts.append(f"{updates['never']} more not at all, because of the limits")
    text = f"{'; '.join(parts)}."
    if updates["brakes"]:
        first = updates["brakes"][0]
        text += f" The brake would have been set {len(updates['brakes'])} times, first {shown(first['at'])} at {first['tickets']} tickets."
    return text


def counted(counts: Mapping[str, int]) -> str:
    """Counts with their names: `12 at once, 3 after 4 hours`; empty where there are none."""
    return ", ".join(f"{count} {name}" for name, count in counts.items())
