"""What no single setting shows: settings that contradict each other, and settings that are probably not meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from itertools import combinations, pairwise

from integration.config.channels import is_bare_secret
from integration.config.closing import about_closing, assumed_closings
from integration.config.lines import Path
from integration.config.models import Config
from integration.config.problems import Problem
from integration.config.sentences import did_you_mean
from integration.config.walk import settings_in, steps_in
from policies.abuse import Abuse
from policies.core.durations import Duration
from policies.core.settings import Settings
from policies.core.steps import SCALARS, Fallback, Step
from policies.core.wording import listed

Found = tuple[Path, str]
"""A place and a sentence."""

LEGACY = (
    "API tokens stop working on 2027-04-30, when Zendesk ends them all; "
    "create an OAuth client and use client_id and client_secret"
)
_NO_TRACE = (
    "this step only tells a channel, and a message leaves once its ticket is written; "
    "give it note = true or add_tags as well"
)
_IN_THE_OPEN = (
    "whoever knows this address can write to the channel; "
    'better write { env = "NAME" } or { file = "/run/secrets/name" }'
)
_NOBODY_DECIDES = (
    "is empty, so nobody can decide a restriction that is proposed; name a lead by e-mail address"
)
_NOT_ENFORCED = (
    'does nothing while mode = "observe"; it says which tickets are taken in first once mode = "enforce"'
)
_NOT_AHEAD = "what {kind} finds is not known ahead, so nothing can come before it; use after"
_TELLING = Step | Fallback | Abuse
"""What names channels that are told."""
_SHORT = timedelta(minutes=5)
_RUNG_GAP = timedelta(minutes=30)
_UNCLOSED = re.compile(r"Unexpected end of template\. .*block that needs to be closed is '(?P<block>\w+)'")
"""Jinja2's own sentence about a block without an end, which names all tags that it knows."""

CALENDAR_BLOCK = """\
[calendars.office]
time_zone = "Europe/Berlin"
mon = ["09:00-17:30"]
tue = ["09:00-17:30"]
wed = ["09:00-17:30"]
thu = ["09:00-17:30"]
fri = ["09:00-17:30"]"""
"""Opening hours to paste into the file."""


def errors_in_policies(policies: Mapping[str, Settings], tables: Mapping[str, object]) -> Iterator[Found]:
    """What makes policies unusable although each setting is right; `tables` are all of the file's, right or not."""
    former: dict[str, str] = {}
    for name, table in tables.items():
        if isinstance(table, dict) and "name" in table:
            yield ("policies", name, "name"), "unknown setting; the table's own name is the policy's"
    for name, policy in policies.items():
        if policy.was is not None:
            yield from _wrong_former_name(name, policy.was, tables, former)
            former.setdefault(policy.was, name)
        for path, step in steps_in(policy, ("policies", name)):
            problem = check_template(step.note, policy.kind) if isinstance(step.note, str) else None
            if problem:
                yield (*path, "note"), problem
            if step.before is not None and not policy.knows_ahead:
                yield (*path, "before"), _NOT_AHEAD.format(kind=policy.kind)


def _wrong_former_name(
    name: str, was: str, names: Collection[str], former: Mapping[str, str]
) -> Iterator[Found]:
    path: Path = ("policies", name, "was")
    if was == name:
        yield path, "is the policy's present name"
    elif was in names:
        yield (
            path,
            f"there still is a policy '{was}'; a policy can only take over the past of one that is gone",
        )
    elif was in former:
        yield path, f"'{was}' is already the former name of '{former[was]}'"


def errors_about_channels(policies: Mapping[str, Settings], channels: Collection[str]) -> Iterator[Found]:
    """Steps that tell a channel which the file does not have, and steps that would leave no trace on the ticket."""
    for name, policy in policies.items():
        for path, step in settings_in(policy, ("policies", name)):
            if not isinstance(step, _TELLING):
                continue
            for place, channel in enumerate(step.notify):
                if channel not in channels:
                    hint = did_you_mean(channel, channels) or f"; add a table [notify.{channel}]"
                    yield (*path, "notify", place), f"there is no channel '{channel}'{hint}"
            if isinstance(step, Step) and step.notify and not _writes(step):
                yield (*path, "notify"), _NO_TRACE


def _writes(step: Step) -> bool:
    """Whether the step does anything to the ticket itself."""
    fields = (step.priority, step.status, step.group, step.assignee)
    return any((step.add_tags, step.remove_tags, step.note, step.custom_fields, step.add_followers, *fields))


def check_template(text: str, kind: str) -> str | None:
    """What is wrong with a note's template, as a sentence, or None; it is rendered with sample facts."""
    from integration.notes import template_problem  # noqa: PLC0415 - Jinja2 is slow to load and rarely needed here

    problem = template_problem(text, kind)
    return _UNCLOSED.sub(_never_closed, problem) if problem else None


def _never_closed(match: re.Match[str]) -> str:
    block = match["block"]
    return f"the {{% {block} %}} is never closed; write {{% end{block} %}}"


def _about_note(path: Path, text: str, kind: str) -> Iterator[Found]:
    """What the note of a usable template lacks: it is too long, leaves out a part, or scolds."""
    from integration.notes import template_warnings  # noqa: PLC0415 - as above

    return ((path, sentence) for sentence in template_warnings(text, kind))


def warnings_in(config: Config) -> Iterator[Found]:
    """What is allowed and probably not meant."""
    if config.account.auth.is_legacy:
        yield ("account", "auth", "api_token"), LEGACY
    if not config.policies:
        yield (), "there is no policy, so nothing is watched; add a table [policies.NAME]"
    yield from _about_calendars(config)
    yield from _about_conflicts(config)
    yield from _about_channels(config)
    yield from about_closing(config)
    for name, policy in config.policies.items():
        yield from _about_policy(("policies", name), policy)


