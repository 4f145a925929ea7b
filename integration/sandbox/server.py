"""The embedded Zendesk's HTTP server, on loopback only."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from integration.sandbox.answers import ROUTES, Answer, Call, Desk
from integration.sandbox.auth import Auth, may
from integration.sandbox.door import answer_door
from integration.sandbox.faults import Fault, Faults
from integration.sandbox.jobs import Jobs
from integration.sandbox.limits import Limits
from integration.sandbox.world import World

_COMPILED = [
    (set(methods.split("|")), re.compile(rf"/api/v2/{path}(?:\.json)?"), act) for methods, path, act in ROUTES
]
_WEB_PAGE = b"<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"
_NO_HELP_DESK = {
    "error": {
        "title": "No help desk at this address",
        "message": "There is no help desk configured at this address. This means that the address is available.",
    }
}


@dataclass(frozen=True)
class Request:
    """A call that was answered (`status` None: that was not), for tests to look at. No secrets."""

    method: str
    path: str
    query: dict[str, str]
    body: dict[str, Any]
    status: int | None
    at: datetime
    signed: bool


class Sandbox:
    """An embedded Zendesk on a loopback port; a context manager."""

    def __init__(self, world: World, *, port: int = 0, latency_s: float = 0.0) -> None:
        self.world = world
        self.faults = Faults()
        self.limits = Limits(world)
        self.auth = Auth(world)
        self.jobs = Jobs(world)
        self.lock = threading.RLock()
        """Held while the account is looked at or changed; a test that changes it takes it too."""
        self.requests: list[Request] = []
        self.latency_s = latency_s
        self._desk = Desk(world, self.auth, self.jobs)
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Serve from now on, in a thread."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def serve_forever(self) -> None:
        """Serve in this thread, for a sandbox that is a process of its own."""
        self._server.serve_forever(0.05)

    def writes(self) -> list[Request]:
        """The calls that would change something and were answered."""
        return [r for r in self.requests if r.method != "GET" and "/oauth/" not in r.path]

    def answer(self, call: Call) -> Answer:
        """One call, from the limits to the endpoint."""
        with self.lock:
            self.world.catch_up()
            if call.path.startswith("/_sandbox/"):
                return answer_door(self, call)
            switches = self.world.switches
            if switches.unknown_subdomain:
                return Answer(404, _NO_HELP_DESK)
            if switches.login_page:
                return Answer(200, raw=_WEB_PAGE, content_type="text/html; charset=utf-8")
            if call.path == "/oauth/tokens":
                return Answer(*self.auth.grant(call.body))
            verdict = self.limits.take(call.method, call.path)
            if verdict.retry_after_s is not None:
                data = {
                    "error": verdict.code,
                    "description": "Number of allowed API requests per minute exceeded",
                }
                return Answer(
                    429, data, headers={**verdict.headers, "retry-after": str(verdict.retry_after_s)}
                )
            answer = self._route(call)
            answer.headers |= verdict.headers
            return answer

    def _route(self, call: Call) -> Answer:
        scopes = self.auth.scopes_of(call.authorization)
        if scopes is None or (not scopes and not call.path.startswith("/api/v2/users/me")):
            return Answer(401, {"error": "Couldn't authenticate you"})
        lacking = may(scopes, call.method, call.path) if scopes else None
        if lacking is not None and "/oauth/tokens/current" not in call.path:
            sentence = f"You are missing the following required scopes: {lacking}"
            return Answer(403, {"error": "Forbidden", "description": sentence})
        for methods, pattern, act in _COMPILED:
            match = pattern.fullmatch(call.path)
            if match is not None and call.method in methods:
                return act(self._desk, call, *match.groups())
        return Answer(404, {"error": "InvalidEndpoint", "description": "Not found"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's own
        """A client that was killed is nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    do_PUT = do_POST = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - http.server's own
        """Say nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The simulated time: clients take Zendesk's clock from it."""
        del timestamp
        return format_datetime(self.server.sandbox.world.clock.now().replace(microsecond=0), usegmt=True)

    def _serve(self) -> None:
        sandbox = self.server.sandbox
        call = self._read()
        fault = sandbox.faults.take(call.method, call.path)
        if sandbox.latency_s:
            time.sleep(sandbox.latency_s)
        if fault is not None and fault.kind == "slow":
            time.sleep(fault.delay_s)
        if fault is not None and fault.kind == "reset":
            self._drop(call, None)
            return
        answer = _spoilt(fault) or sandbox.answer(call)
        if fault is not None and fault.kind == "lost_answer":
            self._drop(call, answer.status)
            return
        if fault is not None and fault.kind == "foreign_link":
            answer = _with_foreign_links(answer, sandbox.url)
        body = answer.payload()
        self._note(call, answer.status)
        shown = body[: len(body) // 2] if fault is not None and fault.kind == "truncated" else body
        self._send(answer, body, shown)

    def _read(self) -> Call:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length) if length else b""
        try:
            body = json.loads(raw) if raw else {}
        except ValueError:
            body = {}
        query: dict[str, str] = {}
        for key, value in parse_qsl(parts.query, keep_blank_values=True):
            query[key] = f"{query[key]},{value}" if key in query else value
        signed = self.headers.get("Authorization")
        return Call(
            self.command,
            parts.path,
            query,
            body if isinstance(body, dict) else {},
            signed,
            self.server.sandbox.url,
        )

    def _send(self, answer: Answer, body: bytes, shown: bytes) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Zendesk-Request-Id", "sandbox")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(shown)
        if shown is not body:
            self.wfile.flush()
            self._close()

    def _drop(self, call: Call, status: int | None) -> None:
        """End the connection without an answer."""
        del status
        self._note(call, None)
        self._close()

    def _close(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _note(self, call: Call, status: int | None) -> None:
        sandbox = self.server.sandbox
        body = {} if "/oauth/" in call.path else call.body
        signed = call.authorization is not None
        noted = Request(call.method, call.path, call.query, body, status, sandbox.world.clock.now(), signed)
        if not call.path.startswith("/_sandbox/"):
            sandbox.requests.append(noted)


def _spoilt(fault: Fault | None) -> Answer | None:
    """The answer of a front end that never reached Zendesk itself."""
    if fault is None or fault.kind not in ("status", "html"):
        return None
    headers = {} if fault.retry_after_s is None else {"retry-after": str(fault.retry_after_s)}
    if fault.kind == "html":
        return Answer(
            fault.status,
            raw=b"<html><body>Down for maintenance</body></html>",
            content_type="text/html",
            headers=headers,
        )
    return Answer(
        fault.status,
        {"error": fault.code or "Unavailable", "description": "Try again later"},
        headers=headers,
    )


def _with_foreign_links(answer: Answer, own: str) -> Answer:
    raw = answer.payload().replace(own.encode(), b"https://renamed.example.com")
    return Answer(answer.status, raw=raw, headers=answer.headers, content_type=answer.content_type)
