"""What the kinds themselves say of every occasion in their tables makes a short, complete and kind note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from integration.notes import NoteItem, note_problems, render_note
from integration.notes.visible import visible_text
from policies.core.findings import Finding
from policies.core.settings import Settings
from policies.follow_up import FollowUp
from policies.promise import Promise
from policies.silence import Silence
from tests.policies.histories import facts_of_case, sorts
from tests.policies.tables import table_of

KINDS: dict[str, type[Settings]] = {"promise": Promise, "follow_up": FollowUp, "silence": Silence}
ASKED_FOR = "my chairs, the one lamp, both tables, the rug in blue, the invoice of May, the parcel that went back and "
LONG: list[tuple[str, dict[str, Any]]] = [
    (
        "promise",
        {
            "name": "a long promise of a merged ticket that moved on, on another clock",
            "history": [
                "mon 09:00 created: assignee -> ben",
                f'#48 mon 10:00 ana: answers "I will get back to you about {ASKED_FOR * 2} all the rest by Friday at 3pm."',
            ],
            "now": "fri+2 18:00",
            "customer_zone": "America/Argentina/Buenos_Aires",
        },
    ),
    (
        "promise",
        {
            "name": "a promise for another year",
            "history": [
                'mon 10:00 ana: answers "I will call you by January 5, 2027."',
                "mon 11:00 ana: status -> solved",
            ],
            "now": "thu 11:00",
        },
    ),
    (
        "follow_up",
        {
            "name": "a follow-up after solving, for a ticket with a long tag",
            "policy": {"after": "2 business days", "only_if": ["tag:key_account_of_the_northern_region"]},
            "ticket": {"tags": ["key_account_of_the_northern_region"]},
            "history": ['mon 11:00 ana: answers "It is mended."', "+ ana: status -> solved"],
            "now": "fri 11:00",
        },
    ),
]


def occasions() -> Iterator[tuple[str, dict[str, Any]]]:
    """All rows of the tables in which something is found."""
    yield from LONG
    for kind in KINDS:
        yield from ((kind, case) for case in table_of(kind)["case"] if case["finds"])


def findings_of(kind: str, case: dict[str, Any]) -> tuple[Finding, ...]:
    policy = KINDS[kind](name="watched", **{**table_of(kind)["policy"], **case.get("policy", {})})
    return policy.decide(facts_of_case(case)).findings


@pytest.mark.parametrize(
    ("kind", "case"), [*occasions()], ids=lambda part: part if isinstance(part, str) else part["name"]
)
def test_a_kinds_own_text_is_a_good_note_and_is_told_whole(kind: str, case: dict[str, Any]) -> None:
    found = findings_of(kind, case)
    assert found
    for finding in found:
        item = NoteItem("watched", kind, finding.because, finding.evidence, finding.ask, template=None)
        note = render_note([item], reference="SH-7K2M9QXR", tags=("watched",), ticket_id=1, facts={})
        assert note_problems(note) == ()
        shown = visible_text(note.html)
        assert finding.because in shown
        assert finding.ask in shown


def test_every_sort_of_occasion_is_in_the_tables() -> None:
    known = {sort for kind, case in occasions() for sort in sorts(findings_of(kind, case))}
    assert known == {
        *("promise", "impossible", "vague", "closing"),
        *("solved", "planned", "due_date", "field"),
        "silence",
    }
