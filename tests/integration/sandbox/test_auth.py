"""Who is let in, and what for."""

import base64
from typing import Any

import pytest
import requests

from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET, LEGACY_EMAIL, LEGACY_TOKEN
from tests.integration.sandbox.account import Account


def bearer(value: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {value}"}


def basic(pair: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def test_client_credentials_give_a_token_without_a_refresh_token(account: Account) -> None:
    grant = account.sign_in()
    assert (grant["token_type"], grant["scope"]) == ("bearer", "read tickets:write")
    assert grant["expires_in"] == 1800
    assert "refresh_token" not in grant
    current = account.get("oauth/tokens/current.json")["token"]
    assert current["scopes"] == ["read", "tickets:write"]


@pytest.mark.parametrize(("asked", "given"), [(60, 300), (3600, 3600), (999_999, 172_800), (None, 1800)])
def test_a_lifetime_stays_within_zendesks_bounds(account: Account, asked: int | None, given: int) -> None:
    assert account.sign_in(expires_in=asked)["expires_in"] == given


def test_a_token_ends_with_its_lifetime(account: Account) -> None:
    account.sign_in(expires_in=600)
    account.pass_time(599)
    assert account.call("GET", "users/me.json").status_code == 200
    account.pass_time(2)
    answer = account.call("GET", "users/me.json")
    assert (answer.status_code, answer.json()) == (401, {"error": "Couldn't authenticate you"})


def test_a_token_can_end_before_its_time(account: Account) -> None:
    account.sandbox.auth.revoke_all()
    assert account.call("GET", "users/me.json").status_code == 401


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "somebody"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"expires_in": "soon"}, 400, "invalid_request"),
    ],
)
def test_what_is_no_sign_in_gets_no_token(
    account: Account, change: dict[str, Any], status: int, error: str
) -> None:
    body = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    answer = requests.post(f"{account.sandbox.url}/oauth/tokens", json=body | change, timeout=5)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_form_is_no_sign_in(account: Account) -> None:
    body = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    assert requests.post(f"{account.sandbox.url}/oauth/tokens", data=body, timeout=5).status_code == 400


def test_the_legacy_token_still_works(account: Account) -> None:
    headers = basic(f"{LEGACY_EMAIL}/token:{LEGACY_TOKEN}")
    me = account.call("GET", "users/me.json", headers=headers).json()["user"]
    assert (me["id"], me["role"]) == (account.world.service_user_id, "admin")


@pytest.mark.parametrize("headers", [basic("bo.example@example.com:a password"), {"Authorization": None}])
def test_nobody_is_anonymous_with_status_200_and_gets_nothing_else(
    account: Account, headers: dict[str, str]
) -> None:
    answer = account.call("GET", "users/me.json", headers=headers)
    assert answer.status_code == 200
    assert (answer.json()["user"]["id"], answer.json()["user"]["name"]) == (None, "Anonymous user")
    assert account.call("GET", "groups.json", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        bearer("wrong"),
        {"Authorization": "Basic A"},
        basic(f"{LEGACY_EMAIL}/token:wrong"),
        basic(f"nobody@example.com/token:{LEGACY_TOKEN}"),
        basic(f"ann.example@example.com/token:{LEGACY_TOKEN}"),
    ],
    ids=["bearer", "garbage", "wrong token", "unknown address", "address of an end user"],
)
def test_a_sign_in_that_makes_no_sense_is_refused(account: Account, headers: dict[str, str]) -> None:
    for path in ("users/me.json", "groups.json"):
        answer = account.call("GET", path, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"error": "Couldn't authenticate you"})


