"""The door of the page: which host it answers to, who may come in, and what every answer carries."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from integration.web.keys import COOKIE, Keys

log = structlog.get_logger(__name__)
_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
_OPEN_TO_ALL = ("/health", "/sign-in")
_STATIC = "/static/"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send a form's `Origin` as null, which the door compares.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SignInPage = Callable[[], Response]


class Door:
    """Stands before the page.

    With keys nobody comes in without. Without, which only loopback may be, it answers to this machine's own names alone,
    so that no web page elsewhere can have its name point here and read along. A form has to come from the page itself.
    """

    def __init__(self, app: ASGIApp, keys: Keys | None, sign_in: SignInPage) -> None:
        self._app = app
        self._keys = keys
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _dress(MutableHeaders(scope=message), str(scope["path"]))
            await send(message)

        answer = self._refusal(scope) or self._app
        try:
            await answer(scope, receive, with_headers)
        except Exception as error:  # noqa: BLE001 - the error page is out already; a trace could quote a ticket
            if not started:
                log.error("web_failed", error=type(error).__name__)  # noqa: TRY400 - as above
                sentence = PlainTextResponse("The page could not be made.", status_code=500)
                await sentence(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._keys is None and _host_in(headers.get("host", "")) not in _OWN_NAMES:
            sentence = "This page answers to 127.0.0.1 and localhost only."
            return PlainTextResponse(sentence, status_code=421)
        origin = headers.get("origin")
        changes = scope["method"] not in ("GET", "HEAD")
        if changes and origin is not None and origin.partition("://")[2] != headers.get("host"):
            return PlainTextResponse("This form does not come from this page.", status_code=403)
        if self._keys is None or is_open_to_all(str(scope["path"])):
            return None
        return None if self._is_known(self._keys, HTTPConnection(scope)) else self._ask(headers)

    def _is_known(self, keys: Keys, asked: HTTPConnection) -> bool:
        if keys.is_bearer(asked.headers.get("authorization", "")):
            return True
        return keys.is_cookie(asked.cookies.get(COOKIE, ""), time.time())

    def _ask(self, headers: Headers) -> Response:
        if "text/html" in headers.get("accept", ""):
            return self._sign_in()
        sentence = "This page needs its token, as `Authorization: Bearer …`."
        return PlainTextResponse(sentence, status_code=401, headers={"WWW-Authenticate": "Bearer"})


def is_open_to_all(path: str) -> bool:
    """Whether this is answered without a token, so that nothing of the account may stand in any answer to it."""
    return path in _OPEN_TO_ALL or path.startswith(_STATIC)


def _host_in(host: str) -> str:
    """The name in a `Host` header, without the port and a literal's brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _dress(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers["Cache-Control"] = "no-cache" if path.startswith(_STATIC) else "no-store"
