"""The example, the schema and the first configuration are made from the models and agree with the loader."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.protocols import Validator

from integration.config.example import render_example
from integration.config.load import parse_config
from integration.config.models import kind_names
from integration.config.problems import ConfigError, Problem
from integration.config.schema import config_schema, policy_schemas
from integration.config.starter import render_starter
from policies.catalogue import KINDS
from policies.core.steps import Step

CHECKED_IN = Path(__file__).parents[3] / "config.example.toml"
EXAMPLE = render_example()
COMMENTED = [row for row in EXAMPLE.splitlines() if re.match(r"# [a-z_]+ = ", row)]
"""Settings that the example shows behind a `#`."""

CONTRADICTIONS = (
    "has both subdomain and base_url",
    "has both path and url",
    "two ways to sign in",
    "needs both user and password",
    "there still is a policy",
)


def test_the_checked_in_example_is_the_generated_one() -> None:
    """Mend with: python -m integration.config.example > config.example.toml."""
    assert CHECKED_IN.read_text(encoding="utf-8") == EXAMPLE


def test_the_example_loads_without_a_warning() -> None:
    assert parse_config(EXAMPLE, CHECKED_IN).warnings == ()


def test_the_example_shows_every_kind_and_begins_with_its_schema() -> None:
    assert EXAMPLE.startswith("#:schema ./config.schema.json\n")
    shown = {policy.kind for policy in parse_config(EXAMPLE, CHECKED_IN).policies.values()}
    assert shown == {name for kind in KINDS for name in kind_names(kind)}


def test_the_example_shows_every_setting_of_every_kind_and_of_a_step() -> None:
    shown = set(re.findall(r"^(?:# )?([a-z_]+) = ", EXAMPLE, re.MULTILINE))
    tables = set(re.findall(r"([a-z_]+)(?:\.\"Billing\")?\]", EXAMPLE))
    settings = {name for kind in (*KINDS, Step) for name in kind.model_fields}
    assert settings - {"name"} <= shown | tables


def test_comments_are_at_most_a_hundred_wide() -> None:
    assert max(map(len, EXAMPLE.splitlines())) <= 100


@pytest.mark.parametrize("row", dict.fromkeys(COMMENTED))
def test_a_commented_setting_is_right_once_its_mark_is_gone(row: str) -> None:
    text = EXAMPLE.replace(f"\n{row}\n", f"\n{row.removeprefix('# ')}\n", 1)
    before = text[: text.index(f"\n{row.removeprefix('# ')}\n") + 1]
    if before.rfind("\n# [") > before.rfind("\n["):
        text = _without_marks(text, before.rfind("\n# [") + 1)
    assert all(problem.sentence.startswith(CONTRADICTIONS) for problem in _problems_in(text))


def _without_marks(text: str, start: int) -> str:
    """A text in which the table that begins at `start` is none that is only shown."""
    end = text.index("\n\n", start)
    return text[:start] + re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", text[start:end]) + text[end:]


def _problems_in(text: str) -> tuple[Problem, ...]:
    try:
        parse_config(text, CHECKED_IN)
    except ConfigError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("validator", [Draft4Validator, Draft202012Validator])
def test_the_schema_takes_the_example_and_refuses_unknown_settings(validator: type[Validator]) -> None:
    schema = {key: value for key, value in config_schema().items() if key != "$schema"}
    validator.check_schema(schema)
    data = tomllib.loads(EXAMPLE)
    assert list(validator(schema).iter_errors(data)) == []
    for table in (data, data["account"], data["limits"]["brake"], data["policies"]["passed-around"]):
        table["no_such_setting"] = 1
        assert not validator(schema).is_valid(data)
        del table["no_such_setting"]
    data["account"]["auth"]["client_secret"] = "literal"  # noqa: S105 - none
    assert not validator(schema).is_valid(data)


def test_the_schema_has_no_references_and_hides_the_name_that_the_table_gives() -> None:
    schema = config_schema()
    assert "$ref" not in json.dumps(schema)
    assert all("name" not in kind["properties"] for kind in policy_schemas(schema))
    assert len(policy_schemas(schema)) == len(KINDS)


def test_the_schema_explains_settings_in_the_words_of_their_docstrings() -> None:
    account = config_schema()["properties"]["account"]["properties"]
    assert account["interval"]["description"].startswith("How often")


def test_the_first_configuration_loads_without_a_warning_and_only_observes() -> None:
    config = parse_config(render_starter({"subdomain": "northwind"}, 'an "odd" id'), Path("config.toml"))
    assert config.warnings == ()
    assert config.account.auth.client_id == 'an "odd" id'
    assert {policy.mode for policy in config.policies.values()} == {"observe"}


@pytest.mark.parametrize("address", [{"subdomain": "harbour"}, {"base_url": "http://127.0.0.1:8900"}])
def test_both_first_configurations_are_of_the_account_that_is_asked_for(address: dict[str, str]) -> None:
    for text in (render_starter(address, "robot"), render_example(address, "robot")):
        config = parse_config(text, Path("config.toml"))
        assert config.warnings == ()
        assert config.account.model_dump(include=set(address)) == address
        assert config.account.auth.client_id == "robot"


def test_the_first_configuration_names_no_file_that_only_a_checkout_has() -> None:
    assert "config.example.toml" not in render_starter({"subdomain": "northwind"}, "steadyhand")
