"""Zendesk's error bodies come in four JSON shapes, as text, as HTML or empty; this reads them all into one value."""

import re
from dataclasses import dataclass

import requests
from pydantic_core import from_json

from integration.zendesk.moments import moment_of_header

_LONGEST_SENTENCE = 240
_LONGEST_CODE = 80
_LONGEST_REST_S = 3600.0
_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_NO_HELP_DESK = "No help desk at"
_MOST_READ = 4_000
"""Characters that are looked at for addresses, whose pattern takes ever longer on a long word."""


@dataclass(frozen=True)
class Answer:
    """What an error answer says, without any text that a customer may have written."""

    status: int
    code: str = ""
    sentence: str = ""
    """Zendesk's validation sentences, joined and cut; e-mail addresses are blotted out."""
    request_id: str | None = None
    retry_after_s: float | None = None
    is_json: bool = False
    no_help_desk: bool = False
    """The subdomain belongs to nobody (a 404 that is not about a record)."""


def read_answer(response: requests.Response) -> Answer:
    """Read what this answer says, whatever its shape; never raises on a body."""
    body = _json_of(response)
    code, parts = ("", [_shape_of(response)]) if body is None else _read_body(body)
    if (
        response.status_code < requests.codes.multiple_choices
    ):  # a success that is none: the caller found no whole JSON in it
        code = "truncated" if "json" in response.headers.get("Content-Type", "") else "NotJson"
    sentence = _safe(" ".join(parts))[:_LONGEST_SENTENCE]
    return Answer(
        status=response.status_code,
        code=_safe(code)[:_LONGEST_CODE],
        sentence=sentence,
        request_id=_request_id(response),
        retry_after_s=retry_after_s(response),
        is_json=body is not None,
        no_help_desk=response.status_code == requests.codes.not_found
        and _NO_HELP_DESK.encode() in response.content[:4096],
    )


def validation_sentence(text: str) -> str:
    """Zendesk's own sentence about a record, cut, without addresses and without the name of a suspended customer."""
    if "suspended" in text:  # the one validation sentence that names a customer
        return "Requester: is suspended"
    return _safe(text)[:_LONGEST_SENTENCE]


def _safe(text: str) -> str:
    """A text on one line, for logs and terminals: without addresses, and without signs that steer a terminal."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:_MOST_READ])
    return _ADDRESS.sub("[address]", shown).strip()


def retry_after_s(response: requests.Response) -> float | None:
    """Seconds in `Retry-After`, as a number or as a date (then against the answer's own `Date`); None without it.

    At most an hour: whoever says more is asked again by then.
    """
    value = response.headers.get("Retry-After")
    try:
        asked = None if value is None else float(value)
    except ValueError:
        until, now = moment_of_header(value), moment_of_header(response.headers.get("Date"))
        asked = None if until is None or now is None else (until - now).total_seconds()
    return None if asked is None else min(_LONGEST_REST_S, max(0.0, asked))


def _json_of(response: requests.Response) -> dict[str, object] | None:
    try:
        body = from_json(response.content)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _shape_of(response: requests.Response) -> str:
    kind = response.headers.get("Content-Type", "").partition(";")[0] or "no content type"
    return f"Answer without JSON: {kind}, {len(response.content)} bytes."


def _request_id(response: requests.Response) -> str | None:
    named = response.headers.get("X-Zendesk-Request-Id") or response.headers.get("X-Request-Id")
    return named[:_LONGEST_CODE] if named else None


def _read_body(body: dict[str, object]) -> tuple[str, list[str]]:
    """Code and sentences of `error` (string or object), `errors[]` and every key of `details`."""
    parts: list[str] = []
    code = ""
    error = body.get("error")
    if isinstance(error, dict):
        code = _text(error, "title")
        parts.append(_text(error, "message"))
    elif isinstance(error, str):
        code = error
        parts.append(_text(body, "description"))
    for item in _dicts(body.get("errors")):
        code = code or _text(item, "code")
        parts += [_text(item, "title"), _text(item, "detail")]
    parts += _details(body.get("details"))
    return code, [part for part in dict.fromkeys(parts) if part]


def _details(details: object) -> list[str]:
    if isinstance(details, str):
        return [details]
    if not isinstance(details, dict):
        return []
    return [
        _detail(str(name), item)
        for name, items in details.items()
        for item in _dicts(items if isinstance(items, list) else [items])
    ]


def _detail(name: str, item: dict[str, object]) -> str:
    if item.get("error") == "UserSuspended":  # the one validation sentence that names a customer
        return f"{name.capitalize()}: is suspended"
    return _text(item, "description") or _text(item, "error")


def _dicts(value: object) -> list[dict[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(mapping: dict[str, object], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""
