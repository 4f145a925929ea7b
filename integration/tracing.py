"""Spans of cycles for OpenTelemetry: an extra, loaded when the configuration asks for it; without it a span costs nothing.

Out go names of ours, the account's name, counts, and of an error its type; never its text, and nothing of a ticket. The
provider is our own and not the process's, so that no library's spans go along.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.metadata import version
from typing import TYPE_CHECKING, cast

import structlog

if TYPE_CHECKING:  # an extra
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
    from opentelemetry.trace import StatusCode, Tracer

log = structlog.get_logger(__name__)
Note = Callable[[Mapping[str, float]], None]
"""Adds counts to a span."""
_LAST_WORDS_S = 5.0
_tracer: Tracer | None = None


def _forget(_counts: Mapping[str, float]) -> None:
    """Where there is no span."""


_NOTHING: AbstractContextManager[Note] = nullcontext(_forget)


def span(name: str, account: str) -> AbstractContextManager[Note]:
    """What happens within is shown as a span of the account's, while `tracing` is entered."""
    return _NOTHING if _tracer is None else _recorded(_tracer, name, account)


@contextmanager
def _recorded(tracer: Tracer, name: str, account: str) -> Iterator[Note]:
    """By itself the library would note an error with its text."""
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as shown:
        shown.set_attribute("steadyhand.account", account)

        def note(counts: Mapping[str, float]) -> None:
            for what, number in counts.items():
                shown.set_attribute(f"steadyhand.{what}", number)

        try:
            yield note
        except BaseException as error:
            shown.set_attribute("error.type", type(error).__name__)
            shown.set_status(_failed())
            raise


def _failed() -> StatusCode:
    from opentelemetry.trace import StatusCode  # noqa: PLC0415 - an extra

    return StatusCode.ERROR


@contextmanager
def tracing(exporter: SpanExporter | None = None) -> Iterator[None]:
    """Send spans until it is left: by OTLP over HTTP, as the variables OTEL_* say, or to a given exporter of the SDK's.

    They are sent by a thread of their own, and dropped where the receiver is away for long; at the end what waits gets
    five seconds.
    """
    global _tracer  # noqa: PLW0603 - a process has one, and `span` must cost nothing without
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource  # noqa: PLC0415 - slow to load
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - as above
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

    ours = Resource({"service.name": "steadyhand", "service.version": version("steadyhand")})
    provider = TracerProvider(resource=ours.merge(OTELResourceDetector().detect()), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(cast("SpanExporter", _Telling(exporter or _otlp()))))
    _tracer = provider.get_tracer("steadyhand")
    try:
        yield
    finally:
        _tracer = None
        ending = threading.Thread(target=provider.shutdown, name="spans", daemon=True)
        ending.start()
        ending.join(_LAST_WORDS_S)


def _otlp() -> SpanExporter:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - as above

    return OTLPSpanExporter()


class _Telling:
    """An exporter that says once that spans do not arrive: the library's own lines, which name addresses, are kept back."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner
        self._failing = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send some."""
        answer = self._inner.export(spans)
        failing = answer.name != "SUCCESS"
        if failing and not self._failing:
            log.warning("spans_not_sent", reason="OTEL_EXPORTER_OTLP_ENDPOINT names where they go")
        self._failing = failing
        return answer

    def shutdown(self) -> None:
        """End the one within."""
        self._inner.shutdown()
