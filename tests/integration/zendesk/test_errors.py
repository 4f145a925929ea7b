"""Every failed answer becomes one error, whatever its envelope, and says nothing that a customer wrote."""

import json

import pytest
import requests

from integration.zendesk.envelopes import read_answer
from integration.zendesk.errors import (
    Conflict,
    Gone,
    RateLimited,
    Refused,
    SignInRefused,
    Transient,
    Unknown,
    ZendeskError,
    classify,
    classify_row,
)


def answer(
    status: int, body: object = b"", *, kind: str = "application/json", headers: dict[str, str] | None = None
) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()  # noqa: SLF001 - no socket here
    response.headers["Content-Type"] = kind
    response.headers.update(headers or {})
    return response


@pytest.mark.parametrize(
    ("body", "code", "sentence"),
    [
        ({"error": "RecordNotFound", "description": "Not found"}, "RecordNotFound", "Not found"),
        (
            {"error": {"title": "Invalid attribute", "message": "page must be an integer"}},
            "Invalid attribute",
            "page must",
        ),
        (
            {"errors": [{"code": "InvalidPaginationDepth", "title": "Too deep"}]},
            "InvalidPaginationDepth",
            "Too deep",
        ),
        ({"error": "Couldn't authenticate you"}, "Couldn't authenticate you", ""),
        (
            {
                "error": "RecordInvalid",
                "description": "Record validation errors",
                "details": {
                    "base": [{"description": "Assignee: is required"}],
                    "assignee": [
                        {"description": "Assignee: is not a member of the group", "error": "InvalidValue"}
                    ],
                },
            },
            "RecordInvalid",
            "Record validation errors Assignee: is required Assignee: is not a member of the group",
        ),
        ({"error": "RecordInvalid", "details": {"base": [{"error": "Blank"}]}}, "RecordInvalid", "Blank"),
        (b"", "", "Answer without JSON"),
        (b"<html>Attention</html>", "", "Answer without JSON"),
        (b'"text"', "", "Answer without JSON"),
        (b'{"error": {"title": 5}, "errors": "x", "details": {"a": "b", "c": [1]}}', "", ""),
    ],
)
def test_all_envelopes_are_read(body: object, code: str, sentence: str) -> None:
    read = read_answer(answer(422, body))
    assert read.code == code
    assert read.sentence.startswith(sentence)


def test_a_sentence_is_cut_and_names_no_customer() -> None:
    details = {
        "requester": [{"description": "Requester: Ann Example is suspended.", "error": "UserSuspended"}],
        "email": [{"description": "Email: ann@birchlane.example is already in use" + "!" * 900}],
    }
    read = read_answer(answer(422, {"error": "RecordInvalid", "details": details}))
    assert "Ann" not in read.sentence
    assert "ann@" not in read.sentence
    assert read.sentence.startswith("Requester: is suspended Email: [address] is already in use")
    assert len(read.sentence) <= 240


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("37", 37.0), ("0", 0.0), ("Mon, 02 Mar 2026 09:30:20 GMT", 20.0), ("soon", None), (None, None)],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    headers = {"Date": "Mon, 02 Mar 2026 09:30:00 GMT"} | ({"Retry-After": value} if value else {})
    assert read_answer(answer(503, headers=headers)).retry_after_s == seconds


def test_an_error_tells_status_code_and_request_id_for_zendesks_support() -> None:
    error = classify("GET", answer(403, {"error": "Forbidden"}, headers={"X-Zendesk-Request-Id": "8525ae1b"}))
    assert (
        str(error)
        == "Zendesk will not do this, today or tomorrow; nothing was written. (403, Forbidden, request 8525ae1b)"
    )


@pytest.mark.parametrize("status", [*range(200, 210), *range(300, 600)])
def test_every_status_has_a_meaning_and_no_unclear_write_is_called_unwritten(status: int) -> None:
    read, write = classify("GET", answer(status)), classify("PUT", answer(status))
    assert not isinstance(read, Unknown)
    if isinstance(write, Transient):  # what may be sent again must be known not to have been applied
        assert status == 429
        assert isinstance(write, RateLimited)
    if status < 400 or status >= 500:
        assert isinstance(write, Unknown)


def test_deadlock_as_a_web_page_proves_nothing() -> None:
    page = answer(503, b"<html>DatabaseDeadlock</html>", kind="text/html")
    assert isinstance(classify("PUT", page), Unknown)
    assert isinstance(classify("PUT", answer(503, {"error": "DatabaseDeadlock"})), Transient)


@pytest.mark.parametrize(
    ("failure", "read", "write"),
    [
        (requests.ConnectTimeout("x"), Transient, Transient),
        (requests.ReadTimeout("x"), Transient, Unknown),
        (requests.ConnectionError("reset"), Transient, Unknown),
        (requests.exceptions.ChunkedEncodingError("cut"), Transient, Unknown),
        (requests.exceptions.SSLError("eof"), Transient, Unknown),
        (requests.exceptions.InvalidURL("odd"), Refused, Refused),
        (Conflict(), Conflict, Conflict),
    ],
)
def test_a_broken_connection_leaves_a_write_unknown_unless_nothing_left(
    failure: Exception, read: type[ZendeskError], write: type[ZendeskError]
) -> None:
    assert type(classify("GET", failure)) is read
    assert type(classify("PUT", failure)) is write


@pytest.mark.parametrize(
    ("code", "sentence", "error"),
    [
        ("UpdateConflict", "", Conflict),
        ("DatabaseConflict", "", Transient),
        ("DatabaseDeadlock", "", Transient),
        ("RecordNotFound", "", Gone),
        ("TicketUpdateFailed", "Status: closed prevents ticket update", Gone),
        ("Forbidden", "", Refused),
        ("SomethingNew", "", Refused),
    ],
)
def test_a_failed_row_of_a_job_has_a_meaning(code: str, sentence: str, error: type[ZendeskError]) -> None:
    assert type(classify_row(code, sentence)) is error


def test_every_error_has_a_sentence_that_a_user_may_read() -> None:
    for kind in (Transient, RateLimited, Unknown, Conflict, Refused, Gone, SignInRefused):
        assert kind().sentence.endswith((".", "was written."))
