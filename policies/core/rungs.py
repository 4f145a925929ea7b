"""When a rung of an occasion falls due; kinds ask it too, so that they name an occasion in time for its first rung."""

from __future__ import annotations

from datetime import datetime, timedelta

from policies.core.calendar import Calendar
from policies.core.findings import Finding
from policies.core.steps import Step

LEAST_AHEAD = timedelta(minutes=30)
"""A rung before the moment is skipped when less than this lies between the announcement and the rung."""


def moment_of(step: Step, finding: Finding, calendar: Calendar) -> datetime | None:
    """When this step of this occasion is due; None when it is skipped.

    `after` counts from `since`, and a step without it is due at `since` itself. `before` counts back from `since`, for
    occasions that were announced; it is skipped unless half of the time from the announcement to `since`, and 30
    minutes, lie before it.
    """
    if step.before is not None:
        return _ahead(step, finding, calendar)
    return finding.since if step.after is None else calendar.add(finding.since, step.after)


def _ahead(step: Step, finding: Finding, calendar: Calendar) -> datetime | None:
    if finding.announced is None or step.before is None or finding.announced >= finding.since:
        return None
    moment = calendar.subtract(finding.since, step.before)
    passed = moment - finding.announced
    if passed < LEAST_AHEAD or 2 * passed < finding.since - finding.announced:
        return None
    return moment


def first_moment(steps: tuple[Step, ...], finding: Finding, calendar: Calendar) -> datetime:
    """The earlier of `since` and the first rung before it: from then on there is something to do about the occasion."""
    ahead = (_ahead(step, finding, calendar) for step in steps if step.before is not None)
    return min((moment for moment in ahead if moment is not None), default=finding.since)
