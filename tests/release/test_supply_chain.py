"""What the package is made of is known, and nothing bad is known of it."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from tests.deploy.wheels import ROOT
from tests.release.conftest import DIST, Built, Installed, Tool, call, missing, must

LOCK = ROOT / "deploy/requirements.lock"
OUT_OF_REACH = "NOT AUDITED: PyPI's advisories are out of reach of this machine"


def pinned() -> dict[str, str]:
    """Versions by name."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK.read_text(), re.MULTILINE))


def test_no_vulnerability_is_known_of_what_the_lock_pins(tool: Tool) -> None:
    """pip-audit ends well, too, when it could ask about nothing: then it is not audited, and says so here."""
    ended = call(
        tool("pip-audit"),
        "-r",
        LOCK,
        "--require-hashes",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    )
    if not ended.stdout.startswith("{"):
        missing(f"{OUT_OF_REACH} ({ended.stderr.strip().rpartition(chr(10))[2][:200]})")
    asked, bad = audited(json.loads(ended.stdout))
    if not asked:
        missing(OUT_OF_REACH)
    assert asked == set(pinned()), "each was asked about"
    assert bad == {}


def audited(report: dict[str, Any]) -> tuple[set[str], dict[str, list[str]]]:
    """Of a report of pip-audit's: what PyPI was asked about, and what it knows of it."""
    asked = {row["name"]: row["vulns"] for row in report["dependencies"] if "skip_reason" not in row}
    return set(asked), {name: [each["id"] for each in known] for name, known in asked.items() if known}


def test_what_could_not_be_asked_about_is_not_taken_for_good() -> None:
    rows = [
        {"name": "good", "version": "1", "vulns": []},
        {"name": "bad", "version": "1", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["2"]}]},
        {"name": "unknown", "skip_reason": "Dependency not found on PyPI and could not be audited"},
    ]
    assert audited({"dependencies": rows}) == ({"good", "bad"}, {"bad": ["PYSEC-2026-1"]})


def test_the_bill_of_materials_names_all_that_is_installed_and_no_more(
    tool: Tool, installed: Installed
) -> None:
    bill = DIST / "steadyhand.cdx.json"
    must(
        tool("cyclonedx-py"),
        "environment",
        "--pyproject",
        ROOT / "pyproject.toml",
        "--mc-type",
        "application",
        "--output-reproducible",
        "--output-format",
        "JSON",
        "--validate",
        "--output-file",
        bill,
        installed.python,
    )
    listed = {plain(each["name"]): each["version"] for each in json.loads(bill.read_text())["components"]}
    assert listed == pinned()


def plain(name: str) -> str:
    """A distribution's name as locks have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_sums_of_what_was_built_lie_beside_it(built: Built) -> None:
    files = sorted(path for path in DIST.iterdir() if path.name != "SHA256SUMS")
    assert {built.sdist, built.wheel} <= set(files)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (DIST / "SHA256SUMS").write_text("".join(lines))
    must("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=DIST)
