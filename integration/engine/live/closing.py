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
    """Follow-ups and promises that reckon with another moment of closing than the account's."""
    closing = [rule for rule in rules if _closes(rule)]
    closings = closings_of(closing)
    others = [rule for rule in closing if _closing(rule) is None]
    yield _when(closings, others)
    for name, policy in config.policies.items():
        if isinstance(policy, FollowUp) and policy.after is not None:
            yield from _too_late(config, name, policy.after, closings)
        if isinstance(policy, Promise) and policy.auto_close_after and (closings or not others):
            yield from _other_moment(config, name, policy, policy.auto_close_after, closings)


def _closes(rule: Rule) -> bool:
    return any(action.field == "status" and "closed" in action.values for action in rule.actions)


def _closing(rule: Rule) -> Closing | None:
    conditions = (*rule.every, *rule.any)
    hours = [condition for condition in conditions if condition.field == _SINCE_SOLVED]
    if not hours and (rule.sort == "automation" or not _at_solving(rule)):
        return None
    counted = [moment for condition in hours if (moment := least_hours(condition)) is not None]
    if not counted and any(_is_later(condition) for condition in hours):
        return None
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


def least_hours(condition: Condition) -> timedelta | None:
    """How long a condition on hours waits at least, business hours taken as hours; None for a bound from above, or what is no number of hours."""
    number = condition.values[0] if condition.values else ""
    if not _is_later(condition) or not number.replace(".", "", 1).isdecimal():
        return None
    try:
        return timedelta(hours=float(number))
    except OverflowError:  # more than any calendar has
        return None


def _is_later(condition: Condition) -> bool:
    """Whether a condition on hours is a bound from below."""
    return condition.operator.removesuffix(_BUSINESS) in _LATER


def _when(closings: Sequence[Closing], others: Sequence[Rule]) -> LiveFinding:
    told = [closing.told for closing in closings]
    told += [f"{rule.sort} '{rule.title}' closes some tickets by another measure" for rule in others]
    if not told:
        return fine(Area.RULES, CLOSING, f"No rule closes what is solved; {_AT_MOST}.")
    sentence = "; ".join([*told, _AT_MOST])
    return fine(Area.RULES, CLOSING, f"{sentence[0].upper()}{sentence[1:]}.")


def _too_late(
    config: Config, name: str, after: Duration, closings: Sequence[Closing]
) -> Iterator[LiveFinding]:
    early = [closing for closing in closings if closing.after <= least_elapsed(after)]
    if not early and least_elapsed(after) < LATEST_CLOSE:
        return
    why = f"the {early[0].told}" if early else _AT_MOST
    yield warning(
        Area.RULES,
        f"policy '{name}'",
        f"Follows up {after} after solving, but {why}, and a closed ticket cannot be written to.",
        "Make after shorter, or let tickets stay solved for longer.",
        place_of(config.problem(("policies", name, "after"), "")),
    )


def _other_moment(
    config: Config, name: str, policy: Promise, told: Duration, closings: Sequence[Closing]
) -> Iterator[LiveFinding]:
    """A promise policy that was told another time than any of the account's; business hours cannot be compared."""
    counted = [closing for closing in closings if not closing.of_business]
    if any(least_elapsed(told) == closing.after for closing in counted) or (closings and not counted):
        return
    first = next((closing for closing in counted if not closing.for_some), counted[0] if counted else None)
    actual = first.after if first is not None else LATEST_CLOSE
    if least_elapsed(told) == actual:
        return
    when = in_words(actual) if actual else "at once"
    of_some = ", for some tickets" if first is not None and first.for_some else ""
    yield warning(
        Area.RULES,
        f"policy '{name}'",
        f"Reckons with tickets closing {told} after solving; in this account it is {when}{of_some}.",
        _what_to_write(actual, policy.warn_before_close),
        place_of(config.problem(("policies", name, "auto_close_after"), "")),
    )


def _what_to_write(actual: timedelta, warns: Duration) -> str:
    """The setting for tickets that close so long after solving, so that the file is taken with it."""
    hours = round(actual / timedelta(hours=1))
    if not hours:
        return "Write auto_close_after = false: there is no time left in which somebody could be warned."
    shorter = " and a warn_before_close that is shorter" if least_elapsed(warns) >= actual else ""
    return f'Write auto_close_after = "{hours}h"{shorter}.'
