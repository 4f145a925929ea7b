"""The figures: of all accounts of the process, each family once, with what waits, what fails and what is left."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from integration import metrics
from integration.engine.context import Context
from integration.metrics import exposition, exposition_of
from integration.monitoring.accounts import Watched
from integration.sandbox.faults import Fault
from integration.store.access import Store
from tests.integration.engine.acts import many_passed_around
from tests.integration.engine.harbour import Harbour
from tests.integration.monitoring.conftest import MINUTE, watched

Samples = dict[tuple[str, ...], float]


def samples(*accounts: Watched) -> Samples:
    """Of these accounts, by name and the labels' values."""
    return found_in(exposition_of([each.seen() for each in accounts]))


def found_in(exposed: bytes) -> Samples:
    """By name and the labels' values."""
    headers = re.findall(r"^# TYPE (\S+)", exposed.decode(), re.MULTILINE)
    assert len(headers) == len(set(headers)), "a family stands there once"
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(exposed.decode())
        for sample in family.samples
    }


def test_an_account_is_up_while_it_is_open_and_its_last_cycle_went_well(standing: Context) -> None:
    here = ("steadyhand_account_up", "harbour")
    assert samples(watched(standing))[here] == 1
    assert samples(watched(standing, trouble="Zendesk cannot be reached."))[here] == 0
    assert samples(Watched("harbour", MINUTE))[here] == 0


def test_a_store_that_is_away_is_an_account_that_is_not_up_and_hides_no_other(
    standing: Context, tmp_path: Path
) -> None:
    elsewhere = Store.open(tmp_path / "elsewhere.db", "southwind")
    with elsewhere.engine.begin() as connection:
        connection.execute(text("DROP TABLE finding"))
    away = replace(watched(standing).seen(), account="southwind", store=elsewhere)
    both = found_in(exposition_of([watched(standing).seen(), away]))
    elsewhere.engine.dispose()
    assert (both["steadyhand_account_up", "southwind"], both["steadyhand_account_up", "harbour"]) == (0, 1)
    assert both["steadyhand_brake", "harbour"] == 0
    assert ("steadyhand_brake", "southwind") not in both


def test_a_wrong_file_is_stale_until_it_is_mended(standing: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert samples(watched(standing))["steadyhand_config_stale", "harbour"] == 0
    assert samples(watched(standing, config_problem="line 3"))["steadyhand_config_stale", "harbour"] == 1
    monkeypatch.setattr(standing, "config_problem", "line 3")
    assert samples(watched(standing))["steadyhand_config_stale", "harbour"] == 1


def test_the_oldest_write_without_an_answer_tells_its_age(harbour: Harbour, lived: Context) -> None:
    age = ("steadyhand_oldest_action_seconds", "harbour", "sending")
    assert samples(watched(lived))[age] == 0
    many_passed_around(harbour, 1)
    harbour.sandbox.faults.add(Fault("lost_answer", method="PUT", times=None))
    harbour.cycle(lived)
    harbour.wait(300)
    assert 300 <= samples(watched(lived))[age] < 420


def test_what_is_planned_tells_its_age_under_the_brake(harbour: Harbour, lived: Context) -> None:
    lived.store.write_brake("Somebody set it.", lived.now())
    many_passed_around(harbour, 1)
    harbour.cycle(lived)
    harbour.wait(3600)
    found = samples(watched(lived))
    assert found["steadyhand_brake", "harbour"] == 1
    assert found["steadyhand_oldest_action_seconds", "harbour", "planned"] >= 3600


def test_calls_are_counted_by_endpoint_and_what_is_left_of_the_budget_is_told(standing: Context) -> None:
    found = samples(watched(standing))
    endpoints = {key[2] for key in found if key[0] == "steadyhand_calls_total"}
    assert "GET incremental/ticket_events" in endpoints
    assert not any(re.search(r"\d{2}", endpoint) for endpoint in endpoints), "no ticket's number"
    assert found["steadyhand_budget_left", "harbour", "export"] <= 6
    assert {key[2] for key in found if key[0] == "steadyhand_step_seconds_total"} >= {
        "read",
        "judge",
        "write",
        "settle",
    }


def test_a_service_that_never_finishes_a_cycle_has_had_none_since_it_began(standing: Context) -> None:
    """Else the alert on it would have nothing to compare."""
    last = "steadyhand_last_cycle_timestamp_seconds"
    found = samples(watched(standing), Watched("northwind", MINUTE))
    assert found[last, "northwind"] == metrics._BEGAN  # noqa: SLF001 - the process's, which no test sets
    assert found[last, "harbour"] > found[last, "northwind"]
    assert found["steadyhand_interval_seconds", "northwind"] == 60


def test_beside_the_service_nothing_is_said_of_what_it_alone_knows(standing: Context) -> None:
    told = exposition(standing.store, standing.now()).decode()
    assert "steadyhand_brake{" in told
    assert "steadyhand_account_up" not in told
    assert "steadyhand_config_stale" not in told
