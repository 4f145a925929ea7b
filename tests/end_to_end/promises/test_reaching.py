"""Who is told: the owner by the note, somebody else where the owner is out, and channels outside once the note is there."""

from __future__ import annotations

from sqlalchemy import select

from integration.engine.context import Context
from integration.store.schema import outbox
from tests.end_to_end.promises.days import opened, promises, say, until
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook

PROMISE = "I'll get back to you by 3pm today."
TELLS = """
[[policies.promises.steps]]
add_tags = ["promise_overdue"]
note = true
%s
"""
ALSO = TELLS % 'fallback = { add_followers = ["Dora Lind"], notify = ["leads"] }'


def channel(hook: Hook) -> str:
    return f'[notify.leads]\nkind = "webhook"\nurl = "http://127.0.0.1:{hook.port}/leads"\n'


def messages(account: Context) -> list[str]:
    """The states of what is told outside Zendesk."""
    with account.store.reading() as connection:
        return [row.state for row in connection.execute(select(outbox))]


def test_a_channel_is_told_after_the_tickets_own_update_is_done_and_never_before(harbour: Harbour) -> None:
    with Hook() as hook:
        account = opened(harbour, promises(TELLS % 'notify = ["leads"]'), channel(hook))
        ticket_id = harbour.ticket(agent=0)
        say(harbour, ticket_id, PROMISE)
        account.store.write_brake("Set by hand.", account.now())
        until(harbour, account, "2026-03-04 15:30")
        assert hook.requests == [], "the note waits for the brake, and the message for the note"
        account.store.write_brake(None, None)
        until(harbour, account, "2026-03-04 16:30")
        (request,) = hook.requests
        assert len(harbour.notes(ticket_id)) == 1
        assert request.data["ticket"] == ticket_id
        assert "get back" not in request.body.decode(), "no word of a comment leaves Zendesk"
        assert messages(account) == ["sent"]


def test_nothing_is_told_of_a_promise_that_was_kept(harbour: Harbour) -> None:
    with Hook() as hook:
        account = opened(harbour, promises(TELLS % 'notify = ["leads"]'), channel(hook))
        ticket_id = harbour.ticket(agent=0)
        say(harbour, ticket_id, PROMISE)
        harbour.wait(3600)
        say(harbour, ticket_id, "It left the warehouse this morning.")
        until(harbour, account, "2026-03-04 16:30")
        assert hook.requests == []
        assert messages(account) == []


def test_where_the_owner_is_out_somebody_else_is_told_too_and_the_note_says_so(harbour: Harbour) -> None:
    with Hook() as hook:
        out = '[absences]\nout = [{ agent = "Ana Reyes", from = 2026-03-04, until = 2026-03-06 }]\n'
        account = opened(harbour, promises(ALSO), channel(hook) + out)
        ticket_id = harbour.ticket(agent=0)
        say(harbour, ticket_id, PROMISE)
        until(harbour, account, "2026-03-04 15:45")
        (note,) = harbour.notes(ticket_id)
        assert "Ana Reyes is out" in note
        assert harbour.world.tickets[ticket_id].follower_ids == (harbour.agents[3],)
        assert len(hook.requests) == 1


def test_where_the_owner_can_be_reached_the_fallback_rests(harbour: Harbour) -> None:
    with Hook() as hook:
        account = opened(harbour, promises(ALSO), channel(hook))
        ticket_id = harbour.ticket(agent=0)
        say(harbour, ticket_id, PROMISE)
        until(harbour, account, "2026-03-04 15:45")
        assert len(harbour.notes(ticket_id)) == 1
        assert harbour.world.tickets[ticket_id].follower_ids == ()
        assert hook.requests == []


def test_a_suspended_owner_and_one_who_left_the_group_are_out_too(harbour: Harbour) -> None:
    with Hook() as hook:
        account = opened(harbour, promises(ALSO), channel(hook))
        suspended, left = harbour.ticket(agent=0), harbour.ticket(agent=1)
        for ticket_id, who in ((suspended, 0), (left, 1)):
            say(harbour, ticket_id, PROMISE, who=harbour.agents[who])
        with harbour.sandbox.lock:
            harbour.world.users[harbour.agents[0]].suspended = True
            harbour.world.users[harbour.agents[1]].groups = (harbour.groups[1],)
        until(harbour, account, "2026-03-04 15:45")
        followers = [harbour.world.tickets[i].follower_ids for i in (suspended, left)]
        assert followers == [(harbour.agents[3],), (harbour.agents[3],)]
