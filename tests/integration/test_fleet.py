"""Several accounts in one process: each on its own, whatever becomes of the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from integration.config.problems import ConfigError
from integration.keeper import REST_S
from integration.sandbox.auth import CLIENT_SECRET
from integration.sandbox.faults import Fault
from integration.store.schema import action
from tests.integration.agency import LABELS, Agency, agency_in
from tests.integration.engine.acts import many_passed_around, policy
from tests.postgres import Server


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def agency(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Agency]:
    """The agency, on one store."""
    with ExitStack() as open_ones:
        store = 'path = "store.db"'
        if request.param == "PostgreSQL":
            server: Server = request.getfixturevalue("postgres_server")
            store = f'url = "{server.address(open_ones.enter_context(server.database()))}"'
        yield open_ones.enter_context(agency_in(tmp_path, store))


def notes(agency: Agency) -> dict[str, int]:
    """How many notes each company has got."""
    return {
        label: sum(len(company.notes(ticket)) for ticket in company.world.tickets)
        for label, company in agency.companies.items()
    }


def test_each_account_gets_its_own_notes_once_and_one_store_keeps_them_apart(agency: Agency) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    for number, label in enumerate(LABELS, 1):
        many_passed_around(agency.companies[label], number)
    for _ in range(3):
        agency.round(fleet)
    assert notes(agency) == {"harbour": 1, "quay": 2, "wharf": 3}
    account = fleet.keepers["quay"].account
    assert account is not None
    with account.store.reading() as connection:
        counted = connection.execute(
            select(action.c.account, func.count().label("number")).group_by(action.c.account)
        )
        assert {row.account: row.number for row in counted} == {"harbour": 1, "quay": 2, "wharf": 3}
    fleet.close()


def test_a_bad_secret_leaves_the_others_running_and_is_tried_again_after_a_rest(agency: Agency) -> None:
    agency.write()
    (agency.folder / "quay.secret").write_text("wrong")
    fleet = agency.fleet()
    told = agency.round(fleet)
    assert told.count("account_failed quay") == 1
    assert [line for line in told if line.startswith("cycle ")] == ["cycle harbour", "cycle wharf"]
    assert fleet.keepers["quay"].trouble is not None
    (agency.folder / "quay.secret").write_text(CLIENT_SECRET)
    assert "cycle quay" not in agency.round(fleet), "it rests"
    agency.seconds += REST_S
    assert "cycle quay" in agency.round(fleet)
    assert fleet.keepers["quay"].trouble is None
    fleet.close()


def test_an_outage_of_one_leaves_the_others_running(agency: Agency) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.companies["wharf"].sandbox.faults.add(Fault("status", times=None, status=503))
    told = agency.round(fleet)
    assert "zendesk_out_of_reach wharf" in told, "it was not even opened"
    assert {"cycle harbour", "cycle quay"} <= set(told)
    agency.companies["wharf"].sandbox.faults.clear()
    assert "cycle wharf" in agency.round(fleet)
    fleet.close()


def test_a_bad_configuration_of_one_is_told_and_the_account_begins_when_it_is_mended(agency: Agency) -> None:
    agency.write(quay="scope = { tags = 3 }")
    with capture_logs() as logs:
        fleet = agency.fleet()
    assert [entry["account"] for entry in logs if entry["event"] == "account_broken"] == ["quay"]
    assert "accounts.1.scope" in fleet.broken["quay"]
    assert set(fleet.keepers) == {"harbour", "wharf"}
    agency.write()
    assert "cycle quay" in agency.round(fleet)
    assert not fleet.broken
    fleet.close()


def test_a_bad_edit_of_one_leaves_its_old_configuration_in_force_and_the_others_take_theirs(
    agency: Agency,
) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    agency.write(quay="scope = { tags = 3 }", wharf="limits = { updates_per_hour = 7 }")
    told = agency.round(fleet)
    assert [line for line in told if "config" in line] == ["config_stale quay", "config_taken wharf"]
    assert "accounts.1.scope" in str(fleet.keepers["quay"].problem)
    assert fleet.keepers["wharf"].config.limits.updates_per_hour == 7
    assert "cycle quay" in told
    agency.write()
    assert "config_taken quay" in agency.round(fleet)
    assert fleet.keepers["quay"].problem is None
    fleet.close()


def test_an_account_that_opens_on_an_older_configuration_shows_that_the_files_are_wrong(
    agency: Agency,
) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.write(quay="scope = { tags = 3 }")
    assert "config_stale quay" in agency.round(fleet)
    account = fleet.keepers["quay"].account
    assert account is not None
    assert "accounts.1.scope" in str(account.config_problem)
    fleet.close()


def test_an_edit_of_a_shared_set_reaches_all_and_one_that_changes_nothing_reaches_none(
    agency: Agency,
) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    agency.write(shared=policy(extra="max_handoffs = 4"))
    told = agency.round(fleet)
    assert [line for line in told if "config" in line] == [f"config_taken {label}" for label in LABELS]
    agency.write(shared="# a remark\n" + policy(extra="max_handoffs = 4"))
    assert not [line for line in agency.round(fleet) if "config" in line]
    fleet.close()


def test_an_account_that_leaves_the_file_is_given_back_and_a_new_one_begins(agency: Agency) -> None:
    agency.write(["harbour", "quay"])
    fleet = agency.fleet()
    agency.round(fleet)
    quay = fleet.keepers["quay"].account
    assert quay is not None
    agency.write(["harbour", "wharf"])
    told = agency.round(fleet)
    assert "account_gone quay" in told
    assert "cycle wharf" in told
    assert quay.store.load_account().holder is None
    fleet.close()


def test_nothing_is_given_up_while_the_file_has_a_mistake(agency: Agency) -> None:
    agency.write(["harbour", "quay"])
    fleet = agency.fleet()
    agency.write(["harbour", "wharf"], wharf="scope = { tags = 3 }")
    told = agency.round(fleet)
    assert "account_broken wharf" in told
    assert "cycle quay" in told, "who knows what was meant"
    fleet.close()


def test_a_crash_in_one_account_is_told_to_the_caller_and_forgotten_at_its_next_good_cycle(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.write()
    fleet = agency.fleet()
    keeper = fleet.keepers["quay"]
    with monkeypatch.context() as patch:
        patch.setattr("integration.keeper.run_cycle", lambda _account: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            keeper.poll()
    assert keeper.trouble == "The cycle crashed: ZeroDivisionError."
    agency.round(fleet)
    assert keeper.trouble is None
    fleet.close()


def test_a_file_without_a_single_good_account_is_refused(agency: Agency) -> None:
    agency.write(shared=policy(extra="max_handofs = 4"))
    with pytest.raises(ConfigError, match="max_handofs"):
        agency.fleet()


def test_accounts_that_share_a_store_share_its_connections(agency: Agency) -> None:
    """A hundred accounts must not open a hundred pools."""
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    engines = {keeper.account.store.engine for keeper in fleet.keepers.values() if keeper.account is not None}
    assert len(engines) == 1
    fleet.close()
