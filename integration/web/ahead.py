"""What lies ahead: promises, follow-ups and other moments at which a ticket is looked at again, on a timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, func, select, type_coerce

from integration.engine.context import Context
from integration.store.loading import load_tickets
from integration.store.schema import OF_ITS_FINDING, action, finding, timer
from integration.web.charts import Lane, Mark, gather
from integration.web.found import PAGE, QUARTER_S
from integration.web.when import Wall, share_of
from policies.core.actions import Reason, State
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import evaluate
from policies.core.facts import Facts
from policies.core.timeline import fold

DAYS = (1, 7, 30)
"""How far one may look."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One ticket that is looked at again for one policy."""

    due: datetime
    ticket: int
    policy: str
    kind: str
    what: str
    """What is known of it now, in a sentence."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The lanes, and one page of the moments in them, the next first."""

    lanes: tuple[Lane, ...]
    now: float
    """Where the present moment stands in the lanes, from 0 to 1."""
    moments: list[Moment]
    count: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE))


def load_ahead(ctx: Context, wall: Wall, days: int, policy: str | None, page: int) -> Ahead:
    """What is due from now on, for so many days of the account's clock; today counts."""
    first, last = _bounds(wall, days)
    where = [timer.c.account == ctx.account, timer.c.due > wall.now, timer.c.due < last]
    where += [timer.c.policy == policy] if policy is not None else []
    quarter = (type_coerce(timer.c.due, BigInteger) // QUARTER_S).label("quarter")
    rows = (
        select(timer)
        .where(*where)
        .order_by(timer.c.due, timer.c.ticket_id, timer.c.policy)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    with ctx.store.reading() as connection:
        counted = [
            (row.policy, datetime.fromtimestamp(row.quarter * QUARTER_S, UTC), row.number)
            for row in connection.execute(
                select(timer.c.policy, quarter, func.count().label("number"))
                .where(*where)
                .group_by(timer.c.policy, quarter)
            )
        ]
        listed = list(connection.execute(rows))
    lanes = _lanes(
        ctx, wall, [(p, share_of(due, first, last), number) for p, due, number in counted], days, policy
    )
    return Ahead(
        lanes,
        share_of(wall.now, first, last),
        _told(ctx, listed),
        sum(number for _, _, number in counted),
        page,
    )


def _bounds(wall: Wall, days: int) -> tuple[datetime, datetime]:
    """Where the timeline begins, with today, and where it ends."""
    return wall.begins(wall.today), wall.begins(wall.today + timedelta(days=days))


def _lanes(
    ctx: Context, wall: Wall, counted: Iterable[tuple[str, float, int]], days: int, policy: str | None
) -> tuple[Lane, ...]:
    first, last = _bounds(wall, days)
    shares: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for name, share, number in counted:
        shares[name].append((share, number))
    names = [name for name in ctx.config.policies if name in shares or name == policy]
    names += sorted(set(shares) - set(names))
    return tuple(
        Lane(
            name,
            tuple(
                Mark(place, number, f"{name}: {number} about {wall.told(first + place * (last - first))}")
                for place, number in gather(shares[name], days)
            ),
        )
        for name in names
    )


def _told(ctx: Context, rows: Sequence[Row[Any]]) -> list[Moment]:
    """Each with what is known: the step that waits for its time, else what the policy says of the ticket now."""
    waiting = _waiting(ctx, {row.ticket_id for row in rows})
    unknown = {row.ticket_id for row in rows if (row.ticket_id, row.policy) not in waiting}
    verdicts = _verdicts(ctx, unknown)
    return [
        Moment(
            row.due,
            row.ticket_id,
            row.policy,
            kind_of(ctx, row.policy),
            waiting.get((row.ticket_id, row.policy)) or verdicts.get((row.ticket_id, row.policy), ""),
        )
        for row in rows
    ]


def kind_of(ctx: Context, policy: str) -> str:
    """A policy's kind, empty where it is no longer in the file."""
    settings = ctx.config.policies.get(policy)
    return "" if settings is None else settings.kind


def _waiting(ctx: Context, tickets: set[int]) -> dict[tuple[int, str], str]:
    """What was found and waits for its time, with the reason that it waits for."""
    where: list[ColumnElement[bool]] = [
        action.c.account == ctx.account,
        action.c.ticket_id.in_(tickets),
        action.c.state == State.HELD,
        action.c.reason.not_in((Reason.DONE, Reason.SUPERSEDED)),
        action.c.held_until.is_not(None),
    ]
    query = (
        select(action.c.ticket_id, action.c.policy, action.c.sentence, finding.c.because)
        .select_from(action.outerjoin(finding, OF_ITS_FINDING))
        .where(*where)
    )
    with ctx.store.reading() as connection:
        return {
            (row.ticket_id, row.policy): " ".join(filter(None, (row.because, row.sentence)))
            for row in connection.execute(query)
        }


def _verdicts(ctx: Context, tickets: set[int]) -> dict[tuple[int, str], str]:
    """What the policies say of these tickets as of the watermark; pure judgement of what is stored."""
    watermark = ctx.store.load_account().watermark
    if watermark is None or not tickets:
        return {}
    with ctx.store.reading() as connection:
        loaded = load_tickets(ctx.store, connection, tickets, ctx.names.ignored)
    told: dict[tuple[int, str], str] = {}
    for ticket_id, (ticket, events) in loaded.items():
        facts = Facts(fold(ticket, events, watermark), watermark, ALWAYS_OPEN, ctx.names.account)
        for judgement in evaluate(facts, ctx.policies, ctx.config.scope):
            found = " ".join(finding.because for finding in judgement.verdict.findings)
            told[ticket_id, judgement.policy.name] = found or judgement.verdict.because
    return told
