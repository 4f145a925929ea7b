"""Rate limits with their headers, and what goes wrong on the way."""

import socket
import time

import pytest
import requests

from integration.sandbox.faults import Fault
from tests.integration.sandbox.account import Account

EXPORT = "incremental/tickets/cursor.json?start_time=0"


@pytest.mark.parametrize(
    ("style", "present", "absent"),
    [
        ("2024", "ratelimit-remaining", "rate-limit-remaining"),
        ("2023", "rate-limit-remaining", "ratelimit-remaining"),
        ("old", "x-rate-limit-remaining", "ratelimit-remaining"),
    ],
)
def test_headers_of_the_account_are_spelt_three_ways(
    account: Account, style: str, present: str, absent: str
) -> None:
    account.world.switches.header_style = style
    headers = account.call("GET", "groups.json").headers
    assert headers["x-rate-limit"] == "700"
    assert int(headers[present]) < 700
    assert absent not in headers


@pytest.mark.parametrize(
    ("style", "prefix"), [("2024", "zendesk-ratelimit-"), ("2023", "zendesk-rate-limit-")]
)
def test_headers_of_endpoints_have_two_prefixes(account: Account, style: str, prefix: str) -> None:
    account.world.switches.header_style = style
    headers = account.call("GET", EXPORT).headers
    assert headers[f"{prefix}incremental-exports"] == "total=10; remaining=9; resets=60"
    headers = account.note(account.ticket()).headers
    assert headers[f"{prefix}tickets-update"] == "total=100; remaining=99; resets=60"
    assert headers[f"{prefix}per-ticket-updates"] == "total=30; remaining=29; resets=600"


def test_both_exports_share_ten_a_minute(account: Account) -> None:
    for n in range(10):
        path = EXPORT if n % 2 else "incremental/ticket_events.json?start_time=0"
        assert account.call("GET", path).status_code == 200
        account.pass_time(1)
    answer = account.call("GET", EXPORT)
    assert (answer.status_code, answer.json()["error"]) == (429, "APIRateLimitExceeded")
    assert int(answer.headers["x-rate-limit-remaining"]) > 0
    wait = int(answer.headers["Retry-After"])
    assert 50 <= wait <= 52
    account.pass_time(wait)
    assert account.call("GET", EXPORT).status_code == 200


def test_a_hundred_updates_a_minute(account: Account) -> None:
    tickets = [account.ticket() for _ in range(101)]
    statuses = [account.note(ticket).status_code for ticket in tickets]
    assert statuses == [200] * 100 + [429]
    answer = account.note(tickets[0])
    assert answer.json() == {"errors": [{"code": "TooManyRequests", "title": "Too many requests to update"}]}
    assert len(tickets[-1].comments) == 1


def test_thirty_updates_of_one_ticket_in_ten_minutes_tags_included(account: Account) -> None:
    ticket, other = account.ticket(), account.ticket()
    for n in range(15):
        assert account.note(ticket).status_code == 200
        tags = account.call("PUT", f"tickets/{ticket.id}/tags.json", json={"tags": [f"t{n}"]})
        assert tags.status_code == 200
        account.pass_time(30)
    assert account.note(ticket).status_code == 429
    assert account.call("PUT", f"tickets/{ticket.id}/tags.json", json={"tags": ["x"]}).status_code == 429
    assert account.note(other).status_code == 200
    account.pass_time(200)
    assert account.note(ticket).status_code == 200


def test_the_accounts_own_rate_refuses_everything(account: Account) -> None:
    account.world.switches.rate_per_minute = 5
    statuses = [account.call("GET", "groups.json").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    account.pass_time(61)
    assert account.call("GET", "groups.json").status_code == 200


@pytest.mark.parametrize("wait", [7, None])
def test_429_on_demand_with_and_without_retry_after(account: Account, wait: int | None) -> None:
    account.sandbox.faults.add(Fault("status", status=429, retry_after_s=wait, code="TooManyRequests"))
    answer = account.call("GET", "groups.json")
    assert (answer.status_code, answer.json()["error"]) == (429, "TooManyRequests")
    assert answer.headers.get("Retry-After") == (None if wait is None else str(wait))
    assert account.call("GET", "groups.json").status_code == 200


def test_the_accounts_429_can_keep_silent_about_the_wait(account: Account) -> None:
    account.world.switches.rate_per_minute = 1
    assert account.call("GET", "groups.json").status_code == 200
    assert "Retry-After" in account.call("GET", "groups.json").headers
    account.world.switches.retry_after = False
    answer = account.call("GET", "groups.json")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, None)


