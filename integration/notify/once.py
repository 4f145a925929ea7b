"""One HTTP request that is sent once, and what its answer, or the lack of one, lets us know."""

from __future__ import annotations

import logging
import ssl

import requests
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.structures import CaseInsensitiveDict

from integration.causes import causes_of
from integration.notify.delivery import Delivery, Outcome

TIMEOUT = (5.0, 15.0)
"""Seconds to connect, and to wait for the answer."""
FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError)
"""What a request can end with in place of an answer."""
_LONGEST_REST_S = 86_400.0
_TALKATIVE = ("urllib3.connectionpool", "urllib3.util.retry")
"""At debug they name the path of each call, which may be the receiver's secret."""
_MENDABLE = frozenset({401, 403, 404, 407, 408, 421, 423, 425, 429, 503})
"""Answers of a receiver that took nothing and may take it later, once a person or time has mended it."""


class _NoCredentials(AuthBase):
    """Adds nothing; its presence keeps requests from looking into a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class OneRequest(requests.Session):
    """A Session that sends once and follows nothing."""

    def __init__(self, *, local: bool) -> None:
        super().__init__()
        self.auth = _NoCredentials()
        self.headers = CaseInsensitiveDict({"User-Agent": "Steadyhand"})
        self.trust_env = not local  # a company's proxy cannot reach this machine's own loopback
        for scheme in ("https://", "http://"):
            self.mount(scheme, HTTPAdapter(max_retries=0))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere: credentials and messages go to the configured host alone."""


def be_quiet() -> None:
    """Keep the libraries beneath from naming addresses at debug."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))


def of_answer(answer: requests.Response, who: str) -> Delivery:
    """What an answer says; `who` begins the sentence, as `The hook`."""
    status = answer.status_code
    if requests.codes.ok <= status < requests.codes.multiple_choices:
        return Delivery(Outcome.SENT)
    if status in _MENDABLE:
        return Delivery(Outcome.LATER, f"{who} refuses for now (status {status}).", _rest_of(answer))
    if status < requests.codes.bad_request:
        return Delivery(
            Outcome.REFUSED, f"{who} points to another address, which is not followed (status {status})."
        )
    if status < requests.codes.server_error:
        return Delivery(Outcome.REFUSED, f"{who} refuses the message (status {status}).")
    return Delivery(Outcome.UNKNOWN, f"{who} failed while it had the message (status {status}).")


def _rest_of(answer: requests.Response) -> float | None:
    asked = answer.headers.get("Retry-After", "").strip()
    return min(float(asked), _LONGEST_REST_S) if asked.isdecimal() and asked.isascii() else None


def of_failure(failure: Exception, who: str) -> Delivery:
    """What a request that ended without an answer says: whether any byte of it can have left."""
    causes = list(causes_of(failure))
    if isinstance(failure, ValueError):  # requests' own complaints about an address or a header
        return Delivery(Outcome.LATER, f"{who}'s address or a header cannot be used.")
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Delivery(Outcome.LATER, f"{who}'s certificate is not trusted; nothing was sent.")
    if any(isinstance(c, requests.ConnectTimeout | urllib3.exceptions.ConnectTimeoutError) for c in causes):
        return Delivery(Outcome.LATER, f"{who} cannot be reached.")
    return Delivery(Outcome.UNKNOWN, "The connection broke after the message had left.")
