"""Channels outside Zendesk: told nothing that is over by the time the message leaves, and slow ones stop nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.end_to_end.promises.days import ANSWER, HOUR, PROMISE, note, opened, promises, say, until
from tests.end_to_end.promises.test_reaching import TELLS, channel, messages
from tests.integration.engine.acts import person
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook, answer

BUSY = answer(503, "Retry-After: 1800\r\n")
TELLING = promises(TELLS % 'notify = ["leads"]')
ENDINGS: dict[str, Callable[[Harbour, int], object]] = {
    "answered": lambda harbour, ticket_id: say(harbour, ticket_id, ANSWER),
    "dismissed in a note": lambda harbour, ticket_id: note(harbour, ticket_id, "#dismiss"),
    "dismissed by the tag": lambda harbour, ticket_id: person(
        harbour, ticket_id, {"remove_tags": ["promise_overdue"]}
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_message_that_waits_is_not_sent_once_its_occasion_is_over(harbour: Harbour, ending: str) -> None:
    with Hook(answers=[BUSY]) as hook:
        account = opened(harbour, TELLING, channel(hook))
        ticket_id = harbour.ticket(agent=0)
        say(harbour, ticket_id, PROMISE)
        until(harbour, account, "2026-03-04 15:15", step=HOUR)
        assert messages(account) == ["waiting"]
        ENDINGS[ending](harbour, ticket_id)
        until(harbour, account, "2026-03-04 16:00")
        assert messages(account) == ["obsolete"]
        assert len(hook.requests) == 1, "only the try before it was over"


def test_a_message_that_waits_is_sent_while_its_occasion_lasts(harbour: Harbour) -> None:
    with Hook(answers=[BUSY]) as hook:
        account = opened(harbour, TELLING, channel(hook))
        say(harbour, harbour.ticket(agent=0), PROMISE)
        until(harbour, account, "2026-03-04 15:15", step=HOUR)
        until(harbour, account, "2026-03-04 16:00")
        assert messages(account) == ["sent"]
        assert len(hook.requests) == 2


@pytest.mark.parametrize("ending", ENDINGS)
def test_nobody_is_told_of_what_is_over_between_a_batch_and_its_messages(
    harbour: Harbour, ending: str
) -> None:
    """Several tickets are written in one job, so their messages leave a cycle later than their notes."""
    with Hook() as hook:
        account = opened(harbour, TELLING, channel(hook))
        say(harbour, harbour.ticket(agent=0), "I'll get back to you by 11am today.")
        until(harbour, account, "2026-03-04 11:30", step=HOUR)
        assert len(hook.requests) == 1, "a first write goes alone"
        several = [harbour.ticket(agent=0) for _ in range(2)]
        for ticket_id in several:
            say(harbour, ticket_id, PROMISE)
        until(harbour, account, "2026-03-04 14:58", step=HOUR)
        harbour.cycle(account, after=4 * 60)
        assert [len(harbour.notes(ticket_id)) for ticket_id in several] == [1, 1]
        assert len(hook.requests) == 1
        for ticket_id in several:
            ENDINGS[ending](harbour, ticket_id)
        harbour.cycle(account, after=3600)
        harbour.cycle(account)
        assert len(hook.requests) == 1


def test_the_service_shows_that_it_lives_while_a_slow_channel_takes_many_messages(harbour: Harbour) -> None:
    """25 messages of 14 seconds each are about six minutes."""
    ages: list[float] = []
    with Hook() as hook:
        limits = "[limits]\nupdates_per_owner_per_day = 100\n"
        account = opened(harbour, TELLING, channel(hook) + limits)

        def slow() -> None:
            harbour.wait(14)
            heartbeat = account.store.load_account().heartbeat
            assert heartbeat is not None
            ages.append((account.now() - heartbeat).total_seconds())

        hook.on_request = slow
        for _ in range(25):
            say(harbour, harbour.ticket(agent=0), "I'll get back to you by 11am today.")
        until(harbour, account, "2026-03-04 11:30")
    assert len(ages) == 25
    assert max(ages) < 60
