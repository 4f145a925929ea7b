"""What the store has not got is read beside it, by the cycle's own steps, and a reading that was ended goes on."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import pytest

from integration.config.load import parse_config
from integration.engine.context import Context
from integration.replay.exports import drop_unused, place_of, read_history, reading_of, why_read
from integration.sandbox.calls import Request
from tests.end_to_end.conduct.scenes import INSULT, boundaries, writes
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
        read_history(account, account.config.store_path, start, end)
    assert "start_time" in exports(harbour)[0].query
    before = len(exports(harbour))
    harbour.wait(3700)
    aside = read_history(account, account.config.store_path, start, ignore)
    later = exports(harbour)[before:]
    assert later
    assert all("start_time" not in request.query for request in later), "it begins at the cursor"
    assert aside.store.place == place_of(account.config.store_path, account.config, start)
    assert account.store.load_account().watermark is None, "the account's own store is as it was"
    assert harbour.sandbox.writes() == []


def test_one_file_for_each_way_of_reading_which_serves_later_days_too(harbour: Harbour) -> None:
    account, start = asked(harbour)
    own, beside = account.config, account.config.store_path
    other = parse_config(
        harbour.config_text(POLICY, '[[reading.abuse.phrases]]\nwords = "flumpwit"'),
        harbour.folder / "elsewhere" / "other.toml",
    )
    assert reading_of(own) != reading_of(other)
    assert place_of(beside, own, start) != place_of(beside, other, start)
    assert place_of(beside, other, start).parent == beside.parent, "not where the candidate is"
    read_history(account, beside, start, ignore)
    first = place_of(beside, own, start)
    assert first.exists()
    assert place_of(beside, own, start + timedelta(days=3)) == first
    assert place_of(beside, own, start - timedelta(days=1)) != first


def test_what_was_read_begins_with_the_day_so_that_an_earlier_hour_of_it_finds_all(harbour: Harbour) -> None:
    account, start = asked(harbour)
    aside = read_history(account, account.config.store_path, start, ignore)
    assert aside.store.load_account().history_start == start.replace(hour=0, minute=0, second=0)


def test_no_word_of_a_comment_is_kept_in_it(harbour: Harbour) -> None:
    account = harbour.open(boundaries(mode="observe"))
    writes(harbour, harbour.ticket(agent=0), INSULT)
    harbour.wait(300)
    aside = read_history(account, account.config.store_path, account.now() - timedelta(days=5), ignore)
    with aside.store.reading() as connection:
        rows = list(connection.exec_driver_sql("select payload, excerpts from event where kind = 'comment'"))
    assert any("remarks" in row.payload for row in rows)
    assert {row.excerpts for row in rows} == {None}


def test_a_file_that_nobody_used_for_a_month_is_deleted_and_one_that_begins_later_after_a_day(
    harbour: Harbour,
) -> None:
    account, _ = asked(harbour)
    store, now = account.config.store_path, account.now()
    reading = reading_of(account.config)
    aged = {
        f"20260210-{reading}": 2,
        f"20260220-{reading}": 2,
        "20260101-0a0a0a0a": 31,
        "20260101-0b0b0b0b": 2,
    }
    for name, days in aged.items():
        for part in ("", "-wal", "-shm"):
            path = store.with_name(f"{store.name}.backtest-{name}{part}")
            path.touch()
            then = (now - timedelta(days=days)).timestamp()
            os.utime(path, (then, then))
    drop_unused(store, store.with_name(f"{store.name}.backtest-20260215-{reading}"), now)
    left = {path.name.partition(".backtest-")[2][:17] for path in store.parent.glob("*.backtest-*")}
    assert left == {f"20260210-{reading}", "20260101-0b0b0b0b"}
    assert store.exists()


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
