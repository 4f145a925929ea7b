"""What was read in a row, as data for programs: promises with the moment they fall due, directives, tone, times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from integration.reading.rows import Role, Row
from integration.reading.tone import tone_of, tone_unread
from policies.core.calendar import Calendar
from policies.core.due import due_of
from policies.core.due_readings import readings_of
from policies.core.own_words import NO_OWN_WORDS, OwnWords
from policies.core.signals import Directive, Promise, Signals
from policies.core.when import When
from policies.core.zones import zone_rules
from policies.reading.clean import clean
from policies.reading.comment import Guess, read_customer, read_note, read_reply
from policies.reading.language import language_of
from policies.reading.languages.english import ENGLISH
from policies.reading.times import find_times

_CUSTOMERS = "A customer's words promise nothing in the service's name, and command nothing."

_UNDATED = {"due": None, "begins": None, "grain": None, "impossible": None, "assumptions": ()}

Answer = dict[str, Any]


def answer(
    row: Row,
    calendar: Calendar,
    *,
    times: bool = False,
    guess: Guess | None = None,
    own: OwnWords = NO_OWN_WORDS,
) -> Answer:
    """All that the readers make of a row; `due` is in ISO 8601 with the offset that holds in the row's zone then.

    An agent's text is read twice: as a public reply, for promises, and as an internal note, for directives. A customer's
    is read for abuse, anger and distress; `own` is what the account's own words are. With `times` every time expression
    is told as well, whoever wrote the text; in English, when its language is not known. `guess` is asked for the
    language where the words do not tell it.
    """
    if row.role is Role.CUSTOMER:
        said, noted = read_customer(row.text, html=row.html, guess=guess, own=own), Signals()
        tone = tone_of(said)
        said = replace(said, unread=said.unread or _CUSTOMERS)
    else:
        said, noted = read_reply(row.text, html=row.html, guess=guess), read_note(row.text, html=row.html)
        tone = tone_unread()
    told: Answer = {
        "id": row.id,
        "promises": [_promise(promise, row, calendar) for promise in said.promises],
        "directives": [_directive(directive, row, calendar) for directive in noted.directives],
        **tone,
        "language": said.language,
        "automatic": said.automatic,
        "unread": said.unread or None,
    }
    if times:
        told["times"] = _times(row, calendar)
    return told


def _promise(promise: Promise, row: Row, calendar: Calendar) -> Answer:
    return {
        "quote": promise.quote,
        "start": promise.start,
        "end": promise.end,
        "about": promise.about.value,
        **_due(promise.when, row, calendar),
        "vague": promise.vague,
        "confidence": round(promise.confidence, 2),
        "why": list(promise.why),
    }


def _directive(directive: Directive, row: Row, calendar: Calendar) -> Answer:
    return {
        "quote": directive.quote,
        "start": directive.start,
        "end": directive.end,
        "order": directive.order.value if directive.order else None,
        **_due(directive.when, row, calendar),
        "duration": directive.duration,
        "reference": directive.reference,
        "problem": directive.problem or None,
    }


def _due(when: When | None, row: Row, calendar: Calendar) -> Answer:
    """When it falls due and in what grain, whether that can be, and what was taken for granted."""
    try:
        due = None if when is None else due_of(when, row.at, row.zone, calendar, day_first=row.day_first)
    except (ValueError, OverflowError) as error:  # further away than dates reach
        return {**_UNDATED, "impossible": f"This time cannot be reckoned: {error}"}
    if due is None:
        return dict(_UNDATED)
    return {
        "due": _iso(due.moment, row),
        "begins": _iso(due.begins, row) if due.begins else None,
        "grain": due.grain,
        "impossible": due.impossible or None,
        "assumptions": list(due.assumptions),
    }


def _times(row: Row, calendar: Calendar) -> list[Answer]:
    """Every time expression, in the order of the text, with offsets into the text as it came."""
    cleaned = clean(row.text, html=row.html)
    told = []
    for time in find_times(cleaned.text, language_of(cleaned.text) or ENGLISH):
        start, end = cleaned.place(time.start, time.end)
        text = cleaned.text[time.start : time.end]
        told.append(
            {
                "text": text,
                "start": start,
                "end": end,
                **_due(time.when, row, calendar),
                "readings": _readings(time.when, row),
            }
        )
    return told


def _readings(when: When, row: Row) -> list[Answer]:
    """What a time may name, from its first moment to its last, before it is a deadline; the likeliest first."""
    try:
        found = readings_of(when, row.at, row.zone, day_first=row.day_first)
    except (ValueError, OverflowError):  # further away than dates reach, which `impossible` says
        return []
    return [{"from": _iso(one.start, row), "to": _iso(one.end, row), "grain": one.grain} for one in found]


def _iso(moment: datetime, row: Row) -> str:
    return moment.astimezone(zone_rules(row.zone)).isoformat()
