"""The sorts of updates that a configuration makes, as far as the account's rules can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from integration.config.models import Config
from integration.config.walk import steps_in
from policies.abuse import THREAT_TAG, Abuse
from policies.core.settings import Settings
from policies.core.steps import Step
from policies.directives import ANSWERS, Directives


@dataclass(frozen=True, slots=True)
class OurUpdate:
    """One sort of update: what rules may look at in it."""

    policy: str
    """Whose step it is."""
    note: bool = False
    adds: frozenset[str] = frozenset()
    """Tags."""
    removes: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    """Zendesk's names of the fields that it sets, or that change with these."""
    status: str | None = None
    """The status that it sets; None leaves it."""


def updates_of(config: Config, fields: Mapping[str, int]) -> tuple[OurUpdate, ...]:
    """Each sort once, policies that only observe included; `fields` are ids of ticket fields by title and by number."""
    policies = (*config.policies_in_order, Directives())
    found = (update for policy in policies for update in _of_policy(policy, fields))
    return tuple(dict.fromkeys(found))


def added_tags(updates: tuple[OurUpdate, ...]) -> frozenset[str]:
    """Every tag that any step adds."""
    return frozenset(tag for update in updates for tag in update.adds)


def _of_policy(policy: Settings, fields: Mapping[str, int]) -> Iterator[OurUpdate]:
    own = ANSWERS if isinstance(policy, Directives) else tuple(each.step for each in policy.own_steps())
    steps = (*(step for _, step in steps_in(policy)), *own)
    for step in steps:
        if (update := _of_step(policy.name, step, fields)) is not None:
            yield update
        if policy.clear_tags and step.add_tags:
            yield OurUpdate(policy.name, removes=frozenset(step.add_tags))
    if isinstance(policy, Abuse):
        yield OurUpdate(policy.name, note=True, adds=frozenset({THREAT_TAG}))
    if policy.on_end.add_tags:
        yield OurUpdate(policy.name, adds=frozenset(policy.on_end.add_tags))


def _of_step(name: str, step: Step, fields: Mapping[str, int]) -> OurUpdate | None:
    """The update of a step; None when it only tells a channel."""
    update = OurUpdate(
        policy=name,
        note=bool(step.note),
        adds=frozenset(step.add_tags),
        removes=frozenset(step.remove_tags),
        sets=frozenset(_fields_set(step, fields)),
        status=step.status,
    )
    return update if update != OurUpdate(name) else None


def _fields_set(step: Step, fields: Mapping[str, int]) -> Iterator[str]:
    """What is set, with what Zendesk changes along: an assignee brings a group, and opens a new ticket."""
    if step.priority is not None:
        yield "priority"
    if step.status is not None:
        yield from ("status", "custom_status_id")
    if step.group is not None:
        yield from ("group_id", "assignee_id")
    if step.assignee is not None:
        yield from ("assignee_id", "group_id", "status", "custom_status_id")
    for title in step.custom_fields:
        if title in fields:
            yield f"custom_fields_{fields[title]}"
