"""Each condition of a policy with whether a ticket meets it: made only when a person asks, so live cycles pay nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policies.core.calendar import ALWAYS_OPEN
from policies.core.conditions import GlobalScope, why_out_of_scope
from policies.core.evaluation import calendar_of
from policies.core.facts import Facts
from policies.core.findings import Condition
from policies.core.settings import Settings
from policies.core.steps import Scope
from policies.core.wording import listed

_MET = {
    "groups": "Its group is among {}.",
    "brands": "Its brand is among {}.",
    "forms": "Its form is among {}.",
    "organizations": "Its organization is among {}.",
    "channels": "It came by one of {}.",
    "priorities": "Its priority is among {}.",
    "tags_any": "It has one of the tags {}.",
    "tags_all": "It has the tags {}.",
    "tags_none": "It has none of the tags {}.",
    "custom_fields": "Its fields are as wanted: {}.",
}


def conditions_of(policy: Settings, facts: Facts, scope: GlobalScope) -> tuple[Condition, ...]:
    """What is asked of a ticket: the account's scope, the policy's, and, where both take it in, the kind's own.

    Whether a condition of a scope is met is asked of the very function that live cycles use, one setting at a time.
    Where the kind raises while it tells its own, the exception's class stands in their place.
    """
    around = (_account_scope(facts, scope), *_policy_scope(policy.scope, facts))
    if any(not condition.met for condition in around):
        return around
    calendar = calendar_of(policy, facts) or ALWAYS_OPEN
    try:
        return (*around, *policy.trace(replace(facts, calendar=calendar)))
    except Exception as error:  # noqa: BLE001 - a person asks what is wrong, and one policy's bug must not keep it from them
        told = f"What it asks of a ticket cannot be told: it raised {type(error).__name__}."
        return (*around, Condition(met=None, sentence=told))


def _account_scope(facts: Facts, scope: GlobalScope) -> Condition:
    reason = scope.why_not(facts.ticket)
    return Condition(met=reason is None, sentence=reason or "The account's [scope] takes it in.")


def _policy_scope(scope: Scope, facts: Facts) -> Iterator[Condition]:
    for name in sorted(scope.model_fields_set, key=list(Scope.model_fields).index):
        value = getattr(scope, name)
        if value:
            alone = Scope().model_copy(update={name: value})
            reason = why_out_of_scope(alone, facts)
            yield Condition(met=reason is None, sentence=reason or _MET[name].format(_words(value)))


def _words(value: object) -> str:
    if isinstance(value, dict):
        return listed([f"{name} is {wanted}" for name, wanted in value.items()])
    return listed([str(each) for each in value], "or") if isinstance(value, tuple) else str(value)
