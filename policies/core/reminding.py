"""When people are told of a case: until it is decided, at once then, before its appeal ends, until it is reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from policies.core.strikes import Case, CaseState

_AGAIN = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to tell about a case, once."""

    name: str
    """Its identity within the case."""
    sentence: str
    at: datetime
    """Since when it is due."""


def reminders_due(case: Case, now: datetime, ahead: timedelta) -> list[Reminder]:
    """What is to be told of a case at a moment, most of which will have been told before.

    Of a review that is overdue, and of a proposal that nobody decides, it is told each week: a review that was forgotten
    restricts somebody for nothing.
    """
    if case.state is CaseState.PROPOSED:
        return _undecided(case, now)
    if case.state is not CaseState.IN_FORCE or case.decided_at is None:
        return []
    told = [_in_force(case, case.decided_at)]
    if case.appeal_until is not None and case.appeal_until - ahead <= now < case.appeal_until:
        sentence = f"The appeal window of the restriction {case.reference} ends on {_day(case.appeal_until)}."
        told.append(Reminder(f"appeal {case.appeal_until:%Y-%m-%d}", sentence, case.appeal_until - ahead))
    if case.review_at is not None and now >= case.review_at - ahead:
        told.append(_review(case, case.review_at, now, ahead))
    return told


def _undecided(case: Case, now: datetime) -> list[Reminder]:
    weeks = (now - case.proposed_at) // _AGAIN
    if weeks < 1:
        return []
    sentence = f"The restriction {case.reference} waits for a decision since {_day(case.proposed_at)}: approve or reject it."
    return [Reminder(f"undecided {weeks}", sentence, case.proposed_at + weeks * _AGAIN)]


def _in_force(case: Case, decided_at: datetime) -> Reminder:
    dates = [f"it is to be reviewed by {_day(case.review_at)}"] if case.review_at else []
    if case.appeal_until:
        dates.insert(0, f"it may be contested until {_day(case.appeal_until)}")
    sentence = (
        f"The restriction {case.reference} is in force since {_day(decided_at)}; {' and '.join(dates)}."
    )
    return Reminder(f"in force {decided_at:%Y-%m-%d}", sentence, decided_at)


def _review(case: Case, review_at: datetime, now: datetime, ahead: timedelta) -> Reminder:
    if now < review_at:
        sentence = (
            f"The restriction {case.reference} is to be reviewed by {_day(review_at)}: lift or renew it."
        )
        return Reminder(f"review {review_at:%Y-%m-%d}", sentence, review_at - ahead)
    weeks = (now - review_at) // _AGAIN
    sentence = (
        f"The review of the restriction {case.reference} was due on {_day(review_at)}: lift or renew it."
    )
    return Reminder(f"review {review_at:%Y-%m-%d} overdue {weeks}", sentence, review_at + weeks * _AGAIN)


def _day(moment: datetime) -> str:
    return f"{moment:%a %d %b %Y}"
