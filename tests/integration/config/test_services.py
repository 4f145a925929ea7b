"""Channels through a library: what is wrong with them is told with its line, and of an address at most its scheme."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from integration.cli import main
from integration.config.channels import AppriseChannel
from integration.config.models import Config
from integration.config.online import secret_problems
from integration.config.services import is_installed
from tests.integration.config.conftest import ACCOUNT

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]

DUTY = '[notify.duty]\nkind = "apprise"\nurl = { env = "DUTY_URL" }\n'
TOLD = '[policies.p]\nkind = "reassignment"\nwindow = "3 days"\n[[policies.p.steps]]\nadd_tags = ["p"]\nnotify = ["duty"]\n'
MISSING = "the library for services is not installed; pip install 'steadyhand[notify]'"
needs_library = pytest.mark.skipif(
    not is_installed(),
    reason="The extra 'notify' is not installed, so no address is read: pip install 'steadyhand[notify]'.",
)


def test_a_channel_through_the_library_loads_without_loading_the_library(
    with_account: Load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whether it is there is looked up by its name; it is not loaded, or this file would fail."""
    monkeypatch.delitem(sys.modules, "apprise", raising=False)
    (tmp_path / "apprise.py").write_text("raise RuntimeError")
    monkeypatch.syspath_prepend(tmp_path)
    config = with_account(DUTY + TOLD)
    assert isinstance(config.notify["duty"], AppriseChannel)
    assert config.warnings == ()


def test_a_library_that_is_not_installed_is_named_with_the_line_and_the_remedy(
    problems_behind_account: Problems, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert problems_behind_account(DUTY + TOLD) == [f"config.toml:7: notify.duty.kind: {MISSING}"]
    assert len(problems_behind_account(DUTY + TOLD + "[stor]\n")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            DUTY.replace('{ env = "DUTY_URL" }', '"ntfys://s3cret@ntfy.northwind.example/leads"'),
            "8: notify.duty.url: a secret must not stand in this file; write { env = ",
        ),
        (DUTY.replace("url =", "urls ="), "8: notify.duty.urls: unknown setting; did you mean 'url'?"),
        (DUTY.replace('"apprise"', '"aprise"'), "'aprise' is no kind of channel; did you mean 'apprise'?"),
        (DUTY + 'format = "slack"\n', "9: notify.duty.format: unknown setting"),
        ('[notify.duty]\nkind = "apprise"\n', "6: notify.duty.url: is missing"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_without_the_address(
    problems_behind_account: Problems, text: str, expected: str
) -> None:
    found = "\n".join(problems_behind_account(text + TOLD))
    assert expected in found
    assert "s3cret" not in found


@needs_library
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("s3cret-token", "must be an address of apprise, as ntfys://ntfy.example.com/leads"),
        ("s3cret-token-of-more-than-20://x", "must be an address of apprise"),
        (
            "ntyf://ntfy.northwind.example/s3cret",
            "ntyf://, which is no service that can be used; did you mean ntfy://?",
        ),
        ("quux://s3cret", "quux://, which is no service that can be used; those are 46elks, Bark,"),
        ("MAILTOS://me:s3cret@northwind.example", 'mailtos://, which sends mail; use kind = "smtp"'),
        ("sendgrid://s3cret:a@northwind.example", 'sendgrid://, which sends mail; use kind = "smtp"'),
        ("jsons://s3cret.northwind.example", 'jsons://, which is a hook; use kind = "webhook"'),
        ("https://hooks.slack.com/services/s3cret", 'https://, which is a hook; use kind = "webhook"'),
        ("dbus://s3cret", "dbus://, which reaches only the machine that Steadyhand runs on"),
        ("file:///s3cret", "file://, which reaches only the machine that Steadyhand runs on"),
        (
            "apprises://relay.northwind.example/s3cret",
            "apprises://, which passes on to services that are not known",
        ),
        ("ntfy://ntfy.northwind.example/s3cret", "must be encrypted: write ntfys:// in place of ntfy://"),
        (
            "slack://s3cret",
            "cannot be read as an address of slack://; how it is written: https://appriseit.com/",
        ),
        ("gotifys://", "cannot be read as an address of gotifys://"),
        (
            "slack://T0AAAAAAA/B0AAAAAAA/abcdefghijklmnopqrstuvwx?template=/etc/s3cret",
            "must not name a template",
        ),
    ],
)
def test_an_address_to_which_no_message_goes_is_told_with_its_line_and_at_most_its_scheme(
    with_account: Load, address: str, expected: str
) -> None:
    config = with_account(DUTY + TOLD)
    environment = {"NORTHWIND_SECRET": "x", "DUTY_URL": address}
    (problem,) = secret_problems(config, environment)
    assert (problem.line, problem.path) == (8, "notify.duty.url")
    assert problem.sentence.startswith("the secret's address ")
    assert expected in problem.sentence
    assert "s3cret" not in str(problem)


@needs_library
@pytest.mark.parametrize(
    "address", ["ntfys://t0ken@ntfy.northwind.example/leads", "ntfy://127.0.0.1:8080/leads"]
)
def test_an_address_that_is_encrypted_or_of_this_machine_is_fine(with_account: Load, address: str) -> None:
    environment = {"NORTHWIND_SECRET": "x", "DUTY_URL": address}
    assert secret_problems(with_account(DUTY + TOLD), environment) == ()


@needs_library
def test_a_service_that_came_with_a_later_version_of_the_library_is_told(
    with_account: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = with_account(DUTY + TOLD)
    environment = {"NORTHWIND_SECRET": "x", "DUTY_URL": "ilert://s3cret"}
    monkeypatch.setitem(sys.modules, "apprise.plugins.ilert", None)
    (problem,) = secret_problems(config, environment)
    assert problem.sentence == (
        "the secret's address needs a newer apprise, which knows ilert://; pip install --upgrade apprise"
    )


@needs_library
def test_check_says_it_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(ACCOUNT + DUTY + TOLD)
    environment = {"NORTHWIND_SECRET": "x", "DUTY_URL": "mailto://me:s3cret@northwind.example"}
    checked = CliRunner().invoke(main, ["check", "--config", str(file)], env=environment)
    assert checked.exit_code == 2
    assert (
        f"{file}:8: notify.duty.url: the secret's address begins with mailto://, which sends mail"
        in checked.output
    )
    assert "s3cret" not in checked.output
    assert CliRunner().invoke(main, ["check", "--no-secrets", "--config", str(file)]).exit_code == 0
