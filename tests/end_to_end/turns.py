"""What workers wrote down of their turns, and whether the laws of turns held."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Turn:
    """One poll of one account by one process; moments are seconds since 1970."""

    account: str
    epoch: int
    pid: int
    taken: float
    """When the queue had given it to the process."""
    begun: float
    """Right after the commit that took the account over."""
    ended: float | None = None
    """Right before the last commit, where that succeeded."""
    left: float | None = None
    """When the process gave it back to the queue; None: it never did."""


def read_turns(diary: Path) -> list[Turn]:
    """All turns that began, by account and in their order."""
    turns: list[Turn] = []
    taken: dict[tuple[int, str], float] = {}
    present: dict[tuple[int, str], Turn] = {}
    for line in _lines(diary):
        key = (line["pid"], line["account"])
        if line["what"] == "taken":
            taken[key] = line["at"]
        elif line["what"] == "begun":
            present[key] = Turn(line["account"], line["epoch"], line["pid"], taken[key], line["at"])
        elif line["what"] == "ended":
            present[key] = replace(present[key], ended=line["at"])
        elif key in present:
            turns.append(replace(present.pop(key), left=line["at"]))
    return sorted([*turns, *present.values()], key=lambda turn: (turn.account, turn.epoch))


def _lines(diary: Path) -> Iterator[dict[str, Any]]:
    for text in diary.read_text().splitlines() if diary.exists() else ():
        yield json.loads(text)


def at_once(turns: Sequence[Turn], given_up: Mapping[str, Sequence[float]]) -> list[tuple[Turn, Turn]]:
    """Turns that began while another of the same account went on, which the queue had not given up by then."""
    return [
        (one, other)
        for one, other in _neighbours(turns)
        if (one.left is None or one.left > other.begun)
        and not any(one.taken < moment < other.begun for moment in given_up.get(one.account, ()))
    ]


def committed_late(turns: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    """Turns that still committed after another of the same account had begun: what the fence is for."""
    return [
        (one, other) for one, other in _neighbours(turns) if one.ended is not None and one.ended > other.begun
    ]


def longest_standstill_s(turns: Sequence[Turn], began: float, ended: float) -> float:
    """The longest time within which an account finished no turn."""
    accounts = {turn.account for turn in turns}
    ends = {
        account: sorted(
            turn.ended
            for turn in turns
            if turn.account == account and turn.ended is not None and began < turn.ended < ended
        )
        for account in accounts
    }
    return max(after - before for each in ends.values() for before, after in pairwise((began, *each, ended)))


def _neighbours(turns: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    return [(one, other) for one, other in pairwise(turns) if one.account == other.account]
