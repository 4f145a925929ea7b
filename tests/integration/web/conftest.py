"""The page over a loopback socket, on a small company."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from integration.config.address import Address
from integration.engine.context import Context
from integration.listening import listen
from integration.web.app import build_app
from integration.web.keys import Keys
from integration.web.server import serving
from integration.web.site import Site

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve an account's page until the test ends; its address."""
    with ExitStack() as stack:

        def start(account: Context, *, token: str | None = None, live: bool = True) -> str:
            site = Site(account, live=live, keys=None if token is None else Keys(token))
            app = build_app(site)
            return stack.enter_context(serving(app, listen(Address("127.0.0.1", 0))))

        yield start
