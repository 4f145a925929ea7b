"""The package does its main job on each Python that it is meant for, as far as this machine has them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.wheels import ROOT
from tests.release.conftest import Built, Tool, call, install, missing, must

WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())
PYTHONS: list[str] = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]
IMAGES = re.findall(r"^FROM python:([\d.]+)-", (ROOT / "deploy/Dockerfile").read_text(), re.MULTILINE)


def test_the_images_python_is_one_of_them() -> None:
    assert set(IMAGES) <= set(PYTHONS)


@pytest.mark.parametrize("version", PYTHONS[1:])
def test_the_main_job_is_done_on_each_python(built: Built, tool: Tool, tmp_path: Path, version: str) -> None:
    interpreter = tool(f"python{version}")
    if call(interpreter, "--version").returncode:
        missing(f"not checked: {interpreter} does not run on this machine")
    python = install(interpreter, built.wheel, tmp_path / "env")
    told = json.loads(must(python.parent / "steadyhand", "demo", "--once", "--json", cwd=tmp_path))
    assert told["notes"] > 0
    assert told["public_notes"] == 0
