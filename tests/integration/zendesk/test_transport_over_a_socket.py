"""Laws of the wire, shown over a real socket: a mock of the adapter cannot show a repeated PUT."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
import structlog

from integration.zendesk.auth import ClientCredentials, Credentials, LegacyToken
from integration.zendesk.budget import Budget
from integration.zendesk.errors import (
    Conflict,
    Gone,
    RateLimited,
    Refused,
    SignInRefused,
    Stopping,
    Transient,
    Unknown,
    UnknownAccount,
    ZendeskError,
)
from integration.zendesk.models import TicketsAnswer
from integration.zendesk.transport import Call, Transport, family_of
from integration.zendesk.wire import NoCredentials, OneHostSession, Origin

SECRET = "kX9-client-secret-7731"  # noqa: S105 - invented
TOKEN = "tok-access-55120"  # noqa: S105 - invented
DATE = "Mon, 02 Mar 2026 09:30:00 GMT"
ME = "/api/v2/users/me.json"
TICKET = "/api/v2/tickets/4711.json"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Wire:
    """A server that answers each request with the next prepared bytes; b"" closes the connection without an answer."""

    url: str
    answers: list[bytes]
    asked: list[Asked] = field(default_factory=list)

    def methods(self) -> list[str]:
        """Methods in the order of arrival."""
        return [request.method for request in self.asked]


def http(
    status: int, body: object = None, *, headers: dict[str, str] | None = None, kind: str = "application/json"
) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body if body is not None else {}).encode()
    lines = {"Content-Type": kind, "Content-Length": str(len(content)), "Date": DATE, "Connection": "close"}
    lines |= headers or {}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + content


def token(value: str = TOKEN, expires_in: int | None = 3600) -> bytes:
    return http(
        201, {"access_token": value, "token_type": "bearer", "expires_in": expires_in, "scope": "read"}
    )


def _read_request(connection: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    method, target, _ = first.split(" ")
    return Asked(method, target, headers, body)


def _serve(listener: socket.socket, wire: Wire) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            request = _read_request(connection)
            if request is None:
                continue
            wire.asked.append(request)
            answer = wire.answers.pop(0) if wire.answers else http(500, {"error": "NothingPrepared"})
            if answer:
                connection.sendall(answer)


@pytest.fixture
def wire() -> Iterator[Wire]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = Wire(f"http://127.0.0.1:{listener.getsockname()[1]}", [])
        thread = threading.Thread(target=_serve, args=(listener, served), daemon=True)
        thread.start()
        yield served
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@dataclass
class Clock:
    """A monotonic clock that sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., Transport]


@pytest.fixture
def make(wire: Wire, clock: Clock) -> Iterator[Make]:
    made: list[Transport] = []

    def build(auth: Credentials | None = None, **more: object) -> Transport:
        settings: dict[str, object] = {"sleep": clock.sleep, "clock": clock, "timeout": (2, 2)} | more
        transport = Transport(
            wire.url,
            auth or LegacyToken("desk@birchlane.example", SECRET),
            budget=Budget(monotonic=clock),
            user_agent="Steadyhand/0.1 (test)",
            **settings,  # type: ignore[arg-type]
        )
        made.append(transport)
        return transport

    yield build
    for transport in made:
        transport.close()


def oauth(wire: Wire, clock: Clock, *, expires_in: int = 3600) -> ClientCredentials:
    return ClientCredentials(
        f"{wire.url}/oauth/tokens", "steadyhand_client", SECRET, expires_in=expires_in, monotonic=clock
    )


# --- writes -----------------------------------------------------------------------------------------------------------


def test_a_put_whose_answer_is_lost_is_sent_once_and_its_outcome_is_unknown(wire: Wire, make: Make) -> None:
    wire.answers = [b""]
    with pytest.raises(Unknown):
        make().put(TICKET, {"ticket": {"tags": ["vip"]}})
    assert wire.methods() == ["PUT"]


def test_a_put_that_is_answered_too_late_is_sent_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        transport = Transport(
            f"http://127.0.0.1:{silent.getsockname()[1]}",
            LegacyToken("desk@birchlane.example", SECRET),
            budget=Budget(),
            user_agent="test",
            timeout=(2, 0.2),
        )
        with pytest.raises(Unknown) as failure:
            transport.put(TICKET, {})
        silent.settimeout(0.3)
        first, _ = silent.accept()
        first.close()
        with pytest.raises(TimeoutError):
            silent.accept()
        transport.close()
    assert failure.value.code == "timeout"


