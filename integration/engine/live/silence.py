"""Automations that solve or close what waits, held against the policies that notice silence in the same statuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from integration.config.models import Config
from integration.engine.live.closing import least_hours
from integration.engine.live.findings import Area, LiveFinding, place_of, warning
from integration.zendesk.rules import Rule
from policies.core.durations import least_elapsed
from policies.core.wording import in_words
from policies.silence import Silence

_SINCE = {"NEW": "new", "OPEN": "open", "PENDING": "pending", "HOLD": "hold"}
"""Zendesk's conditions on the hours that a ticket has been in a status, and the status."""
_ENDS = frozenset({"solved", "closed"})


def about_silence(automations: Iterable[Rule], config: Config) -> Iterator[LiveFinding]:
    """Tickets that an automation ends before their silence would be noticed."""
    policies = [policy for policy in config.policies_in_order if isinstance(policy, Silence)]
    for rule in automations:
        if not any(action.field == "status" and _ENDS & set(action.values) for action in rule.actions):
            continue
        for condition in (*rule.every, *rule.any):
            status, after = _SINCE.get(condition.field), least_hours(condition)
            for policy in policies:
                if status in policy.statuses and after is not None and after < least_elapsed(policy.after):
                    place = config.problem(("policies", policy.name, "after"), "")
                    yield warning(
                        Area.RULES,
                        f"policy '{policy.name}'",
                        f"Looks at silence of {policy.after} on tickets that are {status}, but the automation "
                        f"'{rule.title}' ends them after {in_words(after)}, so nothing is said of these.",
                        f"Make after shorter, or leave {status} out of statuses.",
                        place_of(place),
                    )
