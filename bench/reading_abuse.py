"""Reading abuse, anger and distress: milliseconds for a message and for a kilobyte, the import, and hostile texts.

The messages are made up. Measured are the three readers on text that was cleaned, as it is given to the peers, which look
for swear words (better-profanity) or for a mood (vaderSentiment); what reading a comment from its first letter takes, with
cleaning and language, stands below the table. A time is the least of several runs over the same text. The import is what
these readers add in a process of its own that has those of promises already. Hostile are texts that begin over and over
what a reader looks for: of all of them the worst ratio of twice the text to the text is told, the median of several pairs,
in time on the processor. Where the peers are not installed the rows are left out.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from statistics import mean, median
from typing import TypedDict

from bench.peer import least_ms
from bench.table import Budget
from policies.reading.abuse import find_remarks
from policies.reading.comment import read_customer
from policies.reading.crisis import find_crises
from policies.reading.languages.english import ENGLISH
from policies.reading.upset import upset_of

MESSAGE_MS, KILOBYTE_MS, IMPORT_MS, LINEAR = 0.2, 1.0, 60.0, 2.6
_KILOBYTE = 1024
_LONG_TEXTS = 8
_HOSTILE = 10_000
_RUNS = 7
_TEXTS = Path(__file__).with_name("customers.toml")
_ROOT = Path(__file__).parent.parent
_PEERS = _ROOT / ".venv/peers/bin/python"
_UNITS = (
    "you are ", "fuck ", "f u c k ", "f*** ", "you stupid ", "kill ", "idiots, ", '"you idiot" ', "not an idiot ",
    "my mother ", "do not give him ", "still no ", "!?", "AAAA ", "n't ", "\n", "a.", "***",
)  # fmt: skip
_IMPORT = """
import sys, time
started = time.process_time()
import policies.core.own_words, policies.reading.clean, policies.reading.promises, policies.reading.directives
import policies.reading.languages.english_promises, policies.reading.languages.english_times
import policies.reading.languages.german_promises, policies.reading.languages.german_times
before = time.process_time()
import policies.reading.comment
sys.stdout.write(f"{(time.process_time() - before) * 1000} {(before - started) * 1000}")
"""
"""Prints the milliseconds of these readers, and those of what they share with the others."""


class Times(TypedDict):
    """The milliseconds of a peer."""

    load: float
    messages: Sequence[float]
    kilobytes: Sequence[float]


def measure_message(_: Path) -> Budget | None:
    """The budget of a message of about 130 characters."""
    peers = _peers()
    if peers is None:
        return None
    ours, whole = mean(least_ms(_read, _messages())), mean(least_ms(read_customer, _messages()))
    beside = ", ".join(f"{name}: {mean(times['messages']):.2f} ms" for name, times in peers.items())
    length = mean(map(len, _messages()))
    return Budget(
        f"read {len(_messages())} customers' messages, {length:.0f} characters, mean",
        f"{ours:.3f} ms",
        beside,
        ours,
        MESSAGE_MS,
        unit="ms",
        details=(f"with cleaning and language {whole:.2f} ms",),
    )


def measure_kilobyte(_: Path) -> Budget | None:
    """The budget of longer messages."""
    peers = _peers()
    if peers is None:
        return None
    ours = mean(least_ms(_read, _kilobytes()))
    beside = ", ".join(f"{name}: {mean(times['kilobytes']):.2f} ms" for name, times in peers.items())
    return Budget("read a kB of a customer, mean", f"{ours:.2f} ms", beside, ours, KILOBYTE_MS, unit="ms")


def measure_import(_: Path) -> Budget | None:
    """The budget of a process that begins."""
    peers = _peers()
    if peers is None:
        return None
    runs = [_run([sys.executable, "-c", _IMPORT]).split() for _ in range(_RUNS)]
    ours, others = (min(float(run[place]) for run in runs) for place in (0, 1))
    beside = ", ".join(f"{name}: {times['load']:.0f} ms" for name, times in peers.items())
    details = (f"what is there for promises already, pydantic and the patterns of times, {others:.0f} ms",)
    return Budget(
        "import of the readers of customers",
        f"{ours:.0f} ms",
        beside,
        ours,
        IMPORT_MS,
        unit="ms",
        details=details,
    )


def measure_hostile(_: Path) -> Budget:
    """The budget of texts that are written to take long."""
    worst, unit, took = max((_growth(unit) for unit in _UNITS), key=lambda one: one[0])
    name = f"read a hostile text, {2 * _HOSTILE // 1000} kB to {_HOSTILE // 1000} kB"
    beside = f"{len(_UNITS)} texts, slowest growth: {unit!r}"
    return Budget(name, f"{took:.1f} ms", beside, worst, LINEAR)


def _read(text: str) -> object:
    remarks = find_remarks(text, ENGLISH)
    return remarks, upset_of(text, ENGLISH, remarks), find_crises(text, ENGLISH)


def _growth(unit: str) -> tuple[float, str, float]:
    short, long = ((unit * (size // len(unit) + 1))[:size] for size in (_HOSTILE, 2 * _HOSTILE))
    pairs = [(_cpu_ms(short), _cpu_ms(long)) for _ in range(_RUNS)]
    return median(many / few for few, many in pairs), unit, min(many for _, many in pairs)


def _cpu_ms(text: str) -> float:
    """Without the collector of memory, which comes at moments of its own."""
    gc.collect()
    gc.disable()
    try:
        started = time.thread_time()
        _read(text)
        return (time.thread_time() - started) * 1000
    finally:
        gc.enable()


@cache
def _messages() -> Sequence[str]:
    messages: list[str] = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))["messages"]
    return messages


@cache
def _kilobytes() -> Sequence[str]:
    """Texts of a kilobyte, of the messages in another order each."""
    listed = _messages()
    orders = (islice(cycle(listed), 3 * place, 3 * place + 12) for place in range(_LONG_TEXTS))
    return ["\n\n".join(order)[:_KILOBYTE] for order in orders]


@cache
def _peers() -> dict[str, Times] | None:
    """Each peer's times for the same texts; None where they are not installed."""
    if not _PEERS.exists():
        return None
    texts = [*_messages(), *_kilobytes()]
    told = json.loads(_run([str(_PEERS), "-m", "bench.peer_abuse"], json.dumps(texts)))
    at = len(_messages())
    return {
        name: Times(load=one["import"], messages=one["texts"][:at], kilobytes=one["texts"][at:])
        for name, one in told.items()
    }


def _run(command: Sequence[str], given: str = "") -> str:
    result = subprocess.run(  # noqa: S603 - our own modules
        command, input=given, check=True, capture_output=True, text=True, timeout=300, cwd=_ROOT
    )
    return result.stdout
