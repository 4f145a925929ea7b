"""A message as one HTTP POST: sent once, to the configured address and nowhere else."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests
import urllib3.exceptions
from pydantic import SecretStr
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.structures import CaseInsensitiveDict

from integration.causes import causes_of
from integration.config.channels import WebhookChannel, hook_address
from integration.config.values import LOOPBACK
from integration.notify.delivery import Delivery, Outcome
from integration.notify.message import Message

_TIMEOUT = (5.0, 15.0)
"""Seconds to connect, and to wait for the answer."""
_LONGEST_REST_S = 86_400.0
_TALKATIVE = ("urllib3.connectionpool", "urllib3.util.retry")
"""At debug they name the path of each call, which may be the hook's secret."""
_MENDABLE = frozenset({401, 403, 404, 407, 408, 421, 423, 425, 429, 503})
"""Answers of a receiver that took nothing and may take it later, once a person or time has mended it."""


class _NoCredentials(AuthBase):
    """Adds nothing; its presence keeps requests from looking into a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _OnePost(requests.Session):
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


def post(
    channel: WebhookChannel,
    address: SecretStr,
    headers: Mapping[str, SecretStr],
    message: Message,
    timeout: tuple[float, float] = _TIMEOUT,
) -> Delivery:
    """Send a message to a hook, once; the answer's text is not read."""
    problem = _unusable(address, headers)
    if problem:
        return Delivery(Outcome.LATER, problem)
    _be_quiet()
    body = message.as_slack() if channel.format == "slack" else message.as_data()
    all_headers = {
        **{name: value.get_secret_value() for name, value in headers.items()},
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.key,
    }
    local = urlsplit(address.get_secret_value()).hostname in LOOPBACK
    try:
        with (
            _OnePost(local=local) as session,
            session.post(
                address.get_secret_value(),
                data=json.dumps(body, ensure_ascii=False).encode(),
                headers=all_headers,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            return _of_answer(answer)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as failure:
        return _of_failure(failure)


def _unusable(address: SecretStr, headers: Mapping[str, SecretStr]) -> str:
    """What is wrong with secrets that were read, in a sentence that does not quote them."""
    try:
        hook_address(address.get_secret_value())
    except ValueError as error:
        return f"The hook's address {error}."
    odd = [name for name, value in headers.items() if not _fits_header(value.get_secret_value())]
    return f"The secret for the header {odd[0]} has characters that no header can carry." if odd else ""


def _fits_header(value: str) -> bool:
    return value.isascii() and value.isprintable()


def _be_quiet() -> None:
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))


def _of_answer(answer: requests.Response) -> Delivery:
    status = answer.status_code
    if requests.codes.ok <= status < requests.codes.multiple_choices:
        return Delivery(Outcome.SENT)
    if status in _MENDABLE:
        return Delivery(Outcome.LATER, f"The hook refuses for now (status {status}).", _rest_of(answer))
    if status < requests.codes.bad_request:
        return Delivery(
            Outcome.REFUSED, f"The hook points to another address, which is not followed (status {status})."
        )
    if status < requests.codes.server_error:
        return Delivery(Outcome.REFUSED, f"The hook refuses the message (status {status}).")
    return Delivery(Outcome.UNKNOWN, f"The hook failed while it had the message (status {status}).")


def _rest_of(answer: requests.Response) -> float | None:
    asked = answer.headers.get("Retry-After", "").strip()
    return min(float(asked), _LONGEST_REST_S) if asked.isdecimal() and asked.isascii() else None


def _of_failure(failure: Exception) -> Delivery:
    causes = list(causes_of(failure))
    if isinstance(failure, ValueError):  # requests' own complaints about an address or a header
        return Delivery(Outcome.LATER, "The hook's address or a header cannot be used.")
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Delivery(Outcome.LATER, "The hook's certificate is not trusted; nothing was sent.")
    if any(isinstance(c, requests.ConnectTimeout | urllib3.exceptions.ConnectTimeoutError) for c in causes):
        return Delivery(Outcome.LATER, "The hook cannot be reached.")
    return Delivery(Outcome.UNKNOWN, "The connection broke after the message had left.")
