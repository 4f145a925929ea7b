"""What is installed is what stands in the tree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.deploy.wheels import ROOT, held, wanted


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel as pip would build it, by the same backend."""
    folder = tmp_path_factory.mktemp("dist")
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    command = [sys.executable, "-c", build]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own
    return folder / shown.stdout.split()[-1]


def test_the_wheel_holds_every_file_of_both_packages_and_no_other(wheel: Path) -> None:
    assert held(wheel) == wanted()


def test_data_is_among_what_is_wanted() -> None:
    suffixes = {Path(name).suffix for name in wanted()}
    assert {".py", ".html", ".css", ".svg", ".jinja", ".typed"} <= suffixes
    assert any("/migrations/versions/" in name for name in wanted())


def test_the_wheel_says_its_licence_and_cannot_be_uploaded(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
        assert any(each.endswith("licenses/LICENSE") for each in archive.namelist())
    assert "License-Expression: MIT" in metadata
    assert "Classifier: Private :: Do Not Upload" in metadata, (
        "PyPI refuses it, until somebody wants it there"
    )
