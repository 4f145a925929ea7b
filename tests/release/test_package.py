"""The package works where nothing of the tree is."""

from __future__ import annotations

import json
import shutil
import tarfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.deploy.wheels import ROOT, held, wanted
from tests.release.conftest import PIP, SLOW, Built, Installed, call, must

IMPORTED = "import integration, policies; print(integration.__file__, policies.__file__)"
TEMPLATES = """
from importlib.resources import files
from jinja2 import Environment
from integration.web import rendering
names = sorted(each.name for each in (files("integration.web") / "templates").iterdir())
(environment,) = (value for value in vars(rendering).values() if isinstance(value, Environment))
for name in names:
    environment.get_template(name)
assert (files("integration.web") / "static" / "style.css").is_file()
print(len(names))
"""
STORE = """
from pathlib import Path
from integration.store.access import Store
store = Store.open(Path("store.db"), "northwind")
print(store.load_account().account)
"""


def test_the_wheel_is_made_of_the_sdist_and_holds_every_file(built: Built) -> None:
    assert held(built.wheel) == wanted()


def test_the_sdist_holds_what_a_contributor_needs_and_nothing_of_this_machine(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {Path(name).relative_to(Path(name).parts[0]).as_posix() for name in archive.getnames()}
    tracked = set(must("git", "ls-files", "--cached", "--others", "--exclude-standard").splitlines())
    needed = {
        "Makefile",
        "constraints.txt",
        "LICENSE",
        "tests/conftest.py",
        "deploy/Dockerfile",
        "docs/deploy.md",
    }
    assert needed <= names
    folders = {parent.as_posix() for name in names for parent in Path(name).parents}
    assert names - folders - {"PKG-INFO"} <= tracked


def test_the_image_builds_the_same_wheel_of_what_it_may_copy(built: Built, tmp_path: Path) -> None:
    """In a folder that holds what `.dockerignore` lets pass, by the command of the Dockerfile."""
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if line.startswith("!"):
            source, target = ROOT / line[1:], tmp_path / line[1:]
            target.parent.mkdir(exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    words = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", ".")
    assert f"pip {' '.join(words)}".replace("wheels", "/wheels") in (ROOT / "deploy/Dockerfile").read_text()
    must(SLOW / "python", "-m", "pip", "--quiet", *words, cwd=tmp_path)
    assert held(tmp_path / "wheels" / built.wheel.name) == held(built.wheel)


def test_what_is_imported_is_what_was_installed(installed: Installed) -> None:
    told = must(installed.python, "-c", IMPORTED, cwd=installed.folder).split()
    assert all(Path(path).is_relative_to(installed.python.parents[1]) for path in told)


def test_it_needs_nothing_that_the_lock_leaves_out(installed: Installed) -> None:
    must(*PIP, "--python", installed.python, "check")


def test_it_says_its_version(installed: Installed) -> None:
    told = must(installed.steadyhand, "--version", cwd=installed.folder)
    assert told == f"steadyhand {metadata.version('steadyhand')}\n"


def test_the_main_job_is_done(installed: Installed) -> None:
    told = json.loads(must(installed.steadyhand, "demo", "--once", "--json", cwd=installed.folder))
    assert told["notes"] > 0
    assert told["public_notes"] == 0


def test_the_page_has_its_templates_and_its_style(installed: Installed) -> None:
    assert int(must(installed.python, "-c", TEMPLATES, cwd=installed.folder)) > 10


def test_a_store_is_made_by_the_migrations_that_are_installed(installed: Installed) -> None:
    assert must(installed.python, "-c", STORE, cwd=installed.folder) == "northwind\n"


@pytest.mark.parametrize("verb", ["init", "check", "health", "run", "status", "read", "web"])
def test_the_verbs_are_there(installed: Installed, verb: str) -> None:
    assert must(installed.steadyhand, verb, "--help", cwd=installed.folder)


def test_health_without_a_service_is_bad_health(installed: Installed) -> None:
    must(installed.steadyhand, "init", "--subdomain", "northwind", cwd=installed.folder)
    ended = call(installed.steadyhand, "health", cwd=installed.folder)
    assert (ended.returncode, "there is no store yet" in ended.stderr) == (4, True)


def test_two_builds_are_alike(built: Built, tmp_path: Path) -> None:
    must(SLOW / "python", "-m", "build", "--no-isolation", "--outdir", tmp_path, ROOT)
    assert (tmp_path / built.wheel.name).read_bytes() == built.wheel.read_bytes()
