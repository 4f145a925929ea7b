"""Peak memory of a process that reads 40 pages of each export, beside one that reads 5 pages.

Each reader is a process of its own, started for the purpose: its peak holds the interpreter, the libraries, the store
and what it kept of the pages. The account is in this process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.company import Company
from bench.table import Budget

ALLOWED = 1.3
FEW, MANY = 5, 40
_PAGE = 1000


def measure_memory(folder: Path) -> Budget:
    """The budget of memory."""
    few, many = _read(folder, FEW), _read(folder, MANY)
    name = f"peak memory, {MANY} pages of each export"
    ours, beside = (f"{pages} pages: {peak:.0f} MB" for pages, peak in ((MANY, many), (FEW, few)))
    return Budget(name, ours, beside, many / few, ALLOWED)


def _read(folder: Path, pages: int) -> float:
    """A reader's peak in MB."""
    own = folder / str(pages)
    own.mkdir()
    with Company(own, pages * _PAGE) as company:
        company.wait(90)
        company.sandbox.limits.enforced = False  # the reader has a clock of its own
        config = company.write_config()
        command = [sys.executable, "-m", "bench.reader", str(config)]
        result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603 - our own module
        seen: dict[str, Any] = json.loads(result.stdout)
        asked = [r.path for r in company.sandbox.requests]
    assert seen["tickets"] == pages * _PAGE, seen
    for name in ("tickets/cursor", "ticket_events"):
        assert sum(f"/incremental/{name}" in path for path in asked) >= pages, f"too few pages of {name}"
    return float(seen["peak_mb"])
