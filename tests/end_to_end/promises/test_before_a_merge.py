"""What was said on two tickets before they were merged was said of two matters, over a socket."""

from __future__ import annotations

import pytest

from tests.end_to_end.promises.days import opened, promises, say, until
from tests.integration.engine.harbour import Harbour


@pytest.mark.parametrize(("answered_first", "notes"), [(True, 1), (False, 0)])
def test_only_an_answer_after_the_merge_keeps_what_was_promised_on_the_merged_ticket(
    harbour: Harbour, *, answered_first: bool, notes: int
) -> None:
    account = opened(harbour, promises())
    source, target = harbour.ticket(agent=0), harbour.ticket(agent=1)
    say(harbour, source, "I'll get back to you by 3pm today.")
    harbour.wait(600)
    if answered_first:
        say(harbour, target, "Yes, the chair also comes in blue.")
        harbour.wait(600)
    with harbour.sandbox.lock:
        harbour.world.merge(source, target, harbour.agents[1])
    harbour.wait(600)
    if not answered_first:
        say(harbour, target, "It left the warehouse this morning.")
    until(harbour, account, "2026-03-04 15:45")
    assert len(harbour.notes(target)) == notes
