"""What Zendesk makes of the words that it is given: tags, placeholders, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from integration.sandbox.records import Comment, Ticket

_TAG_NOISE = re.compile(r"[^a-z0-9_:/-]")
_PLACEHOLDER = re.compile(r"\{\{\s*([\w.]+)[^{}]*\}\}")
_LONGEST = 65_536


def clean_tags(tags: Iterable[str] | str) -> tuple[str, ...]:
    """Tags as Zendesk keeps them: lower case, split at spaces, other characters gone."""
    words = tags.split() if isinstance(tags, str) else [word for tag in tags for word in str(tag).split()]
    cleaned = (_TAG_NOISE.sub("", word.lower()) for word in words)
    return tuple(sorted({word for word in cleaned if word}))


def expand_placeholders(text: str, ticket: Ticket) -> str:
    """What Zendesk does to `{{…}}` in a comment: it puts the ticket's own values in."""
    values = {"ticket.id": ticket.id, "ticket.title": ticket.subject, "ticket.status": ticket.status}
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], "")), text)


def cut(text: str) -> str:
    """The first 64 kB: Zendesk drops the rest of a comment without a word."""
    return text.encode()[:_LONGEST].decode(errors="ignore")


def comment_json(comment: Comment) -> dict[str, Any]:
    """A comment as audits, exports and the comment list have it."""
    plain = comment.body if comment.html is None else re.sub(r"<[^>]+>", " ", comment.html)
    html = comment.html if comment.html is not None else f'<p dir="auto">{comment.body}</p>'
    return {
        "id": comment.id,
        "type": "Comment",
        "author_id": comment.author_id,
        "body": plain,
        "html_body": f'<div class="zd-comment" dir="auto">{html}</div>',
        "plain_body": plain,
        "public": comment.public,
        "attachments": [],
        "audit_id": comment.audit_id,
    }
