"""Signals as the store keeps them: what was meant beside the event, the words themselves in a column of their own.

So the words go with one statement, on redaction or when their time is over, and what was meant stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from policies.core.signals import Directive, Promise, Signals

_SIGNALS = TypeAdapter(Signals)


def signals_to_columns(signals: Signals) -> tuple[dict[str, Any], list[str]]:
    """What was meant, as JSON without any word of the comment, and the words that it rests on, in their order."""
    words = [spoken.quote for spoken in _spoken(signals)]
    return _SIGNALS.dump_python(
        _quoting(signals, [""] * len(words)), mode="json", exclude_defaults=True
    ), words


def signals_from_columns(meant: Mapping[str, Any] | None, words: Sequence[str] | None) -> Signals | None:
    """The signals again; with empty quotes where the words were blanked. None where nothing was read."""
    if meant is None:
        return None
    signals = _SIGNALS.validate_python(meant)
    return _quoting(signals, words) if words else signals


def _spoken(signals: Signals) -> Iterator[Promise | Directive]:
    yield from signals.promises
    yield from signals.directives


def _quoting(signals: Signals, words: Sequence[str]) -> Signals:
    quotes = iter(words)
    return replace(
        signals,
        promises=tuple(replace(each, quote=next(quotes, "")) for each in signals.promises),
        directives=tuple(replace(each, quote=next(quotes, "")) for each in signals.directives),
    )
