"""Whether we may work for this account at all; each way of failing has its own sentence and its remedy."""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from pydantic import Field

from integration.zendesk.auth import ClientCredentials
from integration.zendesk.errors import (
    OTHER_HOST,
    Gone,
    Refused,
    SignInRefused,
    Transient,
    UnknownAccount,
    ZendeskError,
)
from integration.zendesk.models import UserAnswer, UserRow, WireModel
from integration.zendesk.transport import Transport

log = structlog.get_logger(__name__)

_BILLING_ADMIN = 5
_WEB_PAGE = "NotJson"
_TOO_BROAD = {"write": "change anything", "impersonate": "act as any other user"}


@dataclass(frozen=True)
class Identity:
    """Whom Zendesk takes us for."""

    user_id: int
    role: str
    scopes: tuple[str, ...] | None
    """Scopes of the access token; None when Zendesk does not tell (legacy tokens have none)."""
    host: str
    """The account, as host name."""
    time_zone: str | None
    """Of the signed-in user: IANA if known, else a Rails name."""
    locale: str | None
    warnings: tuple[str, ...] = ()
    """Sentences for the admin; none of them keeps us from working."""
    name: str = ""
    """The signed-in user's, who is staff."""


class _Token(WireModel):
    scopes: tuple[str, ...] = ()


class _TokenAnswer(WireModel):
    token: _Token = Field(default_factory=_Token)


def check_sign_in(transport: Transport, *, writes: bool = True) -> Identity:
    """Ask Zendesk who we are, and make sure that it is enough; costs two calls.

    Without credentials Zendesk answers 200 for an anonymous user, so the status alone proves nothing. `writes=False`
    is for an account that is only looked at.

    Raises:
        SignInRefused: with one sentence that says what is wrong and what to do.
        UnknownAccount: nobody has this subdomain.
        Transient: Zendesk could not be asked.

    """
    user_id, user = _fetch_me(transport)
    for refusal in _wrong_person(user):
        raise refusal
    scopes = _fetch_scopes(transport)
    for refusal in _missing_scopes(scopes, writes=writes):
        raise refusal
    identity = _identity(transport, user_id, user, scopes)
    for warning in identity.warnings:
        log.warning("zendesk_sign_in", host=identity.host, warning=warning)
    return identity


def look_at_sign_in(transport: Transport, *, writes: bool) -> tuple[Identity, tuple[SignInRefused, ...]]:
    """Ask Zendesk who we are, and tell all that keeps us from working instead of the first; costs two calls.

    Raises:
        SignInRefused: nobody is signed in, so that nothing else can be told.
        UnknownAccount: nobody has this subdomain.
        Transient: Zendesk could not be asked.

    """
    user_id, user = _fetch_me(transport)
    scopes = _fetch_scopes(transport)
    refusals = (*_wrong_person(user), *_missing_scopes(scopes, writes=writes))
    return _identity(transport, user_id, user, scopes), refusals


def _identity(transport: Transport, user_id: int, user: UserRow, scopes: tuple[str, ...] | None) -> Identity:
    return Identity(
        user_id=user_id,
        role=user.role,
        scopes=scopes,
        host=transport.origin.host,
        time_zone=user.iana_time_zone or user.time_zone,
        locale=user.locale,
        warnings=_warnings(transport, scopes),
        name=user.name or "",
    )


def _fetch_me(transport: Transport) -> tuple[int, UserRow]:
    try:
        answer, _ = transport.fetch("/api/v2/users/me.json", None, UserAnswer, give_up=_is_web_page)
    except UnknownAccount as error:
        raise UnknownAccount(
            f"There is no help desk at {transport.origin.host}: correct the subdomain in the configuration.",
            status=error.status,
            code="UnknownAccount",
        ) from None
    except (Refused, Gone, Transient) as error:
        if isinstance(error, Transient) and not _is_web_page(error):
            raise
        raise _with(error, _sentence_for(error, transport)) from None
    if answer.user.id is None:
        raise SignInRefused(
            "Zendesk takes us for an anonymous visitor: the credentials were not even read. "
            "Configure an OAuth client of this very account.",
            code="Anonymous",
        )
    return answer.user.id, answer.user


def _is_web_page(error: ZendeskError) -> bool:
    return error.code == _WEB_PAGE


def _sentence_for(error: ZendeskError, transport: Transport) -> str:
    host = transport.origin.host
    if _is_web_page(error):
        return (
            f"{host} answers with a web page instead of data: a sign-in page or an IP restriction stands before it. "
            "Allow API access for this machine."
        )
    if error.code == OTHER_HOST:
        return f"{host} points to another host: put the help desk's present address into the configuration."
    if "scopes" in error.sentence:
        return f"{error.sentence.rstrip('.')}: give the OAuth client the scope 'read tickets:write'."
    return (
        "Zendesk gave a token and then forbids everything: most often a scope is misspelt. "
        "Ask for 'read tickets:write'."
    )


def _wrong_person(user: UserRow) -> Iterator[SignInRefused]:
    if user.suspended or not user.active:
        yield SignInRefused(
            "The user behind these credentials is suspended or deleted: create the OAuth client as another admin.",
            code="Suspended",
        )
    if user.role != "admin" or user.role_type == _BILLING_ADMIN:
        yield SignInRefused(
            f"The user behind these credentials has the role {user.role!r}, and Zendesk's exports are for admins "
            "only: create the OAuth client while signed in as an admin.",
            code="Role",
        )
    if user.ticket_restriction is not None:
        yield SignInRefused(
            "The user behind these credentials sees only a part of the tickets "
            f"({user.ticket_restriction!r}): give this user access to all tickets.",
            code="RestrictedView",
        )


def _fetch_scopes(transport: Transport) -> tuple[str, ...] | None:
    """Fetch the token's own scopes, or take what was granted with it; None for credentials without scopes."""
    if not isinstance(transport.auth, ClientCredentials):
        return None
    try:
        answer, _ = transport.fetch("/api/v2/oauth/tokens/current.json", None, _TokenAnswer)
    except (Refused, Gone):
        granted = transport.auth.granted_scope.split()
        return tuple(granted) or None
    return answer.token.scopes


def _missing_scopes(scopes: tuple[str, ...] | None, *, writes: bool) -> Iterator[SignInRefused]:
    if scopes is None:
        return
    missing = [] if "read" in scopes else ["read"]
    if writes and not {"tickets:write", "write"} & set(scopes):
        missing.append("tickets:write")
    if missing:
        yield SignInRefused(
            f"The access token lacks the scope {' and '.join(missing)}: add it to the OAuth client. "
            "Ticket audits need 'read' itself; 'tickets:read' is not enough.",
            code="Scope",
        )


def _warnings(transport: Transport, scopes: tuple[str, ...] | None) -> tuple[str, ...]:
    broad = [
        f"The scope {scope!r} lets this token {power}; 'read tickets:write' is enough."
        for scope, power in _TOO_BROAD.items()
        if scope in (scopes or ())
    ]
    return (*([transport.auth.warning] if transport.auth.warning else []), *broad)


def _with(error: ZendeskError, sentence: str) -> SignInRefused:
    return SignInRefused(sentence, status=error.status, code=error.code, request_id=error.request_id)
