"""Run the policies on one ticket at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.conditions import GlobalScope, why_out_of_scope
from policies.core.facts import Facts
from policies.core.findings import Verdict
from policies.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one policy said about a ticket, or why it was not asked."""

    policy: Settings
    verdict: Verdict
    out_of_scope: str | None = None
    """The sentence that puts the ticket out of the policy's scope; the verdict is then empty."""
    error: str | None = None
    """The policy raised: the exception's class, never its text, which could quote a customer."""

    @property
    def looked(self) -> bool:
        """Whether the policy looked at the ticket, so that what it does not find has ended."""
        return self.verdict.looked and not self.out_of_scope and not self.error


def evaluate(facts: Facts, policies: Iterable[Settings], scope: GlobalScope) -> tuple[Judgement, ...]:
    """One judgement per policy. A policy that raises is quarantined for this ticket; the others go on."""
    outside = scope.why_not(facts.ticket)
    by_calendar: dict[int, Facts] = {}
    return tuple(_judge(facts, policy, outside, by_calendar) for policy in policies)


def calendar_of(policy: Settings, facts: Facts) -> Calendar | None:
    """The policy's calendar, else Zendesk's schedule of the ticket, else the account's first; None when none exists."""
    account = facts.account
    if policy.calendar is not None:
        return account.calendars.get(policy.calendar)
    own = account.calendars.get(str(facts.ticket.schedule_id))
    return own or account.default_calendar


def _judge(facts: Facts, policy: Settings, outside: str | None, by_calendar: dict[int, Facts]) -> Judgement:
    """Ask one policy; policies that count by one calendar share the facts that have it."""
    reason = outside or why_out_of_scope(policy.scope, facts)
    if reason:
        return Judgement(policy, Verdict(), out_of_scope=reason)
    calendar = calendar_of(policy, facts) or ALWAYS_OPEN
    if id(calendar) not in by_calendar:
        by_calendar[id(calendar)] = replace(facts, calendar=calendar)
    try:
        verdict = policy.decide(by_calendar[id(calendar)])
    except Exception as error:  # noqa: BLE001 - one policy's bug must not stop the others' promises
        return Judgement(policy, Verdict(), error=type(error).__name__)
    return Judgement(policy, verdict)
