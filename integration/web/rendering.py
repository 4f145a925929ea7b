"""Templates: everything is escaped, a name that is not there is an error, and moments are the account's clock's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from integration.web.site import Site, address
from integration.web.when import Wall

_CODE = re.compile(r"`([^`]+)`")
_NOTE_TAGS = {"p", "ul", "ol", "li", "strong", "em", "b", "i", "br", "code", "blockquote"}
_ENVIRONMENT = Environment(
    loader=PackageLoader("integration.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
VIEWS = (
    ("/", "Overview"),
    ("/findings", "Findings"),
    ("/held", "Held back"),
    ("/ahead", "Ahead"),
    ("/policies", "Policies"),
    ("/cases", "Cases"),
)
"""The way through the page."""
_OF_THE_DEMO = ("/demo/tickets", "Tickets")


def render(
    site: Site | None, template: str, values: Mapping[str, object], *, at: str = "", status: int = 200
) -> HTMLResponse:
    """A view as an answer; `at` is its place in the way through the page, and without a site there is no way."""
    ways = [] if site is None else [*VIEWS, *([_OF_THE_DEMO] if site.room is not None else [])]
    wall = Wall.of(datetime.fromisoformat("1970-01-01T00:00:00Z"), None) if site is None else site.wall()

    words = {
        "site": site,
        "wall": wall,
        "ways": ways,
        "at": at,
        "leave": site is not None and site.keys is not None,
        "t": partial(moment, wall),
        "ago": partial(_ago, wall),
        "code": code,
        "to": partial(address, "" if site is None else site.base),
        "note": note,
        **values,
    }
    return HTMLResponse(_ENVIRONMENT.get_template(template).render(words), status_code=status)


def moment(wall: Wall, value: datetime | str | None) -> Markup:
    """A moment on the account's clock, with the instant in the markup; a dash where there is none."""
    if value is None:
        return Markup("&ndash;")
    at = _read(value)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        at.isoformat(), wall.ago(at), wall.told(at)
    )


def _ago(wall: Wall, value: datetime | str) -> str:
    return wall.ago(_read(value))


def _read(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def code(text: str) -> Markup:
    """A sentence whose `words` between backticks are commands."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def note(html: str) -> Markup:
    """The HTML of a note of ours as an agent sees it, with nothing in it but paragraphs, lists and emphasis."""
    return Markup(nh3.clean(html, tags=_NOTE_TAGS, attributes={}))  # noqa: S704 - cleaned
