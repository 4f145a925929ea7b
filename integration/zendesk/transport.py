"""Reads are repeated until they succeed or patience ends; a write goes over the wire once."""

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import requests
import stamina
import structlog
from pydantic import BaseModel

from integration.zendesk.auth import Credentials
from integration.zendesk.budget import Budget, Kind, kind_of
from integration.zendesk.clock import ServerClock
from integration.zendesk.errors import RateLimited, Stopping, Transient, ZendeskError, classify
from integration.zendesk.reading import read_model
from integration.zendesk.wire import OneHostSession, base_of

log = structlog.get_logger(__name__)

Params = Mapping[str, str | int] | Sequence[tuple[str, str | int]]
ModelT = TypeVar("ModelT", bound=BaseModel)

_ATTEMPTS = 6
_PATIENCE_S = 300.0
_LONGEST_PAUSE_S = 300.0
_NUMBERED = re.compile(r"[^/]*\d[^/]*")
_IGNORED_KEYS = re.compile(r":unpermitted_keys=>\[([^\]]*)\]")


@dataclass(frozen=True)
class Call:
    """One exchange on the wire, for metrics; no address, no body."""

    method: str
    family: str
    """The path with its ids taken out, as `tickets/{id}/audits`."""
    status: int | None
    """None when no answer came."""
    seconds: float


