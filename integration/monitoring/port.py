"""The small port: a few threads, each of which has a request's head within seconds, answers it and hangs up."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

import structlog

from integration.listening import address_of
from integration.monitoring.answers import Answer, Answers

log = structlog.get_logger(__name__)
PATIENCE_S = 5.0
"""For a request's head to arrive whole, and again for the answer to be taken."""
AT_ONCE = 16
"""Connections; one too many is dropped."""
_ANSWERS_AT_ONCE = 2
"""Each needs a connection to the store, as the cycles do; the others wait for their turn."""
_LARGEST_HEAD = 8 * 1024
_END = (b"\r\n\r\n", b"\n\n")


class _Port(ThreadingMixIn, TCPServer):
    """A server on a socket that listens already."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, listening: socket.socket, answers: Answers) -> None:
        super().__init__(listening.getsockname(), _Exchange, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.answers = answers
        self.turn = threading.Semaphore(_ANSWERS_AT_ONCE)
        self._free = threading.Semaphore(AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the library has it
        """Take a connection, or drop it where there are too many."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread is to be had
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above
        """In a thread of its own."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above
        """Nothing: a caller that goes away is no news, and a trace could quote what it sent."""


class _Exchange(BaseHTTPRequestHandler):
    """One request and its answer; the library parses the head, once it is there."""

    server: _Port
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.1"

    def setup(self) -> None:
        """Read the head, within a time and a size."""
        self.connection = self.request
        self.rfile = io.BytesIO(_read_head(self.connection))
        self.connection.settimeout(PATIENCE_S)
        self._said = self.wfile = io.BytesIO()  # goes out in one piece

    def handle(self) -> None:
        """Answer one request, and no second one."""
        self.handle_one_request()

    def finish(self) -> None:
        """Send what was written."""
        self.connection.sendall(self._said.getvalue())

    def do_GET(self) -> None:
        """Answer."""
        with self.server.turn:
            try:
                answer = self.server.answers.get(
                    self.path, self.headers.get("Host", ""), self.headers.get("Authorization", "")
                )
            except Exception as error:  # noqa: BLE001 - a trace could quote a ticket, and a monitor is no reason to end
                log.error("monitoring_failed", error=type(error).__name__)  # noqa: TRY400 - as above
                answer = Answer(500, b"This could not be told.\n")
        self._send(answer)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """In a few words of ours, without quoting anything."""
        answers = {501: Answer(405, b"Only GET is answered here.\n")}
        self._send(
            answers.get(int(code), Answer(int(code), b"This is no request that is understood here.\n"))
        )

    def _send(self, answer: Answer) -> None:
        self.close_connection = True
        self.send_response_only(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Connection", "close")
        if answer.status == 401:  # noqa: PLR2004 - as in RFC 9110
            self.send_header("WWW-Authenticate", "Bearer")
        if answer.status == 405:  # noqa: PLR2004 - as above
            self.send_header("Allow", "GET")
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the library has it
        """Nothing: a line for each scrape helps nobody, and could hold an address with a query."""


def _read_head(connection: socket.socket) -> bytes:
    """What was sent up to the empty line.

    Raises:
        OSError: it did not come in time, or is too long for any request of a monitor's.
    """
    deadline = time.monotonic() + PATIENCE_S
    head = b""
    while not any(end in head for end in _END):
        connection.settimeout(max(0.01, deadline - time.monotonic()))
        piece = connection.recv(_LARGEST_HEAD - len(head))
        if not piece or time.monotonic() > deadline:
            raise TimeoutError
        head += piece
    return head


@contextmanager
def serving(answers: Answers, listening: socket.socket) -> Iterator[str]:
    """Answer until it is left, in threads of its own; yields the port's address. The socket is closed then."""
    port = _Port(listening, answers)
    thread = threading.Thread(target=port.serve_forever, args=(0.2,), name="monitoring", daemon=True)
    thread.start()
    url = address_of(listening).url
    log.info("monitoring_started", url=url)
    try:
        yield url
    finally:
        port.shutdown()
        thread.join(PATIENCE_S)
        port.server_close()
        log.info("monitoring_stopped")
