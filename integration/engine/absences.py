"""Who is out as of the watermark: by dates, by a tag of the user, by their status, or because they cannot sign in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import structlog

from integration.config.absences import AbsencesSettings
from integration.engine.context import Context, Names
from integration.zendesk.availability import fetch_statuses
from integration.zendesk.directory import Agent
from integration.zendesk.errors import Refused, Transient
from policies.core.zones import zone_rules

log = structlog.get_logger(__name__)
STATUSES_FRESH_FOR = timedelta(minutes=5)


def refresh_absences(ctx: Context) -> None:
    """Tell the policies who is out, as of the watermark's day; asks Zendesk only for statuses that are configured."""
    settings = ctx.config.absences
    if settings.agent_statuses:
        _refresh_statuses(ctx)
    else:
        ctx.statuses = {}
    moment = ctx.store.load_account().watermark or ctx.now()
    out = who_is_out(settings, ctx.names, ctx.statuses, moment)
    ctx.names = replace(ctx.names, account=replace(ctx.names.account, out=out))


def _refresh_statuses(ctx: Context) -> None:
    now = ctx.now()
    if ctx.statuses_at is not None and now - ctx.statuses_at < STATUSES_FRESH_FOR:
        return
    ctx.statuses_at = now
    try:
        statuses = fetch_statuses(ctx.transport)
    except (Refused, Transient) as error:  # no reason to leave the tickets alone; the last ones stand
        log.warning("statuses_stale", account=ctx.account, status=error.status, code=error.code)
        return
    if statuses is None:
        log.warning("statuses_missing", account=ctx.account)
    ctx.statuses = statuses or {}


def who_is_out(
    settings: AbsencesSettings, names: Names, statuses: Mapping[int, str], moment: datetime
) -> dict[int, str]:
    """By agent, why they cannot be reached at a moment, as words that follow "is"."""
    out: dict[int, str] = {}
    for agent in names.people:
        reason = next(_reasons(settings, names, statuses, agent, moment), None)
        if reason is not None:
            out[agent.id] = reason
    return out


def _reasons(
    settings: AbsencesSettings, names: Names, statuses: Mapping[int, str], agent: Agent, moment: datetime
) -> Iterator[str]:
    """Every reason, what lasts longest first."""
    if agent.suspended:
        yield "suspended"
    if not agent.active:
        yield "no longer active"
    zone = names.account.zones.get(agent.id) or names.account.zone or "UTC"
    today = moment.astimezone(zone_rules(zone)).date()
    last = _last_day_out(settings, names, agent, today)
    if last is not None:
        yield f"out until {last.day} {last:%b}"
    for tag in settings.user_tags:
        if tag in agent.tags:
            yield f"tagged {tag}"
    status = statuses.get(agent.id, "")
    if status.casefold() in {wanted.casefold() for wanted in settings.agent_statuses}:
        yield f"set to {status.casefold()}"


def _last_day_out(settings: AbsencesSettings, names: Names, agent: Agent, today: date) -> date | None:
    """The last day of the absence that today lies in; of several that touch each other, the last one's."""
    own = sorted(
        (absence.first, absence.until)
        for absence in settings.out
        if names.agent_ids.get(str(absence.agent)) == agent.id
    )
    last: date | None = None
    for first, until in own:
        if first <= today <= until or (last is not None and first <= last + timedelta(days=1)):
            last = until if last is None else max(last, until)
    return last
