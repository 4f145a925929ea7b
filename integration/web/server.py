"""The page's own thread: a server that ends with its caller."""

from __future__ import annotations

import logging
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
import uvicorn
from starlette.types import ASGIApp

from integration.listening import address_of
from integration.web.connections import Impatient

log = structlog.get_logger(__name__)
_LARGEST_HEAD = 32 * 1024
"""Bytes of a request's line and headers; a longer one is refused before anybody reads it."""
_LAST_WORDS_S = 3


@contextmanager
def serving(app: ASGIApp, listening: socket.socket) -> Iterator[str]:
    """Serve until it is left, in a thread of its own; yields the page's address. The socket is closed then."""
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # its lines could hold an address with a query
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        http=Impatient,
        loop="asyncio",
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
        timeout_graceful_shutdown=_LAST_WORDS_S,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="web", daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    url = address_of(listening).url
    log.info("web_started", url=url)
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(2 * _LAST_WORDS_S)
        listening.close()
        log.info("web_stopped")


def wait_for_a_signal() -> None:
    """Wait for Ctrl-C or SIGTERM."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        ended.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