def test_a_put_to_a_closed_port_was_not_written() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    transport = Transport(
        url, LegacyToken("desk@birchlane.example", SECRET), budget=Budget(), user_agent="test", timeout=(1, 1)
    )
    with pytest.raises(Transient):
        transport.put(TICKET, {})
    transport.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (http(429, {"error": "APIRateLimitExceeded"}, headers={"Retry-After": "7"}), RateLimited),
        (http(409, {"error": "DatabaseConflict", "description": "Database collision"}), Transient),
        (http(503, {"error": "DatabaseDeadlock"}), Transient),
        (http(409, {"error": "UpdateConflict"}), Conflict),
        (http(409, {"error": "SomethingNew"}), Unknown),
        (http(503, b"<html>DatabaseDeadlock</html>", kind="text/html"), Unknown),
        (http(500, {"error": "InternalError"}), Unknown),
        (http(502, b"", kind="text/html"), Unknown),
        (http(504, b"upstream", kind="text/plain"), Unknown),
        (http(200, b"<html>Sign in</html>", kind="text/html"), Unknown),
        (http(200, b'{"ticket": {"id": 47'), Unknown),
        (http(302, b"", headers={"Location": "https://elsewhere.example/"}), Unknown),
        (http(403, {"error": {"title": "Forbidden", "message": "Access is restricted."}}), Refused),
        (
            http(
                422, {"error": "RecordInvalid", "details": {"priority": [{"description": "cannot be reset"}]}}
            ),
            Refused,
        ),
        (
            http(422, {"details": {"status": [{"description": "Status: closed prevents ticket update"}]}}),
            Gone,
        ),
        (http(404, {"error": "RecordNotFound", "description": "Not found"}), Gone),
        (http(404, b""), Gone),
        (http(401, {"error": "Couldn't authenticate you"}), SignInRefused),
    ],
)
def test_a_put_is_sent_once_whatever_comes_back(
    wire: Wire, make: Make, answer: bytes, error: type[ZendeskError]
) -> None:
    wire.answers = [answer]
    with pytest.raises(ZendeskError) as failure:
        make().put(TICKET, {"ticket": {}})
    assert type(failure.value) is error
    assert wire.methods() == ["PUT"]


def test_a_put_refused_for_an_ended_token_is_not_resent_but_the_next_one_is_signed_in(
    wire: Wire, make: Make, clock: Clock
) -> None:
    wire.answers = [
        token("tok1"),
        http(401, {"error": "invalid_token"}),
        token("tok2"),
        http(200, {"ticket": {}}),
    ]
    transport = make(oauth(wire, clock))
    with pytest.raises(Transient):
        transport.put(TICKET, {})
    transport.put(TICKET, {})
    puts = [request.headers["authorization"] for request in wire.asked if request.method == "PUT"]
    assert puts == ["Bearer tok1", "Bearer tok2"]


def test_keys_that_zendesk_ignored_are_told_by_name_alone(wire: Wire, make: Make) -> None:
    warned = '{:allowed_parameters=>{:action=>"update", :unpermitted_keys=>["ticket.shade"], :invalid_values=>["Ann"]}}'
    wire.answers = [http(200, {"ticket": {}}, headers={"x-zendesk-api-warn": warned})]
    with structlog.testing.capture_logs() as lines:
        make().put(TICKET, {})
    told = [line for line in lines if line["event"] == "zendesk_ignored_keys"]
    assert [line["keys"] for line in told] == ['"ticket.shade"']


# --- reads ------------------------------------------------------------------------------------------------------------


def test_a_429_is_waited_out_as_long_as_retry_after_says(wire: Wire, make: Make, clock: Clock) -> None:
    wire.answers = [
        http(429, {"error": "TooManyRequests"}, headers={"Retry-After": "37"}),
        http(200, {"user": {}}),
    ]
    make().get(ME)
    assert wire.methods() == ["GET", "GET"]
    assert 37 <= sum(clock.slept) <= 39


