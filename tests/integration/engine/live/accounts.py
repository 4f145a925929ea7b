"""Rules, updates and configurations for the tests of `check --live`, written shortly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from integration.config.load import parse_config
from integration.config.models import Config
from integration.engine.live.conditions import Us
from integration.engine.live.updates import OurUpdate
from integration.zendesk.rules import Action, Condition, Rule, Sort

US = Us(77, "Robot Example")
NOTE = OurUpdate("passed-around", note=True, adds=frozenset({"passed_around"}))
"""A step that writes a note and adds a tag."""
QUIET = OurUpdate("passed-around", removes=frozenset({"passed_around"}))
"""Our own tag comes off when the occasion ends."""


def conditions(*lines: str) -> tuple[Condition, ...]:
    """Conditions as `field operator value`; the value may have spaces, or be missing."""
    parts = [line.split(" ", 2) for line in lines]
    return tuple(Condition(part[0], part[1], tuple(part[2:])) for part in parts)


def rule(
    *every: str,
    some: Sequence[str] = (),
    does: Sequence[str] = ("notification_user requester_id",),
    sort: Sort = "trigger",
    title: str = "A rule",
) -> Rule:
    """A rule with conditions and actions as words: `does` are `field value`."""
    actions = tuple(Action(field, tuple(value)) for field, *value in (line.split(" ", 1) for line in does))
    return Rule(sort, 1, title, conditions(*every), conditions(*some), actions)


def config(policies: str, extra: str = "") -> Config:
    """A configuration with these policies."""
    text = f"""
[account]
base_url = "http://127.0.0.1:1"
[account.auth]
client_id = "steadyhand"
client_secret = {{ env = "NOWHERE" }}
{extra}
{policies}
"""
    return parse_config(text, Path("config.toml"))
