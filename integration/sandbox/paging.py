"""Lists in pages: by cursor or by number."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from integration.sandbox.calls import MANY, Answer, BadCall, Call

_DEEPEST = 10_000


def listed(
    call: Call, name: str, rows: Sequence[dict[str, Any]], extra: dict[str, Any] | None = None
) -> Answer:
    """A list, paged by cursor where that is asked for, else by number."""
    if "page[size]" in call.query or "page[after]" in call.query:
        return cursor_page(call, name, rows, extra=extra)
    size, page = call.size("per_page", MANY), max(1, call.number("page", 1))
    if page * size > _DEEPEST:
        detail = "Offset pagination is limited to 10,000 records"
        error = {"code": "InvalidPaginationDepth", "title": "Invalid pagination depth", "detail": detail}
        return Answer(400, {"errors": [error]})
    ordered = _ordered(call, rows)
    more = page * size < len(rows)
    data = {
        name: ordered[(page - 1) * size : page * size],
        "next_page": f"{call.base}{call.path}?page={page + 1}&per_page={size}" if more else None,
        "previous_page": f"{call.base}{call.path}?page={page - 1}&per_page={size}" if page > 1 else None,
        "count": len(rows),
    }
    return Answer(200, data | (extra or {}))


def cursor_page(
    call: Call,
    name: str,
    rows: Sequence[dict[str, Any]],
    *,
    most: int = MANY,
    extra: dict[str, Any] | None = None,
    mark: str = "",
) -> Answer:
    """Cursor paging: the last page has links and cursors too, and only `has_more` is right.

    `mark` is put into the cursor behind the place; whoever gives one reads it with `mark_of`.
    """
    size = call.size("page[size]", most)
    start = _place(call.query.get("page[after]"))
    page = _ordered(call, rows)[start : start + size]
    cursor = base64.b64encode(f"{start + len(page)}{mark and '|'}{mark}".encode()).decode() if page else None
    link = f"{call.base}{call.path}?page%5Bafter%5D={cursor}&page%5Bsize%5D={size}" if cursor else None
    meta = {"has_more": start + size < len(rows), "after_cursor": cursor, "before_cursor": cursor}
    return Answer(200, {name: page, "meta": meta, "links": {"prev": link, "next": link}, **(extra or {})})


def mark_of(call: Call) -> str:
    """The mark in the cursor of a call; empty without one."""
    return _read(call.query.get("page[after]", "")).partition("|")[2]


def _place(cursor: str | None) -> int:
    try:
        return int(_read(cursor).partition("|")[0]) if cursor else 0
    except ValueError:
        raise BadCall("page[after] is not valid") from None


def _read(cursor: str) -> str:
    try:
        return base64.b64decode(cursor).decode()
    except ValueError:
        raise BadCall("page[after] is not valid") from None


def _ordered(call: Call, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    newest_first = call.query.get("sort", "").startswith("-") or call.query.get("sort_order") == "desc"
    return list(reversed(rows)) if newest_first else list(rows)
