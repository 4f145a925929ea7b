"""The page as an ASGI application: its addresses, its errors, and what a form may send."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles

from integration.store.errors import StoreError
from integration.web import all_views, demo_views, views
from integration.web.accounts import NotOpen, Sites
from integration.web.asked import BadQuestion
from integration.web.connections import PATIENCE_S
from integration.web.demo import DemoRoom
from integration.web.door import Door, is_open_to_all
from integration.web.explained import Missing
from integration.web.keys import COOKIE, LASTS, Keys
from integration.web.rendering import render
from integration.web.site import Site, address, base_of, label_of

log = structlog.get_logger(__name__)

Thing = TypeVar("Thing")
"""What a view is a view of: one account's site, or all accounts."""
View = Callable[[Thing, Request], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
Shown = Callable[[View[Thing]], Endpoint]
Find = Callable[[Request], Site]
"""Finds the site that an address is about."""
_LARGEST_FORM = 4096
_VIEWS_AT_ONCE = 4
"""So many views are made at a time and the others wait: each needs a connection to the store, as the cycles beside do."""
_STATIC = Path(__file__).parent / "static"
_TITLES = {400: "Not understood", 404: "Not here", 405: "Not possible", 503: "Not now"}


def build_app(site: Site) -> Door:
    """The whole page of one account behind its door."""

    def find(_request: Request) -> Site:
        return site

    shown = _shown(find, asyncio.Semaphore(_VIEWS_AT_ONCE))
    routes = [
        *_of_an_account(shown),
        Route("/health", _shown(find, _nobody_before())(views.health)),
        Route("/metrics", shown(views.metrics)),
    ]
    if isinstance(site.room, DemoRoom):
        routes += _demo_routes(site.room, shown)
    return _behind_the_door(routes, site.keys, find)


def build_app_of_all(sites: Sites) -> Door:
    """The pages of all accounts behind one door, each below an address of its own, and a list of them."""

    def find(request: Request) -> Site:
        return sites.site(label_of(request.path_params["name"]))

    async def overview(request: Request) -> Response:
        return RedirectResponse(address(base_of(label_of(request.path_params["name"])), "/"), status_code=303)

    turn = asyncio.Semaphore(_VIEWS_AT_ONCE)
    of_all = _shown(lambda _request: sites, turn)
    of_one = Router(_of_an_account(_shown(find, turn)), redirect_slashes=False)
    routes = [
        Route("/", of_all(all_views.accounts)),
        Route("/accounts/{name}", overview),
        Mount("/accounts/{name}", of_one),
        Route("/health", _shown(lambda _request: sites, _nobody_before())(all_views.health)),
        Route("/metrics", of_all(all_views.metrics)),
    ]
    return _behind_the_door(routes, sites.keys, find)


def _of_an_account(shown: Shown[Site]) -> list[BaseRoute]:
    return [
        Route("/", shown(views.overview)),
        Route("/findings", shown(views.findings)),
        Route("/held", shown(views.held_back)),
        Route("/ahead", shown(views.what_comes)),
        Route("/policies", shown(views.policies)),
        Route("/cases", shown(views.cases)),
        Route("/tickets", shown(views.find)),
        Route("/tickets/{number}", shown(views.explain)),
    ]


def _demo_routes(room: DemoRoom, shown: Shown[Site]) -> list[BaseRoute]:
    async def clock(request: Request) -> Response:
        return await run_in_threadpool(demo_views.move, room, await _read_form(request))

    return [
        Route("/demo/tickets", shown(lambda s, r: demo_views.tickets(s, room, r))),
        Route("/demo/tickets/{number}", shown(lambda s, r: demo_views.ticket(s, room, r))),
        Route("/demo/clock", clock, methods=["POST"]),
    ]


def _behind_the_door(routes: Sequence[BaseRoute], keys: Keys | None, find: Find) -> Door:
    """These pages with what all pages need: their style, a way in and out, and their errors."""
    own: list[BaseRoute] = [*routes, Mount("/static", StaticFiles(directory=_STATIC))]
    if keys is not None:
        own.append(Route("/sign-in", _sign_in(keys), methods=["GET", "POST"]))
        own.append(Route("/sign-out", _sign_out, methods=["POST"]))
    statuses = {BadQuestion: 400, Missing: 404, StoreError: 503, HTTPException: 404}
    handlers = {error: _told(find, status) for error, status in statuses.items()}
    app = Starlette(routes=own, exception_handlers={**handlers, NotOpen: _not_open, Exception: _broken})
    app.router.redirect_slashes = False  # its redirects would take their host from the request
    return Door(app, keys, lambda: _form(401))


def _shown(find: Callable[[Request], Thing], turn: asyncio.Semaphore) -> Shown[Thing]:
    """What makes a view an endpoint: it runs in a thread of the pool, for it waits for the store, when its turn comes."""

    def endpoint(view: View[Thing]) -> Endpoint:
        def look(request: Request) -> Response:
            return view(find(request), request)

        async def answer(request: Request) -> Response:
            async with turn:
                return await run_in_threadpool(look, request)

        return answer

    return endpoint


def _nobody_before() -> asyncio.Semaphore:
    """The turn of a monitor, which does not wait behind people."""
    return asyncio.Semaphore(_VIEWS_AT_ONCE)


def _sign_in(keys: Keys) -> Endpoint:
    async def answer(request: Request) -> Response:
        if request.method != "POST":
            return _form(200)
        token = (await _read_form(request)).get("token", "")
        if not keys.opens(token.strip()):
            return _form(
                403, "That is not the token. It stands where `[web] token` of the configuration says."
            )
        entered = RedirectResponse("/", status_code=303)
        entered.set_cookie(
            COOKIE,
            keys.cookie(time.time()),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=request.headers.get("origin", "").startswith("https://"),  # a proxy in front speaks TLS
        )
        return entered

    return answer


def _sign_out(_request: Request) -> Response:
    left = RedirectResponse("/sign-in", status_code=303)
    left.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return left


def _form(status: int, sentence: str = "") -> Response:
    return render(None, "sign_in.html", {"sentence": sentence}, status=status)


async def _read_form(request: Request) -> dict[str, str]:
    """The names and values of a small form.

    Raises:
        BadQuestion: it is none, is too large, or does not come to its end.
    """
    body = b""
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _LARGEST_FORM:
                    raise BadQuestion("This form is larger than any of this page.")
    except TimeoutError:
        raise BadQuestion("This form did not come to its end; send it again.") from None
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise BadQuestion("This is no form of this page.")
    return dict(parse_qsl(body.decode("utf-8", "replace")))


def _told(find: Find, status: int) -> Callable[[Request, Exception], Response]:
    """An error as a page with its sentence; nothing of the request stands in it, and of the account only behind the door."""

    def answer(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else status
        sentence = "There is nothing at this address." if isinstance(error, HTTPException) else str(error)
        if isinstance(error, StoreError):
            sentence = "The store could not be read just now; the log says why. Load the page again."
        shown = None if is_open_to_all(request.scope["path"]) else _site_around(find, request)
        return _refusal(shown, _TITLES.get(code, "Not possible"), sentence, code)

    return answer


def _site_around(find: Find, request: Request) -> Site | None:
    """The site whose address was asked, for the way back; None where it is none of an open account."""
    try:
        return find(request)
    except (KeyError, Missing, NotOpen):
        return None


def _not_open(_request: Request, error: Exception) -> Response:
    if not isinstance(error, NotOpen):
        raise error
    return _refusal(None, error.headline, str(error), 503, error.problem)


def _broken(_request: Request, error: Exception) -> Response:
    """A bug of ours, without its trace, which could quote a ticket; in the log before anybody has the answer."""
    log.error("web_failed", error=type(error).__name__)
    sentence = "The page could not be made. The log has a line `web_failed` with the kind of the error."
    return _refusal(None, "A mistake of ours", sentence, 500)


def _refusal(
    site: Site | None, title: str, sentence: str, status: int, problem: str | None = None
) -> Response:
    values = {"title": title, "sentence": sentence, "problem": problem}
    return render(site, "error.html", values, status=status)
