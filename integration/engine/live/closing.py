"""When the account closes what is solved, held against the policies that count on a ticket staying solved for a while."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from integration.config.closing import LATEST_CLOSE
from integration.config.models import Config
from integration.engine.live.findings import Area, LiveFinding, fine, place_of, warning
from integration.zendesk.rules import Condition, Rule
from policies.core.durations import Duration, least_elapsed
from policies.core.wording import in_words
from policies.follow_up import FollowUp
from policies.promise import Promise

CLOSING = "Closing"
"""The title of what is said of when the account closes tickets."""
_SINCE_SOLVED = "SOLVED"
_BUSINESS = "_business_hours"
_LATER = ("greater_than", "is")
_AT_MOST = "Zendesk closes solved tickets after 28 days at the latest"


@dataclass(frozen=True, slots=True)
class Closing:
    """A rule that closes solved tickets, and how long after solving it does so at the earliest."""

    rule: Rule
    after: timedelta
    of_business: bool
    """Counted in business hours, so that more time passes than `after` says."""
    for_some: bool
    """It asks for more than status and time, so that not every ticket is closed by it."""

    @property
    def told(self) -> str:
        """When it closes, in words."""
        unit = " of business hours" if self.of_business else ""
        when = f"{in_words(self.after)}{unit} after solving" if self.after else "as soon as it is solved"
        return f"{self.rule.sort} '{self.rule.title}' closes {'some tickets' if self.for_some else 'a ticket'} {when}"


def closings_of(rules: Iterable[Rule]) -> tuple[Closing, ...]:
    """The rules that close tickets, the earliest first; those that count from an update only are left out."""
    found = (closing for rule in rules if _closes(rule) and (closing := _closing(rule)) is not None)
    return tuple(sorted(found, key=lambda closing: closing.after))


def about_closing(rules: Iterable[Rule], config: Config) -> Iterator[LiveFinding]:
    """Follow-ups, silence and promises that reckon with another moment of closing than the account's."""
    closings = closings_of(rules)
    yield _when(closings)
    for name, policy in config.policies.items():
        if isinstance(policy, FollowUp) and policy.after is not None:
            place = ("policies", name, "after")
            yield from _too_late(config, place, policy.after, closings)
        if isinstance(policy, Promise) and isinstance(policy.auto_close_after, Duration):
            yield from _other_moment(config, name, policy.auto_close_after, closings)


def _closes(rule: Rule) -> bool:
    return any(action.field == "status" and "closed" in action.values for action in rule.actions)


def _closing(rule: Rule) -> Closing | None:
    conditions = (*rule.every, *rule.any)
    hours = [condition for condition in conditions if condition.field == _SINCE_SOLVED]
    if not hours and (rule.sort == "automation" or not _at_solving(rule)):
        return None
    counted = [moment for condition in hours if (moment := _hours(condition)) is not None]
    plain = [condition for condition in conditions if condition.field not in ("status", _SINCE_SOLVED)]
    return Closing(
        rule=rule,
        after=max(counted, default=timedelta(0)),
        of_business=any(condition.operator.endswith(_BUSINESS) for condition in hours),
        for_some=bool(plain),
    )


def _at_solving(rule: Rule) -> bool:
    """Whether a trigger looks at tickets that are solved, or become so."""
    asked = [condition for condition in (*rule.every, *rule.any) if condition.field == "status"]
    return any("solved" in condition.values and condition.operator in ("is", "value") for condition in asked)


def _hours(condition: Condition) -> timedelta | None:
    """How long it waits at least; None for a bound from above, or what is no number."""
    number = condition.values[0] if condition.values else ""
    if condition.operator.removesuffix(_BUSINESS) not in _LATER or not number.replace(".", "", 1).isdecimal():
        return None
    return timedelta(hours=float(number))


def _when(closings: Sequence[Closing]) -> LiveFinding:
    if not closings:
        return fine(Area.RULES, CLOSING, f"No rule closes what is solved by its age; {_AT_MOST}.")
    told = "; ".join(closing.told for closing in closings)
    return fine(Area.RULES, CLOSING, f"{told[0].upper()}{told[1:]}; {_AT_MOST}.")


def _too_late(
    config: Config, place: tuple[str, ...], after: Duration, closings: Sequence[Closing]
) -> Iterator[LiveFinding]:
    early = [closing for closing in closings if closing.after <= least_elapsed(after)]
    if not early and least_elapsed(after) < LATEST_CLOSE:
        return
    why = early[0].told if early else _AT_MOST
    yield warning(
        Area.RULES,
        f"policy '{place[1]}'",
        f"Follows up {after} after solving, but the {why}, and a closed ticket cannot be written to."
        if early
        else f"Follows up {after} after solving, but {why}, and a closed ticket cannot be written to.",
        "Make after shorter, or let the ticket stay solved for longer.",
        place_of(config.problem(place, "")),
    )


def _other_moment(
    config: Config, name: str, told: Duration, closings: Sequence[Closing]
) -> Iterator[LiveFinding]:
    """A promise policy that was told another time than the account's own; only for rules that close every ticket."""
    every = [closing for closing in closings if not closing.for_some and not closing.of_business]
    place = ("policies", name, "auto_close_after")
    actual = every[0].after if every else LATEST_CLOSE
    if least_elapsed(told) == actual:
        return
    yield warning(
        Area.RULES,
        f"policy '{name}'",
        f"Reckons with tickets closing {told} after solving; in this account it is {in_words(actual)}.",
        f'Write auto_close_after = "{round(actual / timedelta(hours=1))}h".',
        place_of(config.problem(place, "")),
    )