def test_a_429_without_retry_after_is_waited_out_for_a_minute(wire: Wire, make: Make, clock: Clock) -> None:
    wire.answers = [http(429, b"slow down", kind="text/plain"), http(200, {"user": {}})]
    make().get(ME)
    assert 60 <= sum(clock.slept) <= 62


def test_a_wait_beyond_patience_is_left_to_the_caller(wire: Wire, make: Make, clock: Clock) -> None:
    wire.answers = [http(429, {}, headers={"Retry-After": "3600"})]
    transport = make()
    for _ in range(2):  # the second time the call is not even made
        with pytest.raises(RateLimited) as failure:
            transport.get(ME)
        assert failure.value.retry_after_s == 3600
    assert wire.methods() == ["GET"]
    assert clock.slept == []


@pytest.mark.parametrize(
    "bad",
    [
        http(500, b"", kind="text/html"),
        http(502, b"<html>bad gateway</html>", kind="text/html"),
        http(503, {"error": "DatabaseDeadlock"}, headers={"Retry-After": "3"}),
        http(504, b"upstream", kind="text/plain"),
        http(522, b""),
        http(409, {"error": "DatabaseConflict"}),
        http(423, b"maintenance", kind="text/plain"),
        http(200, b"<html>maintenance</html>", kind="text/html"),
        http(200, b'{"user": {"id": 7, "ro'),
    ],
)
def test_a_read_is_asked_again_after_a_passing_failure(wire: Wire, make: Make, bad: bytes) -> None:
    wire.answers = [bad, http(200, {"user": {"id": 7}})]
    assert make().get(ME).json() == {"user": {"id": 7}}
    assert wire.methods() == ["GET", "GET"]


def test_a_read_cut_off_by_the_connection_is_asked_again(wire: Wire, make: Make) -> None:
    short = http(200, {"user": {"id": 7}})[:-4]
    wire.answers = [short, b"", http(200, {"user": {"id": 7}})]
    assert make().get(ME).json() == {"user": {"id": 7}}


def test_json_that_only_looks_whole_is_asked_again_by_the_model(wire: Wire, make: Make) -> None:
    wire.answers = [http(200, b'{"tickets": [{"id": 1}'), http(200, {"tickets": []})]
    page, _ = make().fetch("/api/v2/tickets/show_many.json", {"ids": "1"}, TicketsAnswer)
    assert page.tickets == ()
    assert wire.methods() == ["GET", "GET"]


def test_patience_ends_after_six_attempts_with_growing_pauses(wire: Wire, make: Make, clock: Clock) -> None:
    wire.answers = [http(500, {"error": "InternalError"})] * 9
    with pytest.raises(Transient):
        make().get(ME)
    assert len(wire.asked) == 6
    assert clock.slept == sorted(clock.slept)
    assert len(clock.slept) == 5


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (http(403, {"error": "Forbidden"}), Refused),
        (http(404, b""), Gone),
        (http(404, {"error": "InvalidEndpoint"}), Refused),
        (http(422, {"error": "invalid"}), Refused),
        (http(400, {"errors": [{"code": "InvalidPaginationDepth", "title": "Too deep"}]}), Refused),
        (
            http(404, {"error": {"title": "No help desk at birchlane.zendesk.com", "message": "Claim it"}}),
            UnknownAccount,
        ),
        (http(401, {"error": "Couldn't authenticate you"}), SignInRefused),
    ],
)
def test_a_read_that_is_refused_is_not_repeated(
    wire: Wire, make: Make, answer: bytes, error: type[ZendeskError]
) -> None:
    wire.answers = [answer]
    with pytest.raises(ZendeskError) as failure:
        make().get(ME)
    assert type(failure.value) is error
    assert wire.methods() == ["GET"]


def test_the_caller_may_take_a_failure_at_once(wire: Wire, make: Make) -> None:
    wire.answers = [http(504, b"")]
    with pytest.raises(Transient):
        make().get(ME, give_up=lambda failure: failure.status == 504)
    assert wire.methods() == ["GET"]


def test_a_wait_ends_when_the_service_stops(wire: Wire, make: Make) -> None:
    stop = threading.Event()
    wire.answers = [http(429, {}, headers={"Retry-After": "120"})]
    transport = make(stop=stop, sleep=None)
    threading.Timer(0.1, stop.set).start()
    with pytest.raises(Stopping):
        transport.get(ME)
    with pytest.raises(Stopping):
        transport.put(TICKET, {})
    assert wire.methods() == ["GET"]


