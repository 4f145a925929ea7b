"""What is tried before a release: a package built once, installed once as the Dockerfile does, and the tools for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from tests.deploy.wheels import ROOT

SLOW = ROOT / ".venv/slow/bin"
DIST = ROOT / "dist"
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
Tool = Callable[[str], Path]


def call(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command; its output, with both streams apart."""
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, cwd=cwd)  # noqa: S603 - our own


def must(*words: str | Path, cwd: Path = ROOT) -> str:
    """What a command says, which has to end well."""
    ended = call(*words, cwd=cwd)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def missing(sentence: str) -> NoReturn:
    """Skip with a sentence; with STRICT=1 nothing may be missing."""
    if os.environ.get("STRICT"):
        pytest.fail(f"{sentence} (STRICT)")
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def tool() -> Tool:
    """Find a program among the tools of `make slow` or on this machine."""

    def find(name: str) -> Path:
        own = SLOW / name
        found = str(own) if own.exists() else shutil.which(name)
        if found is None:
            missing(f"not checked: there is no {name} on this machine")
        return Path(found)

    return find


@dataclass(frozen=True)
class Built:
    """What was built into dist/."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="session")
def built() -> Built:
    """The sdist, and the wheel that is made of it, by the pinned backend."""
    shutil.rmtree(DIST, ignore_errors=True)
    must(SLOW / "python", "-m", "build", "--no-isolation", "--outdir", DIST, ROOT)
    (sdist,) = DIST.glob("*.tar.gz")
    (wheel,) = DIST.glob("*.whl")
    return Built(sdist, wheel)


def install(interpreter: Path, wheel: Path, environment: Path) -> Path:
    """Make a clean environment of a Python, and put the wheel into it by the Dockerfile's own commands; its interpreter."""
    must(interpreter, "-m", "venv", "--without-pip", environment)
    pip = (*PIP, "--python", environment / "bin/python", "install")
    must(*pip, "--require-hashes", "-r", ROOT / "deploy/requirements.lock")
    must(*pip, "--no-deps", wheel)
    return environment / "bin/python"


@dataclass(frozen=True)
class Installed:
    """An environment that holds the package and what the lock pins, and nothing else."""

    python: Path
    steadyhand: Path
    folder: Path
    """An empty folder, so that nothing is imported from the tree."""


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a clean environment."""
    folder = tmp_path_factory.mktemp("clean")
    python = install(Path(sys.executable), built.wheel, folder / "env")
    empty = folder / "empty"
    empty.mkdir()
    return Installed(python, folder / "env/bin/steadyhand", empty)
