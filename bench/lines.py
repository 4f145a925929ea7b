"""Peak memory of `steadyhand read` that answers 20,000 lines from a pipe, beside one that answers 2,000.

Each is a process of its own, which runs the verb as the command line does and then tells its peak. A million lines were
measured once; that figure stands below the table, with its date.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.peak import peak_mb
from bench.table import Budget
from integration.cli import main

ALLOWED = 1.2
FEW, MANY = 2_000, 20_000
_A_MILLION = "a million lines, measured once (2026-11-26): 27.4 MB, 432 s beside other work"
_TEXTS = (
    "I'll get back to you by Friday at 3pm.",
    "Please send us the label by Monday.",
    "Your refund was approved; you will see it within 3-5 business days.",
    "How can I help you today?",
)


def measure_lines(_: Path) -> Budget:
    """The budget of memory for lines of JSON."""
    few, many = peak_of(FEW), peak_of(MANY)
    ours, beside = (f"{rows:,} lines: {peak:.1f} MB" for rows, peak in ((MANY, many), (FEW, few)))
    name = f"peak memory of read, {MANY:,} lines"
    return Budget(name, ours, beside, many / few, ALLOWED, details=(_A_MILLION,))


def peak_of(rows: int) -> float:
    """The most MB that the verb held while it answered so many lines."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.lines"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    ) as child:
        assert child.stdin
        assert child.stderr
        for line in _lines(rows):
            child.stdin.write(line)
        child.stdin.close()
        told = child.stderr.read().decode()
    assert child.returncode == 0, told
    return float(told)


def _lines(number: int) -> Iterator[bytes]:
    for place, text in enumerate(islice(cycle(_TEXTS), number)):
        row = {"id": place, "text": f"{text} Case {place}.", "role": "agent", "tz": "Europe/London"}
        yield json.dumps(row | {"at": "2026-03-04T10:00:00+00:00"}).encode() + b"\n"


if __name__ == "__main__":
    try:
        main(["read"])
    except SystemExit as end:
        if end.code:
            raise
    sys.stderr.write(str(peak_mb()))
