"""A cycle and its steps are spans with counts, and of an error with its type; without the extra a span costs nothing."""

from __future__ import annotations

import gzip
import threading
import timeit
from collections.abc import Sequence
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.testing import capture_logs

from integration.tracing import span, tracing
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook, answer

STEPS = ["settle", "read", "judge", "write", "tell", "tidy"]


def attributes(span_: ReadableSpan) -> dict[str, Any]:
    return dict(span_.attributes or {})


def test_a_cycle_is_a_span_with_its_steps_inside_and_what_they_counted(harbour: Harbour) -> None:
    kept = InMemorySpanExporter()
    account = harbour.open()
    harbour.cycle(account)
    harbour.passed_around()
    with tracing(kept):
        report = harbour.cycle(account)
    spans = {each.name: each for each in kept.get_finished_spans()}
    assert list(spans) == [*STEPS, "cycle"]
    cycle = spans["cycle"].context
    assert cycle is not None
    assert {each.parent.span_id for each in spans.values() if each.parent} == {cycle.span_id}
    assert attributes(spans["cycle"])["steadyhand.calls"] == report.calls
    assert attributes(spans["read"])["steadyhand.tickets"] == report.counts["tickets"] == 1
    assert attributes(spans["write"])["steadyhand.wrote"] == 1
    assert {attributes(each)["steadyhand.account"] for each in spans.values()} == {"harbour"}
    assert dict(spans["cycle"].resource.attributes)["service.name"] == "steadyhand"


def test_an_error_is_its_type_and_no_word_of_it() -> None:
    kept = InMemorySpanExporter()
    with tracing(kept), pytest.raises(LookupError), span("read", "harbour"):
        raise LookupError("Quibblewort")
    (failed,) = kept.get_finished_spans()
    assert attributes(failed)["error.type"] == "LookupError"
    assert not failed.status.is_ok
    assert "Quibblewort" not in failed.to_json()
    assert failed.events == ()


def test_without_tracing_nothing_is_made_for_a_span() -> None:
    assert span("read", "harbour") is span("judge", "northwind")
    with span("read", "harbour") as note:
        note({"tickets": 1})


def test_spans_go_where_the_usual_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    with Hook() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.port}")
        monkeypatch.setenv("OTEL_SERVICE_NAME", "desk-steadyhand")
        with tracing(), span("read", "harbour") as note:
            note({"tickets": 3})
        (sent,) = collector.requests
    assert sent.path == "/v1/traces"
    body = gzip.decompress(sent.body) if sent.headers.get("content-encoding") == "gzip" else sent.body
    assert all(word in body for word in (b"desk-steadyhand", b"read", b"steadyhand.tickets", b"harbour"))


def test_spans_that_do_not_arrive_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "1")
    with Hook(answers=[answer(404)] * 2) as collector, capture_logs() as told:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.port}")
        monkeypatch.setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1")
        with tracing():
            for _ in range(2):
                with span("read", "harbour"):
                    pass
        assert len(collector.requests) == 2
    assert [line["event"] for line in told] == ["spans_not_sent"]


def test_a_receiver_that_hangs_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integration.tracing._LAST_WORDS_S", 0.2)
    hung = []

    class Hanging(SpanExporter):
        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            hung.append(len(spans))
            ended.wait(20)
            return SpanExportResult.SUCCESS

    ended = threading.Event()
    began = timeit.default_timer()
    with tracing(Hanging()), span("read", "harbour"):
        pass
    assert timeit.default_timer() - began < 5
    ended.set()
    assert hung == [1]
