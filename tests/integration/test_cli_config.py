"""The verbs around the configuration, their output and their exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from integration import exits
from integration.cli import VERBS, Verb, main
from integration.config.example import render_example
from integration.store.errors import StoreLocked
from integration.zendesk.errors import ZendeskError

SECRET = {"STEADYHAND_CLIENT_SECRET": "s3cret"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A runner in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STEADYHAND_CONFIG", raising=False)
    monkeypatch.delenv("STEADYHAND_CLIENT_SECRET", raising=False)
    return CliRunner()


def invoke(run: CliRunner, *arguments: str, **environment: str) -> Result:
    return run.invoke(main, list(arguments), env=environment, catch_exceptions=False)


def test_the_help_names_every_verb_and_each_can_be_loaded(run: CliRunner) -> None:
    listed = " ".join(invoke(run, "--help").stdout.split())
    for name, verb in VERBS.items():
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.help
        assert f"{name} {verb.summary}" in listed


def test_the_help_loads_neither_models_nor_the_network() -> None:
    code = (
        "import sys; from integration.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print({'pydantic', 'requests', 'sqlalchemy', 'zenpy', 'jinja2'} & set(sys.modules))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert shown.stdout.splitlines()[-1] == "set()"


def test_checking_loads_no_network_and_no_store(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(render_example())
    code = (
        "import sys; from integration.cli import main\n"
        "try: main(['check', '--no-secrets'])\n"
        "except SystemExit as end: print('exit', end.code)\n"
        "print({'requests', 'sqlalchemy', 'zenpy'} & set(sys.modules))"
    )
    shown = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert shown.stdout.splitlines()[-2:] == ["exit 0", "set()"]


def test_the_version_is_the_packages(run: CliRunner) -> None:
    assert invoke(run, "--version").stdout == f"steadyhand {metadata.version('steadyhand')}\n"


def test_an_unknown_verb_is_a_usage_error(run: CliRunner) -> None:
    result = invoke(run, "chekc")
    assert result.exit_code == exits.USAGE
    assert "chekc" in result.stderr


def test_init_then_check_is_fine(run: CliRunner) -> None:
    written = invoke(run, "init", "--subdomain", "northwind")
    assert written.exit_code == exits.FINE
    assert "passed_around" in written.stdout
    assert "steadyhand check" in written.stdout
    checked = invoke(run, "check", **SECRET)
    assert (checked.exit_code, checked.stderr) == (exits.FINE, "")
    assert "passed-around: reassignment in mode observe" in checked.stdout
    assert "at once: add tag passed_around, write an internal note" in checked.stdout
    assert "4 business hours later: add tag passed_around_escalated" in checked.stdout
    assert "mon-fri 09:00-17:30 (Europe/Berlin)" in checked.stdout


def test_init_replaces_a_file_only_when_forced(run: CliRunner) -> None:
    Path("config.toml").write_text("mine")
    refused = invoke(run, "init", "--subdomain", "northwind")
    assert (refused.exit_code, Path("config.toml").read_text()) == (exits.USAGE, "mine")
    assert "--force" in refused.stderr
    assert invoke(run, "init", "--subdomain", "northwind", "--force").exit_code == exits.FINE
    assert "northwind" in Path("config.toml").read_text()


def test_init_writes_where_it_is_told_and_says_so_in_the_next_commands(run: CliRunner) -> None:
    result = invoke(
        run, "init", "--subdomain", "northwind", "--client-id", "robot", "--output", "my file.toml"
    )
    assert result.exit_code == exits.FINE
    assert "steadyhand check --config 'my file.toml'" in result.stdout
    assert 'client_id = "robot"' in Path("my file.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--subdomain"),
        (("--subdomain", "northwind.zendesk.com"), "did you mean 'northwind'?"),
        (("--subdomain", "northwind", "--output", "no/such/folder.toml"), "cannot be written"),
    ],
)
def test_init_without_a_terminal_needs_right_options(
    run: CliRunner, arguments: tuple[str, ...], said: str
) -> None:
    result = invoke(run, "init", *arguments)
    assert result.exit_code == exits.USAGE
    assert said in result.stderr
    assert list(Path().iterdir()) == []


def test_init_asks_on_a_terminal(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integration.commands.init.is_terminal", lambda: True)
    result = run.invoke(main, ["init"], input="northwind\n\n")
    assert result.exit_code == exits.FINE
    text = Path("config.toml").read_text()
    assert 'subdomain = "northwind"' in text
    assert 'client_id = "steadyhand"' in text


def test_check_tells_problems_on_stderr_and_nothing_else(run: CliRunner) -> None:
    Path("config.toml").write_text('[account]\nsubdomain = "northwind"\nintervall = "60s"\n')
    result = invoke(run, "check")
    assert (result.exit_code, result.stdout) == (exits.USAGE, "")
    assert result.stderr.splitlines() == [
        "config.toml:1: account.auth: is missing",
        "config.toml:3: account.intervall: unknown setting; did you mean 'interval'?",
    ]


def test_check_without_a_file_says_how_to_get_one(run: CliRunner) -> None:
    result = invoke(run, "check")
    assert (result.exit_code, result.stderr) == (
        exits.USAGE,
        "config.toml: there is no such file; `steadyhand init` writes one\n",
    )


def test_check_looks_for_secrets_unless_told_not_to(run: CliRunner) -> None:
    Path("config.toml").write_text(render_example())
    missing = invoke(run, "check")
    assert missing.exit_code == exits.USAGE
    assert "the environment variable STEADYHAND_CLIENT_SECRET is not set" in missing.stderr
    assert invoke(run, "check", "--no-secrets").exit_code == exits.FINE
    found = invoke(run, "check", **SECRET)
    assert found.exit_code == exits.FINE
    assert "s3cret" not in found.output


def test_check_tells_warnings_and_is_fine_all_the_same(run: CliRunner) -> None:
    Path("config.toml").write_text(render_example() + '[policies.bare]\nkind = "reassignment"\n')
    result = invoke(run, "check", "--no-secrets")
    assert result.exit_code == exits.FINE
    assert "policies.bare: has no steps" in result.stdout
    assert invoke(run, "check", "--no-secrets", "--strict").exit_code == exits.FINDINGS


def test_check_speaks_json(run: CliRunner) -> None:
    Path("right.toml").write_text(render_example())
    right = invoke(run, "check", "--json", "--no-secrets", "--config", "right.toml")
    told = json.loads(right.stdout)
    assert (right.exit_code, told["ok"], told["problems"]) == (exits.FINE, True, [])
    assert [policy["name"] for policy in told["policies"]] == ["passed-around"]
    Path("wrong.toml").write_text("[account]\nx = 1\n")
    wrong = invoke(run, "check", "--json", STEADYHAND_CONFIG="wrong.toml")
    told = json.loads(wrong.stdout)
    assert (wrong.exit_code, told["ok"], told["file"]) == (exits.USAGE, False, "wrong.toml")
    assert {"line": 1, "path": "account.auth", "sentence": "is missing"} in told["problems"]


def test_no_color_is_respected(run: CliRunner) -> None:
    Path("config.toml").write_text(render_example())
    arguments = ["check", "--no-secrets"]
    assert "\x1b[" in run.invoke(main, arguments, color=True).stdout
    assert "\x1b[" not in run.invoke(main, arguments, color=True, env={"NO_COLOR": "1"}).stdout


def test_schema_prints_json(run: CliRunner) -> None:
    result = invoke(run, "schema")
    assert result.exit_code == exits.FINE
    assert "policies" in json.loads(result.stdout)["properties"]


@click.command()
@click.argument("family")
def failing(family: str) -> None:
    """Fail as told."""
    if family == "zendesk":
        raise ZendeskError("Zendesk refuses.")
    if family == "store":
        raise StoreLocked("Another process uses the store.")
    raise RuntimeError("a bug")


@pytest.mark.parametrize(("family", "code"), [("zendesk", exits.ZENDESK), ("store", exits.STORE)])
def test_an_error_that_can_be_mended_is_a_sentence_and_a_code_without_a_traceback(
    run: CliRunner, monkeypatch: pytest.MonkeyPatch, family: str, code: int
) -> None:
    monkeypatch.setattr("integration.cli.VERBS", {"fail": Verb(f"{__name__}:failing", "Fail.")})
    result = invoke(run, "fail", family)
    assert (result.exit_code, result.stdout) == (code, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_bug_keeps_its_traceback(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integration.cli.VERBS", {"fail": Verb(f"{__name__}:failing", "Fail.")})
    with pytest.raises(RuntimeError):
        invoke(run, "fail", "bug")
