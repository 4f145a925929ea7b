"""Whether every note can be rendered: the kinds' own texts and the configuration's templates, with sample findings."""

from __future__ import annotations

from collections.abc import Iterator

from integration.config.models import Config
from integration.config.walk import steps_in
from integration.engine.live.findings import Area, Level, LiveFinding, fine, place_of
from integration.notes.samples import sample_of
from policies.core.wording import times


def about_notes(config: Config) -> Iterator[LiveFinding]:
    """Each note that a step writes, rendered; templates that say too much or too little are the offline check's."""
    rendered, templates, longest = 0, 0, 0
    for name, policy in config.policies.items():
        sample = sample_of(policy.kind)
        steps = [
            *steps_in(policy, ("policies", name)),
            *((("policies", name), own.step) for own in policy.own_steps()),
        ]
        for path, step in steps:
            if not step.note:
                continue
            text = step.note if isinstance(step.note, str) else None
            note = (sample if text is None else sample.with_template(text)).note()
            rendered, longest = rendered + 1, max(longest, note.words)
            templates += text is not None
            if note.problem:
                problem = config.problem((*path, "note"), note.problem)
                yield LiveFinding(
                    Level.PROBLEM,
                    Area.NOTES,
                    problem.path,
                    f"{note.problem}.",
                    "Correct the template.",
                    place=place_of(problem),
                )
    if rendered:
        own = f", {templates} of them by a template of your own" if templates else ""
        yield fine(
            Area.NOTES,
            "Notes",
            f"{times(rendered, 'note')} rendered with sample findings{own}; the longest has {longest} words.",
        )
