"""Crashes for Sentry: an extra; what was not expected is told as types of errors and places in the code.

An error's text, the values of variables, lines of source and whatever else the library would add could quote a ticket, so
an event is made anew of the little that is known to be harmless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

import structlog
from pydantic import SecretStr

if TYPE_CHECKING:  # an extra
    from sentry_sdk import Client
    from sentry_sdk.transport import Transport
    from sentry_sdk.types import Event, Hint

log = structlog.get_logger(__name__)
_KEPT = ("event_id", "timestamp", "platform", "level", "release", "environment", "sdk")
_KEPT_OF_FRAME = ("filename", "module", "function", "lineno", "in_app")
_LAST_WORDS_S = 2.0
_client: Client | None = None


class BadDsn(Exception):
    """What should be a DSN of Sentry is none."""


def tell_crash(error: BaseException) -> None:
    """Send what was not expected, while `telling_crashes` is entered; by a thread of the library's own."""
    if _client is None:
        return
    from sentry_sdk.utils import event_from_exception  # noqa: PLC0415 - an extra, and slow to load

    try:
        event, hint = event_from_exception(error, client_options=_client.options)
        _client.capture_event(event, hint=hint)
    except Exception as own:  # noqa: BLE001 - to tell a crash must not be another one
        log.warning("crash_not_told", error=type(own).__name__)


@contextmanager
def telling_crashes(dsn: SecretStr, transport: Transport | None = None) -> Iterator[None]:
    """Tell crashes to Sentry until it is left; a given transport takes the place of the library's own.

    Nothing of the process is hooked into: neither its logs nor its calls nor its threads.

    Raises:
        BadDsn: it is none.
    """
    global _client  # noqa: PLW0603 - a process has one, and who crashes has no other way to it
    import sentry_sdk  # noqa: PLC0415 - as above
    from sentry_sdk.utils import BadDsn as Refused  # noqa: PLC0415 - as above
    from sentry_sdk.utils import Dsn  # noqa: PLC0415 - as above

    try:
        Dsn(dsn.get_secret_value())
    except (Refused, ValueError):
        raise BadDsn from None
    client = sentry_sdk.Client(dsn=dsn.get_secret_value(), transport=transport, **_SETTINGS)
    _client = client
    try:
        yield
    finally:
        _client = None
        client.close(timeout=_LAST_WORDS_S)


def _only_places(event: Event, _hint: Hint) -> Event:
    """The event of the types of errors, the innermost first, and of where each came by."""
    whole: Mapping[str, Any] = event
    kept: dict[str, Any] = {key: whole[key] for key in _KEPT if key in whole}
    values = whole.get("exception", {}).get("values", ())
    kept["exception"] = {"values": [_without_text(value) for value in values]}
    return cast("Event", kept)


def _without_text(value: Mapping[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames", ())
    kept = [{key: frame[key] for key in _KEPT_OF_FRAME if key in frame} for frame in frames]
    return {"type": value.get("type"), "module": value.get("module"), "stacktrace": {"frames": kept}}


# `send_default_pii` is off by itself, and to say so is deprecated.
_SETTINGS: Mapping[str, Any] = {
    "release": f"steadyhand@{version('steadyhand')}",
    "before_send": _only_places,
    "default_integrations": False,
    "auto_enabling_integrations": False,
    "auto_session_tracking": False,
    "include_local_variables": False,
    "include_source_context": False,
    "max_request_body_size": "never",
    "max_breadcrumbs": 0,
    "send_client_reports": False,
    "enable_metrics": False,
    "spotlight": False,
    "debug": False,
}
