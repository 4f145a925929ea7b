"""What a decision about a person rests on: their incidents with the words themselves, read fresh from Zendesk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from integration.engine.cases import calendar_for, policies_of_abuse
from integration.engine.context import Context
from integration.engine.conversations import event_id_of
from integration.engine.intake import update_of_audit
from integration.notes.plain import clean as on_one_line
from integration.store import strikes
from integration.store.cases import load_case, load_case_history
from integration.store.schema import finding
from integration.zendesk.conversations import fetch_conversation
from integration.zendesk.errors import Gone, Refused, Transient
from integration.zendesk.tickets import fetch_audits
from policies.core.boundary import incident_episode
from policies.core.strikes import Case, Incident, Record, Source
from policies.reading.clean import clean
from policies.reading.comment import read_customer

_MOST_DIGITS = 18
_LONGEST = 500
"""Letters of a comment that is quoted because somebody reported it."""


class Standing(StrEnum):
    """Whether an incident counts, and if not, why."""

    COUNTS = "counts"
    GIVEN_BACK = "given back"
    NOT_NOW = "does not count now"
    """Expired, near to words of distress, or too mild for the policies."""


class Words(StrEnum):
    """What has become of an incident's words."""

    THERE = "there"
    GONE = "gone"
    UNREAD = "unread"
    """Zendesk did not show the ticket this time."""


@dataclass(frozen=True, slots=True)
class Told:
    """One incident with its words."""

    incident: Incident
    standing: Standing
    words: Words
    quotes: tuple[str, ...]
    """What was said, as it stands in Zendesk now."""
    reported_by: str
    given_back_by: str
    given_back_at: datetime | None
    given_back_because: str
    """The note that gave it back, in its author's words; empty where a tag was taken off, or it was on another ticket."""


@dataclass(frozen=True, slots=True)
class Written:
    """One comment or message as Zendesk shows it now; redacted, it has no words."""

    text: str
    html: bool
    author_id: int
    public: bool
    at: datetime

    @property
    def plain(self) -> str:
        """Its author's own words on one line, cut short."""
        text = on_one_line(clean(self.text, html=self.html).text)
        if not any(letter.isalnum() for letter in text):
            return ""  # the boxes that a redaction leaves
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


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
        return int(named) if len(named) <= _MOST_DIGITS else None
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
    pages = {ticket_id: _page_of(ctx, ticket_id) for ticket_id in {i.ticket_id for i in record.incidents}}
    return Evidence(
        account=ctx.account,
        person_id=person_id,
        made_at=ctx.now(),
        incidents=tuple(_told(ctx, record, incident, pages) for incident in record.incidents),
        cases=tuple((case, tuple(histories[case.reference])) for case in record.cases),
        distress=len(record.crises),
        url=ctx.config.account.url,
    )


Page = Mapping[int, Written] | None
"""A ticket's comments and messages by id; None where it cannot be read now."""


def _page_of(ctx: Context, ticket_id: int) -> Page:
    """What Zendesk shows of a ticket; of one that is gone, nothing."""
    found: dict[int, Written] = {}
    try:
        for audit in fetch_audits(ctx.transport, ticket_id):
            update = update_of_audit(audit, ticket_id)
            for c in update.comments:
                found[c.id] = Written(c.text, c.html, c.author_id, c.public, update.at)
        if any(policy.messaging for policy in policies_of_abuse(ctx)):
            for m in fetch_conversation(ctx.transport, ticket_id):
                found[event_id_of(m)] = Written(
                    m.text, m.is_html, m.author_id or 0, public=True, at=m.created_at
                )
    except Gone:
        return found
    except (Refused, Transient):
        return None
    return found


def _told(ctx: Context, record: Record, incident: Incident, pages: Mapping[int, Page]) -> Told:
    page = pages[incident.ticket_id]
    written = (page or {}).get(incident.comment_id)
    by, at = _given_back(ctx, incident)
    reported = incident.source is Source.REPORTED
    absent = Words.UNREAD if page is None else Words.GONE
    return Told(
        incident,
        _standing(ctx, record, incident),
        absent if written is None or not written.plain else Words.THERE,
        () if written is None else _quotes(ctx, written, incident),
        ctx.names.account.agent_name(incident.reported_by) if reported else "",
        "" if by is None else ctx.names.account.agent_name(by),
        at,
        _why_given_back(page or {}, by, at),
    )


def _standing(ctx: Context, record: Record, incident: Incident) -> Standing:
    if incident.given_back:
        return Standing.GIVEN_BACK
    now = ctx.now()
    policies = policies_of_abuse(ctx)
    counts = any(p.stands(record, incident, now, calendar_for(ctx.names, p)) for p in policies)
    return Standing.COUNTS if counts else Standing.NOT_NOW


def _quotes(ctx: Context, written: Written, incident: Incident) -> tuple[str, ...]:
    """What is read as abuse; else, as where it was reported or is read differently by now, its author's own words."""
    own = ctx.config.reading.abuse
    if not written.plain:
        return ()
    signals = read_customer(written.text, html=written.html, guess=ctx.guess, own=own)
    quotes = tuple(on_one_line(remark.quote) for remark in signals.remarks if remark.directed)
    if quotes and incident.source is Source.READ:
        return quotes
    return (written.plain,)


def _why_given_back(page: Mapping[int, Written], by: int | None, at: datetime | None) -> str:
    notes = (w for w in page.values() if not w.public and w.author_id == by and w.at == at)
    return next((note.plain for note in notes), "")


def _given_back(ctx: Context, incident: Incident) -> tuple[int | None, datetime | None]:
    """Who dismissed what it led to, and when, as far as that is still known."""
    if not incident.given_back:
        return None, None
    query = select(finding.c.ended_by, finding.c.ended_at).where(
        finding.c.account == ctx.account,
        finding.c.episode == incident_episode(incident.comment_id),
        finding.c.ended_by.is_not(None),
    )
    with ctx.store.reading() as connection:
        row = connection.execute(query).first()
    return (None, None) if row is None else (row.ended_by, row.ended_at)
