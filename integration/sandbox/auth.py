"""Sign-in: OAuth client credentials with tokens that expire, and the old e-mail and API token."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from integration.sandbox.world import World

CLIENT_ID = "steadyhand"
CLIENT_SECRET = "sandbox-secret"  # noqa: S105 - opens nothing but this sandbox
LEGACY_EMAIL = "steadyhand@harbourline.example"
LEGACY_TOKEN = "sandbox-api-token"  # noqa: S105 - as above
_SHORTEST, _LONGEST, _DEFAULT = 300, 172_800, 1_800


@dataclass(frozen=True)
class Token:
    """An access token."""

    scopes: tuple[str, ...]
    expires_at: datetime


class Auth:
    """Who may come in, and what for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tokens: dict[str, Token] = {}
        self.granted = 0

    def grant(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer `POST /oauth/tokens`."""
        if body.get("grant_type") != "client_credentials":
            return 400, {
                "error": "unsupported_grant_type",
                "error_description": "This grant type is not supported.",
            }
        if (body.get("client_id"), body.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client", "error_description": "Client authentication failed."}
        scope = (
            self._world.switches.scopes
            if self._world.switches.scopes is not None
            else str(body.get("scope", "read"))
        )
        asked = body.get("expires_in") or _DEFAULT
        if not isinstance(asked, int):
            return 400, {"error": "invalid_request", "error_description": "expires_in must be an integer."}
        lifetime = min(_LONGEST, max(_SHORTEST, asked))
        name = secrets.token_hex(20)
        expires_at = self._world.clock.now() + timedelta(seconds=lifetime)
        self._tokens[name] = Token(tuple(scope.split()), expires_at)
        self.granted += 1
        return 201, {"access_token": name, "token_type": "bearer", "scope": scope, "expires_in": lifetime}

    def revoke_all(self) -> None:
        """Every token ends now, before its time."""
        self._tokens.clear()

    def scopes_of(self, header: str | None) -> tuple[str, ...] | None:
        """What this sign-in may do; None when it is refused, empty for nobody.

        A wrong password makes one nobody, as a missing one does; a wrong bearer token is refused.
        """
        if header is None or self._world.switches.anonymous:
            return ()
        kind, _, value = header.partition(" ")
        if kind == "Bearer":
            token = self._tokens.get(value)
            return token.scopes if token is not None and token.expires_at > self._world.clock.now() else None
        try:
            pair = base64.b64decode(value).decode() if kind == "Basic" else ""
        except ValueError:
            return None
        return ("read", "write") if pair == f"{LEGACY_EMAIL}/token:{LEGACY_TOKEN}" else ()

    def current(self, header: str | None) -> dict[str, Any]:
        """Answer `GET /oauth/tokens/current`."""
        token = self._tokens.get((header or "").partition(" ")[2])
        shown = {"id": 1, "user_id": self._world.service_user_id, "client_id": 1, "scopes": []}
        if token is not None:
            shown |= {"scopes": list(token.scopes), "expires_at": f"{token.expires_at:%Y-%m-%dT%H:%M:%SZ}"}
        return {"token": shown}


def may(scopes: tuple[str, ...], method: str, path: str) -> str | None:
    """The scope that a call lacks, or None. A token whose scopes mean nothing may do nothing."""
    if method == "GET":
        narrow = "/tickets" in path and "/audits" not in path and "tickets:read" in scopes
        people = "/users" in path and "users:read" in scopes
        return None if "read" in scopes or narrow or people else "read"
    return None if {"write", "tickets:write"} & set(scopes) else "tickets:write"
