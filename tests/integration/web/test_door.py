"""Who may come in, what every answer carries, and that nothing a request says comes back or breaks the page."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import requests
from structlog.testing import capture_logs

from integration.engine.context import Context
from tests.integration.engine.harbour import Harbour
from tests.integration.web.conftest import Serve

TOKEN = "a-token-of-the-desk"  # noqa: S105 - of this test's own page
VIEWS = ["/", "/findings", "/held", "/ahead", "/policies", "/cases", "/sign-in"]
HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "%00",
    "../../etc/passwd",
    "٣",
    "9" * 5000,
]


@pytest.fixture
def account(harbour: Harbour) -> Context:
    account = harbour.open()
    harbour.passed_around()
    harbour.cycle(account)
    return account


def get(url: str, **options: object) -> requests.Response:
    return requests.get(url, timeout=20, allow_redirects=False, **options)  # type: ignore[arg-type] # as requests has it


def test_every_answer_carries_what_keeps_a_browser_from_mischief(account: Context, serve: Serve) -> None:
    url = serve(account)
    for path in ("/", "/nothing", "/static/style.css", "/findings?page=x"):
        headers = get(url + path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in headers
    assert get(url).headers["Cache-Control"] == "no-store"
    assert "<script" not in get(url).text, "it works without any"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_query_is_told_in_a_sentence_and_never_repeated(
    account: Context, serve: Serve, value: str
) -> None:
    url, asked = serve(account), quote(value)
    addresses = [f"/findings?{name}={asked}" for name in ("policy", "state", "day", "page", asked)]
    addresses += [f"/held?reason={asked}", f"/ahead?days={asked}", f"/?day={asked}", f"/tickets?of={asked}"]
    for address in addresses:
        answer = get(url + address)
        assert answer.status_code == 400, address[:40]
        assert "<h1>Not understood</h1>" in answer.text
        assert len(value) < 4 or value not in answer.text


@pytest.mark.parametrize(
    "path", ["/tickets/0", "/tickets/999999", "/tickets/abc", f"/tickets/{'9' * 5000}", "/x"]
)
def test_what_is_not_there_is_404_with_a_way_back(account: Context, serve: Serve, path: str) -> None:
    answer = get(serve(account) + path)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_a_file_beside_the_static_ones_is_not_served(account: Context, serve: Serve) -> None:
    url = serve(account)
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd"):
        session = requests.Session()
        asked = requests.Request("GET", url).prepare()
        asked.url = url + path  # requests would tidy it up
        assert session.send(asked, timeout=20).status_code == 404


def test_nothing_is_changed_from_here(account: Context, serve: Serve) -> None:
    url = serve(account)
    for path in VIEWS[:-1]:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert requests.request(method, url + path, timeout=20).status_code == 405
    assert get(url + "/demo/tickets").status_code == 404
    assert requests.post(url + "/demo/clock", timeout=20).status_code == 404


def test_on_loopback_only_this_machines_own_names_are_answered(account: Context, serve: Serve) -> None:
    url = serve(account)
    port = url.rpartition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "", "[", "10.0.0.1"):
        answer = get(url, headers={"Host": host})
        assert answer.status_code in (400, 421), host
        assert "harbour" not in answer.text
    for host in (f"localhost:{port}", "127.0.0.1", f"[::1]:{port}"):
        assert get(url, headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize("path", ["/", "/findings", "/tickets/1", "/metrics", "/nothing"])
def test_without_the_token_nothing_is_told(account: Context, serve: Serve, path: str) -> None:
    url = serve(account, token=TOKEN)
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": TOKEN},
        {"Cookie": "steadyhand=1.x"},
    ):
        answer = get(url + path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "harbour" not in answer.text
    page = get(url + path, headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert 'name="token"' in page.text
    assert "harbour" not in page.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/static/nothing"),
        ("GET", "/static/../findings"),
        ("GET", "/static"),
        ("POST", "/static/style.css"),
        ("POST", "/health"),
        ("GET", "/healthy"),
        ("GET", "/sign-in/x"),
        ("PUT", "/sign-in"),
        ("POST", "/sign-in"),
        ("GET", "//static/x"),
    ],
)
def test_no_error_beside_the_door_tells_of_the_account(
    account: Context, serve: Serve, method: str, path: str
) -> None:
    url = serve(account, token=TOKEN)
    asked = requests.Request(method, url).prepare()
    asked.url = url + path  # requests would tidy it up
    for host in ("127.0.0.1", "desk.example/x"):
        asked.headers["Host"] = host
        answer = requests.Session().send(asked, timeout=20)
        assert answer.status_code in (400, 401, 404, 405)
        for word in ("harbour", "config.toml", "Findings", "London"):
            assert word not in answer.text


def test_what_other_programs_of_the_same_host_set_as_cookies_signs_nobody_out(
    account: Context, serve: Serve
) -> None:
    url = serve(account, token=TOKEN)
    right = requests.post(f"{url}/sign-in", data={"token": TOKEN}, timeout=20, allow_redirects=False)
    own = right.headers["Set-Cookie"].partition(";")[0]
    for others in ('seen={"a": [1, 2]}', "a@b=1", "plain", "=", "name=x y"):
        assert get(url, headers={"Cookie": f"{others}; {own}"}).status_code == 200, others
        assert get(url, headers={"Cookie": others}).status_code == 401


def test_a_bearer_of_the_token_sees_the_page_under_any_host(account: Context, serve: Serve) -> None:
    url = serve(account, token=TOKEN)
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "desk.example"}
    assert "harbour" in get(url, headers=headers).text


def test_signing_in_gives_a_cookie_that_scripts_and_other_sites_cannot_use(
    account: Context, serve: Serve
) -> None:
    url = serve(account, token=TOKEN)
    wrong = requests.post(f"{url}/sign-in", data={"token": "wrong"}, timeout=20)
    assert wrong.status_code == 403
    assert "Set-Cookie" not in wrong.headers
    right = requests.post(f"{url}/sign-in", data={"token": TOKEN}, timeout=20, allow_redirects=False)
    assert (right.status_code, right.headers["Location"]) == (303, "/")
    cookie = right.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie
    value = cookie.partition(";")[0]
    told = get(url, headers={"Cookie": value}).text
    assert "harbour" in told
    assert "Sign out" in told
    left = requests.post(f"{url}/sign-out", headers={"Cookie": value}, timeout=20, allow_redirects=False)
    assert (left.status_code, left.headers["Location"]) == (303, "/sign-in")
    assert 'steadyhand=""' in left.headers["Set-Cookie"]


def test_behind_a_proxy_that_speaks_tls_the_cookie_is_for_tls_alone(account: Context, serve: Serve) -> None:
    url = serve(account, token=TOKEN)
    headers = {"Host": "desk.example", "Origin": "https://desk.example"}
    answer = requests.post(
        f"{url}/sign-in", data={"token": TOKEN}, headers=headers, timeout=20, allow_redirects=False
    )
    assert answer.status_code == 303
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_form_from_another_site_is_refused(account: Context, serve: Serve) -> None:
    url = serve(account, token=TOKEN)
    for origin in ("http://evil.example", "null", url.replace("127.0.0.1", "localhost")):
        answer = requests.post(
            f"{url}/sign-in",
            data={"token": TOKEN},
            headers={"Origin": origin},
            timeout=20,
            allow_redirects=False,
        )
        assert answer.status_code == 403
    answer = requests.post(
        f"{url}/sign-in", data={"token": TOKEN}, headers={"Origin": url}, timeout=20, allow_redirects=False
    )
    assert answer.status_code == 303


@pytest.mark.parametrize("body", [b"x" * 100_000, b"\xff\xfe=%ff", b"", b"token", b"&" * 4000])
def test_a_form_that_is_none_does_not_break_the_page(account: Context, serve: Serve, body: bytes) -> None:
    url = serve(account, token=TOKEN)
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = requests.post(f"{url}/sign-in", data=body, headers={"Content-Type": kind}, timeout=20)
        assert answer.status_code in (400, 403, 401)


def test_health_says_a_word_and_needs_no_token(harbour: Harbour, account: Context, serve: Serve) -> None:
    url = serve(account, token=TOKEN)
    answer = get(f"{url}/health")
    assert (answer.status_code, answer.json()) == (200, {"state": "working"})
    harbour.wait(3600)
    answer = get(f"{url}/health")
    assert (answer.status_code, answer.json()) == (503, {"state": "stopped"})


def test_a_mistake_of_ours_is_a_page_without_a_trace_and_a_line_without_words(
    account: Context, serve: Serve
) -> None:
    url = serve(account)
    with account.store.aside() as connection:
        connection.exec_driver_sql("update finding set state = 'open', because = because, mode = 'enforce'")
        connection.exec_driver_sql("update run set counts = '[not json'")
    with capture_logs() as logs:
        answer = get(url)
    assert answer.status_code == 500
    assert "A mistake of ours" in answer.text
    assert "Traceback" not in answer.text
    assert [entry for entry in logs if entry["event"] == "web_failed"] == [
        {"event": "web_failed", "error": "JSONDecodeError", "log_level": "error"}
    ]
