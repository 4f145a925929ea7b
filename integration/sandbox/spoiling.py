"""What comes between Zendesk and its client: front ends that answer themselves, links to a renamed host."""

from __future__ import annotations

from integration.sandbox.calls import Answer
from integration.sandbox.faults import Fault


def front_end(fault: Fault | None) -> Answer | None:
    """The answer of a front end that never reached Zendesk itself."""
    return _in_its_place(fault) if fault is not None and fault.kind in ("status", "html") else None


def late(fault: Fault | None) -> Answer | None:
    """The answer of a front end that lost patience with a call that Zendesk carries out all the same."""
    return _in_its_place(fault) if fault is not None and fault.kind == "late_status" else None


def _in_its_place(fault: Fault) -> Answer:
    headers = {} if fault.retry_after_s is None else {"retry-after": str(fault.retry_after_s)}
    if fault.kind == "html" or (fault.kind == "late_status" and not fault.code):
        return Answer(
            fault.status,
            raw=b"<html><body>Down for maintenance</body></html>",
            content_type="text/html",
            headers=headers,
        )
    return Answer(
        fault.status,
        {"error": fault.code or "Unavailable", "description": "Try again later"},
        headers=headers,
    )


def with_foreign_links(answer: Answer, own: str) -> Answer:
    """The same answer, with every link to us turned to another host, as after a rename of the account."""
    raw = answer.payload().replace(own.encode(), b"https://renamed.example.com")
    return Answer(answer.status, raw=raw, headers=answer.headers, content_type=answer.content_type)
