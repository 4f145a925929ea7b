"""Who may look: a token of the admin's, sent with each request, or shown once for a cookie that lasts a day's work."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

LASTS = timedelta(hours=12)
COOKIE = "steadyhand"


@dataclass(frozen=True)
class Keys:
    """The token, and what cookies are signed with: new at each start, so that a restart signs everybody out."""

    token: str = field(repr=False)
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def opens(self, token: str) -> bool:
        """Whether this is the token; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def is_bearer(self, authorization: str) -> bool:
        """Whether an `Authorization` header carries the token."""
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and self.opens(token.strip())

    def cookie(self, now_s: float) -> str:
        """A cookie's value: until when it is good, and the proof that we wrote it."""
        until = str(int(now_s + LASTS.total_seconds()))
        return f"{until}.{self._proof(until)}"

    def is_cookie(self, value: str, now_s: float) -> bool:
        """Whether we wrote this cookie, and it is still good."""
        until, _, proof = value.partition(".")
        mine = hmac.compare_digest(proof.encode(), self._proof(until).encode())
        return mine and until.isascii() and until.isdigit() and now_s < int(until)

    def _proof(self, text: str) -> str:
        key = hashlib.blake2b(self.token.encode(), key=self._salt, digest_size=32).digest()
        return hmac.new(key, text.encode(), "sha256").hexdigest()
