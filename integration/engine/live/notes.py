"""The notes that the steps write, rendered: the kinds' own texts and the configuration's templates."""

from __future__ import annotations

from collections.abc import Iterator

from integration.config.models import Config
from integration.config.walk import steps_in
from integration.engine.live.findings import Area, LiveFinding, fine
from integration.notes import NoteText
from integration.notes.samples import sample_of
from policies.core.settings import Settings
from policies.core.wording import times


def about_notes(config: Config) -> Iterator[LiveFinding]:
    """How many notes there are and how long they get; a template that cannot be rendered is no configuration at all."""
    notes = [note for policy in config.policies_in_order for note in _notes_of(policy)]
    if not notes:
        return
    templates = sum(own for _, own in notes)
    told = f", {templates} of them by a template of your own" if templates else ""
    longest = max(note.words for note, _ in notes)
    yield fine(
        Area.NOTES,
        "Notes",
        f"{times(len(notes), 'note')} rendered with sample findings{told}; the longest has {longest} words.",
    )


def _notes_of(policy: Settings) -> Iterator[tuple[NoteText, bool]]:
    """The note of each step with a sample finding of the kind, and whether a template makes it."""
    sample = sample_of(policy.kind)
    steps = [step for _, step in steps_in(policy)]
    steps += [own.step for own in policy.own_steps() if own.step not in steps]
    for step in steps:
        if isinstance(step.note, str):
            yield sample.with_template(step.note).note(), True
        elif step.note:
            yield sample.note(), False
