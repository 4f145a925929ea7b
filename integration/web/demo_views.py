"""The demo's views: the embedded Zendesk's tickets, and the button that lets its clock go on."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from integration.web.asked import Asked, BadQuestion, ticket_number
from integration.web.demo import SHOWN, STEPS, DemoRoom
from integration.web.explained import Missing
from integration.web.found import PAGE
from integration.web.rendering import VIEWS, render
from integration.web.site import Site

_BACK = (*(path for path, _ in VIEWS), "/demo/tickets")
"""Where one may come back to after the clock was moved."""


def tickets(site: Site, room: DemoRoom, request: Request) -> Response:
    """The tickets, as a list in Zendesk shows them."""
    asked = Asked.read(request.query_params.multi_items(), ("show", "page"))
    show, page = asked.one_of("show", SHOWN) or "noted", asked.page()
    rows, count = room.load_tickets(show, page)
    values = {
        "rows": rows,
        "count": count,
        "page": page,
        "pages": max(1, -(-count // PAGE)),
        "show": show,
        "own_tags": room.own_tags,
        "told": room.told,
    }
    return render(site, "demo_tickets.html", values, at="/demo/tickets")


def ticket(site: Site, room: DemoRoom, request: Request) -> Response:
    """One ticket with its conversation."""
    Asked.read(request.query_params.multi_items(), ())
    number = ticket_number(request.path_params["number"])
    found = None if number is None else room.load_ticket(number)
    if number is None or found is None:
        raise Missing("There is no such ticket in the demo.")
    whole, listed, said = found
    values = {
        "ticket": listed,
        "priority": whole.priority or "none",
        "said": said,
        "own_tags": room.own_tags,
    }
    return render(site, "demo_ticket.html", values, at="/demo/tickets")


def move(room: DemoRoom, form: dict[str, str]) -> Response:
    """Let the clock go on; only a form of ours may ask."""
    if not hmac.compare_digest(form.get("token", "").encode(), room.token.encode()):
        raise BadQuestion("This form is too old: the page was started again since. Go back and load it anew.")
    step = Asked(form).one_of("step", STEPS)
    if step is None:
        raise BadQuestion("Say how far the clock shall go on.")
    back = Asked(form).one_of("back", _BACK) or "/"
    room.move(step)
    return RedirectResponse(back, status_code=303)
