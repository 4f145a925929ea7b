"""A note as its reader sees it: the blocks of its HTML, as text."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "li", "ul", "blockquote", "hr", "br"})
_SHOWS_EVIDENCE = frozenset({"li", "blockquote"})


@dataclass(slots=True)
class Block:
    """A paragraph, a line of a list or of a quote."""

    evidence: bool
    """It stands in a list or a quote."""
    text: str = ""
    plain: str = ""
    """The text without what is bold."""


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [Block(evidence=False)]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # a note's tags have none
        if tag not in {"br", "hr"}:
            self._open.append(tag)
        self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.reverse()
            self._open.remove(tag)
            self._open.reverse()
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.append(Block(evidence=bool(_SHOWS_EVIDENCE & set(self._open))))

    def handle_data(self, data: str) -> None:
        self.blocks[-1].text += data
        if "strong" not in self._open:
            self.blocks[-1].plain += data


def visible_blocks(html: str) -> list[Block]:
    """The blocks that hold text, in their order."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return [block for block in parser.blocks if block.text.strip()]


def visible_text(html: str) -> str:
    """All that a reader sees, a block a line."""
    return "\n".join(block.text for block in visible_blocks(html))
