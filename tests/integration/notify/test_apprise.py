"""A service of the library apprise is told each message once, and what became of it is known as of a hook."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from integration.config import services
from integration.notify.apprise import outcome_of, tell
from integration.notify.delivery import Delivery, Outcome
from integration.notify.wire import WIRE, NoAnswer, one_try
from tests.integration.notify.receivers import Hook, answer, closed_port
from tests.integration.notify.test_message import MESSAGE

pytestmark = pytest.mark.skipif(
    not services.is_installed(),
    reason="The extra 'notify' is not installed, so no service can be told: pip install 'steadyhand[notify]'.",
)
TOKEN = "t0ken-of-the-desk"  # noqa: S105 - invented


@pytest.fixture
def desk() -> Iterator[Hook]:
    """A service that answers 200."""
    with Hook() as listening:
        yield listening
        listening.released.set()


def gotify(port: int, rest: str = "", scheme: str = "gotify") -> str:
    return f"{scheme}://127.0.0.1:{port}/{TOKEN}{rest}"


def told(address: str) -> Delivery:
    return tell(SecretStr(address), MESSAGE, timeout=(2, 0.3))


def test_a_message_arrives_once_as_plain_text_with_its_reference(desk: Hook) -> None:
    assert told(gotify(desk.port)) == Delivery(Outcome.SENT)
    (request,) = desk.requests
    assert (request.path, request.headers["x-gotify-key"]) == ("/message", TOKEN)
    assert request.data["title"] == "passed-around: ticket 4711 SH-0123ABCD"
    assert request.data["message"].splitlines() == [
        "It was handed over 3 times within 5 business days.",
        "Assigned to: Ana Reyes",
        "https://northwind.zendesk.com/agent/tickets/4711",
        "SH-0123ABCD",
    ]


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (answer(429), Outcome.LATER),
        (answer(503), Outcome.LATER),
        (answer(401), Outcome.LATER),
        (answer(404), Outcome.LATER),
        (answer(400), Outcome.REFUSED),
        (answer(302, "Location: /again\r\n"), Outcome.REFUSED),
        (answer(500), Outcome.UNKNOWN),
        (answer(502), Outcome.UNKNOWN),
        (answer(204), Outcome.UNKNOWN),
        ("drop", Outcome.UNKNOWN),
        ("silence", Outcome.UNKNOWN),
        ("no HTTP at all\r\n\r\n", Outcome.UNKNOWN),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut", Outcome.UNKNOWN),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nodd\r\n", Outcome.UNKNOWN),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nodd", Outcome.UNKNOWN),
    ],
)
@pytest.mark.parametrize("switches", ["", "?retry=3&wait=0&redirect=yes&optional=yes"])
def test_what_became_of_a_message_follows_from_what_is_known_whatever_its_address_asks_for(
    desk: Hook, script: str, outcome: Outcome, switches: str
) -> None:
    """The library has retries, redirects, and failures that count as a success; none of it is used."""
    desk.answers = [script]
    assert told(gotify(desk.port, switches)).outcome is outcome
    assert len(desk.requests) == 1


@pytest.mark.parametrize(
    ("scripts", "outcome"),
    [
        ([answer(200), answer(200)], Outcome.SENT),
        ([answer(503), answer(503)], Outcome.LATER),
        ([answer(400), answer(503)], Outcome.LATER),
        ([answer(400), answer(400)], Outcome.REFUSED),
        ([answer(503), answer(200)], Outcome.UNKNOWN),
        ([answer(200), answer(503)], Outcome.UNKNOWN),
        (["drop", answer(503)], Outcome.UNKNOWN),
    ],
)
def test_a_message_to_two_targets_is_tried_again_only_where_neither_has_it(
    desk: Hook, scripts: list[str], outcome: Outcome
) -> None:
    desk.answers = list(scripts)
    assert told(f"ntfy://127.0.0.1:{desk.port}/leads/duty").outcome is outcome
    assert sorted(request.data["topic"] for request in desk.requests) == ["duty", "leads"]


def test_a_service_says_how_long_it_wants_to_rest(desk: Hook) -> None:
    desk.answers = [answer(429, "Retry-After: 120\r\n")]
    assert told(gotify(desk.port)) == Delivery(
        Outcome.LATER, "The service refuses for now (status 429).", retry_after_s=120
    )


def test_what_cannot_be_reached_was_told_nothing() -> None:
    assert told(gotify(closed_port())) == Delivery(Outcome.LATER, "The service cannot be reached.")


def test_a_certificate_is_checked_also_where_the_address_says_not_to() -> None:
    with Hook(encrypted=True) as desk:
        delivery = told(gotify(desk.port, "?verify=no", scheme="gotifys"))
    assert delivery == Delivery(Outcome.LATER, "The service's certificate is not trusted; nothing was sent.")
    assert desk.requests == []


def test_credentials_of_a_netrc_file_are_not_added(
    desk: Hook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password s3cret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert told(gotify(desk.port)).outcome is Outcome.SENT
    assert "authorization" not in desk.requests[0].headers


def test_an_address_that_names_nobody_is_told_and_waits(desk: Hook) -> None:
    delivery = told(f"ntfy://127.0.0.1:{desk.port}/!")
    assert delivery.outcome is Outcome.LATER
    assert desk.requests == []


def test_a_request_is_sent_once_whatever_the_code_of_a_service_does(desk: Hook) -> None:
    url = f"http://127.0.0.1:{desk.port}/in"
    desk.answers = [answer(429)]
    with one_try((2, 0.3)) as attempt:
        for _ in range(3):
            with pytest.raises(NoAnswer):
                WIRE.post(url, json={"text": "first"}, headers={"X-Try": "again"})
        assert WIRE.put(url, data="second", verify=False, timeout=0.001).status_code == 200
    assert [request.body for request in desk.requests] == [b'{"text": "first"}', b"second"]
    assert [one.outcome for one in attempt.seen] == [Outcome.LATER, Outcome.SENT]


def test_a_request_that_ends_in_a_way_nobody_foresaw_may_have_arrived() -> None:
    def end(*_: object) -> tuple[None, Delivery]:
        raise KeyError

    with one_try(send=end) as attempt, pytest.raises(KeyError):
        WIRE.post("https://push.northwind.example/in", data="text")
    assert outcome_of(attempt.seen, accepted=False).outcome is Outcome.UNKNOWN


def test_outside_of_a_try_nothing_leaves(desk: Hook) -> None:
    with pytest.raises(NoAnswer):
        WIRE.post(f"http://127.0.0.1:{desk.port}/in", data="text")
    assert desk.requests == []


def test_a_service_that_would_speak_unencrypted_is_not_let() -> None:
    with one_try((2, 0.3)) as attempt, pytest.raises(NoAnswer):
        WIRE.post("http://push.northwind.example/in", data="text")
    (delivery,) = attempt.seen
    assert delivery == Delivery(
        Outcome.LATER, "The service would be told unencrypted, or at no address; nothing was sent."
    )


def test_a_version_of_the_library_with_another_way_out_is_not_used(
    desk: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apprise.plugins.gotify.requests", object())
    delivery = told(gotify(desk.port))
    assert delivery.outcome is Outcome.LATER
    assert "another way out" in delivery.sentence
    assert desk.requests == []


def test_a_library_that_is_gone_meanwhile_is_told_with_the_remedy(
    desk: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    delivery = told(gotify(desk.port))
    assert delivery.outcome is Outcome.LATER
    assert "pip install 'steadyhand[notify]'" in delivery.sentence


def test_nobody_is_called_by_a_name() -> None:
    title, body = replace(MESSAGE, owner="<!channel> @everyone", policy="a<@b>").as_plain()
    assert not {"<", ">", "@"} & set(title + body)
    assert "Assigned to: (!channel) (at)everyone" in body


@pytest.mark.parametrize("script", [answer(200), answer(404), answer(500), "drop", "gone", "odd"])
def test_neither_secret_nor_text_comes_into_a_log_or_an_error(
    desk: Hook, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], script: str
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.answers = [script]
    port = closed_port() if script == "gone" else desk.port
    delivery = told(f"slack://{TOKEN}" if script == "odd" else gotify(port))
    for text in (caplog.text, repr(delivery), *capfd.readouterr()):
        assert TOKEN not in text
        assert "handed over" not in text
