"""Logs: one line a cycle; readable on a terminal, JSON elsewhere; never a customer's words or a secret."""

from __future__ import annotations

import io
import logging
import sys
from typing import TextIO, cast

import stamina
import structlog

_LOUD = (
    "alembic",
    "apprise",
    "apscheduler",
    "opentelemetry",
    "procrastinate",
    "psycopg",
    "sentry_sdk",
    "urllib3",
    "zenpy",
)
"""Libraries whose tracebacks and addresses could quote a ticket."""


class _Stderr(io.TextIOBase):
    """The standard error of the moment, so that a logger's life does not depend on one stream's."""

    def write(self, text: str) -> int:
        """Pass on."""
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Pass on."""
        sys.stderr.flush()


def _tell_retry(details: stamina.instrumentation.RetryDetails) -> None:
    """A read that is tried again; the transport keeps the pause, so it is not told here."""
    cause = details.caused_by
    code, status = getattr(cause, "code", ""), getattr(cause, "status", None)
    structlog.get_logger(__name__).info("zendesk_retry", attempt=details.retry_num, status=status, code=code)


def start_logging(*, verbose: bool = False) -> None:
    """Set structlog up on stderr, so that stdout stays for answers."""
    on_terminal = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", _Stderr())),
    )
    stamina.instrumentation.set_on_retry_hooks([_tell_retry])
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
