"""A message leaves after its ticket's own update, at most once, and never past the brake, a dry run or observing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import timedelta
from email import message_from_bytes
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Row, select
from structlog.testing import capture_logs

from integration.console.summary import print_status, status_data
from integration.engine.context import Context
from integration.engine.outbox import PER_CYCLE, mark_done, send_waiting
from integration.store import outbox
from integration.store.access import Store, upsert
from integration.store.database import copy_store
from integration.store.errors import FenceLost
from integration.store.outbox import MessageState, enter, message_key
from integration.store.schema import action, finding
from integration.store.schema import outbox as outbox_table
from policies.core.actions import State
from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook, MailDesk, answer, closed_port

STEP = '[[steps]]\nadd_tags = ["passed_around"]\nnote = true\nnotify = ["leads"]'
BECAUSE = "It was handed over 3 times within 5 business days."


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A hook that answers 200."""
    with Hook() as listening:
        yield listening


def channel(harbour: Harbour, url: str) -> str:
    """A channel whose address is a secret."""
    (harbour.folder / "hook").write_text(url)
    return f'[notify.leads]\nkind = "webhook"\nurl = {{ file = "{harbour.folder / "hook"}" }}\n'


def mail_channel(port: int) -> str:
    """A channel to a mail server on this machine."""
    return (
        f'[notify.leads]\nkind = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'from = "steadyhand@harbour.example"\nto = ["leads@harbour.example"]\n'
    )


@pytest.fixture
def account(harbour: Harbour, hook: Hook) -> Context:
    """The service with one channel."""
    return harbour.open(policy(steps=STEP), extra=channel(harbour, hook.url))


def done(account: Context, *names: str, ticket_id: int = 7) -> list[str]:
    """Actions that are in Zendesk now, and tell the channel; their keys."""
    now = account.now()
    rows = [
        {
            "account": account.account,
            "key": name,
            "ticket_id": ticket_id,
            "policy": "passed-around",
            "episode": "3",
            "step": "at once",
            "reference": "SH-0123ABCD",
            "state": State.PLANNED,
            "payload": {"notify": {"channels": ["leads"], "because": BECAUSE, "kind": "reassignment"}},
            "first_at": now,
            "changed_at": now,
        }
        for name in names
    ]
    with account.store.transaction() as connection:
        upsert(connection, action, rows, ("account", "key"))
        mark_done(account, connection, names, now, written_at=now)
    return list(names)


def send(account: Context, because: Callable[[], str | None] = lambda: None) -> None:
    send_waiting(account, because)


def messages(account: Context) -> list[Row[Any]]:
    with account.store.reading() as connection:
        return list(connection.execute(select(outbox_table).order_by(outbox_table.c.first_at)))


def states(account: Context) -> list[str]:
    return [row.state for row in messages(account)]


def shown(account: Context) -> str:
    """What `steadyhand status` prints, in one line."""
    told = io.StringIO()
    with redirect_stdout(told):
        print_status(status_data(account.store, account.config))
    return " ".join(told.getvalue().split())


def test_a_done_update_tells_its_channel_once(account: Context, hook: Hook) -> None:
    done(account, "a")
    assert states(account) == ["waiting"]
    assert hook.requests == []
    for _ in range(3):
        send(account)
    (request,) = hook.requests
    assert request.headers["idempotency-key"] == message_key("a", "leads")
    assert request.data == {
        "text": f"passed-around: ticket 7 (assigned to nobody). {BECAUSE} "
        f"{account.config.account.url}/agent/tickets/7 SH-0123ABCD",
        "account": "harbour",
        "policy": "passed-around",
        "kind": "reassignment",
        "ticket": 7,
        "url": f"{account.config.account.url}/agent/tickets/7",
        "owner": "nobody",
        "because": BECAUSE,
        "reference": "SH-0123ABCD",
    }
    assert states(account) == ["sent"]


def test_what_is_entered_twice_is_one_message_and_keeps_its_state(account: Context, hook: Hook) -> None:
    keys = done(account, "a")
    send(account)
    with account.store.transaction() as connection:
        assert enter(account.store, connection, keys, account.now()) == 0
    send(account)
    assert len(hook.requests) == 1


def test_a_message_and_the_state_of_its_action_are_kept_or_lost_together(account: Context) -> None:
    class Killed(Exception):
        """As if the process ended here."""

    def die() -> None:
        with account.store.transaction() as connection:
            mark_done(account, connection, ["a"], account.now())
            raise Killed

    done(account, "a")
    with account.store.transaction() as connection:
        connection.execute(outbox_table.delete())
        connection.execute(action.update().values(state=State.SENDING))
    with pytest.raises(Killed):
        die()
    assert states(account) == []
    with account.store.reading() as connection:
        assert connection.scalar(select(action.c.state)) == State.SENDING


