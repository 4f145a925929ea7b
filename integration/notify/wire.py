"""What the library's code for a service finds in place of `requests`: a way out that sends each request once.

Left to itself, that code says only whether all went well: not whether a service that is at rest, or cannot be reached, has
taken anything. It follows redirects, leaves certificates unchecked where an address asks for it, adds what a .netrc file
has, and in places waits and sends again. Through this it does none of that, and each request's outcome is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import requests

from integration.config.channels import hook_address
from integration.config.values import LOOPBACK
from integration.notify.delivery import Delivery, Outcome
from integration.notify.once import FAILURES, TIMEOUT, OneRequest, be_quiet, of_answer, of_failure

_WHO = "The service"
_NOWHERE = Delivery(Outcome.LATER, f"{_WHO} would be told unencrypted, or at no address; nothing was sent.")
_UNDER_WAY = Delivery(Outcome.UNKNOWN, f"What became of the message to {_WHO.lower()} is not known.")
_TOLD = ("params", "data", "json")
_CONTENT = ("headers", "auth", *_TOLD)
_LONGEST_ANSWER = 1024 * 1024
_PIECE = 16 * 1024
Sender = Callable[[str, str, tuple[float, float], dict[str, Any]], tuple[requests.Response | None, Delivery]]
"""Sends a request by its method, address, time limits and content."""


class NoAnswer(requests.RequestException):
    """Takes the place of an answer that is no yes, so that nothing can be made of it but an end."""


def send_once(
    method: str, url: str, timeout: tuple[float, float], content: dict[str, Any]
) -> tuple[requests.Response | None, Delivery]:
    """Send a request to the address that it is for, encrypted and trusted; the answer, where there is one, is read."""
    try:
        hook_address(url)
    except ValueError:
        return None, _NOWHERE
    try:
        with OneRequest(local=urlsplit(url).hostname in LOOPBACK) as session:
            answer = session.request(
                method, url, timeout=timeout, allow_redirects=False, stream=True, **content
            )
            _read_some(answer)
    except FAILURES as failure:
        return None, of_failure(failure, _WHO)
    return answer, of_answer(answer, _WHO)


def _read_some(answer: requests.Response) -> None:
    """Read an answer's text, unpacked, as far as any service's goes: one without an end must not fill the memory."""
    read = bytearray()
    for piece in answer.iter_content(_PIECE):
        read += piece
        if len(read) >= _LONGEST_ANSWER:
            break
    answer.close()
    answer._content = bytes(read[:_LONGEST_ANSWER])  # noqa: SLF001 - what `requests` gives as the answer's text


@dataclass
class Try:
    """One try to tell one service one message."""

    timeout: tuple[float, float]
    """Seconds to connect, and to wait for the answer."""
    send: Sender
    seen: list[Delivery] = field(default_factory=list)
    """What became of each request, in their order."""
    sent: set[str] = field(default_factory=set)
    """The requests themselves."""


_present: ContextVar[Try | None] = ContextVar("try", default=None)


@contextmanager
def one_try(timeout: tuple[float, float] = TIMEOUT, send: Sender = send_once) -> Iterator[Try]:
    """The try that requests belong to within a `with`, in this thread alone."""
    be_quiet()
    attempt = Try(timeout, send)
    token = _present.set(attempt)
    try:
        yield attempt
    finally:
        _present.reset(token)


class Wire:
    """As much of `requests` as services use. Outside of a try nothing leaves."""

    codes = requests.codes
    RequestException = requests.RequestException

    @staticmethod
    def request(method: str, url: str, **given: Any) -> requests.Response:  # noqa: ANN401 - whatever requests takes
        """Send a request, once. Redirects, certificates and time limits are not a service's to choose.

        Raises:
            NoAnswer: it was not sent, or not answered with a yes; why is in the try.
        """
        attempt = _present.get()
        content = {key: given[key] for key in _CONTENT if given.get(key) is not None}
        name = repr((method.upper(), url, [content.get(key) for key in _TOLD]))
        if attempt is None or name in attempt.sent or given.get("files"):
            raise NoAnswer
        attempt.sent.add(name)
        attempt.seen.append(_UNDER_WAY)  # stays where it ends in a way that no request should end
        answer, delivery = attempt.send(method, url, attempt.timeout, content)
        attempt.seen[-1] = delivery
        if answer is None or delivery.outcome is not Outcome.SENT:
            raise NoAnswer
        return answer

    def get(self, url: str, **content: Any) -> requests.Response:  # noqa: ANN401 - as above
        """Look something up."""
        return self.request("GET", url, **content)

    def post(self, url: str, **content: Any) -> requests.Response:  # noqa: ANN401 - as above
        """Tell something."""
        return self.request("POST", url, **content)

    def put(self, url: str, **content: Any) -> requests.Response:  # noqa: ANN401 - as above
        """Put something there."""
        return self.request("PUT", url, **content)


WIRE = Wire()


def confine(module: ModuleType) -> bool:
    """Give a service's code the wire in place of `requests`, for good; False where it says nothing through `requests`."""
    if module.__dict__.get("requests") not in (requests, WIRE):
        return False
    module.__dict__["requests"] = WIRE
    return True