def test_the_legacy_token_acts_for_whoever_of_staff_its_address_names(account: Account) -> None:
    headers = basic(f"bo.example@example.com/token:{LEGACY_TOKEN}")
    me = account.call("GET", "users/me.json", headers=headers).json()["user"]
    assert (me["id"], me["role"]) == (account.bo, "agent")
    ticket = account.ticket()
    row = {"ticket": {"comment": {"body": "Mine.", "public": False}}}
    audit = account.call("PUT", f"tickets/{ticket.id}.json", json=row, headers=headers).json()["audit"]
    assert (audit["author_id"], audit["events"][0]["author_id"]) == (account.bo, account.bo)
    tags = account.call("PUT", f"tickets/{ticket.id}/tags.json", json={"tags": ["a"]}, headers=headers)
    rows = {"tickets": [{"id": ticket.id, "additional_tags": ["b"]}]}
    batch = account.call("PUT", "tickets/update_many.json", json=rows, headers=headers)
    assert (tags.status_code, batch.status_code) == (200, 200)
    account.pass_time(5)
    account.get("groups.json")
    assert [a.author_id for a in ticket.audits[1:]] == [account.bo] * 3
    export = account.call("GET", "incremental/tickets/cursor.json?start_time=0", headers=headers)
    assert export.status_code == 403  # an agent's address has an agent's rights


def test_the_anonymous_switch_signs_everybody_out(account: Account) -> None:
    account.world.switches.anonymous = True
    assert account.get("users/me.json")["user"]["id"] is None


def test_audits_need_the_global_read_scope(account: Account) -> None:
    ticket = account.ticket()
    account.sign_in("tickets:read tickets:write")
    assert account.call("GET", f"tickets/{ticket.id}.json").status_code == 200
    answer = account.call("GET", f"tickets/{ticket.id}/audits.json")
    assert answer.status_code == 403
    assert answer.json()["description"] == "You are missing the following required scopes: read"
    assert account.call("GET", "ticket_fields.json").status_code == 403


def test_writing_needs_a_scope_for_writing(account: Account) -> None:
    ticket = account.ticket()
    account.sign_in("read")
    assert account.note(ticket).status_code == 403
    assert len(ticket.comments) == 1


def test_a_mistyped_scope_gives_a_token_that_may_do_nothing(account: Account) -> None:
    assert account.sign_in("raed")["scope"] == "raed"
    assert account.call("GET", "users/me.json").status_code == 403
    assert account.call("GET", "groups.json").status_code == 403


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("read tickets:write", 201),
        ("tickets:read", 201),
        ("write", 400),
        ("read users:write", 400),
        ("raed", 201),
    ],
)
def test_a_scope_beyond_what_the_client_may_have_is_invalid(
    account: Account, asked: str, status: int
) -> None:
    account.world.switches.client_scopes = "read tickets:write"
    body = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    answer = requests.post(f"{account.sandbox.url}/oauth/tokens", json={**body, "scope": asked}, timeout=5)
    assert answer.status_code == status
    assert answer.json().get("error") == (None if status == 201 else "invalid_scope")


def test_the_scopes_switch_overrules_what_is_asked(account: Account) -> None:
    account.world.switches.scopes = "tickets:read"
    assert account.sign_in("read")["scope"] == "tickets:read"


def test_users_me_tells_role_and_restriction_and_a_secret(account: Account) -> None:
    me = account.get("users/me.json")["user"]
    assert (me["role"], me["role_type"], me["ticket_restriction"], me["suspended"]) == (
        "admin",
        4,
        None,
        False,
    )
    assert me["authenticity_token"]
    account.world.switches.role = "agent"
    account.world.switches.restriction = "groups"
    me = account.get("users/me.json")["user"]
    assert (me["role"], me["ticket_restriction"], me["restricted_agent"]) == ("agent", "groups", True)


@pytest.mark.parametrize("path", ["incremental/tickets/cursor.json", "incremental/ticket_events.json"])
def test_exports_are_for_admins(account: Account, path: str) -> None:
    account.world.switches.role = "agent"
    assert account.call("GET", path, params={"start_time": 0}).status_code == 403


def test_an_unknown_subdomain_invites_to_claim_it(account: Account) -> None:
    account.world.switches.unknown_subdomain = True
    answer = account.call("GET", "users/me.json")
    assert answer.status_code == 404
    assert answer.json()["error"]["title"].startswith("No help desk at ")


def test_a_login_page_is_status_200_and_html(account: Account) -> None:
    account.world.switches.login_page = True
    answer = account.call("GET", "users/me.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
