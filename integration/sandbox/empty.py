"""An account without tickets, for try-outs."""

from __future__ import annotations

from datetime import datetime

from integration.sandbox.clock import Clock
from integration.sandbox.world import World


def empty_world(start: datetime) -> World:
    """An account with one group, one agent and one customer, and nothing to do, at a moment."""
    world = World(Clock(start))
    group = world.add_group("Support")
    world.add_user("Ana Reyes", role="agent", groups=[group])
    world.add_user("Pat Customer")
    return world
