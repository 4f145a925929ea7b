"""The page docs/bench.md: the budgets, written by `bench.run`, and below them a part for each load of `bench.soak.run`."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

_PAGE = Path(__file__).parent.parent / "docs" / "bench.md"
_PART = re.compile(r"^## (.+)$", re.MULTILINE)


def write_budgets(text: str, page: Path = _PAGE) -> None:
    """Replace the budgets, and leave the parts below them as they are."""
    _write(page, text, _read(page)[1])


def write_part(heading: str, text: str, page: Path = _PAGE) -> None:
    """Replace one part, or add it at the end, and leave all else as it is."""
    budgets, parts = _read(page)
    _write(page, budgets, {**parts, heading: text})


def surroundings() -> str:
    """Where it was measured."""
    return f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores"


def _read(page: Path) -> tuple[str, dict[str, str]]:
    """What stands before the first part, and the parts by their headings."""
    budgets, *rest = _PART.split(page.read_text(encoding="utf-8")) if page.exists() else [""]
    return budgets, dict(zip(rest[::2], rest[1::2], strict=True))


def _write(page: Path, budgets: str, parts: dict[str, str]) -> None:
    texts = [budgets.strip(), *(f"## {heading}\n\n{text.strip()}" for heading, text in parts.items())]
    page.write_text("\n\n".join(filter(None, texts)) + "\n", encoding="utf-8")
