"""What was not expected is told to Sentry as types of errors and places in the code, and nothing else of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import SecretStr
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport
from structlog.testing import capture_logs

from integration.crashes import BadDsn, tell_crash, telling_crashes

DSN = SecretStr("https://0123456789abcdef@sentry.example/7")
WORD = "Quibblewort"


class Kept(Transport):
    """Keeps events in place of sending them."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Any] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        """Keep one."""
        self.events.append(envelope.get_event())


class Away(Transport):
    """Fails, with a text that nobody may read."""

    def capture_envelope(self, envelope: Envelope) -> None:
        """Fail."""
        raise OSError(f"{WORD} {envelope}")


def crash() -> Exception:
    """An error with a cause, whose texts and variables hold a customer's word."""
    letter = f"I am waiting for my {WORD}."
    try:
        try:
            {}[letter]  # the key is in the error's text
        except KeyError as cause:
            raise ValueError(f"cannot read {letter}") from cause
    except ValueError as error:
        error.add_note(letter)
        return error


def test_of_a_crash_go_out_the_types_and_the_places() -> None:
    kept = Kept()
    with telling_crashes(DSN, kept):
        tell_crash(crash())
    (event,) = kept.events
    assert [value["type"] for value in event["exception"]["values"]] == ["KeyError", "ValueError"]
    last = event["exception"]["values"][-1]["stacktrace"]["frames"][-1]
    assert last["function"] == "crash"
    assert last["filename"].endswith("test_crashes.py")
    assert set(last) <= {"filename", "module", "function", "lineno", "in_app"}
    assert event["release"].startswith("steadyhand@")
    assert WORD not in json.dumps(event, default=str)
    assert set(event) <= {
        "event_id",
        "timestamp",
        "platform",
        "level",
        "release",
        "environment",
        "sdk",
        "exception",
    }


def test_outside_of_it_nothing_is_told() -> None:
    kept = Kept()
    with telling_crashes(DSN, kept):
        pass
    tell_crash(crash())
    assert kept.events == []


@pytest.mark.parametrize(
    "dsn", ["sentry.example", "https://sentry.example/7", "https://key@sentry.example/", ""]
)
def test_what_is_no_dsn_is_refused_without_quoting_it(dsn: str) -> None:
    with pytest.raises(BadDsn) as told, telling_crashes(SecretStr(dsn), Kept()):
        pass
    assert "sentry.example" not in str(told.value)


def test_a_receiver_that_fails_is_no_second_crash() -> None:
    with telling_crashes(DSN, Away()), capture_logs() as told:
        tell_crash(crash())
    assert [(line["event"], line["error"]) for line in told] == [("crash_not_told", "OSError")]
