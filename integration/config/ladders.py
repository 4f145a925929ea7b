"""What the example configuration shows of each kind of policy: a name, values, and steps that go up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """One kind in the example."""

    name: str
    """What the policy is called."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Settings that are written with a value of their own."""
    steps: tuple[Mapping[str, Any], ...] = ()


SHOWN: Mapping[str, Shown] = {
    "reassignment": Shown(
        "passed-around",
        steps=(
            {"add_tags": ["passed_around"], "note": True, "fallback": {"notify": ["leads-mail"]}},
            {
                "after": "4 business hours",
                "add_tags": ["passed_around_escalated"],
                "add_followers": ["lead.billing@example.com"],
                "notify": ["leads-chat"],
            },
        ),
    ),
    "promise": Shown(
        "kept-promises",
        steps=(
            {"before": "2 business hours", "add_tags": ["promise_soon"], "note": True},
            {"add_tags": ["promise_due"], "note": True, "fallback": {"notify": ["leads-mail"]}},
            {
                "after": "4 business hours",
                "add_tags": ["promise_late"],
                "note": True,
                "notify": ["leads-chat"],
            },
        ),
    ),
    "follow_up": Shown(
        "ask-again",
        {"after": "2 business days", "only_if": ["broken_promise", "bad_rating", "reopened"]},
        ({"add_tags": ["follow_up_due"], "note": True},),
    ),
    "silence": Shown(
        "no-silence",
        steps=(
            {"add_tags": ["silent"], "note": True},
            {"after": "1 business day", "add_tags": ["silent_for_long"], "notify": ["leads-chat"]},
        ),
    ),
    "abuse": Shown(
        "boundaries",
        {
            "approvers": ["lead.support@example.com"],
            "leads": ["lead.support@example.com"],
            "notify": ["leads-chat"],
        },
    ),
}
"""By kind; one that is missing is shown under its own name, with a tag and a note."""


def shown_of(kind: str) -> Shown:
    """What is shown of a kind."""
    plain = Shown(kind.replace("_", "-"), steps=({"add_tags": [kind], "note": True},))
    return SHOWN.get(kind, plain)
