"""The identities of actions, and the references that people see."""

from __future__ import annotations

import base64
import hashlib
import re

_CROCKFORD = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def action_key(account: str, policy: str, ticket_id: int, episode: str, step: str) -> str:
    """The identity of an action: the same occasion and rung give the same key, in any store, at any time."""
    text = "\x1f".join((account, policy, str(ticket_id), episode, step))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


REFERENCE = re.compile(r"SH-[0-9A-HJKMNP-TV-Z]{8}")
"""What `reference_of` makes."""


def reference_of(key: str) -> str:
    """The reference that people see, `SH-` and eight Crockford characters, made from the update's first key."""
    return "SH-" + base64.b32encode(bytes.fromhex(key)[:5]).translate(_CROCKFORD).decode()
