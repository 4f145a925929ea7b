"""What the documents say of the code is true: links, verbs, settings, reasons, states, files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from pydantic import BaseModel

from integration import exits
from integration.cli import VERBS
from integration.config.models import Config, LimitsSettings, kind_names
from integration.config.starter import SECRET_VARIABLE
from integration.config.walk import key_of
from integration.sandbox.account import Switches
from policies.catalogue import KINDS
from policies.core.actions import Reason, State
from policies.core.settings import Settings
from policies.core.steps import Scope, Step

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OPERATIONS = ROOT / "docs/operations.md"
FACTS = ROOT / "docs/zendesk-facts.md"
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")


def _id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _spans(page: Path) -> list[str]:
    """The code spans of a page, without its fenced blocks."""
    return _SPAN.findall(_FENCE.sub("", page.read_text()))


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and all models within its settings, those of every policy kind included."""
    yield model
    for info in model.model_fields.values():
        for inner in _classes_in(info.annotation):
            yield from _models(inner)


def _classes_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from KINDS if annotation is Settings else (annotation,)
    for argument in getattr(annotation, "__args__", ()):
        yield from _classes_in(argument)


SETTINGS = {key_of(name, field) for model in _models(Config) for name, field in model.model_fields.items()}
SETTINGS |= {"accounts", "sets"}  # of the file, and of none of its accounts


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor and target.suffix == ".md":
            assert anchor in _anchors(target), f"{link}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_verb_that_is_named_exists(page: Path) -> None:
    text = page.read_text()
    code = [*_SPAN.findall(text), *(body for _, body in _FENCE.findall(text))]
    named = {
        verb for part in code for verb in re.findall(r"(?:^|[\s/])steadyhand ([a-z]+)\b", part, re.MULTILINE)
    }
    assert named <= set(VERBS)


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_file_that_is_named_exists(page: Path) -> None:
    paths = [s for s in _spans(page) if re.fullmatch(r"(integration|policies|tests|docs)/[\w./-]+", s)]
    for path in paths:
        assert (ROOT / path).exists(), f"there is no {path}"


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_every_setting_in_an_example_exists(page: Path) -> None:
    for language, body in _FENCE.findall(page.read_text()):
        if language == "toml":
            unknown = set(_keys(tomllib.loads(body))) - SETTINGS
            assert not unknown, f"no such settings: {unknown}"


def _keys(table: object, *, named: bool = False) -> Iterator[str]:
    """The keys of a configuration; the names of policies, calendars, channels, headers and words are the admin's own."""
    if isinstance(table, list):
        for item in table:
            yield from _keys(item)
    elif isinstance(table, dict):
        for key, value in table.items():
            if not named:
                yield key
            yield from _keys(value, named=key in ("policies", "calendars", "notify", "headers", "severities"))


def test_every_word_with_an_underscore_in_operations_is_a_setting_or_stands_in_the_code() -> None:
    code = "\n".join(
        path.read_text() for part in ("integration", "policies") for path in (ROOT / part).rglob("*.py")
    )
    for span in _spans(OPERATIONS):
        word = span.partition(" = ")[0]
        if re.fullmatch(r"[a-z]+(_[a-z]+)+", word) and word not in SETTINGS:
            assert f'"{word}"' in code, f"{word} is neither a setting nor a line of the log"


def test_every_table_of_the_configuration_that_operations_names_exists() -> None:
    tables = {span[1:-1] for span in _spans(OPERATIONS) if re.fullmatch(r"\[\w+\]", span)}
    assert tables <= set(Config.model_fields)


def test_every_environment_variable_that_operations_names_is_read() -> None:
    options = (ROOT / "integration/commands/options.py").read_text()
    read = {SECRET_VARIABLE, *re.findall(r'envvar="(\w+)"', options)}
    assert set(re.findall(r"\bSTEADYHAND_\w+", OPERATIONS.read_text())) <= read


def test_operations_lists_every_limit() -> None:
    assert set(LimitsSettings.model_fields) <= set(_spans(OPERATIONS))


def test_operations_explains_every_state_and_every_reason() -> None:
    assert {*State, *Reason} <= set(_spans(OPERATIONS))


def test_operations_explains_every_exit_code() -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    listed = re.findall(r"^\| (\d) \|", OPERATIONS.read_text(), re.MULTILINE)
    assert {int(code) for code in listed} == codes


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kinds_page_names_every_setting(kind: type[Settings]) -> None:
    page = ROOT / f"docs/policies/{kind_names(kind)[0]}.md"
    inner = {name for model in _models(kind) for name in model.model_fields}
    wanted = {*inner, *Scope.model_fields, *Step.model_fields}
    assert wanted <= set(_spans(page))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_kinds_page_has_the_right_defaults(kind: type[Settings]) -> None:
    page = ROOT / f"docs/policies/{kind_names(kind)[0]}.md"
    rows = dict(re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`|\u2013) \|", page.read_text(), re.MULTILINE))
    assert set(rows) == set(kind.model_fields)
    sample = kind.model_construct(kind=kind_names(kind)[0]).model_dump(mode="json")
    for name, shown in rows.items():
        if shown:
            assert tomllib.loads(f"value = {shown}")["value"] == sample[name], name
        elif name not in ("kind", "scope", "stages"):
            assert not sample.get(name), f"{name} has a default"


def test_every_switch_that_the_facts_name_exists() -> None:
    unproven = FACTS.read_text().partition("## Unproven")[2]
    cells = [row.rstrip(" |").rpartition("|")[2] for row in unproven.splitlines() if row.startswith("| ")]
    named = {name for cell in cells for name in _SPAN.findall(cell)}
    assert named
    assert named <= {switch.name for switch in fields(Switches)}


def test_every_fact_has_a_place_a_source_a_date_and_says_whether_it_was_proven_live() -> None:
    facts = FACTS.read_text().partition("## Unproven")[0]
    rows = [line for line in facts.splitlines() if line.startswith("| ") and not line.startswith("| fact")]
    assert rows
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == 5, row
        assert all(cells), row
        assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", cells[3]), row
        assert re.match(r"no$|\d{4}-\d{2}-\d{2}", cells[4].strip(" |")), row


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"].values()
    wanted = [
        *project["project"]["dependencies"],
        *(entry for extra in project["project"]["optional-dependencies"].values() for entry in extra),
        *project["build-system"]["requires"],
        *(entry for group in groups for entry in group if isinstance(entry, str)),
    ]
    names = {re.split(r"[<>=!~\[; ]", entry)[0] for entry in wanted}
    assert names <= set(_spans(ROOT / "docs/adr/0001-dependencies.md"))


def test_adrs_are_numbered_without_a_gap_and_carry_their_number() -> None:
    pages = sorted((ROOT / "docs/adr").glob("*.md"))
    for number, page in enumerate(pages, 1):
        assert page.name.startswith(f"{number:04}-")
        assert page.read_text().startswith(f"# {number:04}: ")
