"""Reminders that would come when Zendesk has already closed the ticket, and refuses every update."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from integration.config.lines import Path
from integration.config.models import Config
from policies.core.durations import Duration, least_elapsed
from policies.follow_up import FollowUp
from policies.promise import Promise

LATEST_CLOSE = timedelta(days=28)
"""After so long at the latest Zendesk closes a solved ticket."""
_USUAL_CLOSE: Duration = Promise.model_fields["auto_close_after"].default
_AT_THE_LATEST = "Zendesk closes solved tickets after 28 days at the latest"
_IN_VAIN = "and a closed one cannot be written to"


def about_closing(config: Config) -> Iterator[tuple[Path, str]]:
    """Places and sentences about tickets that close too early; of business time the least that it takes is compared."""
    closings = {
        name: policy.auto_close_after
        for name, policy in config.policies.items()
        if isinstance(policy, Promise)
    }
    for name, close in closings.items():
        if close and least_elapsed(close) > LATEST_CLOSE:
            yield (
                ("policies", name, "auto_close_after"),
                _AT_THE_LATEST,
            )
    for name, policy in config.policies.items():
        if isinstance(policy, FollowUp) and policy.after is not None:
            yield from _about_follow_up(("policies", name), policy, policy.after, closings)


def assumed_closings(config: Config) -> Iterator[tuple[Path, str]]:
    """Those of these that rest on what the file says or assumes of the account's own closing."""
    return (found for found in about_closing(config) if _AT_THE_LATEST not in found[1])


def _about_follow_up(
    path: Path, policy: FollowUp, after: Duration, closings: Mapping[str, Duration | bool]
) -> Iterator[tuple[Path, str]]:
    """Whether the follow-up comes too late; where it does not, which of its steps do."""
    wait = least_elapsed(after)
    if sentence := _why_too_late(wait, closings):
        yield (*path, "after"), sentence
        return
    for place, step in enumerate(policy.steps):
        later = wait + least_elapsed(step.after) if step.after is not None else wait
        if sentence := _why_too_late(later, closings):
            yield (*path, "steps", place, "after"), f"with the policy's {after} before it, {sentence}"


def _why_too_late(wait: timedelta, closings: Mapping[str, Duration | bool]) -> str:
    """Why a ticket may have closed so long after solving, as a sentence; empty when it has not."""
    if wait >= LATEST_CLOSE:
        return f"{_AT_THE_LATEST}, {_IN_VAIN}"
    earliest = _earliest(closings)
    if earliest is None or wait < least_elapsed(earliest[0]):
        return ""
    close, source = earliest
    return f"tickets close by themselves {close} after solving, {source}, {_IN_VAIN}"


def _earliest(closings: Mapping[str, Duration | bool]) -> tuple[Duration, str] | None:
    """When tickets close first, and how that is known; None where the promise policies say that none does."""
    if not closings:
        return _USUAL_CLOSE, "by the automation that Zendesk comes with, unless you changed it"
    known = {name: close for name, close in closings.items() if isinstance(close, Duration)}
    name = min(known, key=lambda each: least_elapsed(known[each]), default=None)
    return None if name is None else (known[name], f"by auto_close_after of policy '{name}'")
