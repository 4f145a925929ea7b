"""Findings: filtered and paged, and counted by policy and day for the charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, func, select, type_coerce

from integration.engine.context import Context
from integration.store.schema import finding
from integration.web.when import Wall

PAGE = 50
STATES = ("open", "resolved", "dismissed", "undone")
QUARTER_S = 900
"""Every zone's days begin at a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice of findings; None leaves a side open."""

    policy: str | None = None
    state: str | None = None
    day: date | None = None

    def as_query(self) -> dict[str, str]:
        """The same as the names and values of an address."""
        pairs = (("policy", self.policy), ("state", self.state), ("day", self.day and self.day.isoformat()))
        return {name: value for name, value in pairs if value}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of findings, the newest first."""

    rows: list[Row[Any]]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE))


def load_findings(ctx: Context, wall: Wall, wanted: Wanted, page: int) -> Found:
    """A page of the findings that are wanted, by the day on which they were first seen."""
    where = _where(ctx, wall, wanted)
    query = (
        select(finding)
        .where(*where)
        .order_by(
            finding.c.first_seen.desc(), finding.c.ticket_id.desc(), finding.c.policy, finding.c.episode
        )
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    with ctx.store.reading() as connection:
        count = connection.scalar(select(func.count()).select_from(finding).where(*where)) or 0
        return Found(list(connection.execute(query)), count, page)


def _where(ctx: Context, wall: Wall, wanted: Wanted) -> list[ColumnElement[bool]]:
    where = [finding.c.account == ctx.account]
    if wanted.policy is not None:
        where.append(finding.c.policy == wanted.policy)
    if wanted.state is not None:
        where.append(finding.c.state == wanted.state)
    if wanted.day is not None:
        first, last = wall.begins(wanted.day), wall.begins(wanted.day + timedelta(days=1))
        where += [finding.c.first_seen >= first, finding.c.first_seen < last]
    return where


def count_by_state(ctx: Context) -> dict[str, dict[str, int]]:
    """By policy and state, how many; policies of the file that found nothing are there too, in its order."""
    counts: dict[str, dict[str, int]] = {name: {} for name in ctx.config.policies}
    query = (
        select(finding.c.policy, finding.c.state, func.count())
        .where(finding.c.account == ctx.account)
        .group_by(finding.c.policy, finding.c.state)
        .order_by(finding.c.policy)
    )
    with ctx.store.reading() as connection:
        for name, state, number in connection.execute(query):
            counts.setdefault(name, {})[state] = number
    return counts


@dataclass
class OfADay:
    """How many were first seen on a day, and how many of these were dismissed."""

    found: int = 0
    dismissed: int = 0


def count_by_day(ctx: Context, wall: Wall, days: int) -> Mapping[str, Mapping[date, OfADay]]:
    """By policy and day on the account's clock, for so many days up to today; counted by the database."""
    quarter = type_coerce(finding.c.first_seen, BigInteger) // QUARTER_S
    query = (
        select(finding.c.policy, quarter.label("quarter"), finding.c.state, func.count().label("number"))
        .where(
            finding.c.account == ctx.account,
            finding.c.first_seen >= wall.begins(wall.today - timedelta(days=days - 1)),
        )
        .group_by(finding.c.policy, quarter, finding.c.state)
    )
    counts: dict[str, dict[date, OfADay]] = defaultdict(lambda: defaultdict(OfADay))
    with ctx.store.reading() as connection:
        for row in connection.execute(query):
            day = wall.day_of(datetime.fromtimestamp(row.quarter * QUARTER_S, UTC))
            of_day = counts[row.policy][day]
            of_day.found += row.number
            of_day.dismissed += row.number if row.state == "dismissed" else 0
    return counts