@pytest.mark.parametrize("code", ["", "DatabaseDeadlock"])
def test_a_late_status_comes_after_the_write_took_place(account: Account, code: str) -> None:
    ticket = account.ticket()
    account.sandbox.faults.add(Fault("late_status", method="PUT", status=502, code=code))
    answer = account.note(ticket, "Written all the same.")
    assert answer.status_code == 502
    assert [comment.body for comment in ticket.comments[1:]] == ["Written all the same."]
    assert answer.headers["Content-Type"].startswith("application/json" if code else "text/html")
    assert (account.sandbox.writes()[-1].status, len(account.sandbox.writes()[-1].body)) == (502, 1)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_a_front_ends_5xx_is_html_and_reaches_nothing(account: Account, status: int) -> None:
    ticket = account.ticket()
    account.sandbox.faults.add(Fault("html", status=status, method="PUT"))
    answer = account.note(ticket)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html"
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert len(ticket.comments) == 1


def test_a_reset_drops_the_call_and_a_lost_answer_only_the_answer(account: Account) -> None:
    ticket = account.ticket()
    account.sandbox.faults.add(Fault("reset"))
    with pytest.raises(requests.ConnectionError):
        account.note(ticket, "first")
    assert len(ticket.comments) == 1
    account.sandbox.faults.add(Fault("lost_answer"))
    with pytest.raises(requests.ConnectionError):
        account.note(ticket, "second")
    assert [comment.body for comment in ticket.comments[1:]] == ["second"]
    assert account.sandbox.writes()[-1].status is None
    assert account.note(ticket, "third").status_code == 200


@pytest.mark.parametrize("kind", ["reset", "lost_answer"])
def test_a_reset_is_a_reset_on_the_wire_and_a_lost_answer_an_end(account: Account, kind: str) -> None:
    account.sandbox.faults.add(Fault("reset" if kind == "reset" else "lost_answer"))
    with socket.create_connection(("127.0.0.1", account.sandbox.port), timeout=5) as line:
        line.sendall(b"GET /api/v2/groups.json HTTP/1.1\r\nHost: sandbox\r\n\r\n")
        if kind == "reset":
            with pytest.raises(ConnectionResetError):
                line.recv(1)
        else:
            assert line.recv(1) == b""


def test_truncated_json_is_less_than_it_promised(account: Account) -> None:
    account.sandbox.faults.add(Fault("truncated"))
    with pytest.raises(requests.RequestException):
        account.call("GET", "groups.json").json()
    assert account.get("groups.json")["groups"]


def test_links_can_lead_to_another_host(account: Account) -> None:
    account.ticket()
    account.pass_time(120)
    account.sandbox.faults.add(Fault("foreign_link"))
    page = account.get("incremental/tickets/cursor.json", start_time=0)
    assert page["after_url"].startswith("https://renamed.example.com/api/v2/")
    page = account.get("incremental/tickets/cursor.json", start_time=0)
    assert page["after_url"].startswith(account.sandbox.url)


def test_a_slow_answer_comes_late(account: Account) -> None:
    account.sandbox.faults.add(Fault("slow", delay_s=0.2))
    begun = time.monotonic()
    with pytest.raises(requests.Timeout):
        account.http.get(f"{account.sandbox.url}/api/v2/groups.json", timeout=0.05)
    assert time.monotonic() - begun < 0.2


def test_a_fault_meets_only_the_calls_that_fit_and_as_often_as_it_says(account: Account) -> None:
    account.sandbox.faults.add(Fault("status", method="GET", path="/users", times=2))
    calls = [("GET", "groups.json"), *[("GET", "users.json")] * 3]
    assert [account.call(*call).status_code for call in calls] == [200, 503, 503, 200]


def test_the_date_header_is_the_simulated_time(account: Account) -> None:
    moment = account.clock.now().strftime("%d %b %Y %H:%M:%S GMT")
    assert account.call("GET", "groups.json").headers["Date"].endswith(moment)


def test_unknown_endpoints_are_404_with_another_error(account: Account) -> None:
    answer = account.call("GET", "unheard_of.json")
    assert (answer.status_code, answer.json()["error"]) == (404, "InvalidEndpoint")
