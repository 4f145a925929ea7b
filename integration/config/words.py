"""What a configuration means, in the words that `check` prints."""

from __future__ import annotations

from itertools import groupby

from integration.config.calendars import CalendarSettings
from integration.config.models import Config
from policies.core.actions import is_undo, is_undo_note
from policies.core.settings import Settings
from policies.core.shares import percent
from policies.core.steps import Fallback, OwnStep, Step
from policies.core.wording import listed, times

_MODES = {"observe": "only records what it would do", "enforce": "acts"}


def account_in_words(config: Config) -> str:
    """The account, where it is, and how often it is read."""
    account = config.account
    policies = "1 policy" if len(config.policies) == 1 else f"{len(config.policies)} policies"
    return f"account {account.label} at {account.url}, read every {account.interval}, with {policies}"


def policy_in_words(policy: Settings) -> str:
    """What a policy is, and whether it acts."""
    scope = ", ".join(
        f"{key.replace('_', ' ')} {_value(value)}"
        for key, value in policy.scope.model_dump(exclude_defaults=True).items()
    )
    where = f"; tickets with {scope}" if scope else ""
    return f"{policy.kind} in mode {policy.mode}, {_MODES[policy.mode]}{part_in_words(policy)}{where}"


def part_in_words(policy: Settings) -> str:
    """On which tickets a policy in enforce acts, as ` on 10% of the tickets only`; empty where on all or none."""
    part = policy.enforce_for
    if part is None or policy.mode != "enforce":
        return ""
    where = f"the tickets in {_some('group', part.groups)}" if part.groups else "the tickets"
    return f" on {percent(part.share)} of {where} only" if part.share else f" on {where} only"


def step_in_words(step: Step, *, ahead: bool = False) -> str:
    """When a step is due and all that it does, as `4 business hours later: add tag x, add follower y`.

    `ahead`: of a kind that knows the moment of an occasion ahead, so that it is "when due".
    """
    due = "when due" if ahead else "at once"
    when = due if step.after is None else f"{step.after} later"
    if step.before is not None:
        when = f"{step.before} before"
    return f"{when}: {', '.join(_acts(step))}"


def own_in_words(own: OwnStep) -> str:
    """What a kind does besides a policy's steps, as `about a time that cannot be: add tag x`."""
    return f"about {own.when}: {', '.join(_acts(own.step))}"


def acts_in_words(policy: Settings, step_id: str, episode: str) -> str:
    """All that one step about an occasion does, as `add tag x, add follower y`; empty for a step that is gone.

    Where the kind has several such steps, by how far it goes, each of them.
    """
    if is_undo(step_id):
        return "say that it is taken back" if is_undo_note(step_id) else "take back what was written"
    own = [each.step for each in policy.own_steps() if each.sort == episode.partition("/")[0]]
    acts = [", ".join(_acts(step)) for step in own or policy.steps if step.id == step_id]
    return "; or ".join(dict.fromkeys(acts))


def _acts(step: Step) -> list[str]:
    acts = []
    if step.add_tags:
        acts.append(f"add {_some('tag', step.add_tags)}")
    if step.remove_tags:
        acts.append(f"remove {_some('tag', step.remove_tags)}")
    if step.note:
        acts.append(
            "write an internal note" if step.note is True else "write an internal note from its template"
        )
    acts += [f"set {key} to {getattr(step, key)}" for key in ("priority", "status") if getattr(step, key)]
    acts += [f"set field '{key}' to {_value(value)}" for key, value in step.custom_fields.items()]
    if step.group is not None:
        acts.append(f"move to group {step.group}")
    if step.assignee is not None:
        acts.append(f"assign to {step.assignee}")
    if step.add_followers:
        acts.append(f"add {_some('follower', step.add_followers)}")
    if step.notify:
        acts.append(f"tell {listed(step.notify)}")
    if step.fallback is not None:
        acts.append(f"if the owner cannot be reached {' and '.join(_told(step.fallback))}")
    return acts


def _told(fallback: Fallback) -> list[str]:
    acts = [f"add {_some('follower', fallback.add_followers)}"] if fallback.add_followers else []
    return [*acts, f"tell {listed(fallback.notify)}"] if fallback.notify else acts


def _some(noun: str, values: tuple[str | int, ...]) -> str:
    return f"{noun}{'s' if len(values) > 1 else ''} {listed([str(value) for value in values])}"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return listed([str(item) for item in value], last="or")
    if isinstance(value, dict):
        return listed([f"{key} = {_value(item)}" for key, item in value.items()])
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value)


def calendar_in_words(calendar: CalendarSettings) -> str:
    """The week and the zone, days of equal hours joined: `mon-fri 09:00-17:30 (Europe/Berlin), 4 holidays`."""
    parts = []
    for hours, group in groupby(calendar.week.items(), key=lambda day: day[1]):
        days = [day for day, _ in group]
        if hours:
            parts.append(f"{days[0] if len(days) == 1 else f'{days[0]}-{days[-1]}'} {' and '.join(hours)}")
    holidays = len(calendar.build("check").holidays)
    return f"{', '.join(parts)} ({calendar.time_zone}), {times(holidays, 'holiday')}"
