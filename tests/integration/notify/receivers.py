"""A hook and a mail server on real sockets, which do what a test tells them to."""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


CERTIFICATE = Path(__file__).with_name("desk.pem")
"""Of 127.0.0.1, signed by itself; trusted where `SSL_CERT_FILE` names it. Its key is for tests alone."""


def encrypting() -> ssl.SSLContext:
    """The server's side of an encrypted connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def answer(status: int, headers: str = "") -> str:
    """An HTTP answer without content."""
    return f"HTTP/1.1 {status} Whatever\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True)
class Request:
    """What a hook was sent."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> dict[str, Any]:
        """The body as JSON."""
        data: dict[str, Any] = json.loads(self.body)
        return data


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        """A client that hangs up is no error; anything else is."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Listening:
    """A server in a thread, for the length of a `with`."""

    handler: type[socketserver.BaseRequestHandler]

    def __enter__(self) -> Self:
        self.server = _Server(("127.0.0.1", 0), self.handler)
        self.server.owner = self  # type: ignore[attr-defined]  # the handlers find their script by it
        self.port: int = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(socketserver.StreamRequestHandler):
    def _encrypt(self) -> None:
        self.connection = encrypting().wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)

    def finish(self) -> None:
        """Close what was encrypted as well; the server knows only the socket that it accepted."""
        super().finish()
        self.connection.close()


class _HookHandler(_Handler):
    def handle(self) -> None:
        """Read one request, then answer, drop the connection, or leave it open without a word."""
        hook: Hook = self.server.owner  # type: ignore[attr-defined]
        if hook.encrypted:
            self._encrypt()
        path = self.rfile.readline().decode().split(" ")[1]
        headers = {}
        while line := self.rfile.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", 0)))
        hook.requests.append(Request(path, headers, body))
        hook.on_request()
        script = hook.answers.pop(0) if hook.answers else OK
        if script == "silence":
            hook.released.wait(20)
        elif script != "drop":
            self.wfile.write(script.encode())


@dataclass
class Hook(_Listening):
    """A receiver of POSTs: its next answers in order, then 200."""

    answers: list[str] = field(default_factory=list)
    """Whole HTTP answers, or `drop` (hang up after the request) or `silence` (never answer)."""
    requests: list[Request] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    on_request: Callable[[], None] = lambda: None
    """Called when a request has arrived, before its answer."""
    encrypted: bool = False
    """Speaks https, with the certificate of this folder."""
    handler = _HookHandler

    @property
    def url(self) -> str:
        """Its address, with a path that nobody may learn."""
        scheme = "https" if self.encrypted else "http"
        return f"{scheme}://127.0.0.1:{self.port}/hook/s3cret-path"


class _MailHandler(_Handler):
    def handle(self) -> None:
        """Speak SMTP as the test's script says; `drop` in place of a reply hangs up."""
        desk: MailDesk = self.server.owner  # type: ignore[attr-defined]
        if desk.encrypted == "tls":
            self._encrypt()
        if not self._say("hello", "220 desk.example at your service"):
            return
        while line := self.rfile.readline().decode(errors="replace").rstrip("\r\n"):
            verb = line.split(" ")[0].split(":")[0].lower()
            desk.lines.append(line)
            if not self._say(verb, desk.usual(verb)):
                return
            if verb == "starttls" and desk.encrypted == "starttls":
                self._encrypt()
            if verb == "data" and desk.replies.get("data", "354").startswith("354") and not self._take():
                return
            if verb == "quit":
                return

    def _take(self) -> bool:
        desk: MailDesk = self.server.owner  # type: ignore[attr-defined]
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        desk.mails.append(b"".join(lines))
        return self._say("message", "250 taken")

    def _say(self, moment: str, usual: str) -> bool:
        desk: MailDesk = self.server.owner  # type: ignore[attr-defined]
        reply = desk.replies.get(moment, usual)
        if isinstance(reply, list):
            reply = reply.pop(0) if reply else usual
        if reply == "drop":
            return False
        self.wfile.write(f"{reply}\r\n".encode())
        return True


@dataclass
class MailDesk(_Listening):
    """A mail server that takes everything, but for the replies that a test sets."""

    replies: dict[str, Any] = field(default_factory=dict)
    """By verb (`hello`, `rcpt`, `data`, `message` for the end of the mail): a reply, or a list of them in turn."""
    lines: list[str] = field(default_factory=list)
    """Every command."""
    mails: list[bytes] = field(default_factory=list)
    encrypted: str = "none"
    """`starttls` or `tls`, with the certificate of this folder."""
    handler = _MailHandler

    def usual(self, verb: str) -> str:
        """What is said when the test says nothing."""
        offers = ["desk.example", *(["STARTTLS"] if self.encrypted == "starttls" else []), "AUTH PLAIN"]
        ehlo = "\r\n".join([*(f"250-{offer}" for offer in offers[:-1]), f"250 {offers[-1]}"])
        return {
            "ehlo": ehlo,
            "starttls": "220 go ahead" if self.encrypted == "starttls" else "502 not here",
            "auth": "235 welcome",
            "data": "354 go on",
            "quit": "221 goodbye",
        }.get(verb, "250 fine")


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
