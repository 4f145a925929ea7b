"""Reading one page of the ticket export into our models, beside zenpy reading the same page.

The page holds 1,000 tickets of about four kilobytes with thirty custom fields. zenpy is used as one uses it, by
`client.tickets.incremental(…)` and a loop over the tickets; its Session hands out the page at once, so that no network
is in either figure. The figures are the least of alternating runs: what else the machine does only adds to them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from bench.company import Company
from bench.table import Budget
from integration.sandbox.auth import LEGACY_EMAIL, LEGACY_TOKEN
from integration.zendesk.models import TicketPage

ALLOWED = 20
TICKETS, RUNS = 1000, 11


def measure_parsing(folder: Path) -> Budget:
    """The budget of parsing."""
    page = _page(folder)
    pairs = [(_ms(lambda: _ours(page)), _ms(lambda: _zenpys(page))) for _ in range(RUNS)]
    ours, zenpys = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    name = f"parse, 1,000 tickets, {len(page) / 1e6:.1f} MB"
    return Budget(name, f"{ours:.0f} ms", f"zenpy: {zenpys:.0f} ms", zenpys / ours, ALLOWED, at_least=True)


def _page(folder: Path) -> bytes:
    with Company(folder, TICKETS) as company:
        company.wait(90)
        url = f"{company.sandbox.url}/api/v2/incremental/tickets/cursor.json?start_time=1"
        answer = requests.get(url, auth=(f"{LEGACY_EMAIL}/token", LEGACY_TOKEN), timeout=10)
        answer.raise_for_status()
        return answer.content


def _ms(work: Callable[[], int]) -> float:
    gc.collect()  # what one reader leaves behind is no work of the other
    started = time.process_time()
    assert work() == TICKETS
    return (time.process_time() - started) * 1000


def _ours(page: bytes) -> int:
    return len(TicketPage.model_validate_json(page).tickets)


def _zenpys(page: bytes) -> int:
    from zenpy import Zenpy  # noqa: PLC0415 - only this function needs it

    client = Zenpy(subdomain="harbourline", session=_OnePage(page))
    return sum(1 for ticket in client.tickets.incremental(start_time=1) if ticket.id)


class _OnePage(requests.Session):
    """A Session that answers every read with one page."""

    authorized = True

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def get(self, url: str | bytes, **_: Any) -> requests.Response:  # noqa: ANN401 - as requests has it
        answer = requests.Response()
        answer.status_code, answer.url = 200, str(url)
        answer.request = requests.Request("GET", str(url)).prepare()
        answer.headers["Content-Type"] = "application/json; charset=utf-8"
        answer.encoding = "utf-8"
        answer._content = self._page  # noqa: SLF001 - requests has no other door for a made-up answer
        return answer
