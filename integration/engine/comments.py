"""Comments and calls as they came, with what else befalls a comment: merged, redacted, taken from the customer's eyes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from integration.engine.origins import channel_of, origin_of
from integration.zendesk.history import ToldUpdate
from integration.zendesk.models import int_or_none
from policies.core.facts import SYSTEM_ACTOR, Origin

_CALL = "VoiceComment"
COMMENTS = ("Comment", _CALL)
VOICE = "voice"
REDACTION = "CommentRedactionEvent"
PRIVACY = "CommentPrivacyChange"
_GENERATED_AUTOMATICALLY = 4
_AUTHOR_UNSURE = frozenset({2, 3})
"""Its author has no part in the conversation, or was not signed in.

Source: developer.zendesk.com, Ticket comments, "Comment flags", read 2026-11."""
_INTO = re.compile(r"This request was closed and merged into request #([0-9]{1,15})\b")
_FROM = re.compile(r"Requests? (#[0-9]{1,15}(?:, #[0-9]{1,15})*) ")
_WAS_MERGED = "closed and merged into this request"
_MERGE_WORDS = 500
"""Zendesk's own sentence begins a merge's comment; what follows may be a customer's. Agents may write another one."""


@dataclass(frozen=True, slots=True)
class Merge:
    """The other tickets of a merge."""

    tickets: tuple[int, ...]
    sure: bool
    """Zendesk names them beside the comment; else only the words of the comment do."""


@dataclass(frozen=True, slots=True)
class RawComment:
    """A comment as it came; the text lives as long as the page and is never stored."""

    id: int
    author_id: int
    public: bool
    channel: str
    automatic: bool
    text: str = field(repr=False)
    html: bool = False
    """The text is HTML, in which quotes and hidden words can be told."""
    answered: bool = False
    """A call that its author answered, and that lasted."""
    doubtful: bool = False
    """Zendesk is not sure that it is by its author: it may count as said, and commands and promises nothing."""
    merge: Merge | None = None
    """Of a merge's comment, the other tickets that it names."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A comment of before whose words were taken away, or that was taken from the customer's eyes."""

    comment_id: int
    redacted: bool
    """True: words of it are gone. False: it is an internal note now."""


def comment_of(comment_id: int, raw: Mapping[str, Any], update: ToldUpdate) -> RawComment:
    """One comment of an update; it came the way that its update did, where it does not say its own.

    Zendesk's doubts stand in the update's metadata or in the comment's own, as the telling has it.
    """
    via = raw.get("via") or update.via
    flags = _flags(raw.get("metadata")) | _flags(update.metadata)
    origin = origin_of(via, 1)
    answerer = _answerer(raw)
    html = raw.get("html_body")
    texts = (html, raw.get("plain_body"), raw.get("body"))
    return RawComment(
        id=comment_id,
        author_id=answerer or int_or_none(raw.get("author_id")) or SYSTEM_ACTOR,
        public=bool(raw.get("public", raw.get("comment_public", False))),
        channel=VOICE if _is_call(raw) else channel_of(via),
        automatic=origin is not Origin.PERSON or _GENERATED_AUTOMATICALLY in flags,
        text=next((text for text in texts if isinstance(text, str)), ""),
        html=isinstance(html, str),
        answered=answerer is not None,
        doubtful=bool(flags & _AUTHOR_UNSURE),
        merge=_merge_of(via, raw) if origin is Origin.MERGE else None,
    )


def _flags(metadata: object) -> frozenset[int]:
    flags = metadata.get("flags") if isinstance(metadata, dict) else None
    return (
        frozenset(flag for flag in flags if isinstance(flag, int)) if isinstance(flags, list) else frozenset()
    )


def _is_call(raw: Mapping[str, Any]) -> bool:
    return _CALL in (raw.get("type"), raw.get("event_type"))


def _answerer(raw: Mapping[str, Any]) -> int | None:
    """Who of the service took the call; None for a voicemail, a call that nobody took, and for what is no call."""
    data = raw.get("data") if _is_call(raw) else None
    if not isinstance(data, dict) or not (int_or_none(data.get("call_duration")) or 0) > 0:
        return None
    return int_or_none(data.get("answered_by_id"))


def _merge_of(via: object, raw: Mapping[str, Any]) -> Merge | None:
    """The tickets that a merge's comment names: in its `via`, else in the sentence that Zendesk begins it with."""
    source = via.get("source") if isinstance(via, dict) else None
    origin = source.get("from") if isinstance(source, dict) else None
    listed = origin.get("ticket_ids") if isinstance(origin, dict) else None
    if isinstance(listed, list) and listed:
        ids = tuple(number for each in listed if (number := int_or_none(each)) is not None)
        return Merge(ids, sure=True) if ids else None
    words = raw.get("plain_body") or raw.get("body")
    return _merge_in_words(words[:_MERGE_WORDS]) if isinstance(words, str) else None


def _merge_in_words(words: str) -> Merge | None:
    if found := _INTO.match(words):
        return Merge((int(found[1]),), sure=False)
    if (found := _FROM.match(words)) and _WAS_MERGED in words:
        return Merge(tuple(int(number.lstrip("#")) for number in found[1].split(", ")), sure=False)
    return None


def withdrawals_of(kind: str, raw: Mapping[str, Any]) -> Iterator[Withdrawal]:
    """What an event of this type takes from an earlier comment; mostly nothing."""
    comment_id = int_or_none(raw.get("comment_id"))
    if comment_id is not None and kind == REDACTION:
        yield Withdrawal(comment_id, redacted=True)
    elif comment_id is not None and kind == PRIVACY and raw.get("public") is False:
        yield Withdrawal(comment_id, redacted=False)
