"""Automations that our updates disturb: those that count the hours since an update begin anew with each note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from integration.engine.live.conditions import Us, asks_for, holds
from integration.engine.live.findings import Area, LiveFinding, warning
from integration.engine.live.reach import reach_of
from integration.engine.live.updates import OurUpdate, added_tags
from integration.zendesk.rules import Rule

_SINCE_UPDATE = "updated_at"


def about_automations(
    automations: Iterable[Rule], updates: Sequence[OurUpdate], us: Us
) -> Iterator[LiveFinding]:
    """What our updates do to the account's automations, and which write to the customer because of our tags."""
    ours = added_tags(tuple(updates))
    for rule in automations:
        if all(holds(rule, update, us) is False for update in updates):
            continue
        if any(condition.field == _SINCE_UPDATE for condition in (*rule.every, *rule.any)):
            yield warning(
                Area.RULES,
                f"automation '{rule.title}'",
                "Counts the hours since a ticket's last update, and each update of ours begins that count anew, so it "
                "may act later than it should or not at all.",
                "Count Hours since requester update, since assignee update or since the status, in place of Hours since "
                "update.",
            )
        if reach_of(rule).customer and asks_for(rule, ours):
            yield warning(
                Area.RULES,
                f"automation '{rule.title}'",
                "Writes to the customer because of a tag of ours.",
                "Use another tag in the step, or take the tag out of its conditions.",
            )
