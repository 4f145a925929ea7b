"""A message as one HTTP POST: sent once, to the configured address and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import SecretStr

from integration.config.channels import WebhookChannel, hook_address
from integration.config.values import LOOPBACK
from integration.notify.delivery import Delivery, Outcome
from integration.notify.message import Message
from integration.notify.once import FAILURES, TIMEOUT, OneRequest, be_quiet, of_answer, of_failure

_WHO = "The hook"


def post(
    channel: WebhookChannel,
    address: SecretStr,
    headers: Mapping[str, SecretStr],
    message: Message,
    timeout: tuple[float, float] = TIMEOUT,
) -> Delivery:
    """Send a message to a hook, once; the answer's text is not read."""
    problem = _unusable(address, headers)
    if problem:
        return Delivery(Outcome.LATER, problem)
    be_quiet()
    body = message.as_slack() if channel.format == "slack" else message.as_data()
    all_headers = {
        **{name: value.get_secret_value() for name, value in headers.items()},
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.key,
    }
    local = urlsplit(address.get_secret_value()).hostname in LOOPBACK
    try:
        with (
            OneRequest(local=local) as session,
            session.post(
                address.get_secret_value(),
                data=json.dumps(body, ensure_ascii=False).encode(),
                headers=all_headers,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            return of_answer(answer, _WHO)
    except FAILURES as failure:
        return of_failure(failure, _WHO)


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
