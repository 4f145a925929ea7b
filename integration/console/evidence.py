"""Evidence on paper: Markdown, a page of HTML made of it, or data. Every word from outside is shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt

from integration.console.conduct import case_data, history_data, incident_data
from integration.console.moments import shown
from integration.engine.evidence import Evidence, Standing, Told, Words
from integration.printable import printable

_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_TAGS = {"h1", "h2", "h3", "p", "ul", "li", "blockquote", "strong", "em", "code", "br", "hr"}
_TITLES = {
    Standing.COUNTS: "Incidents that count",
    Standing.NOT_NOW: "Expired, too mild, or near to words of distress",
    Standing.GIVEN_BACK: "Dismissed",
}
_ABSENT = {
    Words.GONE: "The words are not in Zendesk any more.",
    Words.UNREAD: "Zendesk did not show this ticket now; try again later.",
}
_CALLED = {"read": "read in the comment", "reported": "reported by {by}", "tag": "reported by a tag"}


def as_data(evidence: Evidence, names: Mapping[int, str]) -> dict[str, Any]:
    """All of it for programs."""
    return {
        "account": evidence.account,
        "person": evidence.person_id,
        "made_at": evidence.made_at.isoformat(),
        "incidents": [
            {
                **incident_data(told.incident, names),
                "standing": told.standing.value,
                "words": told.words.value,
                "quotes": list(told.quotes),
                "given_back_by": told.given_back_by or None,
                "given_back_at": told.given_back_at.isoformat() if told.given_back_at else None,
                "given_back_because": told.given_back_because or None,
            }
            for told in evidence.incidents
        ],
        "cases": [
            {**case_data(case, names), "history": history_data(history, names)}
            for case, history in evidence.cases
        ],
        "distress": evidence.distress,
    }


def as_markdown(evidence: Evidence, names: Mapping[int, str]) -> str:
    """All of it for people; a quote cannot become markup."""
    return "\n".join(_lines(evidence, names)) + "\n"


def as_page(evidence: Evidence, names: Mapping[int, str]) -> str:
    """The same as a page of HTML without anything that is loaded from elsewhere."""
    body = MarkdownIt("commonmark", {"html": False}).render(as_markdown(evidence, names))
    safe = nh3.clean(body, tags=_TAGS, attributes={}, url_schemes=set(), link_rel=None)
    title = escape(f"Evidence: person {evidence.person_id}")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f"<body>\n{safe}</body>\n</html>\n"
    )


def _lines(evidence: Evidence, names: Mapping[int, str]) -> Iterator[str]:
    yield f"# Evidence: person {evidence.person_id}"
    yield ""
    yield (
        f"Account {_text(evidence.account)}, made {evidence.made_at:%Y-%m-%d %H:%M} UTC. The words were read from "
        "Zendesk for this page and are stored nowhere else."
    )
    if evidence.distress:
        yield ""
        yield "Words of distress were read in messages of this person; they come before any sanction."
    for standing, title in _TITLES.items():
        rows = [told for told in evidence.incidents if told.standing is standing]
        if rows or standing is Standing.COUNTS:
            yield from ("", f"## {title}: {len(rows)}", "")
        for told in rows:
            yield from _incident(told, evidence)
    yield from (f"## Cases: {len(evidence.cases)}", "")
    for case, history in evidence.cases:
        yield f"### {case.reference}: {case.state}"
        yield ""
        for row in history_data(history, names):
            by = f" by {_text(row['by'])}" if row["by"] else ""
            yield f"- {shown(row['at'])}: {row['did']}{by}"
        for sentence in case.refusals.values():
            yield f"- refused: {_text(sentence)}"
        yield ""


def _incident(told: Told, evidence: Evidence) -> Iterator[str]:
    incident = told.incident
    stage = f", answered with the stage {incident.told.name.lower()}" if incident.told else ""
    yield f"### {incident.at:%Y-%m-%d %H:%M} UTC, ticket {incident.ticket_id}"
    yield ""
    how = _CALLED[incident.source].format(by=_text(told.reported_by))
    yield f"{incident.category.value.capitalize()}, severity {incident.severity} of 3, {how}{stage}."
    yield f"Comment {incident.comment_id}, {_text(f'{evidence.url}/agent/tickets/{incident.ticket_id}')}"
    if incident.given_back:
        by = f" by {_text(told.given_back_by)}" if told.given_back_by else ""
        at = f" on {told.given_back_at:%Y-%m-%d}" if told.given_back_at else ""
        because = f": {_text(told.given_back_because)}" if told.given_back_because else ""
        yield f"Dismissed{by}{at}{because}"
    yield ""
    if told.words is not Words.THERE:
        yield from (_ABSENT[told.words], "")
    for quote in told.quotes:
        yield from (f"> {_text(quote)}", "")


def _text(text: str) -> str:
    """A text in which no sign means anything to Markdown."""
    return _MARKS.sub(r"\\\1", printable(text))
