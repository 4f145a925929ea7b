"""The note that takes notes of ours back: which, that nothing follows from them any more, and its own reference."""

from __future__ import annotations

from collections.abc import Sequence

from integration.notes.items import NoteText
from integration.notes.page import Page
from integration.notes.plain import count_words
from integration.notes.visible import visible_text

_SHOWN = 5


def render_withdrawal(withdrawn: Sequence[str], *, reference: str) -> NoteText:
    """The note that takes these notes back, a line each, as `SH-7K2M9QXR of Wed 04 Mar 10:12 UTC`.

    Raises ValueError without any.
    """
    if not withdrawn:
        raise ValueError("there is no note to take back")
    page = Page()
    shown = withdrawn if len(withdrawn) <= _SHOWN else withdrawn[: _SHOWN - 1]
    lines = [f"- {page.put(line)}" for line in shown]
    if len(shown) < len(withdrawn):
        lines.append(f"- … and {len(withdrawn) - len(shown)} more")
    parts = (
        "**Taken back:** of our earlier notes on this ticket, this does not count any more.",
        "\n".join(lines),
        "Nothing needs to be done because of it.",
        "*Not helpful here?* This is left alone from now on.",
        page.put("".join(reference.split())),
    )
    html = "\n".join(map(page.to_html, parts))
    return NoteText(html, count_words(visible_text(html)))
