"""Every kind of policy that ships: one import and one name each."""

from __future__ import annotations

from policies.core.settings import Settings
from policies.reassignment import Reassignment

KINDS: tuple[type[Settings], ...] = (Reassignment,)
"""In the order in which they are documented; told apart by the literal of their `kind`."""
