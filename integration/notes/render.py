"""One note for all findings of a ticket: what was noticed, the evidence, what would help, how to dismiss, the reference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from integration.notes.fitting import counted_gap, fit_lines, telling_lines
from integration.notes.items import Facts, NoteItem, NoteText
from integration.notes.page import Page
from integration.notes.plain import as_sentence, clean, count_words, shorten
from integration.notes.templates import BadTemplateError, render_template, values_for
from integration.notes.visible import visible_text
from policies.core.wording import listed, times

MOST_WORDS = 119
"""Under 120: longer notes are not read."""
_BECAUSE_WORDS, _BECAUSE_CHARS = 28, 300
_ASK_WORDS, _ASK_CHARS = 42, 400
_TAG_CHARS, _TAGS_NAMED = 120, 3
_ITEMS_SHOWN = 5
_FEWEST_WORDS = 5
"""For what was noticed, and for its evidence, when many findings share a note."""
_DEFAULT_ASK = "It would help if someone took a calm look at this ticket."
_SENTENCE_END = re.compile(r"(?<=[.?…])\s")


def render_note(
    items: Sequence[NoteItem], *, reference: str, tags: Sequence[str], ticket_id: int, facts: Facts
) -> NoteText:
    """The note for these findings, the most important first.

    `tags` are those that the same update adds: removing them dismisses. `facts` are what templates may also name (see
    `templates.FACTS`); what is absent is empty or 0. The kinds' own text has at most 119 words whatever the data; a
    template may say more. A template that cannot be rendered gives way to the kind's own text, and `problem` says so.

    Raises ValueError without a finding.
    """
    if not items:
        raise ValueError("a note needs a finding")
    page, own, parts, problem = Page(), [], [], None
    for item in items:
        if item.template is None:
            own.append(item)
            continue
        values = values_for(item, reference=reference, tags=tags, ticket_id=ticket_id, facts=facts)
        try:
            parts.append(render_template(item.template, page, values))
        except BadTemplateError as error:
            problem = problem or f"{item.policy}: {error}"
            own.append(item)
    closing, closing_words = _dismissal(page, tags)
    if own:
        parts.insert(0, _own_text(page, own, MOST_WORDS - closing_words - 1))
    parts += [closing, page.put("".join(reference.split()))]
    # Each part becomes HTML by itself, so that an open list or quote of a template cannot swallow what follows.
    html = "\n".join(filter(None, map(page.to_html, parts)))
    return NoteText(html, count_words(visible_text(html)), problem)


def _dismissal(page: Page, tags: Sequence[str]) -> tuple[str, int]:
    """How to make it stop, and in how many words."""
    names = [name for tag in tags if (name := "_".join(clean(tag).split()))]
    code = [f"`{page.put(shorten(name, 1, _TAG_CHARS))}`" for name in names]
    if not code:
        text = f"*Not helpful here?* Write `{page.put('#dismiss')}` in an internal note; this matter is then left alone."
    elif len(code) == 1:
        text = f"*Not helpful here?* Remove the tag {code[0]} and submit; this matter is then left alone."
    elif len(code) <= _TAGS_NAMED:
        text = (
            f"*Not helpful here?* Remove the tags {listed(code)}, then submit; these matters are left alone."
        )
    else:
        text = "*Not helpful here?* Remove the tags that came with this note, then submit; these matters are left alone."
    return text, count_words(text)


def _own_text(page: Page, items: Sequence[NoteItem], words: int) -> str:
    return _one_finding(page, items[0], words) if len(items) == 1 else _findings(page, items, words)


def _one_finding(page: Page, item: NoteItem, words: int) -> str:
    """The first three parts for one finding: a line of evidence each."""
    opening = "**Worth a look:**"
    because = _because(item, _BECAUSE_WORDS)
    ask = _whole_ask(item)
    left = words - count_words(opening, because, ask)
    lines = _lines_of(item)
    shown = fit_lines(lines, left, counted_gap(item.kind)) if lines else ()
    listing = "\n".join(f"- {page.put(line)}" for line in shown)
    return "\n\n".join(filter(None, (f"{opening} {page.put(because)}", listing, page.put(ask))))


def _findings(page: Page, items: Sequence[NoteItem], words: int) -> str:
    """The first three parts for several findings: one line a finding, then what would help, the first finding's first."""
    shown = items if len(items) <= _ITEMS_SHOWN else items[: _ITEMS_SHOWN - 1]
    opening = f"**Worth a look:** {times(len(items), 'thing')} on this ticket."
    more = [f"- … and {len(items) - len(shown)} more"] if len(shown) < len(items) else []
    asks = _first_asks(shown)
    left = words - count_words(opening, asks, *more)
    because = [_because(item, max(_FEWEST_WORDS, left // len(shown) - _FEWEST_WORDS)) for item in shown]
    evidence = _evidence_in_line(shown, left - count_words(*because))
    lines = [f"- **{page.put(what)}** {page.put(seen)}" for what, seen in zip(because, evidence, strict=True)]
    return "\n\n".join((opening, "\n".join(lines + more), page.put(asks)))


def _evidence_in_line(items: Sequence[NoteItem], words: int) -> list[str]:
    """Each finding's evidence in a line, in so many words together; what a short one leaves goes to the longer ones."""
    lines = [telling_lines(item.kind, _lines_of(item)) for item in items]
    shown = [""] * len(items)
    by_need = sorted(range(len(items)), key=lambda place: count_words(*lines[place]))
    for done, place in enumerate(by_need):
        share = (words - count_words(*shown)) // (len(items) - done)
        if lines[place] and share > 0:
            shown[place] = "; ".join(fit_lines(lines[place], share, lambda _hidden, _after: "…"))
    return shown


def _lines_of(item: NoteItem) -> list[str]:
    return [line for line in map(clean, item.evidence) if line]


def _because(item: NoteItem, words: int) -> str:
    text = clean(item.because) or f"the policy {clean(item.policy) or 'of this note'} found something"
    return as_sentence(shorten(text, words, _BECAUSE_CHARS))


def _whole_ask(item: NoteItem) -> str:
    return as_sentence(shorten(clean(item.ask) or _DEFAULT_ASK, _ASK_WORDS, _ASK_CHARS))


def _first_asks(items: Sequence[NoteItem]) -> str:
    """The first sentence of each finding's ask, without repeats, as many as there is room for and at least one."""
    firsts = list(dict.fromkeys(as_sentence(_SENTENCE_END.split(_whole_ask(item))[0]) for item in items))
    taken: list[str] = []
    for sentence in firsts:
        if not taken or count_words(*taken, sentence) <= _ASK_WORDS:
            taken.append(sentence)
    return " ".join(taken)
