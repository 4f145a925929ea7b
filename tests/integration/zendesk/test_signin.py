"""Each way in which the sign-in is not enough has its own sentence with its remedy."""

from collections.abc import Callable
from typing import Any

import pytest
import responses
import structlog

from integration.zendesk.auth import ClientCredentials, LegacyToken
from integration.zendesk.budget import Budget
from integration.zendesk.errors import SignInRefused, Transient, UnknownAccount
from integration.zendesk.signin import check_sign_in
from integration.zendesk.transport import Transport

BASE = "https://birchlane.zendesk.com"
ME = f"{BASE}/api/v2/users/me.json"
CURRENT = f"{BASE}/api/v2/oauth/tokens/current.json"
ADMIN: dict[str, Any] = {
    "id": 77,
    "name": "Steadyhand",
    "role": "admin",
    "role_type": 4,
    "active": True,
    "suspended": False,
    "ticket_restriction": None,
    "iana_time_zone": "Europe/Amsterdam",
    "time_zone": "Amsterdam",
    "locale": "nl",
    "authenticity_token": "never-logged",
}


@pytest.fixture
def oauth(desk: responses.RequestsMock) -> Transport:
    granted = {"access_token": "tok1", "expires_in": 1800, "scope": "read tickets:write"}
    desk.post(f"{BASE}/oauth/tokens", status=201, json=granted)
    credentials = ClientCredentials(f"{BASE}/oauth/tokens", "steadyhand_client", "not-a-real-secret")
    return Transport(BASE, credentials, budget=Budget(), user_agent="test", sleep=lambda _: None)


def test_an_admin_with_both_scopes_may_work(desk: responses.RequestsMock, oauth: Transport) -> None:
    desk.get(ME, json={"user": ADMIN})
    desk.get(CURRENT, json={"token": {"scopes": ["read", "tickets:write"], "token": "tok1"}})
    identity = check_sign_in(oauth)
    assert (identity.user_id, identity.role, identity.host) == (77, "admin", "birchlane.zendesk.com")
    assert identity.scopes == ("read", "tickets:write")
    assert (identity.time_zone, identity.locale, identity.warnings) == ("Europe/Amsterdam", "nl", ())
    assert "never-logged" not in repr(identity)


def test_the_granted_scope_counts_when_the_token_does_not_tell(
    desk: responses.RequestsMock, oauth: Transport
) -> None:
    desk.get(ME, json={"user": ADMIN})
    desk.get(CURRENT, status=404, json={"error": "InvalidEndpoint"})
    assert check_sign_in(oauth).scopes == ("read", "tickets:write")


def test_scopes_that_allow_too_much_are_told(desk: responses.RequestsMock, oauth: Transport) -> None:
    desk.get(ME, json={"user": ADMIN})
    desk.get(CURRENT, json={"token": {"scopes": ["read", "write", "impersonate"]}})
    warnings = check_sign_in(oauth).warnings
    assert [("'write'" in text, "'impersonate'" in text) for text in warnings] == [
        (True, False),
        (False, True),
    ]


def test_looking_needs_no_scope_to_write(desk: responses.RequestsMock, oauth: Transport) -> None:
    desk.get(ME, json={"user": ADMIN})
    desk.get(CURRENT, json={"token": {"scopes": ["read"]}})
    assert check_sign_in(oauth, writes=False).user_id == 77


def test_the_old_token_works_with_a_warning_that_names_the_day(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(ME, json={"user": ADMIN})
    with structlog.testing.capture_logs() as lines:
        identity = check_sign_in(transport)
    assert isinstance(transport.auth, LegacyToken)
    assert identity.scopes is None
    assert "2027-04-30" in identity.warnings[0]
    assert [line for line in lines if line["event"] == "zendesk_sign_in" and "2027-04-30" in line["warning"]]


USERS = {
    "anonymous": ({"id": None, "name": "Anonymous user"}, "anonymous visitor"),
    "anonymous, trimmed": ({"name": "Anonymous user"}, "anonymous visitor"),
    "agent": (ADMIN | {"role": "agent", "role_type": None}, "role 'agent'"),
    "end user": (ADMIN | {"role": "end-user"}, "role 'end-user'"),
    "billing admin": (ADMIN | {"role_type": 5}, "for admins only"),
    "suspended": (ADMIN | {"suspended": True}, "suspended or deleted"),
    "deleted": (ADMIN | {"active": False}, "suspended or deleted"),
    "restricted": (ADMIN | {"ticket_restriction": "groups"}, "only a part of the tickets"),
}


@pytest.mark.parametrize("name", USERS)
def test_the_wrong_person_is_refused(desk: responses.RequestsMock, oauth: Transport, name: str) -> None:
    user, words = USERS[name]
    desk.get(ME, json={"user": user})
    with pytest.raises(SignInRefused, match=words):
        check_sign_in(oauth)


@pytest.mark.parametrize(
    ("scopes", "words"),
    [
        (["tickets:read", "tickets:write"], "lacks the scope read:"),
        (["read"], "lacks the scope tickets:write:"),
        ([], "lacks the scope read and tickets:write:"),
    ],
)
def test_a_missing_scope_is_named(
    desk: responses.RequestsMock, oauth: Transport, scopes: list[str], words: str
) -> None:
    desk.get(ME, json={"user": ADMIN})
    desk.get(CURRENT, json={"token": {"scopes": scopes}})
    with pytest.raises(SignInRefused, match=words):
        check_sign_in(oauth)


MISSING = {"error": "Forbidden", "description": "You are missing the following required scopes: read"}
Prepare = Callable[[responses.RequestsMock], object]
ANSWERS: dict[str, tuple[Prepare, str]] = {
    "a scope is missing": (
        lambda desk: desk.get(ME, status=403, json=MISSING),
        "required scopes: read: give the OAuth",
    ),
    "a misspelt scope": (lambda desk: desk.get(ME, status=403, json={"error": "Forbidden"}), "misspelt"),
    "a web page": (
        lambda desk: desk.get(ME, body="<html>Sign in</html>", content_type="text/html"),
        "web page",
    ),
    "another host": (
        lambda desk: desk.get(ME, status=301, headers={"Location": "https://new.example/"}),
        "another host",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_no_person_is_refused(
    desk: responses.RequestsMock, oauth: Transport, name: str
) -> None:
    prepare, words = ANSWERS[name]
    prepare(desk)
    with pytest.raises(SignInRefused, match=words):
        check_sign_in(oauth)
    assert len(desk.calls) == 2  # the token and one question


def test_a_credential_that_zendesk_does_not_take_is_named(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.get(ME, status=401, json={"error": "Couldn't authenticate you"})
    with pytest.raises(SignInRefused, match="the API token"):
        check_sign_in(transport)


def test_an_unknown_subdomain_says_which(desk: responses.RequestsMock, transport: Transport) -> None:
    claim = {"error": {"title": "No help desk at birchlane.zendesk.com", "message": "You can claim it"}}
    desk.get(ME, status=404, json=claim)
    with pytest.raises(
        UnknownAccount, match=r"no help desk at birchlane\.zendesk\.com: correct the subdomain"
    ):
        check_sign_in(transport)


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    words = [words for _, words in (*USERS.values(), *ANSWERS.values())]
    assert len(set(words)) == len(words) - 2  # anonymous and suspended stand there twice


def test_a_help_desk_that_is_down_is_no_refusal(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.get(ME, status=503, body="")
    with pytest.raises(Transient):
        check_sign_in(transport)
