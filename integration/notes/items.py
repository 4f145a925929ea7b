"""What a note is made from, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Plain = str | int | float | bool
"""What a template may be given: nothing with a method worth calling."""
Facts = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One finding, as a note tells it. Every text is data: it may hold anything and is escaped."""

    policy: str
    kind: str
    because: str
    evidence: tuple[str, ...]
    """Plain lines, oldest first."""
    ask: str
    template: str | None
    """Jinja2 that gives Markdown, in place of the kind's own text; None: the kind's own text."""


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as it is sent: safe HTML in which Zendesk finds no placeholder."""

    html: str
    words: int
    """Words that a reader sees, split at white space."""
    problem: str | None = None
    """Why a template's text was not used and the kind's own stands in its place; None: all went as configured."""
