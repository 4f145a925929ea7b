"""Credentials: OAuth client credentials that renew themselves, and the old e-mail and token until they end."""

import base64
import re
import threading
import time
from collections.abc import Callable

import requests
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, field_validator
from requests.auth import AuthBase

from integration.zendesk.errors import SignInRefused, Transient, UnknownAccount, ZendeskError, classify
from integration.zendesk.wire import NoCredentials, OneHostSession, Origin

LEGACY_WARNING = (
    "E-mail and API token stop working on 2027-04-30, when Zendesk ends all API tokens; "
    "create an OAuth client and use client credentials instead."
)
_EARLY_S = 60.0
_TOKEN = re.compile("[!-~]+")
_TIMEOUT = (5, 30)


class Credentials(AuthBase):
    """Signs requests to one origin and no other; unbound it signs nothing."""

    warning: str | None = None
    """A sentence for the admin about this kind of sign-in, if there is one."""
    name: str = ""
    """Which credential this is, for sentences: never a secret."""

    def __init__(self) -> None:
        self._origin: Origin | None = None

    def bind(self, origin: Origin, user_agent: str) -> None:
        """Sign requests to this origin from now on; `user_agent` is sent when a token is asked for."""
        del user_agent
        self._origin = origin

    def renew_after_401(self, refused: requests.PreparedRequest) -> bool:
        """Whether there is a newer credential than the one this request was refused with."""
        del refused
        return False

    def accepted(self) -> None:
        """Zendesk took the credential: a later refusal may be answered by a renewal again."""

    def refused(self) -> None:
        """Zendesk does not take even a new credential; forget it, so that a repaired client works without a restart."""

    def close(self) -> None:
        """Give connections back, if there are any."""

    def _is_ours(self, request: requests.PreparedRequest) -> bool:
        try:
            return self._origin is not None and Origin.of(request.url) == self._origin
        except ValueError:
            return False


class LegacyToken(Credentials):
    """E-mail and API token, as Basic credentials; no account can create a new token since 2026-10-27."""

    warning = LEGACY_WARNING

    def __init__(self, email: str, token: SecretStr | str) -> None:
        super().__init__()
        self.name = "the API token"
        self._email = email
        self._token = _secret(token)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign the request if it goes to our own host."""
        if self._is_ours(request):
            pair = f"{self._email}/token:{self._token.get_secret_value()}"
            request.headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return request

    def __repr__(self) -> str:
        return "LegacyToken(**********)"


class _Grant(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    access_token: SecretStr
    expires_in: float | None = None
    scope: str = ""

    @field_validator("access_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr) -> SecretStr:
        """Else the header could not be sent, and what says so would quote it."""
        if not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("a token of other signs than tokens have")
        return token


class ClientCredentials(Credentials):
    """An OAuth access token got with client id and secret; renewed before it expires, and once on 401.

    The token acts as the user who created the OAuth client; there is no refresh token. Asking for a token changes
    nothing in Zendesk, so it may be repeated. Source: developer.zendesk.com, grant-type tokens, read 2026-11.
    """

    def __init__(
        self,
        token_url: str,
        client_id: str,
        client_secret: SecretStr | str,
        scope: str = "read tickets:write",
        expires_in: int = 3600,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.name = f"OAuth client {client_id!r}"
        self.renewals = 0
        """How often a token was asked for."""
        self.granted_scope = ""
        """The scopes of the last token, as Zendesk names them; empty before the first."""
        self._token_url = token_url
        self._client_id = client_id
        self._client_secret = _secret(client_secret)
        self._scope = scope
        self._expires_in = expires_in
        self._monotonic = monotonic
        self._lock = threading.RLock()
        self._token: SecretStr | None = None
        self._good_until: float | None = None
        self._renewed_after_401 = False
        self._session: OneHostSession | None = None

    def bind(self, origin: Origin, user_agent: str) -> None:
        """Sign requests to this origin; the token must come from there too, for it receives the secret.

        Raises:
            ValueError: the token address is on another host.

        """
        if Origin.of(self._token_url) != origin:
            raise ValueError("the token address is not on the help desk's own host")
        super().bind(origin, user_agent)
        self._session = OneHostSession(origin, NoCredentials(), user_agent)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign the request if it goes to our own host."""
        if self._is_ours(request):
            request.headers["Authorization"] = f"Bearer {self._fresh().get_secret_value()}"
        return request

    def renew_after_401(self, refused: requests.PreparedRequest) -> bool:
        """Whether a newer token is there; a second refusal in a row is final."""
        with self._lock:
            used = refused.headers.get("Authorization", "")
            if self._token is not None and used != f"Bearer {self._token.get_secret_value()}":
                return True  # another thread has renewed it meanwhile
            if self._renewed_after_401:
                return False
            self._renew()
            self._renewed_after_401 = True
            return True

    def accepted(self) -> None:
        """Zendesk took the token: the next 401 may be answered by a renewal again."""
        self._renewed_after_401 = False

    def refused(self) -> None:
        """Zendesk does not take even a new token; the next call asks for another one, once."""
        with self._lock:
            self._token = None

    def close(self) -> None:
        """Give back the connection that tokens came over."""
        if self._session is not None:
            self._session.close()

    def __repr__(self) -> str:
        return f"ClientCredentials({self._client_id!r}, **********)"

    def _fresh(self) -> SecretStr:
        with self._lock:
            stale = self._good_until is not None and self._monotonic() >= self._good_until
            if self._token is None or stale:
                self._renew()
            if self._token is None:
                raise SignInRefused("Zendesk gave no access token.")
            return self._token

    def _renew(self) -> None:
        asked_at = self._monotonic()
        grant = self._ask()
        self.renewals += 1
        self.granted_scope = grant.scope
        self._token = grant.access_token
        # Counted from before the question and ended early, so that no call starts on a token about to die.
        self._good_until = (
            None
            if grant.expires_in is None
            else asked_at + max(grant.expires_in * 0.5, grant.expires_in - _EARLY_S)
        )

    def _ask(self) -> _Grant:
        if self._session is None:
            raise SignInRefused("The credentials belong to no help desk yet.")
        body = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_secret": self._client_secret.get_secret_value(),
            "scope": self._scope,
            "expires_in": self._expires_in,
        }
        try:
            response = self._session.post(self._token_url, json=body, timeout=_TIMEOUT, allow_redirects=False)
        except requests.RequestException as failure:
            raise classify("GET", failure) from None
        if not response.ok or response.is_redirect:
            raise self._refusal(classify("GET", response)) from None
        try:
            return _Grant.model_validate_json(response.content)
        except ValidationError:
            raise SignInRefused(
                "The token address answered with something that is no token: a sign-in page or a proxy stands before it.",
                status=response.status_code,
            ) from None

    def _refusal(self, error: ZendeskError) -> ZendeskError:
        if isinstance(error, Transient | UnknownAccount):
            return error
        remedy = "check its identifier, its secret, and that its kind is confidential"
        if error.code == "invalid_scope":
            remedy = f"the client may not ask for the scope {self._scope!r}"
        return SignInRefused(
            f"Zendesk gives no access token to {self.name}: {remedy}.",
            status=error.status,
            code=error.code,
            request_id=error.request_id,
        )


def _secret(value: SecretStr | str) -> SecretStr:
    return value if isinstance(value, SecretStr) else SecretStr(value)
