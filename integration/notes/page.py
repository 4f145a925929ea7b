"""Markdown to the HTML that a note may have; what is data never meets the Markdown."""

from __future__ import annotations

import re
from html import escape

import nh3
from markdown_it import MarkdownIt

from integration.notes.plain import clean

TAGS = frozenset({"p", "ul", "li", "strong", "em", "br", "blockquote", "code", "hr"})
_RULES = ["list", "blockquote", "hr", "emphasis", "backticks", "escape", "newline"]
"""No links, images, headings or HTML: a note is read in a narrow column, and a link in it would lend it our trust."""
_MARKDOWN = MarkdownIt("zero", {"breaks": True, "html": False}).enable(_RULES)
_OPEN, _CLOSE = "\ue000", "\ue001"
_SLOT = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_PLACEHOLDER = re.compile(r"\{(?=(?:<[^>]*>)*[{%])")
_SCRIPT = re.compile(r"(javascript|vbscript)(?=(?:<[^>]*>)*\s*:)", re.IGNORECASE)
_BREAK = "\u200b"


class Page:
    """Keeps data apart while Markdown becomes HTML: each piece waits in a slot and is put in escaped at the end.

    Escaping for Markdown fails somewhere (in code spans, at a line's start); a text that Markdown never sees cannot
    be read as markup.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []

    def put(self, text: str) -> str:
        """Keep a piece of data; what is returned stands for it in the Markdown."""
        self._texts.append(clean(text))
        return f"{_OPEN}{len(self._texts) - 1}{_CLOSE}"

    def to_html(self, markdown: str) -> str:
        """The Markdown as HTML of `TAGS` alone, without attributes, with the data in place and `{{` and `{%` broken.

        The Markdown around the slots is without private-use characters, which could be taken for a slot.
        """
        tokens = _MARKDOWN.parse(markdown)
        for token in tokens:
            if token.tag == "ol":
                token.tag, token.attrs = "ul", {}
        raw = str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
        filled = _SLOT.sub(lambda found: escape(self._texts[int(found[1])], quote=False), raw)
        safe = nh3.clean(filled, tags=set(TAGS), attributes={}, url_schemes=set(), link_rel=None)
        return _SCRIPT.sub(rf"\1{_BREAK}", _PLACEHOLDER.sub(f"{{{_BREAK}", safe)).strip()
