"""Cases are reminded of outside of Zendesk too: months later no ticket of the person may be open."""

from __future__ import annotations

from datetime import datetime, timedelta

from integration.engine.cases import policies_of_abuse
from integration.engine.context import Context
from integration.store.cases import load_every_case, note_reminded
from integration.store.outbox import Word, enter_word
from policies.core.reminding import Reminder, reminders_due
from policies.core.strikes import CaseState

_NEWS = timedelta(days=7)


def remind_of_cases(ctx: Context) -> None:
    """Enter the messages about cases that are due now, each of them once; no call."""
    policies = {policy.name: policy for policy in policies_of_abuse(ctx) if policy.mode == "enforce"}
    account = ctx.store.load_account()
    watermark = account.watermark
    if not policies or watermark is None:
        return
    with ctx.store.reading() as connection:
        cases = load_every_case(ctx.store, connection, CaseState.PROPOSED, CaseState.IN_FORCE)
    if not cases:
        return
    with ctx.store.transaction() as connection:
        for case in cases:
            policy = policies.get(case.policy)
            if policy is None:
                continue
            for reminder in reminders_due(case, watermark, policy.remind_before.timedelta):
                fresh = note_reminded(ctx.store, connection, case.reference, reminder.name)
                if fresh and _is_news(reminder, ctx.now(), account.rest_until):
                    word = Word(
                        key=f"{case.reference} {reminder.name}",
                        policy=policy.name,
                        kind=policy.kind,
                        ticket_id=case.ticket_id,
                        reference=case.reference,
                        because=reminder.sentence,
                    )
                    enter_word(ctx.store, connection, word, policy.notify, ctx.now())


def _is_news(reminder: Reminder, now: datetime, rest_until: datetime | None) -> bool:
    """Whether nobody can have been told yet: not what is a week old, nor what came before an older store was restored.

    `rest_until` is the moment until which notes were found that this store did not know; None: none were.
    """
    return reminder.at >= now - _NEWS and (rest_until is None or reminder.at > rest_until)
