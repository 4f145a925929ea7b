"""The brake says why it holds in status, log and metrics, lists what it holds back, and lets go of what is still true."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from integration.cli import main
from integration.console.braking import brake_data
from integration.console.summary import status_data
from integration.engine.context import Context
from integration.exits import FINE
from integration.metrics import exposition
from tests.integration.engine.acts import many_passed_around, person, policy, states, written
from tests.integration.engine.harbour import Harbour

FEW = "[limits.brake]\ntickets = 3\n"
LEDGER = "steadyhand_actions"


def opened(harbour: Harbour, extra: str = FEW) -> Context:
    (harbour.folder / "config.toml").write_text(harbour.config_text(policy(), extra))
    account = harbour.open(policy(), extra)
    harbour.cycle(account)
    return account


def by_hand(harbour: Harbour, *words: str) -> str:
    """What the verb says; it asks the store alone."""
    file = str(harbour.folder / "config.toml")
    result = CliRunner().invoke(main, ["brake", *words, "--config", file], env={"COLUMNS": "200"})
    assert result.exit_code == FINE, result.output
    return result.stdout


def status(harbour: Harbour) -> str:
    """What `steadyhand status` says."""
    file = str(harbour.folder / "config.toml")
    result = CliRunner().invoke(main, ["status", "--config", file], env={"COLUMNS": "200"})
    assert result.exit_code == FINE, result.output
    return result.stdout


def samples(account: Context) -> dict[tuple[str, ...], float]:
    """By the name of a metric and its labels in the order of their names, but for the account, its value."""
    text = exposition(account.store, account.now()).decode()
    families = text_string_to_metric_families(text)
    return {
        (
            sample.name,
            *(value for name, value in sorted(sample.labels.items()) if name != "account"),
        ): sample.value
        for family in families
        for sample in family.samples
        if sample.labels["account"] == account.account
    }


def logged(harbour: Harbour, account: Context) -> dict[str, Any]:
    """The line that a cycle leaves in the log."""
    with capture_logs() as entries:
        harbour.cycle(account)
    return next(dict(entry) for entry in entries if entry["event"] == "cycle")


def test_while_nothing_holds_neither_status_nor_log_nor_metrics_say_so(harbour: Harbour) -> None:
    account = opened(harbour)
    assert "gate" not in logged(harbour, account)
    assert status_data(account.store, account.config)["gate"] == "open"
    shown = samples(account)
    gates = {name: value for name, value in shown.items() if name[0] == "steadyhand_gate_closed"}
    assert gates == {("steadyhand_gate_closed", reason): 0 for reason in ("dry_run", "brake", "resting")}
    assert shown["steadyhand_brake",] == 0


def test_a_brake_that_the_machine_set_says_why_everywhere(harbour: Harbour) -> None:
    account = opened(harbour)
    ids = many_passed_around(harbour, 5)
    line = logged(harbour, account)
    because = "The brake is set: This cycle would write to 5 tickets; the brake holds above 3."
    assert line["gate"].startswith(because)
    status = status_data(account.store, account.config)
    assert status["gate"] == line["gate"]
    assert status["brake"] in line["gate"]
    shown = samples(account)
    assert shown["steadyhand_brake",] == 1
    assert shown["steadyhand_gate_closed", "brake"] == 1
    assert shown[LEDGER, "passed-around", "", "planned"] == 5
    assert [row["ticket"] for row in brake_data(account.store)["planned"]] == ids


def test_a_brake_that_was_set_by_hand_says_so_everywhere(harbour: Harbour) -> None:
    account = opened(harbour)
    by_hand(harbour, "set")
    assert logged(harbour, account)["gate"] == "The brake is set: Set by hand."
    assert status_data(account.store, account.config)["gate"] == "The brake is set: Set by hand."
    assert samples(account)["steadyhand_brake",] == 1
    assert "Set by hand." in by_hand(harbour)


def test_setting_it_again_keeps_the_reason_that_stands_there(harbour: Harbour) -> None:
    """A note that came back public must not become a brake that somebody set for no reason."""
    account = opened(harbour)
    account.store.write_brake("A note of ours came back as a public reply.", account.now())
    assert "set already" in by_hand(harbour, "set")
    assert account.store.load_account().brake == "A note of ours came back as a public reply."


def test_what_is_held_back_is_listed_twenty_at_a_time_and_whole_as_json(harbour: Harbour) -> None:
    account = opened(harbour)
    ids = many_passed_around(harbour, 23)
    harbour.cycle(account)
    text = by_hand(harbour)
    assert "Held back: 23 actions on 23 tickets." in text
    assert "3 of them are not shown" in text
    assert text.count("3 handoffs within 5 business days") == 20
    data = json.loads(by_hand(harbour, "--json"))
    assert [row["ticket"] for row in data["planned"]] == ids
    assert all(row["because"].startswith("3 handoffs") for row in data["planned"])
    assert {row["policy"] for row in data["planned"]} == {"passed-around"}


def test_what_was_planned_is_decided_anew_on_release(harbour: Harbour) -> None:
    account = opened(harbour)
    *kept, solved, moved = many_passed_around(harbour, 5)
    harbour.cycle(account)
    person(harbour, solved, {"status": "solved"})
    person(harbour, moved, {"additional_tags": ["steadyhand_off"]})
    said = by_hand(harbour, "release")
    assert said == "The brake is released: 5 actions on 5 tickets will be decided anew in the next cycle.\n"
    for _ in range(2):
        harbour.cycle(account)
    assert written(harbour) == kept
    for ticket_id in (solved, moved):
        assert states(account, ticket_id) == {"passed-around: at once": "obsolete"}
    assert by_hand(harbour) == "The brake is not set.\n"


def test_a_release_of_what_is_not_set_changes_nothing(harbour: Harbour) -> None:
    account = opened(harbour)
    before = account.store.load_account()
    assert by_hand(harbour, "release") == "The brake was not set.\n"
    assert account.store.load_account() == before


def test_a_writer_that_rests_says_so_everywhere(harbour: Harbour) -> None:
    account = opened(harbour)
    account.store.save_account(rest_until=account.now() + timedelta(hours=1))
    line = logged(harbour, account)
    assert "the writer rests" in line["gate"]
    assert status_data(account.store, account.config)["gate"] == line["gate"]
    assert samples(account)["steadyhand_gate_closed", "resting"] == 1
    assert "the writer rests" in by_hand(harbour)


def test_a_dry_run_says_that_it_is_one(harbour: Harbour) -> None:
    opened(harbour)
    assert logged(harbour, harbour.open(policy(), dry_run=True))["gate"] == "This is a dry run."


@pytest.mark.parametrize("found", [1, 2])
def test_metrics_count_by_policy_and_reason_and_name_no_ticket(harbour: Harbour, found: int) -> None:
    account = opened(harbour)
    before = samples(account)
    ids = many_passed_around(harbour, found)
    for _ in range(2):
        harbour.cycle(account)
    shown = samples(account)
    assert shown["steadyhand_findings", "passed-around", "open"] == found
    assert shown[LEDGER, "passed-around", "", "done"] == found
    assert shown["steadyhand_cycles_total",] == before["steadyhand_cycles_total",] + 2
    tickets = ("steadyhand_calls_total", "GET incremental/tickets/cursor")
    assert shown[tickets] == before[tickets] + 2
    assert 0 <= shown["steadyhand_watermark_lag_seconds",] <= 120
    labels = {label for name in shown for label in name[1:]}
    assert not labels & {str(i) for i in ids}
    harbour.wait(3600)
    lag = samples(account)["steadyhand_watermark_lag_seconds",]
    assert lag == shown["steadyhand_watermark_lag_seconds",] + 3600


def test_metrics_tell_for_what_reason_actions_are_held(harbour: Harbour) -> None:
    account = harbour.open(policy(mode="observe"))
    harbour.cycle(account)
    many_passed_around(harbour, 2)
    harbour.cycle(account)
    assert samples(account)[LEDGER, "passed-around", "observe", "held"] == 2


def test_a_series_stands_there_once_although_a_row_kept_the_reason_it_was_held_for(harbour: Harbour) -> None:
    """A monitor refuses the whole answer when a series comes twice."""
    account = opened(harbour)
    ids = many_passed_around(harbour, 2)
    for _ in range(2):
        harbour.cycle(account)
    with account.store.transaction() as connection:
        connection.exec_driver_sql("UPDATE action SET reason = 'quiet hours' WHERE ticket_id = ?", (ids[0],))
    lines = exposition(account.store, account.now()).decode().splitlines()
    assert len([line for line in lines if line.startswith("steadyhand_actions{")]) == 1
    assert samples(account)[LEDGER, "passed-around", "", "done"] == 2


def test_what_is_found_is_shown_as_it_is_whatever_groups_are_called(harbour: Harbour) -> None:
    text = policy() + policy("watched", mode="observe")
    (harbour.folder / "config.toml").write_text(harbour.config_text(text))
    account = harbour.open(text)
    harbour.cycle(account)
    many_passed_around(harbour, 1)
    by_hand(harbour, "set")
    harbour.cycle(account)
    with account.store.transaction() as connection:
        connection.exec_driver_sql("UPDATE finding SET because = 'From [red]Billing to [/eu] Returns.'")
    assert "From [red]Billing to [/eu] Returns." in by_hand(harbour)
    assert "From [red]Billing to [/eu] Returns." in status(harbour)


def test_a_service_that_died_is_not_said_to_have_a_next_cycle(harbour: Harbour) -> None:
    account = opened(harbour)
    many_passed_around(harbour, 1)
    by_hand(harbour, "set")
    harbour.cycle(account)
    account.store.save_account(holder="elsewhere:1", heartbeat=account.now() - timedelta(days=1))
    assert "by the next `steadyhand run`" in by_hand(harbour, "release")
