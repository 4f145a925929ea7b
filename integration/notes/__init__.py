"""The text of internal notes: one short, calm note for all findings of a ticket."""

from integration.notes.items import NoteItem, NoteText
from integration.notes.lint import note_problems
from integration.notes.plain import mask
from integration.notes.render import render_note
from integration.notes.trial import template_problem, template_warnings
from integration.notes.withdrawn import render_withdrawal

__all__ = [
    "NoteItem",
    "NoteText",
    "mask",
    "note_problems",
    "render_note",
    "render_withdrawal",
    "template_problem",
    "template_warnings",
]
