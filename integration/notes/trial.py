"""Try a template before it is needed: with a sample finding of the policy's kind."""

from __future__ import annotations

from integration.notes.lint import note_problems
from integration.notes.page import Page
from integration.notes.samples import sample_of
from integration.notes.templates import BadTemplateError, render_template


def template_problem(text: str, kind: str) -> str | None:
    """What is wrong with a template, as a sentence with its line, or None; it is rendered with a sample finding."""
    try:
        render_template(text, Page(), sample_of(kind).values())
    except BadTemplateError as error:
        return str(error)
    return None


def template_warnings(text: str, kind: str) -> tuple[str, ...]:
    """What the note of a usable template lacks: length, parts, tone. A template that cannot be used has no warnings."""
    note = sample_of(kind).with_template(text).note()
    return () if note.problem else note_problems(note)
