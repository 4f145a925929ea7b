"""What Zendesk makes of the words that it is given: tags, placeholders, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any

from integration.sandbox.records import Comment, Ticket

_TAG_NOISE = re.compile(r"[^a-z0-9_:/-]")
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)[^{}]*\}\}")
_LIQUID = re.compile(r"\{%.*?%\}", re.DOTALL)
_LONGEST = 65_536
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "blockquote", "hr", "tr", "h1", "h2", "h3", "h4", "pre"}
)


def clean_tags(tags: Iterable[str] | str) -> tuple[str, ...]:
    """Tags as Zendesk keeps them: lower case, split at spaces, other characters gone."""
    words = tags.split() if isinstance(tags, str) else [word for tag in tags for word in str(tag).split()]
    cleaned = (_TAG_NOISE.sub("", word.lower()) for word in words)
    return tuple(sorted({word for word in cleaned if word}))


def expand_placeholders(text: str, ticket: Ticket) -> str:
    """What Zendesk does to `{{…}}` in a comment of staff: the ticket's own values come in; `{% … %}` vanishes."""
    values = {"ticket.id": ticket.id, "ticket.title": ticket.subject, "ticket.status": ticket.status}
    shown = _PLACEHOLDER.sub(lambda match: str(values.get(match[1], "")), text)
    return _LIQUID.sub("", shown)


def cut(text: str) -> str:
    """The first 64 kB: Zendesk drops the rest of a comment without a word."""
    whole = text.encode(errors="surrogatepass")
    return text if len(whole) <= _LONGEST else whole[:_LONGEST].decode(errors="ignore")


def html_of(text: str) -> str:
    """Plain words as HTML: escaped, with a paragraph where a line was left empty and a break at each other line."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    shown = (escape(part, quote=False).replace("\n", "\n<br>") for part in parts or [""])
    return "\n\n".join(f'<p dir="auto">{part}</p>' for part in shown)


def text_of(html: str) -> str:
    """The words of HTML, hidden ones too, without entities, and with a new line where a block begins or ends."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        # A line break in the source of HTML is a space.
        self.parts.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")


def comment_json(comment: Comment) -> dict[str, Any]:
    """A comment as audits, exports and the comment list have it; a call's has a type and data of its own."""
    plain = comment.body if comment.html is None else text_of(comment.html)
    html = comment.html if comment.html is not None else html_of(comment.body)
    row: dict[str, Any] = {
        "id": comment.id,
        "type": "Comment" if comment.voice is None else "VoiceComment",
        "author_id": comment.author_id,
        "body": plain,
        "html_body": f'<div class="zd-comment" dir="auto">{html}</div>',
        "plain_body": plain,
        "public": comment.public,
        "attachments": [],
        "audit_id": comment.audit_id,
        **(comment.voice or {}),
    }
    if comment.flags:
        row["metadata"] = flags_json(comment.flags)
    return row


def flags_json(flags: Iterable[int]) -> dict[str, Any]:
    """Zendesk's doubts about a comment, as its metadata has them."""
    return {
        "flags": list(flags),
        "flags_options": {str(flag): {"trusted": False} for flag in flags},
        "trusted": False,
    }
