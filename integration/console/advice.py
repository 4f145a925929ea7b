"""What observing a policy has shown, and what to do next: figures, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from integration.config.models import Config
from integration.store.access import Store
from integration.store.occasions import RESOLVED
from integration.store.schema import finding
from policies.core.calendar import ALWAYS_OPEN, Calendar
from policies.core.findings import Finding
from policies.core.outcomes import hoped_until
from policies.core.rungs import moment_of
from policies.core.settings import Settings
from policies.core.steps import Step
from policies.core.wording import times

ENOUGH = 20
LONG_ENOUGH = timedelta(days=2)
"""With fewer findings, or after less time, nothing is advised."""
_RECENT = timedelta(days=30)
"""What was found before says little of how much comes in a day now, and a store keeps it for ever."""
_DAY = timedelta(days=1)
_TENTHS_BELOW = 10
_NEXT = (
    'back-test it, then write mode = "enforce" with enforce_for = { share = "10%" }, and take in more later'
)


def advice_data(store: Store, config: Config) -> list[dict[str, Any]]:
    """For each policy that only observes: how much it found lately, how much it would write, and what of that was needless.

    Business time is counted on the calendars of the file; those in Zendesk are not asked for.
    """
    watermark = store.load_account().watermark
    if watermark is None:
        return []
    observed = [policy for policy in config.policies_in_order if policy.mode == "observe"]
    calendars = config.build_calendars()
    default = next(iter(calendars.values()), ALWAYS_OPEN)
    return [
        _figures(
            policy,
            *_seen(store, policy, watermark),
            calendar=calendars.get(policy.calendar or "", default),
            watermark=watermark,
        )
        for policy in observed
    ]


def _seen(store: Store, policy: Settings, watermark: datetime) -> tuple[datetime, list[Row[Any]]]:
    """When a policy first found anything while it only observed, and what it has found so of late."""
    first = func.coalesce(finding.c.first_mode, finding.c.mode)
    where = (finding.c.account == store.account, finding.c.policy == policy.name, first == "observe")
    recent = select(
        finding.c.episode,
        finding.c.because,
        finding.c.since,
        finding.c.state,
        finding.c.ended_at,
    ).where(*where, finding.c.first_seen >= watermark - _RECENT)
    with store.reading() as connection:
        began = connection.scalar(select(func.min(finding.c.first_seen)).where(*where))
        return began or watermark, list(connection.execute(recent))


def _figures(
    policy: Settings, began: datetime, seen: Sequence[Row[Any]], *, calendar: Calendar, watermark: datetime
) -> dict[str, Any]:
    """What was open when it began to observe is counted apart: it says nothing about how much comes in a day."""
    span = min(watermark - began, _RECENT)
    new = [row for row in seen if row.since > began]
    ended = [row for row in new if row.state == RESOLVED and row.ended_at is not None]
    early = [row for row in ended if row.ended_at <= hoped_until(calendar, row.since)]
    ready = len(seen) >= ENOUGH and span >= LONG_ENOUGH
    figures: dict[str, Any] = {
        "policy": policy.name,
        "ready": ready,
        "found": len(new),
        "open_before": len(seen) - len(new),
        "days": round(span / _DAY, 1),
    }
    if ready:
        updates = sum(_rungs_due(policy, row, calendar, row.ended_at or watermark) for row in new)
        figures |= {
            "found_a_day": round(len(new) / (span / _DAY), 1),
            "updates_a_day": round(updates / (span / _DAY), 1),
            "ended": len(ended),
            "ended_early": len(early),
        }
    return {**figures, "advice": "".join(_words(figures))}


def _rungs_due(policy: Settings, row: Row[Any], calendar: Calendar, until: datetime) -> int:
    """How many rungs of an occasion fell due before it ended, each an update; one where the kind has its own step.

    A rung that comes before its moment was due when the occasion was found.
    """
    if any(own.sort == row.episode.partition("/")[0] for own in policy.own_steps()):
        return 1
    found = Finding(row.episode, row.because, row.since)
    return sum(step.before is not None or _is_due(step, found, calendar, until) for step in policy.steps)


def _is_due(step: Step, found: Finding, calendar: Calendar, until: datetime) -> bool:
    moment = moment_of(step, found, calendar)
    return moment is not None and moment <= until


def _words(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures as sentences, then what to do next."""
    found, days = times(figures["found"], "occasion"), figures["days"]
    if not figures["ready"]:
        so_far = times(figures["found"] + figures["open_before"], "occasion")
        yield f"{so_far} in {days:g} days of observing; advice comes from {ENOUGH} in {LONG_ENOUGH.days} days on."
        return
    yield f"{found} in {days:g} days of observing, about {_a_day(figures['found_a_day'])}; "
    yield f"acted upon, that would be about {_a_day(figures['updates_a_day'], 'update')}"
    if figures["open_before"]:
        yield f", without the {figures['open_before']} that were open before and stay history"
    yield f". {_ended(figures)} Whether agents find it right shows once they can dismiss it. Next: {_NEXT}."


def _ended(figures: Mapping[str, Any]) -> str:
    if not figures["ended"]:
        return "None has ended yet."
    return (
        f"Of {figures['ended']} that have ended, {figures['ended_early']} did so by themselves within 2 business "
        "days: there a note would have been early or needless."
    )


def _a_day(rate: float, noun: str = "") -> str:
    number = f"{rate:.1f}" if rate < _TENTHS_BELOW else f"{rate:.0f}"
    return f"{number} {noun + 's' if noun else ''}".rstrip() + " a day"
