"""What our code never does, held against every line of it: run words as code, unpack objects, trust without a look."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
NEVER_IMPORTED = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "yaml",
    "subprocess",
    "telnetlib",
    "ftplib",
    "zipfile",
    "tarfile",
}
NEVER_CALLED = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "ssl._create_unverified_context",
    "ssl._create_stdlib_context",
    "tempfile.mktemp",
}
NEVER_NAMED = {"CERT_NONE", "CERT_OPTIONAL", "disable_warnings"}
NEVER_GIVEN = {"verify": False, "shell": True, "check_hostname": False}


_SUSPECT = re.compile(
    "|".join(
        [
            *(rf"import {name}|from {name}" for name in NEVER_IMPORTED),
            *(rf"(?<![\w.]){re.escape(name)}\(" for name in NEVER_CALLED),
            *NEVER_NAMED,
            *(rf"{name} ?= ?" for name in NEVER_GIVEN),
        ]
    )
)
"""Only a file in whose text one of these stands is worth a parse."""


def tree_of_each_suspect() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted([*(ROOT / "integration").rglob("*.py"), *(ROOT / "policies").rglob("*.py")]):
        text = file.read_text()
        if _SUSPECT.search(text):
            yield str(file.relative_to(ROOT)), ast.parse(text)


def found_in(node: ast.AST) -> Iterator[str]:
    """What a part of a program does that ours does not."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.partition(".")[0] in NEVER_IMPORTED)
    if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in NEVER_IMPORTED:
        yield str(node.module)
    if isinstance(node, ast.Attribute) and node.attr in NEVER_NAMED:
        yield node.attr
    if isinstance(node, ast.Assign):
        yield from (
            f"{target.attr} = {node.value.value}"
            for target in node.targets
            if isinstance(target, ast.Attribute)
            and isinstance(node.value, ast.Constant)
            and NEVER_GIVEN.get(target.attr, ...) is node.value.value
        )
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        if called in NEVER_CALLED:
            yield called
        for given in node.keywords:
            value = given.value.value if isinstance(given.value, ast.Constant) else None
            if given.arg in NEVER_GIVEN and value is NEVER_GIVEN[given.arg]:
                yield f"{called}({given.arg}={value})"


def test_no_line_runs_words_as_code_unpacks_objects_starts_programs_or_trusts_without_a_look() -> None:
    found = [
        (name, each)
        for name, tree in tree_of_each_suspect()
        for node in ast.walk(tree)
        for each in found_in(node)
    ]
    assert found == []


def test_what_is_looked_for_would_be_found() -> None:
    bad = (
        "import pickle\nfrom yaml import load\neval('1')\nget(url, verify=False)\nrun('ls', shell=True)\n"
        "c.verify_mode = ssl.CERT_NONE\nc.check_hostname = False\nsession.verify = False\n"
    )
    assert len([each for node in ast.walk(ast.parse(bad)) for each in found_in(node)]) == 8
    assert all(_SUSPECT.search(line) for line in bad.splitlines())
