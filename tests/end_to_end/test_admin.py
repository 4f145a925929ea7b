"""A new admin's first hour, mistakes included: what the command says, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from integration.cli import main
from integration.exits import FINE, STORE, UNSETTLED, USAGE, ZENDESK
from integration.sandbox.auth import CLIENT_ID
from integration.sandbox.world import World
from tests.integration.engine.harbour import Harbour

OBSERVING = """
[policies.passed-around]
kind = "reassignment"
window = "1 day"
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
"""
Run = Callable[..., Result]


@pytest.fixture
def steadyhand(harbour: Harbour) -> Run:
    """The command, in the company's folder, with a policy that observes unless another is given."""

    def run(*words: str, policy: str = OBSERVING, extra: str = "") -> Result:
        file = harbour.folder / "config.toml"
        file.write_text(harbour.config_text(policy, extra))
        return CliRunner().invoke(main, [*words, "--config", str(file)])

    return run


@pytest.fixture
def harbour(harbour: Harbour) -> Harbour:
    harbour.world.clock.run(60)  # the command waits on this machine's clock
    return harbour


def test_one_cycle_observes_and_says_what_it_would_do(harbour: Harbour, steadyhand: Run) -> None:
    ticket = harbour.passed_around()
    harbour.wait(120)
    result = steadyhand("run", "--once", "--json")
    assert result.exit_code == FINE, result.output
    data = json.loads(result.stdout)
    assert [row["ticket"] for row in data["held"]] == [ticket]
    assert data["held"][0]["reason"] == "observe"
    assert "3 handoffs" in data["held"][0]["because"]
    assert harbour.sandbox.writes() == []
    status = json.loads(steadyhand("status", "--json").stdout)
    assert status["policies"]["passed-around"] == {"mode": "observe", "open": 1}


def test_a_set_brake_ends_one_cycle_with_its_own_exit_code(steadyhand: Run) -> None:
    assert steadyhand("run", "--once").exit_code == FINE
    assert steadyhand("brake", "set").exit_code == FINE
    result = steadyhand("run", "--once")
    assert result.exit_code == UNSETTLED
    assert "Set by hand" in result.stdout
    assert "released" in steadyhand("brake", "release").stdout


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda world: setattr(world.switches, "role", "agent"), "exports are for admins only"),
        (lambda world: setattr(world.switches, "restriction", "groups"), "sees only a part of the tickets"),
        (lambda world: setattr(world.switches, "unknown_subdomain", True), "correct the subdomain"),
        (
            lambda world: setattr(world.switches, "login_page", True),
            "a sign-in page or a proxy stands before it",
        ),
        (lambda world: setattr(world.switches, "anonymous", True), "anonymous visitor"),
        (lambda world: setattr(world.switches, "scopes", "tickets:read"), "scope"),
    ],
    ids=[
        "not an admin",
        "restricted view",
        "unknown subdomain",
        "HTML with 200",
        "anonymous",
        "missing scope",
    ],
)
def test_a_refused_sign_in_says_what_to_do(
    harbour: Harbour, steadyhand: Run, spoil: Callable[[World], None], sentence: str
) -> None:
    spoil(harbour.world)
    result = steadyhand("run", "--once")
    assert result.exit_code == ZENDESK, result.output
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert not (harbour.folder / "store.db").exists()


def test_a_wrong_secret_is_refused_by_the_client_s_name_and_never_printed(harbour: Harbour) -> None:
    text = harbour.config_text(OBSERVING)
    (harbour.folder / "secret").write_text("not-the-secret")
    file = harbour.folder / "config.toml"
    file.write_text(text)
    result = CliRunner().invoke(main, ["run", "--once", "--config", str(file)])
    assert result.exit_code == ZENDESK
    assert CLIENT_ID in result.stderr
    assert "not-the-secret" not in result.output


@pytest.mark.parametrize("setting", ["scope", "enforce_for"])
def test_a_group_that_does_not_exist_is_named_with_its_line_and_a_guess(
    steadyhand: Run, setting: str
) -> None:
    policy = OBSERVING.replace('window = "1 day"', f'window = "1 day"\n{setting} = {{ groups = ["Biling"] }}')
    result = steadyhand("run", "--once", policy=policy)
    assert result.exit_code == USAGE
    assert "the account has no group 'Biling'; did you mean 'Billing'?" in result.stderr
    assert "config.toml:" in result.stderr


def test_status_before_anything_was_stored_says_so(steadyhand: Run) -> None:
    result = steadyhand("status")
    assert result.exit_code == FINE
    assert "nothing was stored yet" in result.stdout


def test_a_missing_folder_for_the_store_is_named(harbour: Harbour) -> None:
    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text(OBSERVING, store=str(Path("missing") / "store.db")))
    result = CliRunner().invoke(main, ["run", "--once", "--config", str(file)])
    assert result.exit_code == STORE
    assert "does not exist; create it" in result.stderr