def test_time_is_told_by_zendesk_and_counted_by_the_monotonic_clock(
    wire: Wire, make: Make, clock: Clock
) -> None:
    transport = make(wall=lambda: datetime(2026, 3, 2, 9, 29, 15, tzinfo=UTC))
    with pytest.raises(LookupError):
        transport.server_now()
    wire.answers = [http(200, {"user": {}})]
    transport.get(ME)
    clock.now += 90
    assert transport.server_now() == datetime(2026, 3, 2, 9, 31, 30, tzinfo=UTC)
    assert transport.clock_skew_s == 45


def test_calls_are_counted_by_family_and_told_without_addresses(wire: Wire, make: Make) -> None:
    wire.answers = [http(200, {}), http(200, {}), http(404, b"")]
    calls: list[Call] = []
    transport = make(on_call=calls.append)
    transport.get("/api/v2/tickets/4711/audits.json", {"page[size]": 100})
    transport.get("/api/v2/tickets/4712/audits.json")
    with pytest.raises(Gone):
        transport.get("/api/v2/job_statuses/V3-47ed156789697d342091e8d273f50b5d.json")
    assert transport.calls == {"GET tickets/{id}/audits": 2, "GET job_statuses/{id}": 1}
    assert [call.status for call in calls] == [200, 200, 404]
    assert family_of("/api/v2/incremental/tickets/cursor.json") == "incremental/tickets/cursor"
    assert wire.asked[0].target.endswith("?page%5Bsize%5D=100")
    assert wire.asked[0].headers["user-agent"] == "Steadyhand/0.1 (test)"
    assert wire.asked[0].headers["accept"] == "application/json"


def test_the_budget_is_asked_before_a_call_leaves(wire: Wire, make: Make, clock: Clock) -> None:
    left = {"zendesk-ratelimit-incremental-exports": "total=10; remaining=0; resets=41"}
    wire.answers = [http(200, {}, headers=left), http(200, {})]
    transport = make()
    transport.get("/api/v2/incremental/tickets/cursor.json")
    transport.get("/api/v2/incremental/tickets/cursor.json")
    assert clock.slept == [41]


# --- sign-in and other hosts --------------------------------------------------------------------------------------------


def test_a_401_renews_the_token_once_and_the_read_succeeds(wire: Wire, make: Make, clock: Clock) -> None:
    wire.answers = [
        token("tok1"),
        http(401, {"error": "invalid_token"}),
        token("tok2"),
        http(200, {"user": {}}),
    ]
    credentials = oauth(wire, clock)
    make(credentials).get(ME)
    assert [asked.headers.get("authorization") for asked in wire.asked] == [
        None,
        "Bearer tok1",
        None,
        "Bearer tok2",
    ]
    assert credentials.renewals == 2
    assert json.loads(wire.asked[0].body) == {
        "grant_type": "client_credentials",
        "client_id": "steadyhand_client",
        "client_secret": SECRET,
        "scope": "read tickets:write",
        "expires_in": 3600,
    }


def test_a_second_401_in_a_row_stops_and_names_the_client(wire: Wire, make: Make, clock: Clock) -> None:
    refusal = http(401, {"error": "Couldn't authenticate you"})
    wire.answers = [token("tok1"), refusal, token("tok2"), refusal]
    with pytest.raises(SignInRefused, match="steadyhand_client"):
        make(oauth(wire, clock)).get(ME)
    assert wire.methods() == ["POST", "GET", "POST", "GET"]


def test_a_client_that_was_put_right_works_again_without_a_restart(
    wire: Wire, make: Make, clock: Clock
) -> None:
    refusal = http(401, {"error": "Couldn't authenticate you"})
    wire.answers = [token("tok1"), refusal, token("tok2"), refusal, token("tok3"), http(200, {"user": {}})]
    transport = make(oauth(wire, clock))
    with pytest.raises(SignInRefused):
        transport.get(ME)
    transport.get(ME)
    assert wire.asked[-1].headers["authorization"] == "Bearer tok3"


