"""A message to one of the services of the library apprise, which writes the request; the wire sends it, once."""

from __future__ import annotations

import sys

from pydantic import SecretStr

from integration.config.services import Unusable, service_at
from integration.notify.delivery import Delivery, Outcome
from integration.notify.message import Message
from integration.notify.once import TIMEOUT
from integration.notify.wire import confine, one_try

_NOTHING_SENT = Delivery(Outcome.LATER, "The service cannot be told with this address; nothing was sent.")
_ANOTHER_WAY = Delivery(
    Outcome.LATER, "This version of apprise has another way out for this service; nothing was sent."
)
_NO_YES = "The service has answered, but not with a yes."


def tell(address: SecretStr, message: Message, timeout: tuple[float, float] = TIMEOUT) -> Delivery:
    """Tell a service a message, once; each target of its address once. Never raises for what the service does."""
    try:
        service = service_at(address.get_secret_value())
    except Unusable as error:
        return Delivery(Outcome.LATER, f"The service's address {error}.")
    if not confine(sys.modules[type(service).__module__]):
        return _ANOTHER_WAY
    service.request_rate_per_sec = 0  # it would sleep between two targets; a service that wants rest says 429
    title, body = message.as_plain()
    with one_try(timeout) as attempt:
        try:
            accepted = bool(service.notify(body=body, title=title, notify_type="warning", body_format="text"))
        except Exception:  # noqa: BLE001 - code of a hundred hands; what it has sent stands in the try
            accepted = False
    return outcome_of(attempt.seen, accepted=accepted)


def outcome_of(seen: list[Delivery], *, accepted: bool) -> Delivery:
    """What became of a message, by what became of its requests and whether the library says that all went well.

    It is tried again only where each request is known not to have been taken. With two targets of which one took it, or
    a yes that the library does not take for one, it is unknown.
    """
    if not seen:
        return _NOTHING_SENT
    if accepted and seen[-1].outcome is Outcome.SENT:
        return Delivery(Outcome.SENT)
    troubles = [one for one in seen if one.outcome is not Outcome.SENT]
    unknown = [one for one in troubles if one.outcome is Outcome.UNKNOWN]
    if unknown or len(troubles) < len(seen):
        sentence = (unknown or troubles or [Delivery(Outcome.UNKNOWN, _NO_YES)])[0].sentence
        return Delivery(Outcome.UNKNOWN, sentence)
    waiting = [one for one in troubles if one.outcome is Outcome.LATER]
    return max(waiting, key=lambda one: one.retry_after_s or 0) if waiting else troubles[0]
