"""What an account that runs makes of edits that come at any moment, and of the end of its time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from integration import keeper as keeper_module
from integration.config.models import Config
from integration.engine.context import Context
from integration.fleet import Fleet
from integration.keeper import REST_S
from integration.sandbox.faults import Fault
from integration.zendesk.directory import DirectorySnapshot
from integration.zendesk.transport import Transport
from tests.integration.agency import Agency, agency_in


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    """The agency, on a file."""
    with agency_in(tmp_path) as agency:
        yield agency


def test_who_finds_an_account_gone_does_not_wait_for_its_cycle(agency: Agency) -> None:
    """The cycle of one that leaves may wait for its Zendesk for minutes; it gives the account back itself."""
    agency.write(["harbour", "quay"])
    under_way, go_on = threading.Event(), threading.Event()

    def cycle(_account: Context) -> None:
        under_way.set()
        assert go_on.wait(20)

    fleet = Fleet(agency.file, opener=agency.open, cycle=cycle, monotonic=lambda: agency.seconds)
    keeper = fleet.keepers["quay"]
    polling = threading.Thread(target=keeper.poll)
    polling.start()
    assert under_way.wait(20)
    store = keeper.open().store
    agency.write(["harbour"])
    fleet.refresh()
    assert set(fleet.keepers) == {"harbour"}
    assert store.load_account().holder is not None, "its cycle goes on"
    go_on.set()
    polling.join(20)
    assert store.load_account().holder is None
    assert not keeper.poll(), "whoever still knows it cannot open it again"
    assert keeper.account is None
    fleet.close()


def test_an_edit_that_is_taken_back_before_its_cycle_is_never_in_force(agency: Agency) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    agency.write(wharf="limits = { updates_per_hour = 7 }")
    fleet.refresh()
    agency.write()
    agency.round(fleet)
    assert fleet.keepers["wharf"].config.limits.updates_per_hour == 1000
    fleet.close()


def test_an_edit_that_comes_while_zendesk_is_asked_about_the_one_before_is_taken(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    agency.write(wharf="limits = { updates_per_hour = 7 }")
    fetch = keeper_module.fetch_directory

    def fetched(transport: Transport) -> DirectorySnapshot:
        with monkeypatch.context() as patch:
            patch.setattr(keeper_module, "fetch_directory", fetch)
            agency.write(wharf="limits = { updates_per_hour = 8 }")
            fleet.refresh()
            return fetch(transport)

    with monkeypatch.context() as patch:
        patch.setattr(keeper_module, "fetch_directory", fetched)
        agency.round(fleet)
    agency.round(fleet)
    assert fleet.keepers["wharf"].config.limits.updates_per_hour == 8
    fleet.close()


def test_an_edit_that_comes_while_an_account_is_opened_is_taken(agency: Agency) -> None:
    agency.write()

    def opening(config: Config, *, stop: threading.Event) -> Context:
        if config.account.label == "wharf" and config.limits.updates_per_hour == 1000:
            agency.write(wharf="limits = { updates_per_hour = 7 }")
            fleet.refresh()
        return agency.open(config, stop=stop)

    fleet = Fleet(agency.file, opener=opening, monotonic=lambda: agency.seconds)
    agency.round(fleet)
    agency.round(fleet)
    account = fleet.keepers["wharf"].account
    assert account is not None
    assert (
        account.config.limits.updates_per_hour == fleet.keepers["wharf"].config.limits.updates_per_hour == 7
    )
    fleet.close()


def test_of_an_edit_only_the_sign_in_and_the_store_wait_until_the_account_is_opened_again(
    agency: Agency,
) -> None:
    """A secret may be replaced in good time: when Zendesk refuses the one before, the new one is there."""
    agency.write()
    fleet = agency.fleet()
    agency.round(fleet)
    agency.write(wharf='interval = "30s"\nhistory_start = "2 days"\nlimits = { updates_per_hour = 7 }')
    assert "config_needs_restart wharf" in agency.round(fleet)
    keeper = fleet.keepers["wharf"]
    assert keeper.config.limits.updates_per_hour == 7
    assert keeper.config.account.interval.seconds == 30
    assert keeper.config.account.history_start.timedelta.days == 30
    agency.companies["wharf"].sandbox.faults.add(Fault("status", times=None, status=401))
    assert "account_failed wharf" in agency.round(fleet)
    agency.companies["wharf"].sandbox.faults.clear()
    agency.seconds += REST_S
    assert "cycle wharf" in agency.round(fleet)
    assert keeper.config.account.history_start.timedelta.days == 2
    fleet.close()