def _about_policy(path: Path, policy: Settings) -> Iterator[Found]:
    if policy.enforce_for is not None and policy.mode == "observe":
        yield (*path, "enforce_for"), _NOT_ENFORCED
    if isinstance(policy, Abuse) and not policy.approvers:
        yield (*path, "approvers"), _NOBODY_DECIDES
    if not policy.steps and not policy.has_own_ladder:
        yield path, _no_steps(policy)
    for place, value in settings_in(policy, path):
        if isinstance(value, Duration) and _is_short(value):
            yield (
                place,
                f'"{value}" is shorter than 5 minutes, and Zendesk\'s lag with our interval takes about two',
            )
    for place, step in steps_in(policy, path):
        if step.assignee is not None or step.group is not None:
            key = "assignee" if step.assignee is not None else "group"
            yield (*place, key), "this step reassigns the ticket, which is itself a handoff"
        if isinstance(step.note, str):
            yield from _about_note((*place, "note"), step.note, policy.kind)
    yield from _about_rungs((*path, "steps"), policy.steps)


def _no_steps(policy: Settings) -> str:
    done = [own.when for own in policy.own_steps()]
    also = f", except about {listed(done)}" if done else ""
    return f"has no steps: what it finds is only written down{also}"


def _is_short(duration: Duration) -> bool:
    if duration.business and duration.unit == "days":
        return False
    return timedelta(0) < (duration.opening_time if duration.business else duration.timedelta) < _SHORT


def _about_rungs(path: Path, steps: tuple[Step, ...]) -> Iterator[Found]:
    """Rungs of elapsed time that would be due almost together; business time needs a calendar to tell."""
    plain = [
        (step.after.timedelta if step.after else timedelta(0), number)
        for number, step in enumerate(steps)
        if step.before is None and (step.after is None or not step.after.business)
    ]
    for (earlier, _), (later, number) in pairwise(sorted(plain)):
        if later - earlier < _RUNG_GAP:
            yield (
                (*path, number, "after"),
                "comes less than 30 minutes after another step; it waits until they have passed",
            )


def _about_conflicts(config: Config) -> Iterator[Found]:
    """Policies of equal rank that set one field to different values: on a ticket of both, neither is written."""
    for (first, one), (second, other) in combinations(config.policies.items(), 2):
        if one.rank != other.rank:
            continue
        for field in SCALARS:
            values, others = _values(one, field), _values(other, field)
            if values and others and values != others:
                sentence = f"and policy '{first}' set {field} differently at equal rank; give one of them a higher rank"
                yield ("policies", second), sentence


def _about_channels(config: Config) -> Iterator[Found]:
    steps = (step for _, step in settings_in(config) if isinstance(step, _TELLING))
    named = {channel for step in steps for channel in step.notify}
    for name, channel in config.notify.items():
        if name not in named:
            yield ("notify", name), "no step tells this channel"
        if is_bare_secret(channel):
            yield ("notify", name, "url"), _IN_THE_OPEN


def _values(policy: Settings, field: str) -> set[object]:
    return {value for _, step in steps_in(policy) if (value := getattr(step, field)) is not None}


def counts_business_time(policy: Settings) -> bool:
    """Whether any duration of the policy needs opening hours."""
    durations = (value for _, value in settings_in(policy) if isinstance(value, Duration))
    return policy.uses_business_time() or any(duration.business for duration in durations)


def policies_without_calendar(config: Config) -> tuple[str, ...]:
    """The policies that count business time and name no calendar of their own, so that the account's first is used."""
    return tuple(
        name
        for name, policy in config.policies.items()
        if policy.calendar is None and counts_business_time(policy)
    )


def questions_for_zendesk(config: Config) -> frozenset[Problem]:
    """Those of the warnings that only Zendesk can answer: which schedules it has, and when it closes tickets."""
    found = (*_unknown_calendars(config), *assumed_closings(config))
    return frozenset(config.problem(path, sentence) for path, sentence in found)


def _about_calendars(config: Config) -> Iterator[Found]:
    yield from _unknown_calendars(config)
    named = {policy.calendar for policy in config.policies.values()}
    by_default = policies_without_calendar(config)
    for place, name in enumerate(config.calendars):
        if name not in named and not (place == 0 and by_default):
            yield ("calendars", name), "no policy uses this calendar"


def _unknown_calendars(config: Config) -> Iterator[Found]:
    """Opening hours that are not in the file, and so have to be in Zendesk."""
    known = tuple(config.calendars)
    for name, policy in config.policies.items():
        if policy.calendar is not None and policy.calendar not in known:
            hint = did_you_mean(policy.calendar, known)
            sentence = f"there is no [calendars.{policy.calendar}] here{hint or ';'} it has to be a schedule in Zendesk"
            yield ("policies", name, "calendar"), sentence
    by_default = policies_without_calendar(config)
    if by_default and not known:
        yield (
            ("policies", by_default[0]),
            no_opening_hours(by_default, "without a schedule in Zendesk this is an error"),
        )


def no_opening_hours(names: tuple[str, ...], so: str) -> str:
    """That these policies need opening hours, with a table to paste; `so` says what follows."""
    who = "counts business time" if len(names) == 1 else f"count business time ({listed(names)})"
    return f"{who}, and this file has no opening hours; {so}. Add, for instance:\n{CALENDAR_BLOCK}"
