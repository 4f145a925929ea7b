"""What may be installed besides the package's own needs; nothing is loaded to tell whether it is."""

from __future__ import annotations

import importlib.util


def has_otel() -> bool:
    """Whether spans can be sent."""
    return all(map(_is_there, ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")))


def has_sentry() -> bool:
    """Whether crashes can be told to Sentry."""
    return _is_there("sentry_sdk")


def how_to_get(extra: str) -> str:
    """What to type for an extra."""
    return f"pip install 'steadyhand[{extra}]'"


def _is_there(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # a package above it is missing
        return False