class Transport:
    """The way to one account's help desk; for one thread.

    `clock` and `wall` are this machine's monotonic and wall clock; time for policies comes from `server_now`. With
    `sleep` left out a wait ends as soon as `stop` is set; a given `sleep` is called once per wait.
    """

    def __init__(  # noqa: PLR0913 - the world of one account: address, sign-in, limits, clocks and hooks
        self,
        base_url: str,
        auth: Credentials,
        *,
        budget: Budget,
        user_agent: str,
        timeout: tuple[float, float] = (5, 60),
        sleep: Callable[[float], object] | None = None,
        stop: threading.Event | None = None,
        on_call: Callable[[Call], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.base_url, self.origin = base_of(base_url)
        self.auth = auth
        self.budget = budget
        self.calls: Counter[str] = Counter()
        """Exchanges so far, by `GET tickets/{id}`."""
        self.called_at: datetime | None = None
        """When the last exchange ended, well or not, by this machine's clock; None before the first."""
        auth.bind(self.origin, user_agent)
        self._session = OneHostSession(self.origin, auth, user_agent)
        self._timeout = timeout
        self._sleep = sleep
        self._stop = stop or threading.Event()
        self._on_call = on_call
        self._clock = clock
        self._wall = wall
        self._server_clock = ServerClock(clock, wall)

    def get(
        self,
        path: str,
        params: Params | None = None,
        *,
        attempts: int = _ATTEMPTS,
        give_up: Callable[[ZendeskError], bool] = lambda _: False,
        read: Callable[[requests.Response], object] = lambda _: None,
    ) -> requests.Response:
        """Fetch the JSON answer to a read of our own host; `path` begins with a slash.

        Repeated on 429 (after `Retry-After`), 5xx, broken connections, cut-off JSON and web pages, with growing pauses;
        `give_up` names failures that the caller wants at once. `read` is called on the answer within the attempt:
        what it raises as Transient is asked again.

        Raises:
            ZendeskError: as the table in errors.py says, after the last attempt.

        """
        waits = _Waits(give_up)
        for attempt in stamina.retry_context(on=waits, attempts=attempts, timeout=_PATIENCE_S):
            self._pause(waits.taken())
            with attempt:
                response = self._exchange("GET", path, params=params)
                read(response)
                return response
        raise AssertionError("a retry context ends by returning or raising")  # pragma: no cover

    def fetch(
        self,
        path: str,
        params: Params | None,
        model: type[ModelT],
        *,
        give_up: Callable[[ZendeskError], bool] = lambda _: False,
    ) -> tuple[ModelT, datetime | None]:
        """Fetch a read, parsed by a wire model, and the moment of the answer: None if Zendesk never sent a `Date`."""
        parsed: list[ModelT] = []
        self.get(
            path, params, give_up=give_up, read=lambda response: parsed.append(read_model(model, response))
        )
        return parsed[-1], self.server_now() if self._server_clock.is_known else None

    def put(self, path: str, body: object) -> requests.Response:
        """Send a write and give the JSON answer: it is sent once, whatever happens to the answer.

        Waits for the budget first. A 401 renews the token and raises Transient: nothing was written, and the next
        write will be signed in.

        Raises:
            Unknown: the write may have happened.
            ZendeskError: any other class of errors.py: it has not.

        """
        return self._exchange("PUT", path, body=body)

    @property
    def clock_skew_s(self) -> float | None:
        """Zendesk's clock less ours at the last answer; None before the first."""
        return self._server_clock.skew_s

    def server_now(self) -> datetime:
        """Tell the time at Zendesk: the last `Date` header plus the seconds since it came, by the monotonic clock.

        Raises:
            LookupError: nothing was answered yet.

        """
        return self._server_clock.now()

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()
        self.auth.close()

    def __repr__(self) -> str:
        return f"Transport({self.base_url!r}, {self.auth!r})"

    def _exchange(
        self, method: str, path: str, *, params: Params | None = None, body: object = None
    ) -> requests.Response:
        kind = kind_of(method, path)
        self._await_budget(kind)
        response, signed = self._send(method, path, params, body)
        if response.status_code == requests.codes.unauthorized and self.auth.renew_after_401(signed):
            if method != "GET":
                raise Transient("The access token had ended; it is renewed, nothing was written.", status=401)
            response, signed = self._send(method, path, params, body)
        if response.status_code == requests.codes.unauthorized:
            self.auth.refused()
            raise _with_name(classify(method, response), self.auth.name)
        self.auth.accepted()
        if response.ok and not response.is_redirect and _holds_json(response):
            return response
        error = classify(method, response)
        if isinstance(error, RateLimited) and error.retry_after_s is not None:
            self.budget.block(kind, error.retry_after_s)
        raise error

    def _send(
        self, method: str, path: str, params: Params | None, body: object
    ) -> tuple[requests.Response, requests.PreparedRequest]:
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError("a path begins with one slash; addresses of other hosts are never followed")
        session = self._session
        request = requests.Request(method, self.base_url + path, params=_pairs(params), json=body)
        signed = session.prepare_request(request)  # may ask for a token; nothing of this call has left yet
        settings = session.merge_environment_settings(signed.url, {}, None, None, None)
        family, started = family_of(path), self._clock()
        self.budget.spend(kind_of(method, path))
        try:
            response = session.send(
                signed, timeout=self._timeout, allow_redirects=method == "GET", **settings
            )
        except (requests.RequestException, ZendeskError) as failure:
            self._note(Call(method, family, None, self._clock() - started))
            raise classify(method, failure) from None
        self._note(Call(method, family, response.status_code, self._clock() - started))
        self._server_clock.hear(response.headers)
        self.budget.learn(response.headers)
        _tell_ignored_keys(response, family)
        return response, signed

    def _note(self, call: Call) -> None:
        self.calls[f"{call.method} {call.family}"] += 1
        self.called_at = self._wall()
        log.debug(
            "zendesk_call",
            method=call.method,
            path=call.family,
            status=call.status,
            ms=round(call.seconds * 1000),
        )
        if self._on_call is not None:
            self._on_call(call)

    def _await_budget(self, kind: Kind) -> None:
        wait_s = self.budget.wait_s(kind)
        if wait_s > _LONGEST_PAUSE_S:
            raise RateLimited("The rate limit stands for longer than a call may wait.", retry_after_s=wait_s)
        self._pause(wait_s)

    def _pause(self, seconds: float) -> None:
        if seconds > 0 and not self._stop.is_set():
            (self._sleep or self._stop.wait)(seconds)
        if self._stop.is_set():
            raise Stopping


class _Waits:
    """stamina's hook: says whether to try again, and keeps the wait for us, because stamina's own cannot be woken."""

    def __init__(self, give_up: Callable[[ZendeskError], bool]) -> None:
        self._give_up = give_up
        self._failures = 0
        self._next_s = 0.0

    def __call__(self, failure: Exception) -> bool | float:
        if not isinstance(failure, Transient) or self._give_up(failure):
            return False
        asked = failure.retry_after_s
        if asked is not None and asked > _LONGEST_PAUSE_S:
            return False
        base = min(60.0, 2.0**self._failures) if asked is None else asked
        self._failures += 1
        self._next_s = base + random.SystemRandom().uniform(0, 0.25 * min(base, 4.0))
        return 0.0

    def taken(self) -> float:
        """Hand out the wait that stands before the coming attempt; 0 before the first."""
        wait_s, self._next_s = self._next_s, 0.0
        return wait_s


def family_of(path: str) -> str:
    """Give the path without prefix, suffix and ids: few enough to be a metric's label."""
    bare = path.partition("?")[0].removeprefix("/api/v2").strip("/").removesuffix(".json")
    return "/".join("{id}" if _NUMBERED.fullmatch(part) else part for part in bare.split("/"))


def _pairs(params: Params | None) -> list[tuple[str, str]]:
    items = params.items() if isinstance(params, Mapping) else params or ()
    return [(name, str(value)) for name, value in items]


def _holds_json(response: requests.Response) -> bool:
    """Whether this is JSON to its end, by its type and last byte; a full parse is the models' work."""
    return (
        "json" in response.headers.get("Content-Type", "") and response.content.rstrip()[-1:] in b"}]"
    ) and bool(response.content)


def _with_name(error: ZendeskError, name: str) -> ZendeskError:
    return type(error)(
        f"Zendesk refuses the sign-in of {name}.",
        status=error.status,
        code=error.code,
        request_id=error.request_id,
    )


def _tell_ignored_keys(response: requests.Response, family: str) -> None:
    """Zendesk drops unknown keys with a 200; a header is the only trace, and only its key names are safe to log."""
    ignored = _IGNORED_KEYS.search(response.headers.get("x-zendesk-api-warn", ""))
    if ignored and ignored.group(1):
        log.warning("zendesk_ignored_keys", path=family, keys=ignored.group(1)[:200])
