"""The verbs over a file with several accounts: all of them, or the one that is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from integration.cli import main
from integration.config.models import Config
from integration.engine.context import Context
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.service import open_account
from tests.integration.engine.harbour import Harbour

Steadyhand = Callable[..., Result]


@pytest.fixture
def steadyhand(tmp_path: Path) -> Iterator[Steadyhand]:
    """A verb, on a file with two companies and a third whose settings are wrong."""
    companies = {}
    for label in ("harbour", "quay"):
        (tmp_path / label).mkdir()
        companies[label] = Harbour(tmp_path / label)
    (tmp_path / "secret").write_text(CLIENT_SECRET)
    auth = f'auth = {{ client_id = "{CLIENT_ID}", client_secret = {{ file = "secret" }} }}'
    with companies["harbour"] as harbour, companies["quay"] as quay:
        entries = [
            f'[[accounts]]\nname = "{label}"\nbase_url = "{url}"\nhistory_start = "1 hour"\n{auth}\n'
            for label, url in (("harbour", harbour.sandbox.url), ("quay", quay.sandbox.url))
        ]
        broken = f'[[accounts]]\nsubdomain = "wharf"\ninterval = "1s"\n{auth}\n'
        (tmp_path / "config.toml").write_text("".join([*entries, broken]))
        yield lambda *words: CliRunner().invoke(
            main, [*words, "--config", str(tmp_path / "config.toml")], catch_exceptions=False
        )


def told(result: Result) -> Any:  # noqa: ANN401 - whatever the verb tells
    return json.loads(result.stdout)


def test_check_tells_of_each_account_and_of_what_is_wrong_with_one(steadyhand: Steadyhand) -> None:
    result = steadyhand("check")
    assert result.exit_code == 2
    assert "account harbour at " in result.stdout
    assert "quay is fine: account quay at " in result.stdout
    assert "config.toml is fine" not in result.stdout
    assert 'accounts.2.interval: must be at least "15s"' in result.stderr
    data = told(steadyhand("check", "--json"))
    assert [each["ok"] for each in data["accounts"]] == [True, True, False]
    assert data["ok"] is False


def test_an_account_that_is_named_is_told_as_if_there_were_no_other(steadyhand: Steadyhand) -> None:
    result = steadyhand("check", "--account", "quay", "--json")
    assert result.exit_code == 0
    assert told(result)["account"]["name"] == "quay"


@pytest.mark.parametrize("words", [("status",), ("health",), ("run", "--once"), ("check",)])
def test_an_account_that_is_named_and_cannot_be_used_is_refused_in_one_sentence(
    steadyhand: Steadyhand, words: tuple[str, ...]
) -> None:
    for more in ((), ("--json",)):
        result = steadyhand(*words, "--account", "wharf", *more)
        assert result.exit_code == 2
        assert "accounts.2.interval" in result.output
        assert "harbour" not in result.output


def test_an_account_that_is_named_and_cannot_be_signed_in_to_is_refused_in_one_sentence(
    steadyhand: Steadyhand, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("wrong")
    result = steadyhand("run", "--once", "--json", "--account", "quay")
    assert result.exit_code == 3
    assert result.stdout == ""


def test_one_account_is_let_go_before_the_next_is_opened(
    steadyhand: Steadyhand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty accounts, each with connections of its own, would be more than a database gives."""
    told: list[str] = []
    close = Context.close

    def opening(config: Config, **rest: Any) -> Context:  # noqa: ANN401 - whatever is asked for
        told.append(f"open {config.account.label}")
        return open_account(config, **rest)

    def closing(account: Context) -> None:
        told.append(f"close {account.account}")
        close(account)

    monkeypatch.setattr("integration.service.open_account", opening)
    monkeypatch.setattr(Context, "close", closing)
    steadyhand("run", "--once", "--dry-run")
    assert told == ["open harbour", "close harbour", "open quay", "close quay"]


def test_what_is_wrong_in_a_shared_set_is_told_once(steadyhand: Steadyhand, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    (tmp_path / "house.toml").write_text("[limits]\nupdates_per_our = 3\n")
    file.write_text('sets = ["house.toml"]\n' + file.read_text())
    result = steadyhand("status")
    assert result.exit_code == 2
    assert result.stderr.count("updates_per_our") == 1


def test_a_verb_about_one_thing_asks_which_account(steadyhand: Steadyhand) -> None:
    result = steadyhand("brake", "set")
    assert result.exit_code == 2
    assert "accounts.2.interval" in result.stderr
    assert steadyhand("brake", "set", "--account", "quay").exit_code == 0
    nobody = steadyhand("brake", "set", "--account", "key")
    assert nobody.exit_code == 2
    assert "it has harbour, quay and wharf, and no account 'key'" in nobody.stderr


def test_one_cycle_of_each_account_and_what_the_store_then_knows_of_them(steadyhand: Steadyhand) -> None:
    result = steadyhand("run", "--once", "--json")
    assert result.exit_code == 2, "for the one that is broken"
    assert [each["account"] for each in told(result)["accounts"]] == ["harbour", "quay"]
    result = steadyhand("status", "--json")
    assert [each["account"] for each in told(result)["accounts"]] == ["harbour", "quay"]
    assert all(each["watermark"] for each in told(result)["accounts"])
    assert told(steadyhand("status", "--account", "harbour", "--json"))["account"] == "harbour"
    health = steadyhand("health")
    assert health.exit_code == 2
    assert [line.partition(":")[0] for line in health.stdout.splitlines()] == ["harbour", "quay"]
