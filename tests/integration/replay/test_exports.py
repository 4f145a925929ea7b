"""What the store has not got is read beside it, by the cycle's own steps, and a reading that was ended goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from integration.config.load import parse_config
from integration.engine.context import Context
from integration.replay.exports import place_of, read_history, reading_of, why_read
from integration.sandbox.calls import Request
from tests.integration.engine.acts import many_passed_around, policy
from tests.integration.engine.harbour import POLICY, Harbour


class Ended(Exception):
    """Somebody pressed Ctrl-C."""


def end(_share: float, _words: str) -> None:
    raise Ended


def ignore(_share: float, _words: str) -> None:
    pass


def exports(harbour: Harbour) -> list[Request]:
    return [request for request in harbour.sandbox.requests if "/incremental/tickets" in request.path]


def asked(harbour: Harbour) -> tuple[Context, datetime]:
    account = harbour.open(policy(mode="observe"))
    many_passed_around(harbour, 2)
    harbour.wait(300)
    return account, account.now() - timedelta(days=5)


def test_a_reading_that_was_ended_goes_on_at_its_place(harbour: Harbour) -> None:
    account, start = asked(harbour)
    with pytest.raises(Ended):
        read_history(account, start, end)
    assert "start_time" in exports(harbour)[0].query
    before = len(exports(harbour))
    harbour.wait(3700)
    aside = read_history(account, start, ignore)
    later = exports(harbour)[before:]
    assert later
    assert all("start_time" not in request.query for request in later), "it begins at the cursor"
    assert aside.store.path == place_of(account.config, start)
    assert account.store.load_account().watermark is None, "the account's own store is as it was"
    assert harbour.sandbox.writes() == []


def test_one_file_for_each_day_asked_for_and_each_way_of_reading(harbour: Harbour) -> None:
    account, start = asked(harbour)
    own = account.config
    other = parse_config(
        harbour.config_text(POLICY, '[[reading.abuse.phrases]]\nwords = "flumpwit"'),
        harbour.folder / "other.toml",
    )
    assert reading_of(own) != reading_of(other)
    places = {place_of(own, start), place_of(own, start - timedelta(days=1)), place_of(other, start)}
    assert len(places) == 3
    assert all(place.parent == own.store_path.parent for place in places)


def test_the_store_is_enough_where_it_reaches_back_and_was_read_by_the_same_settings(
    harbour: Harbour,
) -> None:
    account, start = asked(harbour)
    own, store = account.config, account.store
    assert why_read(own, own, store, start) == "The store has no history yet."
    harbour.cycle(account)
    assert why_read(own, own, store, start) is None
    assert "begins 2026-02-22" in (why_read(own, own, store, start - timedelta(days=20)) or "")
    hears = parse_config(harbour.config_text('[policies.b]\nkind = "abuse"'), harbour.folder / "c.toml")
    assert "reads texts or fields by other settings" in (why_read(own, hears, store, start) or "")
