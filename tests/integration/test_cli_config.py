"""The verbs around the configuration, their output and their exit codes."""

from __future__ import annotations

import json
import re
import socket
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
from integration.config.load import load_config
from integration.config.starter import SECRET_VARIABLE
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.server import Sandbox
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
    assert "Error: There is no verb 'chekc'; did you mean 'check'?" in result.stderr


def test_a_verb_that_resembles_none_is_told_with_all_that_there_are(run: CliRunner) -> None:
    result = invoke(run, "xyzzy")
    assert result.exit_code == exits.USAGE
    assert f"There is no verb 'xyzzy' ({', '.join(VERBS)})." in result.stderr


def test_the_help_and_the_error_say_verb_and_not_command(run: CliRunner) -> None:
    assert "command" not in (invoke(run, "--help").stdout + invoke(run, "chekc").stderr).lower()


def test_the_help_and_the_operations_page_give_exit_codes_the_same_words(run: CliRunner) -> None:
    shown = " ".join(invoke(run, "--help").stdout.split())
    page = (Path(__file__).parents[2] / "docs/operations.md").read_text()
    assert "1 check --strict has a warning, or health is bad," in shown
    assert "| 1 | `check --strict` has a warning, or `health` is bad |" in page
    assert "4 store locked, damaged, away or of another release," in shown
    assert "| 4 | the store is locked, damaged, away or of another release |" in page


def test_init_then_check_is_fine(run: CliRunner) -> None:
    written = invoke(run, "init", "--subdomain", "northwind")
    assert written.exit_code == exits.FINE
    assert "passed_around" in written.stdout
    assert "steadyhand check" in written.stdout
    assert "steadyhand schema > config.schema.json" in written.stdout
    checked = invoke(run, "check", **SECRET)
    assert (checked.exit_code, checked.stderr) == (exits.FINE, "")
    assert "passed-around: reassignment in mode observe" in checked.stdout
    assert "at once: add tag passed_around, write an internal note" in checked.stdout
    assert "4 business hours later: add tag passed_around_escalated" in checked.stdout
    assert "kept-promises: promise in mode observe" in checked.stdout
    assert "2 business hours before: add tag promise_soon, write an internal note" in checked.stdout
    assert "when due: add tag promise_due" in checked.stdout
    assert "mon-fri 09:00-17:30 (Europe/Berlin)" in checked.stdout


def test_init_can_write_every_setting_for_this_account(run: CliRunner) -> None:
    written = invoke(run, "init", "--full", "--subdomain", "harbour", "--client-id", "robot")
    assert written.exit_code == exits.FINE
    assert "lead.billing@example.com are samples" in written.stdout
    text = Path("config.toml").read_text()
    assert text == render_example({"subdomain": "harbour"}, "robot")
    assert invoke(run, "check", "--strict", **SECRET).exit_code == exits.FINE


@pytest.mark.parametrize("full", [(), ("--full",)])
def test_init_takes_the_address_of_a_sandbox_in_place_of_the_subdomain(
    run: CliRunner, full: tuple[str, ...]
) -> None:
    assert invoke(run, "init", "--base-url", "http://127.0.0.1:8900", *full).exit_code == exits.FINE
    checked = invoke(run, "check", **SECRET)
    assert "account 127.0.0.1:8900 at http://127.0.0.1:8900" in checked.stdout


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
        ((), "--base-url"),
        (("--subdomain", "northwind.zendesk.com"), "did you mean 'northwind'?"),
        (("--subdomain", "northwind", "--base-url", "http://127.0.0.1:8900"), "not both"),
        (("--base-url", "http://proxy.example.com"), "must be https"),
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
    assert (
        "the environment variable STEADYHAND_CLIENT_SECRET is not set; to check all but the secrets, add --no-secrets"
        in missing.stderr
    )
    assert invoke(run, "check", "--no-secrets").exit_code == exits.FINE
    found = invoke(run, "check", **SECRET)
    assert found.exit_code == exits.FINE
    assert "s3cret" not in found.output


def test_check_tells_warnings_and_is_fine_all_the_same(run: CliRunner) -> None:
    Path("config.toml").write_text(render_example() + '[policies.bare]\nkind = "reassignment"\n')
    result = invoke(run, "check", "--no-secrets")
    assert result.exit_code == exits.FINE
    assert "policies.bare: has no steps" in result.stdout
    assert invoke(run, "check", "--no-secrets", "--strict").exit_code == exits.WARNED


