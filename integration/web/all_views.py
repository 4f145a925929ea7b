"""The views of all accounts together: a list of them, and what machines ask about the whole process."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from integration.engine.context import Context
from integration.figures import Seen
from integration.metrics import exposition_of
from integration.store.errors import StoreError
from integration.web import working, written
from integration.web.accounts import Entry, Sites, health_of
from integration.web.asked import Asked
from integration.web.rendering import moment, render
from integration.web.site import address, base_of
from integration.web.when import Wall
from integration.web.working import Health

_WORST = ("broken", "failed", "unreadable")
"""States of accounts that have no figures, in which they come first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the list counts for an open account."""

    read_up_to: Markup | None
    """On the account's own clock, as are its days; None: nothing was read yet."""
    ago: str
    open_findings: int
    held: int
    written: int
    """Updates of the present day."""


@dataclass(frozen=True, slots=True)
class Row:
    """An account in the list."""

    label: str
    overview: str
    """The address of its overview."""
    health: Health
    trouble: str | None
    """What the last cycle of an open account ran into."""
    counted: Counted | None
    """None where it is not open, or its store cannot be read."""


def accounts(sites: Sites, request: Request) -> Response:
    """How each account is, those first that somebody should look at; about eight small statements for each."""
    Asked.read(request.query_params.multi_items(), ())
    rows = sorted((_row(entry) for entry in sites.entries()), key=lambda row: _rank(row.health))
    values = {
        "rows": rows,
        "ill": sum(not row.health.good for row in rows),
        "leave": sites.keys is not None,
    }
    return render(None, "accounts.html", values)


def health(sites: Sites, request: Request) -> Response:
    """For machines: 200 while all work, else 503; the word of the worst, and nothing of any account."""
    del request
    worst = min((health_of(entry) for entry in sites.entries()), key=_rank, default=None)
    if worst is None:  # an edit has emptied the file
        return JSONResponse({"state": "stopped"}, status_code=503)
    return JSONResponse({"state": worst.state}, status_code=200 if worst.good else 503)


def metrics(sites: Sites, request: Request) -> Response:
    """For Prometheus: each open account whose store can be read; the counters among them are of this process."""
    del request
    opened = [entry.open for entry in sites.entries() if entry.open is not None]
    seen = [Seen(account.account, account.now(), account.store) for account in opened]
    return Response(exposition_of(seen), media_type=CONTENT_TYPE_LATEST)


def _rank(health: Health) -> int:
    """The worst have the lowest."""
    if health.state in _WORST:
        return _WORST.index(health.state)
    return len(_WORST) + (0 if not health.good else 2 if health.state == "working" else 1)


def _row(entry: Entry) -> Row:
    return Row(
        entry.label,
        address(base_of(entry.label), "/"),
        health_of(entry),
        None if entry.open is None else entry.trouble,
        None if entry.open is None else _count(entry.open),
    )


def _count(ctx: Context) -> Counted | None:
    wall = Wall.of(ctx.wall(), ctx.names.account.zone)
    try:
        counted = working.count(ctx)
        today = written.count_day(ctx, wall, wall.today)
    except StoreError:
        return None
    at = counted.watermark
    read_up_to, ago = (None, "") if at is None else (moment(wall, at), wall.ago(at))
    return Counted(read_up_to, ago, counted.open_findings, counted.held, today)
