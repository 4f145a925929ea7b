"""Whether a rule's conditions hold for an update of ours: yes, no, or nobody can say from here.

What cannot be told from the update alone, as the ticket's group or channel, is left open, so that a rule "may" act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from integration.engine.live.updates import OurUpdate
from integration.zendesk.rules import Condition, Rule

Answer = bool | None
"""None: it depends on the ticket."""

WEB_SERVICE = "5"
"""Zendesk's number of the API among the ways in which a ticket is updated. Source: its conditions reference."""
_OPPOSITES = {
    "is_not": "is",
    "not_includes": "includes",
    "not_changed": "changed",
    "not_value": "value",
    "not_value_previous": "value_previous",
    "not_present": "present",
}
_NOBODY_OF_THESE = frozenset({"current_user", "requester_id"})
"""We hold no tickets, and customers are no assignees."""
_CHANGES = frozenset({"changed", "value", "value_previous"})
_STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
_WRITTEN_TO = frozenset(_STATUSES) - {"closed"}
"""A closed ticket takes no update."""


@dataclass(frozen=True, slots=True)
class Us:
    """The user whom the service writes as. It is taken to hold no tickets and to ask for nothing."""

    id: int
    name: str = ""


def holds(rule: Rule, update: OurUpdate, us: Us) -> Answer:
    """Whether the rule acts on such an update."""
    every = [answer(condition, update, us) for condition in rule.every]
    some = [answer(condition, update, us) for condition in rule.any]
    if False in every or (some and all(one is False for one in some)):
        return False
    sure = all(one is True for one in every) and (not some or True in some)
    return True if sure else None


def answer(condition: Condition, update: OurUpdate, us: Us) -> Answer:
    """Whether one condition holds once such an update is made."""
    operator = _OPPOSITES.get(condition.operator, condition.operator)
    said = _positive(condition.field, operator, condition.values, update, us)
    if said is None or operator == condition.operator:
        return said
    return not said


def _positive(field: str, operator: str, values: tuple[str, ...], update: OurUpdate, us: Us) -> Answer:
    if operator in _CHANGES and field not in update.sets:
        return False if field != "current_tags" else _changes_tags(update)
    if field in _OF_UPDATE:
        return _OF_UPDATE[field](values, update)
    if field == "role":
        return _is_ours(values, us)
    if field in ("assignee_id", "requester_id") and operator == "is" and _NOBODY_OF_THESE & set(values):
        return False
    return _of_status(operator, values, update) if field == "status" else None


def _changes_tags(update: OurUpdate) -> Answer:
    """Tags that are added may be there already, so a change of them can be excluded at most."""
    return None if update.adds or update.removes else False


def _is_ours(values: tuple[str, ...], us: Us) -> Answer:
    """The current user's role or id; the service is an admin, whom Zendesk counts among the agents here."""
    if "agent" in values or str(us.id) in values:
        return True
    return False if all(value == "end_user" or value.isdecimal() for value in values) else None


def _comment(values: tuple[str, ...], update: OurUpdate) -> Answer:
    """Our comments are internal notes, which no customer sees."""
    known = {
        "true": False,
        "requester_can_see_comment": False,
        "false": update.note,
        "not_relevant": update.note,
    }
    return next((known[value] for value in values if value in known), None)


def _tags(values: tuple[str, ...], update: OurUpdate) -> Answer:
    asked = words_of(values)
    if asked & update.adds:
        return True
    return False if asked and asked <= update.removes else None


def _of_status(operator: str, values: tuple[str, ...], update: OurUpdate) -> Answer:
    """By all statuses that the ticket can have after it."""
    possible = _WRITTEN_TO if update.status is None else {update.status}
    tests: dict[str, Callable[[int, int], bool]] = {
        "is": lambda status, asked: status == asked,
        "includes": lambda status, asked: status == asked,
        "less_than": lambda status, asked: status < asked,
        "greater_than": lambda status, asked: status > asked,
    }
    asked = [_STATUSES.index(value) for value in values if value in _STATUSES]
    if operator not in tests or not asked:
        return None
    answers = {any(tests[operator](_STATUSES.index(status), one) for one in asked) for status in possible}
    return answers.pop() if len(answers) == 1 else None


_OF_UPDATE: dict[str, Callable[[tuple[str, ...], OurUpdate], Answer]] = {
    "update_type": lambda values, _: "change" in {value.lower() for value in values},
    "current_via_id": lambda values, _: WEB_SERVICE in values,
    "comment_is_public": _comment,
    "comment_includes_word": lambda _, update: None if update.note else False,
    "current_tags": _tags,
}
"""What can be told from the update, by the condition's field."""


def words_of(values: Iterable[str]) -> frozenset[str]:
    """Tags as rules name them: a text with spaces between, or a list."""
    return frozenset(word for value in values for word in value.lower().split())


def asks_for(rule: Rule, tags: frozenset[str]) -> frozenset[str]:
    """Those of the tags whose presence the rule waits for."""
    conditions = (each for each in (*rule.every, *rule.any) if each.field == "current_tags")
    positive = (each for each in conditions if each.operator not in _OPPOSITES)
    return frozenset(word for each in positive for word in words_of(each.values)) & tags


def spared_by(rule: Rule) -> frozenset[str]:
    """The tags whose tickets the rule leaves alone."""
    conditions = (each for each in rule.every if each.field == "current_tags")
    return frozenset(
        word for each in conditions if each.operator == "not_includes" for word in words_of(each.values)
    )


def is_only_at_creation(rule: Rule) -> bool:
    """Whether the rule acts on new tickets only, on which nothing of ours can be yet."""
    asked = [each for each in rule.every if each.field == "update_type" and each.operator not in _OPPOSITES]
    return any("create" in {value.lower() for value in each.values} for each in asked)
