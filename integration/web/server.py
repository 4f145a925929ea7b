"""The page's own thread: a socket that is ours before anything else begins, and a server that ends with its caller."""

from __future__ import annotations

import errno
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

from integration.config.web import Address
from integration.web.connections import Impatient

log = structlog.get_logger(__name__)
_BACKLOG = 128
_LARGEST_HEAD = 32 * 1024
"""Bytes of a request's line and headers; a longer one is refused before anybody reads it."""
_LAST_WORDS_S = 3


class PortRefused(Exception):
    """The page cannot listen at this address; the text says why and what to do."""


def listen(address: Address) -> socket.socket:
    """A socket that listens at the address.

    Raises:
        PortRefused: it is in use, or no address of this machine.
    """
    host = "127.0.0.1" if address.host == "localhost" else address.host
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, address.port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        taken = error.errno == errno.EADDRINUSE
        why = "is in use on this machine" if taken else f"cannot be used: {error.strerror}"
        raise PortRefused(
            f"{host}:{address.port} {why}; choose another address for the page, or port 0 for any free one."
        ) from None
    return listening


def address_of(listening: socket.socket) -> Address:
    """Where a socket listens, with the port that it got."""
    host, port = listening.getsockname()[:2]
    return Address(host, port)


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
