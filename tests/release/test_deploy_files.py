"""The files for deployment pass the linters of those who will read them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.deploy.wheels import ROOT
from tests.release.conftest import Tool, must

DEPLOY = ROOT / "deploy"
UNITS = [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]
EXPOSURE = 20
"""Tenths of systemd's own scale, on which 10 is a program without any protection, and 100 the worst."""


def test_hadolint_has_nothing_to_say_of_the_dockerfile(tool: Tool) -> None:
    assert must(tool("hadolint"), "--no-color", DEPLOY / "Dockerfile") == ""


def test_systemd_understands_the_units(tool: Tool, tmp_path: Path) -> None:
    """It wants the program to be there, so the copies that it reads name one that is."""
    analyze = tool("systemd-analyze")
    copies = [tmp_path / path.name for path in UNITS]
    for path, copy in zip(UNITS, copies, strict=True):
        copy.write_text(path.read_text().replace("/opt/steadyhand/bin/steadyhand ", "/bin/true "))
    assert must(analyze, "verify", "--man=no", *copies) == ""


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.name)
def test_a_unit_gives_away_what_it_does_not_need(tool: Tool, path: Path) -> None:
    must(tool("systemd-analyze"), "security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", path)


def test_promtool_understands_the_alerts_and_each_fires_when_it_should(tool: Tool) -> None:
    promtool = tool("promtool")
    must(promtool, "check", "rules", DEPLOY / "alerts.yml")
    must(promtool, "test", "rules", ROOT / "tests/release/alerts_test.yml")


def test_promtool_understands_every_query_of_the_dashboard(tool: Tool, tmp_path: Path) -> None:
    panels = json.loads((DEPLOY / "dashboard.json").read_text())["panels"]
    asked = [target["expr"] for panel in panels for target in panel["targets"]]
    plain = [re.sub(r"\$account", ".*", each.replace("$__rate_interval", "5m")) for each in asked]
    rules = [{"record": f"panel:{number}", "expr": each} for number, each in enumerate(plain)]
    file = tmp_path / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    must(tool("promtool"), "check", "rules", file)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("compose-spec", "deploy/compose.yaml"),
        ("compose-spec", "deploy/compose.workers.yaml"),
        ("dependabot", ".github/dependabot.yml"),
        ("github-workflows", ".github/workflows/test.yml"),
        ("github-workflows", ".github/workflows/release.yml"),
    ],
)
def test_a_file_has_the_shape_that_its_reader_publishes(tool: Tool, schema: str, file: str) -> None:
    must(tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", ROOT / file)


def test_zizmor_finds_nothing_in_the_workflows(tool: Tool) -> None:
    must(tool("zizmor"), "--offline", "--no-progress", ROOT / ".github")
