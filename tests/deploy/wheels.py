"""What a wheel of this project has to hold."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[2]


def wanted() -> set[str]:
    """Every file of the two packages in the tree: code, templates, styles, word lists, migrations, marks of types."""
    files = (path for package in ("integration", "policies") for path in (ROOT / package).rglob("*"))
    return {path.relative_to(ROOT).as_posix() for path in files if path.is_file() and path.suffix != ".pyc"}


def held(wheel: Path) -> set[str]:
    """The files of a wheel, without its metadata."""
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}