@pytest.mark.parametrize("script", ["drop", answer(500)])
def test_a_message_whose_outcome_is_unknown_is_never_sent_again(
    harbour: Harbour, account: Context, hook: Hook, script: str
) -> None:
    hook.answers = [script]
    done(account, "a")
    for _ in range(3):
        send(account)
        harbour.wait(7200)
    assert len(hook.requests) == 1
    assert states(account) == ["unknown"]
    shown = status_data(account.store, account.config)["messages"]
    assert shown["channels"] == {"leads": {"unknown": 1}}
    assert shown["troubles"][0]["ticket"] == 7


def test_a_crash_between_the_mark_and_the_answer_leaves_it_unknown_at_the_next_start(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    """The store as it was when the bytes were under way is what a kill at that moment leaves behind."""
    copies = []

    def photograph() -> None:
        copies.append(harbour.folder / "killed.db")
        copy_store(account.config.store_path, copies[-1])

    hook.on_request = photograph
    done(account, "a")
    send(account)
    assert len(copies) == 1
    hook.on_request = lambda: None
    killed = harbour.open(policy(steps=STEP), extra=channel(harbour, hook.url), store="killed.db")
    assert states(killed) == ["sending"]
    for _ in range(2):
        send(killed)
    assert states(killed) == ["unknown"]
    assert len(hook.requests) == 1


def test_what_was_not_accepted_is_tried_again_after_growing_pauses_and_given_up_after_a_day(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    hook.answers = [answer(503)] * 100
    done(account, "a")
    start = account.now()
    tries = []
    for _ in range(26 * 60):
        before = len(hook.requests)
        send(account)
        if len(hook.requests) > before:
            tries.append(round((account.now() - start) / timedelta(minutes=1)))
        harbour.wait(60)
    assert tries[:8] == [0, 1, 3, 7, 15, 31, 63, 123]
    assert {later - earlier for earlier, later in pairwise(tries[6:])} == {60}
    assert max(tries) < 24 * 60
    assert states(account) == ["failed"]


def test_a_hook_that_asks_for_rest_gets_it(harbour: Harbour, account: Context, hook: Hook) -> None:
    hook.answers = [answer(429, "Retry-After: 3600\r\n")]
    done(account, "a")
    for minutes in (0, 59):
        harbour.wait(minutes * 60)
        send(account)
    assert len(hook.requests) == 1
    harbour.wait(120)
    send(account)
    assert states(account) == ["sent"]


def test_a_receiver_that_comes_back_gets_what_waited(harbour: Harbour, account: Context, hook: Hook) -> None:
    done(account, "a", "b")
    channel(harbour, f"http://127.0.0.1:{closed_port()}/")
    send(account)
    assert states(account) == ["waiting", "waiting"]
    channel(harbour, hook.url)
    harbour.wait(61)
    send(account)
    assert len(hook.requests) == 2


def test_after_trouble_the_channels_other_messages_wait_for_the_next_cycle(
    account: Context, hook: Hook
) -> None:
    hook.answers = ["drop"]
    done(account, "a", "b")
    send(account)
    assert len(hook.requests) == 1
    send(account)
    assert sorted(states(account)) == ["sent", "unknown"]


def test_a_channel_gets_no_flood_in_one_cycle(account: Context, hook: Hook) -> None:
    done(account, *(f"k{n}" for n in range(PER_CYCLE + 5)))
    send(account)
    assert len(hook.requests) == PER_CYCLE
    send(account)
    assert len(hook.requests) == PER_CYCLE + 5


def test_nothing_leaves_while_the_gate_is_closed_and_it_is_asked_before_each(
    account: Context, hook: Hook
) -> None:
    done(account, "a", "b", "c")
    send(account, lambda: "The brake is set.")
    assert hook.requests == []
    send(account, lambda: "The brake is set." if hook.requests else None)
    assert len(hook.requests) == 1


def test_a_policy_that_only_observes_by_now_tells_nobody(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    done(account, "a")
    account.store.release_lease()
    observing = harbour.open(policy(steps=STEP, mode="observe"), extra=channel(harbour, hook.url))
    send(observing)
    assert hook.requests == []
    assert states(observing) == ["waiting"]


def test_a_dry_run_tells_nobody(harbour: Harbour, account: Context, hook: Hook) -> None:
    done(account, "a")
    dry = harbour.open(policy(steps=STEP), extra=channel(harbour, hook.url), dry_run=True)
    harbour.cycle(dry)
    assert hook.requests == []


def test_what_ended_before_a_second_try_is_told_nobody(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    hook.answers = [answer(503)]
    done(account, "a")
    row = {
        "account": account.account,
        "policy": "passed-around",
        "ticket_id": 7,
        "episode": "3",
        "because": BECAUSE,
        "since": account.now(),
        "first_seen": account.now(),
        "state": "open",
        "mode": "enforce",
    }
    with account.store.transaction() as connection:
        upsert(connection, finding, [row], ("account", "policy", "ticket_id", "episode"))
    send(account)
    with account.store.transaction() as connection:
        connection.execute(finding.update().values(state="resolved"))
    harbour.wait(120)
    send(account)
    assert len(hook.requests) == 1
    assert states(account) == ["obsolete"]


def test_a_channel_that_left_the_configuration_fails_its_messages(harbour: Harbour, account: Context) -> None:
    done(account, "a")
    account.store.release_lease()
    without = harbour.open(policy())
    send(without)
    assert [(row.state, row.error) for row in messages(without)] == [
        ("failed", "Its channel is no longer in the configuration.")
    ]


def test_a_secret_that_is_missing_is_told_and_the_message_waits(harbour: Harbour, account: Context) -> None:
    (harbour.folder / "hook").unlink()
    done(account, "a")
    send(account)
    (row,) = messages(account)
    assert row.state == "waiting"
    assert row.error.startswith("notify.leads.url: the file ")


def test_a_store_that_proves_older_than_zendesk_sends_nothing_that_waits(
    account: Context, hook: Hook
) -> None:
    done(account, "a")
    with account.store.transaction() as connection:
        assert outbox.distrust(account.store, connection, account.now()) == 1
    send(account)
    assert hook.requests == []
    assert states(account) == ["unknown"]


def test_old_messages_are_forgotten_once_they_are_over(account: Context) -> None:
    done(account, "a", "b")
    with account.store.transaction() as connection:
        outbox.move(account.store, connection, message_key("a", "leads"), MessageState.SENT, account.now())
        assert outbox.drop_old(account.store, connection, account.now() + timedelta(days=1)) == 1
    assert states(account) == ["waiting"]


def test_a_mail_desk_is_told_through_the_same_outbox(harbour: Harbour) -> None:
    with MailDesk() as desk:
        account = harbour.open(policy(steps=STEP), extra=mail_channel(desk.port))
        done(account, "a")
        for _ in range(2):
            send(account)
        (mail,) = desk.mails
    assert f"Message-ID: <{message_key('a', 'leads')}@steadyhand.harbour.example>".encode() in mail


def test_a_message_that_is_tried_again_has_the_key_of_its_first_try(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    hook.answers = [answer(503)]
    done(account, "a")
    send(account)
    harbour.wait(120)
    send(account)
    assert states(account) == ["sent"]
    assert [request.headers["idempotency-key"] for request in hook.requests] == [
        message_key("a", "leads")
    ] * 2


def test_a_mail_that_is_tried_again_has_the_message_id_of_its_first_try(harbour: Harbour) -> None:
    with MailDesk(replies={"message": ["451 later"]}) as desk:
        account = harbour.open(policy(steps=STEP), extra=mail_channel(desk.port))
        done(account, "a")
        send(account)
        harbour.wait(120)
        send(account)
        assert states(account) == ["sent"]
        first, second = (message_from_bytes(mail)["Message-ID"] for mail in desk.mails)
    assert first == second == f"<{message_key('a', 'leads')}@steadyhand.harbour.example>"


def test_a_mail_whose_outcome_is_unknown_is_never_sent_again(harbour: Harbour) -> None:
    with MailDesk(replies={"message": ["drop"]}) as desk:
        account = harbour.open(policy(steps=STEP), extra=mail_channel(desk.port))
        done(account, "a")
        for _ in range(3):
            send(account)
            harbour.wait(7200)
        assert len(desk.mails) == 1
    assert states(account) == ["unknown"]
    assert "ticket 7, passed-around: the message to leads may have arrived and is not sent again." in shown(
        account
    )


def test_log_and_store_hold_neither_address_nor_secret(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    hook.answers = [answer(404), "drop", answer(200)]
    with capture_logs() as entries:
        for name in ("a", "b", "c"):
            done(account, name)
            send(account)
    assert len(hook.requests) == 3
    assert "s3cret-path" not in repr((entries, messages(account), account.config, account))
    account.store.engine.dispose()
    stored = b"".join(file.read_bytes() for file in harbour.folder.glob("store.db*"))
    assert b"s3cret-path" not in stored


def test_a_policy_tells_its_channel_after_its_note_is_written(
    harbour: Harbour, account: Context, hook: Hook
) -> None:
    """The whole way: the ticket is passed around, the note is written, then the lead is told, once."""
    harbour.cycle(account)
    notes_when_told: list[int] = []
    ticket_id = harbour.passed_around()
    hook.on_request = lambda: notes_when_told.append(len(harbour.notes(ticket_id)))
    for _ in range(4):
        harbour.cycle(account)
    assert notes_when_told == [1]
    data = hook.requests[0].data
    assert (data["policy"], data["ticket"]) == ("passed-around", ticket_id)
    assert data["reference"] in harbour.notes(ticket_id)[0]


def test_the_brake_holds_messages_too(harbour: Harbour, account: Context, hook: Hook) -> None:
    harbour.cycle(account)
    done(account, "a")
    account.store.write_brake("Set by hand.", account.now())
    harbour.cycle(account)
    assert hook.requests == []
    account.store.write_brake(None, None)
    harbour.cycle(account)
    assert len(hook.requests) == 1


def test_another_process_that_took_the_account_over_cannot_be_sent_past(account: Context, hook: Hook) -> None:
    done(account, "a")
    other = Store(account.store.engine, account.account, account.store.place)
    other.take_lease(account.wall())
    with pytest.raises(FenceLost):
        send(account)
    assert hook.requests == []