def test_a_token_is_renewed_before_it_ends(wire: Wire, make: Make, clock: Clock) -> None:
    answer = http(200, {"user": {}})
    wire.answers = [token("tok1", 1800), answer, answer, token("tok2", 1800), answer]
    transport = make(oauth(wire, clock))
    transport.get(ME)
    clock.now += 1739
    transport.get(ME)
    clock.now += 2
    transport.get(ME)
    assert [asked.headers.get("authorization") for asked in wire.asked if asked.method == "GET"] == [
        "Bearer tok1",
        "Bearer tok1",
        "Bearer tok2",
    ]


def test_a_token_without_an_end_is_kept(wire: Wire, make: Make, clock: Clock) -> None:
    wire.answers = [token("tok1", None), http(200, {}), http(200, {})]
    transport = make(oauth(wire, clock))
    transport.get(ME)
    clock.now += 10_000_000
    transport.get(ME)
    assert wire.methods() == ["POST", "GET", "GET"]


def test_eight_threads_with_an_ended_token_ask_for_one(wire: Wire, clock: Clock) -> None:
    credentials = oauth(wire, clock)
    credentials.bind(Origin.of(wire.url), "test")
    wire.answers = [token("tok1")]
    seen: list[str] = []

    def sign() -> None:
        request = requests.Request("GET", wire.url + ME, auth=credentials).prepare()
        seen.append(request.headers["Authorization"])

    threads = [threading.Thread(target=sign) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    credentials.close()
    assert seen == ["Bearer tok1"] * 8
    assert wire.methods() == ["POST"]


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (http(401, {"error": "invalid_client"}), SignInRefused, "secret"),
        (http(400, {"error": "invalid_scope"}), SignInRefused, "scope 'read tickets:write'"),
        (http(200, b"<html>Sign in</html>", kind="text/html"), SignInRefused, "sign-in page"),
        (
            http(302, b"", headers={"Location": "https://elsewhere.example/"}),
            SignInRefused,
            "no access token",
        ),
        (http(404, {"error": {"title": "No help desk at x"}}), UnknownAccount, "no help desk"),
    ],
)
def test_a_refused_token_says_why(
    wire: Wire, make: Make, clock: Clock, answer: bytes, error: type[ZendeskError], words: str
) -> None:
    wire.answers = [answer]
    with pytest.raises(error, match=words):
        make(oauth(wire, clock)).get(ME)
    assert wire.methods() == ["POST"]


def test_a_token_that_cannot_be_had_just_now_keeps_a_put_from_leaving(
    wire: Wire, make: Make, clock: Clock
) -> None:
    wire.answers = [http(503, b"")]
    with pytest.raises(Transient):
        make(oauth(wire, clock)).put(TICKET, {})
    assert wire.methods() == ["POST"]


def test_a_foreign_address_gets_no_credentials(wire: Wire, make: Make, clock: Clock) -> None:
    transport = make(oauth(wire, clock))
    legacy = LegacyToken("desk@birchlane.example", SECRET)
    legacy.bind(Origin.of(wire.url), "test")
    for url in (
        "https://elsewhere.example/api/v2/users/me.json",
        "http://127.0.0.1:9/",
        "https://127.0.0.1/",
    ):
        for auth in (transport.auth, legacy):
            signed = requests.Request("GET", url, auth=auth).prepare()
            assert "Authorization" not in signed.headers
    assert wire.asked == []


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/api/v2/users/me.json", "//elsewhere.example/x", "users"]
)
def test_a_path_that_could_name_another_host_is_not_followed(wire: Wire, make: Make, path: str) -> None:
    with pytest.raises(ValueError, match="never followed"):
        make().get(path)
    assert wire.asked == []


def test_the_session_sends_nothing_at_all_to_another_host(wire: Wire) -> None:
    session = OneHostSession(Origin.of("https://birchlane.zendesk.com"), NoCredentials(), "test")
    with pytest.raises(Refused, match="another host"):
        session.get(wire.url + ME, timeout=2)
    session.close()
    assert wire.asked == []


def test_a_redirect_to_another_host_is_refused(wire: Wire, make: Make) -> None:
    wire.answers = [http(302, b"", headers={"Location": "http://localhost:9/api/v2/users/me.json"})]
    with pytest.raises(Refused, match="another host") as failure:
        make().get(ME)
    assert failure.value.code == "OtherHost"
    assert wire.methods() == ["GET"]