def test_check_warns_of_a_note_that_scolds(run: CliRunner) -> None:
    template = "You must act.\\n\\n- {{ evidence[0] }}\\n\\nCould one of you take it?"
    invoke(run, "init", "--subdomain", "northwind")
    file = Path("config.toml")
    file.write_text(file.read_text().replace("note = true", f'note = "{template}"', 1))
    result = invoke(run, "check", **SECRET)
    assert result.exit_code == exits.FINE
    assert "policies.passed-around.steps.0.note: the note scolds: it says 'must'" in result.stdout
    assert invoke(run, "check", "--strict", **SECRET).exit_code == exits.WARNED
    told = json.loads(invoke(run, "check", "--json", **SECRET).stdout)
    assert [warning["path"] for warning in told["warnings"]] == ["policies.passed-around.steps.0.note"]


def test_check_speaks_json(run: CliRunner) -> None:
    Path("right.toml").write_text(render_example())
    right = invoke(run, "check", "--json", "--no-secrets", "--config", "right.toml")
    told = json.loads(right.stdout)
    assert (right.exit_code, told["ok"], told["problems"]) == (exits.FINE, True, [])
    assert [policy["name"] for policy in told["policies"]] == [
        "passed-around",
        "kept-promises",
        "ask-again",
        "no-silence",
        "boundaries",
    ]
    Path("wrong.toml").write_text("[account]\nx = 1\n")
    wrong = invoke(run, "check", "--json", STEADYHAND_CONFIG="wrong.toml")
    told = json.loads(wrong.stdout)
    assert (wrong.exit_code, told["ok"], told["file"]) == (exits.USAGE, False, "wrong.toml")
    assert {"line": 1, "path": "account.auth", "sentence": "is missing"} in told["problems"]


def test_check_tells_what_a_kind_does_besides_the_steps(run: CliRunner) -> None:
    invoke(run, "init", "--subdomain", "northwind")
    result = invoke(run, "check", "--no-secrets")
    own = [
        "about a time that cannot be: add tag promise_impossible, write an internal note",
        "about an answer that is due after the ticket has closed: add tag promise_closing, write an internal note",
    ]
    text = " ".join(result.stdout.split())
    assert all(f"- {line}" in text for line in own)
    told = json.loads(invoke(run, "check", "--json", "--no-secrets").stdout)
    assert {policy["kind"]: policy["own_steps"] for policy in told["policies"]} == {
        "reassignment": [],
        "promise": own,
        "follow_up": [],
    }


def test_the_readme_shows_what_check_says_of_the_first_configuration(run: CliRunner) -> None:
    invoke(run, "init", "--subdomain", "northwind")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"```\n{invoke(run, 'check', '--no-secrets').stdout}```" in readme


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


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox that was ended by Ctrl-C before its first call."""

    def end(server: Sandbox) -> None:
        with server:
            raise KeyboardInterrupt

    monkeypatch.setattr(Sandbox, "serve_forever", end)


def test_the_sandbox_refuses_a_port_in_use_in_one_sentence(run: CliRunner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = invoke(run, "sandbox", "--empty", "--port", str(port))
    assert (result.exit_code, result.stdout) == (exits.USAGE, "")
    assert result.stderr == (
        f"Error: Port {port} is in use on this machine; choose another with --port, or 0 for any free one.\n"
    )


@pytest.mark.usefixtures("answered")
def test_the_sandbox_says_how_to_use_it_and_the_lines_it_offers_are_right(run: CliRunner) -> None:
    told = invoke(run, "sandbox", "--port", "0").stdout
    assert "its own week (March 2026), so the warning clock_differs in the log is expected" in told
    base_url = re.search(r'^  base_url = "(.*)"$', told, re.MULTILINE)
    name = re.search(r"^  export (\w+)=(\S+)$", told, re.MULTILINE)
    assert base_url is not None
    assert name is not None
    assert name.groups() == (SECRET_VARIABLE, CLIENT_SECRET)
    made = re.search(r"steadyhand (init .*)$", told, re.MULTILINE)
    assert made is not None
    assert invoke(run, *made[1].split()).exit_code == exits.FINE
    config = load_config("sandbox.toml")
    assert (config.account.url, config.account.auth.client_id) == (base_url[1], CLIENT_ID)


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(("speed", "expected"), [("1", False), ("60", True)])
def test_an_empty_sandbox_speaks_of_its_clock_only_when_it_has_a_pace_of_its_own(
    run: CliRunner, speed: str, *, expected: bool
) -> None:
    told = invoke(run, "sandbox", "--empty", "--port", "0", "--speed", speed).stdout
    assert ("clock_differs" in told) is expected
