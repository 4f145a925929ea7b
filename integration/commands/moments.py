"""Moments as people type them: a span before now, or a date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from policies.core.durations import Duration


def moment_before(text: str, now: datetime) -> datetime:
    """`30d` and `2 hours` are so long before `now`; `2026-03-02` and `2026-03-02T09:00` are moments, in UTC without a zone.

    Raises:
        click.UsageError: it is neither, counts business time, or lies ahead.
    """
    moment = _as_date(text.strip())
    if moment is None:
        moment = now - _as_span(text)
    if moment >= now:
        raise click.UsageError(f"--since {text} lies ahead; it is {now:%Y-%m-%d %H:%M} UTC now.")
    return moment


def _as_date(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _as_span(text: str) -> timedelta:
    try:
        span = Duration.parse(text)
    except ValueError:
        raise click.UsageError(
            f'--since: "{text}" is not understood; write it like 2h, "3 days", 2026-03-02 or 2026-03-02T09:00.'
        ) from None
    try:
        return span.timedelta
    except ValueError as error:
        raise click.UsageError(f"--since: {error}") from None