def test_a_redirect_within_the_host_is_followed_signed_in(wire: Wire, make: Make) -> None:
    wire.answers = [http(301, b"", headers={"Location": "/api/v2/users/7.json"}), http(200, {"user": {}})]
    make().get(ME)
    assert [asked.target for asked in wire.asked] == [ME, "/api/v2/users/7.json"]
    assert wire.asked[1].headers["authorization"].startswith("Basic ")


def test_netrc_has_no_say(
    wire: Wire, make: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(
        "machine 127.0.0.1 login mallory password fromnetrc\ndefault login eve password fromnetrc\n"
    )
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wire.answers = [
        token("tok1"),
        http(301, b"", headers={"Location": "/api/v2/users/7.json"}),
        http(200, {"user": {}}),
    ]
    transport = make(oauth(wire, clock))
    transport._session.trust_env = True  # noqa: SLF001 - loopback turns it off; real hosts have it on
    transport.get(ME)
    assert [asked.headers.get("authorization") for asked in wire.asked] == [
        None,
        "Bearer tok1",
        "Bearer tok1",
    ]


def test_a_cookie_that_zendesk_sets_is_not_sent_back(wire: Wire, make: Make) -> None:
    wire.answers = [http(200, {}, headers={"Set-Cookie": "_zendesk_session=abc; path=/"}), http(200, {})]
    transport = make()
    transport.get(ME)
    transport.get(ME)
    assert "cookie" not in wire.asked[1].headers


@pytest.mark.parametrize(
    "url",
    [
        "http://birchlane.zendesk.com",
        "https://ann:pw@birchlane.zendesk.com",
        "https://birchlane.zendesk.com/api/v2",
        "ftp://birchlane.zendesk.com",
        "birchlane.zendesk.com",
    ],
)
def test_a_base_address_is_https_and_nothing_but_a_host(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Transport(url, LegacyToken("a@b.example", "x"), budget=Budget(), user_agent="test")


def test_the_secret_is_not_sent_to_a_token_address_on_another_host() -> None:
    credentials = ClientCredentials("https://elsewhere.example/oauth/tokens", "steadyhand_client", SECRET)
    with pytest.raises(ValueError, match="own host"):
        Transport("https://birchlane.zendesk.com", credentials, budget=Budget(), user_agent="test")


def test_no_secret_and_no_customers_word_is_in_any_log_exception_or_repr(
    wire: Wire, make: Make, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words = "my card is 4242"
    wire.answers = [
        token(),
        http(500, {"error": "InternalError", "ticket": {"description": words}}),
        http(200, b"<html>" + words.encode() + b"</html>", kind="text/html"),
        http(200, {"tickets": [{"id": 1, "status": {"odd": words}, "tags": [words]}]}),
        http(
            422,
            {
                "error": "RecordInvalid",
                "details": {"email": [{"description": "Email: ann@birchlane.example taken"}]},
            },
        ),
        http(401, {"error": "invalid_token"}),
        http(401, {"error": f"invalid_client {words[:0]}"}),
        b"",
    ]
    credentials = oauth(wire, clock)
    legacy = LegacyToken("desk@birchlane.example", SECRET)
    transport = make(credentials)
    told: list[str] = [
        repr(transport),
        repr(credentials),
        repr(legacy),
        str(vars(credentials)),
        str(vars(legacy)),
    ]
    with structlog.testing.capture_logs() as lines:
        calls: list[Callable[[], object]] = [
            lambda: transport.fetch("/api/v2/tickets/show_many.json", {"ids": "1"}, TicketsAnswer),
            lambda: transport.put(TICKET, {"ticket": {"comment": words}}),
            lambda: transport.get(ME),
            lambda: transport.put(TICKET, {"ticket": {"comment": words}}),
        ]
        for call in calls:
            with pytest.raises(ZendeskError) as failure:
                call()
            chain: BaseException | None = failure.value
            while chain is not None:
                told += [str(chain), repr(chain), str(vars(chain))]
                assert chain.__suppress_context__ or chain.__context__ is None
                chain = chain.__cause__
    told += [str(line) for line in lines] + [record.getMessage() for record in caplog.records]
    everything = "\n".join(told)
    assert len(lines) >= 6
    for secret in (SECRET, TOKEN, words, "ann@birchlane.example", "Bearer"):
        assert secret not in everything
