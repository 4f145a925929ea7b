"""Every kind of policy that ships: one import and one name each."""

from __future__ import annotations

from policies.abuse import Abuse
from policies.core.settings import Settings
from policies.follow_up import FollowUp
from policies.promise import Promise
from policies.reassignment import Reassignment
from policies.silence import Silence

KINDS: tuple[type[Settings], ...] = (Reassignment, Promise, FollowUp, Silence, Abuse)
"""In the order in which they are documented; told apart by the literal of their `kind`."""
