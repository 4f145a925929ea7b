"""The embedded Zendesk's HTTP server, on loopback only."""

from __future__ import annotations

import json
import re
import socket
import struct
import sys
import threading
import time
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from integration.sandbox.answers import ROUTES
from integration.sandbox.auth import Auth, may
from integration.sandbox.calls import Answer, BadCall, Call, Desk, Request, bad_request
from integration.sandbox.door import answer_door
from integration.sandbox.faults import Faults
from integration.sandbox.jobs import Jobs
from integration.sandbox.limits import Limits
from integration.sandbox.spoiling import front_end, late, with_foreign_links
from integration.sandbox.world import World

_COMPILED = [
    (set(methods.split("|")), re.compile(rf"/api/v2/{path}(?:\.json)?"), act) for methods, path, act in ROUTES
]
_STOPS_WITHIN_S = 0.01
_NO_LINGERING = struct.pack("ii", 1, 0)
_WEB_PAGE = b"<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"
_NO_HELP_DESK = (
    "There is no help desk configured at this address. "
    "This means that the address is available and that you can claim it at http://www.zendesk.com/signup"
)


class Sandbox:
    """An embedded Zendesk on a loopback port; a context manager."""

    def __init__(self, world: World, *, port: int = 0, latency_s: float = 0.0) -> None:
        self.world = world
        self.faults = Faults()
        self.limits = Limits(world)
        self.auth = Auth(world)
        self.jobs = Jobs(world, limits=self.limits)
        self.lock = threading.RLock()
        """Held while the account is looked at or changed; a test that changes it takes it too."""
        self.requests: list[Request] = []
        self.latency_s = latency_s
        self._desk = Desk(world, self.auth, self.jobs)
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_STOPS_WITHIN_S,), daemon=True
        )

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
        self._server.serve_forever(_STOPS_WITHIN_S)

    def writes(self) -> list[Request]:
        """The calls that would change something, also those whose answer was lost (`status` None)."""
        return [r for r in self.requests if r.method != "GET" and "/oauth/" not in r.path]

    def answer(self, call: Call) -> Answer:
        """One call, from the limits to the endpoint."""
        with self.lock:
            self.world.catch_up()
            if call.path.startswith("/_sandbox/"):
                return answer_door(self, call)
            if (early := self._before_sign_in(call)) is not None:
                return early
            verdict = self.limits.take(call.method, call.path)
            if verdict.retry_after_s is not None:
                return Answer(429, verdict.body, headers=verdict.headers | self._wait(verdict.retry_after_s))
            answer = self._route(call)
            answer.headers |= verdict.headers
            return answer

    def _wait(self, seconds: int) -> dict[str, str]:
        return {"retry-after": str(seconds)} if self.world.switches.retry_after else {}

    def _before_sign_in(self, call: Call) -> Answer | None:
        """What needs no account, or is no account of ours."""
        switches = self.world.switches
        if switches.unknown_subdomain:
            title = f"No help desk at {self.world.subdomain}.zendesk.com"
            return Answer(404, {"error": {"title": title, "message": _NO_HELP_DESK}})
        if switches.login_page:
            return Answer(200, raw=_WEB_PAGE, content_type="text/html; charset=utf-8")
        if not call.readable:
            return Answer(400, raw=b"Invalid JSON", content_type="text/plain; charset=utf-8")
        return Answer(*self.auth.grant(call.body)) if call.path == "/oauth/tokens" else None

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
                try:
                    return act(self._desk, call, *match.groups())
                except BadCall as refusal:
                    return bad_request("InvalidValue", str(refusal))
        return Answer(404, {"error": "InvalidEndpoint", "description": "Not found"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's own
        """A client that was killed is nothing to print; a mistake of ours is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

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
            self._drop(call, reset=True)
            return
        answer = front_end(fault) or sandbox.answer(call)
        answer = late(fault) or answer
        if fault is not None and fault.kind == "lost_answer":
            self._drop(call)
            return
        if fault is not None and fault.kind == "foreign_link":
            answer = with_foreign_links(answer, sandbox.url)
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
            body = None
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
            readable=isinstance(body, dict),
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

    def _drop(self, call: Call, *, reset: bool = False) -> None:
        """End the connection without an answer, in good order or with a reset."""
        self._note(call, None)
        if not reset:
            self._close()
            return
        # A close that does not linger sends RST; it must be the last reference, and no shutdown may come before it.
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGERING)
        self.rfile.close()
        self.connection.close()

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
