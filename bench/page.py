"""The page docs/bench.md: the budgets, written by `bench.run`, and below them the load, written by `bench.soak.run`."""

from __future__ import annotations

import os
import platform
from pathlib import Path

_PAGE = Path(__file__).parent.parent / "docs" / "bench.md"
_LOAD = "## Under load"


def write_budgets(text: str, page: Path = _PAGE) -> None:
    """Replace the budgets, and leave the load below them as it is."""
    page.write_text(_joined(text, _parts(page)[1]), encoding="utf-8")


def write_load(text: str, page: Path = _PAGE) -> None:
    """Replace what came of the load, whose heading this adds, and leave the budgets above it as they are."""
    page.write_text(_joined(_parts(page)[0], f"{_LOAD}\n\n{text}"), encoding="utf-8")


def _joined(budgets: str, load: str) -> str:
    """Both parts as one page."""
    return "\n\n".join(part.strip() for part in (budgets, load) if part.strip()) + "\n"


def surroundings() -> str:
    """Where it was measured."""
    return f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores"


def _parts(page: Path) -> tuple[str, str]:
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    budgets, heading, load = text.partition(_LOAD)
    return budgets, heading + load
