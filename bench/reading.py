"""Cleaning and reading a reply: how long one takes, and all of them beside a date parser behind a filter.

The comments are made up, and as support people write them: chat lines, usual replies, and mails with what mail
programs leave below. A time is the least of several runs over the same comment, on one core: what else the machine
does only adds to it. Beside it stands recognizers-text, of the parsers on PyPI the one that finds and dates most; the
quickest, timefhuman, which finds fewer, is told below the table. Both are given the comments cleaned already, and of
these only the sentences in which a pattern sees a commitment; they reckon on no opening hours. Where they are not
installed, that is said, and the row is left out.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import median, quantiles

from bench.peer import least_ms
from bench.table import Budget
from policies.reading.clean import clean
from policies.reading.comment import read_reply

MEDIAN_MS, P99_MS, RATIO = 0.5, 5.0, 5.0
_TEXTS = Path(__file__).with_name("comments.toml")
_ROOT = Path(__file__).parent.parent
_PEERS = _ROOT / ".venv/peers/bin/python"
"""An environment of its own: `make bench` sets it up from bench/peers.txt."""


def measure_median(_: Path) -> Budget:
    """The budget of a usual comment."""
    took = _ours()
    return Budget(
        "read a reply, median", f"{median(took):.2f} ms", _lengths(), median(took), MEDIAN_MS, unit="ms"
    )


def measure_p99(_: Path) -> Budget:
    """The budget of the slowest comments."""
    p99 = quantiles(_ours(), n=100, method="inclusive")[-1]
    slowest = max(zip(_ours(), comments(), strict=True))
    beside = f"slowest: {slowest[0]:.2f} ms, {len(slowest[1]):,} characters"
    return Budget("read a reply, 99th percentile", f"{p99:.2f} ms", beside, p99, P99_MS, unit="ms")


def measure_ratio(_: Path) -> Budget | None:
    """The budget beside the peers; None where they are not installed."""
    peers = _peers()
    if peers is None:
        return None
    ours, best, quickest = sum(_ours()), sum(peers["recognizers-text"]), sum(peers["timefhuman"])
    return Budget(
        f"read {len(comments())} replies",
        f"{ours:.0f} ms",
        f"recognizers-text: {best:.0f} ms",
        best / ours,
        RATIO,
        at_least=True,
        details=(f"timefhuman {quickest:.0f} ms, and it finds fewer",),
    )


@cache
def comments() -> Sequence[str]:
    """All comments of the file; the first replies twice, the second time with history below."""
    data = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    chats, replies, tails = data["chats"], data["replies"], data["tails"]
    mails = [reply + tails[number % len(tails)] for number, reply in enumerate(replies)]
    return [*chats, *replies, *mails]


@cache
def _ours() -> Sequence[float]:
    return least_ms(read_reply, comments())


def _peers() -> dict[str, list[float]] | None:
    """Each peer's milliseconds for the same comments, cleaned; None where they are not installed."""
    if not _PEERS.exists():
        return None
    command = [str(_PEERS), str(Path(__file__).with_name("peer.py"))]
    texts = json.dumps([clean(text).text for text in comments()])
    result = subprocess.run(command, input=texts, check=True, capture_output=True, text=True, timeout=300)  # noqa: S603 - our own module
    took: dict[str, list[float]] = json.loads(result.stdout)
    return took


def _lengths() -> str:
    lengths = [len(text) for text in comments()]
    return f"{len(lengths)} replies, {median(lengths):.0f} characters in the middle, {max(lengths):,} at most"
