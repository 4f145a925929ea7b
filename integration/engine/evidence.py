"""What a decision about a person rests on: their incidents with the words themselves, read fresh from Zendesk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from integration.engine.cases import policies_of_abuse
from integration.engine.comments import RawComment
from integration.engine.context import Context
from integration.engine.intake import update_of_audit
from integration.notes.plain import clean as on_one_line
from integration.store import strikes
from integration.store.cases import load_case, load_case_history
from integration.store.schema import finding
from integration.zendesk.errors import Gone, Refused
from integration.zendesk.tickets import fetch_audits
from policies.core.boundary import INCIDENT
from policies.core.strikes import Case, Incident, Record, Source
from policies.reading.clean import clean
from policies.reading.comment import read_customer

_LONGEST = 500
"""Letters of a comment that is quoted because somebody reported it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One incident with its words."""

    incident: Incident
    quotes: tuple[str, ...]
    """What was said, as it stands in Zendesk now; empty where it is there no more."""
    reported_by: str
    given_back_by: str
    given_back_at: datetime | None
    expired: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is remembered of one person."""

    account: str
    person_id: int
    made_at: datetime
    incidents: tuple[Told, ...]
    cases: tuple[tuple[Case, tuple[Mapping[str, Any], ...]], ...]
    """Each case with what was done about it, oldest first."""
    distress: int
    """How often words of distress were read."""
    url: str
    """Of the account's Zendesk."""


def person_of(ctx: Context, named: str) -> int | None:
    """The person whom an id or the reference of a case names; None where it is neither."""
    if named.isdecimal():
        return int(named)
    with ctx.store.reading() as connection:
        case = load_case(ctx.store, connection, named.upper())
    return None if case is None else case.person_id


def gather_evidence(ctx: Context, person_id: int) -> Evidence | None:
    """A person's incidents and cases, with the words from Zendesk; None where nothing is remembered.

    Costs one call for each ticket and 100 of its audits. Nothing of it is stored.
    """
    with ctx.store.reading() as connection:
        record = strikes.load_records(ctx.store, connection, [person_id]).get(person_id)
        if record is None:
            return None
        histories = {
            case.reference: load_case_history(ctx.store, connection, case.reference) for case in record.cases
        }
    comments = _comments_of(ctx, {incident.ticket_id for incident in record.incidents})
    return Evidence(
        account=ctx.account,
        person_id=person_id,
        made_at=ctx.now(),
        incidents=tuple(_told(ctx, record, comments)),
        cases=tuple((case, tuple(histories[case.reference])) for case in record.cases),
        distress=len(record.crises),
        url=ctx.config.account.url,
    )


def _comments_of(ctx: Context, tickets: Iterable[int]) -> dict[int, RawComment]:
    """The comments of these tickets by id; tickets that are gone have none."""
    found: dict[int, RawComment] = {}
    for ticket_id in sorted(tickets):
        try:
            audits = list(fetch_audits(ctx.transport, ticket_id))
        except (Gone, Refused):
            continue
        for audit in audits:
            found.update({comment.id: comment for comment in update_of_audit(audit, ticket_id).comments})
    return found


def _told(ctx: Context, record: Record, comments: Mapping[int, RawComment]) -> Iterable[Told]:
    counts = [policy.strike_expires.timedelta for policy in policies_of_abuse(ctx)]
    for incident in record.incidents:
        comment = comments.get(incident.comment_id)
        by, at = _given_back(ctx, incident)
        reported = incident.source is Source.REPORTED
        yield Told(
            incident,
            () if comment is None else _quotes(ctx, comment, incident),
            ctx.names.account.agent_name(incident.reported_by) if reported else "",
            "" if by is None else ctx.names.account.agent_name(by),
            at,
            bool(counts) and incident.counted_at + max(counts) <= ctx.now(),
        )


def _quotes(ctx: Context, comment: RawComment, incident: Incident) -> tuple[str, ...]:
    """What was read as abuse; of a reported comment, its author's own words."""
    own = ctx.config.reading.abuse
    signals = read_customer(comment.text, html=comment.html, guess=ctx.guess, own=own)
    quotes = tuple(on_one_line(remark.quote) for remark in signals.remarks if remark.directed)
    if quotes or incident.source is Source.READ:
        return quotes
    text = on_one_line(clean(comment.text, html=comment.html).text)
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",)


def _given_back(ctx: Context, incident: Incident) -> tuple[int | None, datetime | None]:
    """Who dismissed what it led to, and when, as far as that is still known."""
    if not incident.given_back:
        return None, None
    query = select(finding.c.ended_by, finding.c.ended_at).where(
        finding.c.account == ctx.account,
        finding.c.episode == f"{INCIDENT}/{incident.comment_id}/1",
        finding.c.ended_by.is_not(None),
    )
    with ctx.store.reading() as connection:
        row = connection.execute(query).first()
    return (None, None) if row is None else (row.ended_by, row.ended_at)
