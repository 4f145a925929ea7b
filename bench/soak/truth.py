"""Whether ledger and Zendesk tell the same story, and whether every due note was written, once and internally."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.company import START, Company

_REFERENCE = re.compile(r"SH-[0-9A-HJKMNP-TV-Z]{8}")
_OPEN = ("planned", "sending", "queued", "conflicted")


@dataclass(frozen=True)
class Truth:
    """What is wrong; all of it is to be 0 but `notes`."""

    notes: int
    due: int
    missing: int
    """Tickets on which a note was due, and none is there."""
    twice: int
    """Tickets with more than one."""
    unasked: int
    """Tickets with one that was not due."""
    public: int
    """Comments of ours that the customer can read."""
    differing: int
    """Notes without a row in the ledger that says it is written, and such rows without their note."""


def look(company: Company, due: Mapping[int, datetime], until: datetime) -> Truth:
    """Hold the account's tickets against what was done to them, and against the service's ledger, as of a moment."""
    notes, public = _written(company)
    per_ticket = Counter(ticket_id for ticket_id, _ in notes.elements())
    wanted = {ticket_id for ticket_id, at in due.items() if at <= until}
    ledger = _told(company.store)
    return Truth(
        notes=notes.total(),
        due=len(wanted),
        missing=len(wanted - set(per_ticket)),
        twice=sum(number > 1 for number in per_ticket.values()),
        unasked=len(set(per_ticket) - set(due)),
        public=public,
        differing=len(ledger ^ set(notes)) + sum(number > 1 for number in notes.values()),
    )


def count_notes(company: Company) -> int:
    """How many notes of the service are on tickets."""
    return _written(company)[0].total()


def _written(company: Company) -> tuple[Counter[tuple[int, str]], int]:
    """Our notes by ticket and reference, and how many of our comments are public."""
    notes: Counter[tuple[int, str]] = Counter()
    public = 0
    with company.sandbox.lock:
        for ticket in company.world.tickets.values():
            for comment in ticket.comments:
                if comment.author_id == company.world.service_user_id and comment.at > START:
                    found = _REFERENCE.search(comment.html or comment.body)
                    notes[ticket.id, found[0] if found else ""] += 1
                    public += comment.public
    return notes, public


def _told(store: Path) -> set[tuple[int, str]]:
    """Notes that the ledger has as written, by ticket and reference."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT DISTINCT ticket_id, reference FROM action"
            " WHERE state = 'done' AND json_extract(payload, '$.note') IS NOT NULL"
        )
        return {(ticket_id, reference) for ticket_id, reference in rows}


def count_left(store: Path) -> int:
    """Tickets that are to be judged and updates whose outcome is open."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        (judging,) = connection.execute("SELECT count(*) FROM ticket WHERE to_judge").fetchone()
        (writing,) = connection.execute(
            f"SELECT count(*) FROM action WHERE state IN ({', '.join('?' * len(_OPEN))})",  # noqa: S608 - marks alone
            _OPEN,
        ).fetchone()
    return int(judging) + int(writing)
