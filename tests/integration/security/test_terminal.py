"""No name from outside steers the terminal of whoever looks, nor breaks out of a line of the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.table import Table
from rich.text import Text

from integration.cli import main
from integration.console.terminal import terminal
from integration.printable import json_of
from integration.zendesk.envelopes import validation_sentence
from tests.integration.engine.acts import many_passed_around, policy
from tests.integration.engine.harbour import Harbour

CLEARS, SETS_TITLE, CSI, TURNS = "\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\u202e"
EVIL = f"Eve{CLEARS}{SETS_TITLE}{CSI}{TURNS} Reyes"
STEERING = ("\x1b", "\x07", "\x9b", "\u202e")


def test_what_is_printed_holds_no_sign_that_steers(capsys: pytest.CaptureFixture[str]) -> None:
    console = terminal()
    table = Table("Owner", title=EVIL)
    table.add_row(EVIL)
    for each in (EVIL, Text(EVIL), table):
        console.print(each)
    said = capsys.readouterr().out
    assert said.count("Reyes") == 4
    assert not any(sign in said for sign in STEERING)


def test_json_for_programs_holds_every_sign_escaped_and_nothing_lost() -> None:
    told = json_of({"name": f"{EVIL} Zoë"})
    assert not any(sign in told for sign in STEERING)
    assert "Zoë" in told
    assert json.loads(told) == {"name": f"{EVIL} Zoë"}


def asked(harbour: Harbour, *words: str) -> Result:
    """What a verb says of the company."""
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(policy()))
    return CliRunner().invoke(main, [*words, "--config", str(config)])


def test_an_agents_name_steers_neither_explain_nor_status(harbour: Harbour) -> None:
    with harbour.sandbox.lock:
        for agent in harbour.agents:
            harbour.world.users[agent].name = EVIL
        for group in harbour.groups:
            harbour.world.groups[group] = f"{group} {EVIL}"
    account = harbour.open(policy())
    harbour.cycle(account)
    (ticket,) = many_passed_around(harbour, 1)
    harbour.cycle(account)
    account.store.release_lease()
    results = [
        asked(harbour, *words)
        for words in (("explain", str(ticket)), ("status",), ("explain", str(ticket), "--json"))
    ]
    assert [result.exit_code for result in results] == [0, 0, 0]
    assert "Reyes" in results[0].stdout
    assert not any(sign in result.output for result in results for sign in STEERING)


def test_what_zendesk_says_of_a_refusal_is_one_line_without_signs_that_steer() -> None:
    said = validation_sentence(f"Subject: {CLEARS}is\nnot{CSI} allowed for pat@example.org")
    assert said.splitlines() == [said]
    assert not any(sign in said for sign in STEERING)
    assert "example.org" not in said
