"""The rush, then the burst, and what is to be true of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.goals import Goal
from bench.goals import as_markdown as goals_as_markdown
from bench.soak.load import Size, Soak
from bench.soak.minutes import Minute, as_markdown
from bench.soak.truth import Truth

LAG_S, GROWTH, CAUGHT_UP_MINUTES = 180, 1.1, 15
_SETTLED = 3
"""The minute from which on memory is to stay as it is."""
_LONGEST = 30
_AFTER = 6
"""Quiet cycles at the end, within which the last promise falls due and is written about."""


@dataclass(frozen=True)
class Result:
    """What was measured, and what of it is a promise."""

    goals: Sequence[Goal]
    page: Sequence[str]
    """How docs/bench.md tells of it, goals and all."""


def measure_load(folder: Path, size: Size, tell: Callable[[Minute], object] = lambda _: None) -> Result:
    """Run it all; `tell` is called with each minute as it ends."""
    with Soak(folder, size) as soak:
        minutes: list[Minute] = []

        def add(minute: Minute) -> None:
            minutes.append(minute)
            tell(minute)

        for number in range(1, size.minutes + 1):
            add(soak.rush(number))
        over = soak.now() + timedelta(minutes=1)
        add(soak.burst(size.minutes + 1))
        while not soak.is_caught_up(over) and len(minutes) < size.minutes + _LONGEST:
            add(soak.quiet(len(minutes) + 1))
        caught_up_after = (soak.now() - over) / timedelta(minutes=1)
        for _ in range(_AFTER):
            soak.quiet(0)
        truth = soak.truth()
    goals = [*_goals(size, minutes, caught_up_after), *_truths(truth)]
    return Result(goals, [_sentence(size), "", *as_markdown(minutes), "", *goals_as_markdown(goals)])


def _sentence(size: Size) -> str:
    """What the table shows."""
    return (
        f"{size.tickets_a_minute:,} tickets change three times a minute for {size.minutes} minutes, then "
        f"{size.burst:,} once within one; {size.open:,} are open, and twenty policies look at them."
    )


def _goals(size: Size, minutes: Sequence[Minute], caught_up_after: float) -> list[Goal]:
    rush = minutes[: size.minutes]
    lag, refused = max(m.lag_s for m in rush), sum(m.refused for m in minutes)
    settled = rush[min(_SETTLED, len(rush)) - 1]
    growth = rush[-1].rss_mb / settled.rss_mb
    memory = f"memory, minute {rush[-1].number} to minute {settled.number}"
    return [
        Goal("lag at the worst, seconds", round(lag), len(rush), LAG_S, at_least=False),
        Goal("calls refused with 429", refused, sum(m.calls for m in minutes), 0, at_least=False),
        Goal(memory, growth, len(rush), GROWTH, at_least=False),
        Goal("burst caught up, minutes", caught_up_after, size.burst, CAUGHT_UP_MINUTES, at_least=False),
    ]


def _truths(truth: Truth) -> list[Goal]:
    wrong = {
        "due notes that are missing": truth.missing,
        "tickets with two notes": truth.twice,
        "notes that were not due": truth.unasked,
        "notes and ledger that differ": truth.differing,
        "public comments": truth.public,
    }
    counted = [Goal(name, number, truth.notes, 0, at_least=False) for name, number in wrong.items()]
    return [Goal("notes that fell due", truth.due, truth.notes), *counted]
