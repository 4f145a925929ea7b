"""Sign-in: OAuth client credentials with tokens that expire, and the old e-mail and API token."""

from __future__ import annotations

import base64
import re
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
_SCOPE = re.compile(
    r"(?:(?:tickets|users|organizations|hc|apps|triggers|automations|targets|webhooks|auditlogs):)?(?:read|write)"
    r"|impersonate"
)


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
        if self._beyond_ceiling(str(body.get("scope", "read"))):
            sentence = "The requested scope is invalid, unknown, or malformed."
            return 400, {"error": "invalid_scope", "error_description": sentence}
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

    def _beyond_ceiling(self, asked: str) -> bool:
        """Whether a scope is asked for that the client may not have; a misspelt one is no scope, and gets its token."""
        ceiling = self._world.switches.client_scopes
        if ceiling is None:
            return False
        allowed = set(ceiling.split())
        known = [scope for scope in asked.split() if _SCOPE.fullmatch(scope)]
        return any(not {scope, scope.rpartition(":")[2]} & allowed for scope in known)

    def revoke_all(self) -> None:
        """Every token ends now, before its time."""
        self._tokens.clear()

    def scopes_of(self, header: str | None) -> tuple[str, ...] | None:
        """What this sign-in may do; None when it is refused, empty for nobody.

        A password makes one nobody, as no sign-in does; a wrong token, old or new, is refused.
        """
        if header is None or self._world.switches.anonymous:
            return ()
        kind, _, value = header.partition(" ")
        if kind == "Bearer":
            token = self._tokens.get(value)
            return token.scopes if token is not None and token.expires_at > self._world.clock.now() else None
        try:
            user, _, secret = (
                base64.b64decode(value).decode().partition(":") if kind == "Basic" else ("", "", "")
            )
        except ValueError:
            return None
        if not user.endswith("/token"):
            return ()
        return ("read", "write") if secret == LEGACY_TOKEN and self._staff(user) is not None else None

    def actor_of(self, header: str | None) -> int:
        """Whom this sign-in acts for: the owner of the OAuth client, or with the old token whose address it names."""
        kind, _, value = (header or "").partition(" ")
        if kind != "Basic":
            return self._world.service_user_id
        found = self._staff(base64.b64decode(value).decode().partition(":")[0])
        return self._world.service_user_id if found is None else found

    def _staff(self, user: str) -> int | None:
        """The member of staff with this address; `user` is `address/token`."""
        address = user.removesuffix("/token")
        people = self._world.users.values()
        return next((one.id for one in people if one.email == address and one.role != "end-user"), None)

    def current(self, header: str | None) -> dict[str, Any]:
        """Answer `GET /oauth/tokens/current`."""
        token = self._tokens.get((header or "").partition(" ")[2])
        shown = {"id": 1, "user_id": self.actor_of(header), "client_id": 1, "scopes": []}
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
