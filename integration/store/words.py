"""Signals as the store keeps them: what was meant beside the event, the words themselves in a column of their own.

So the words go with one statement, on redaction or when their time is over, and what was meant stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from policies.core.conduct import Remark
from policies.core.signals import Directive, Promise, Signals

_SIGNALS = TypeAdapter(Signals)


def signals_to_columns(signals: Signals) -> tuple[dict[str, Any], list[str | list[str]]]:
    """What was meant, as JSON without any word of the comment, and the words that it rests on, in their order.

    Of each thing that was said there is its quote, and of a remark a list of the quote and its rough words.
    """
    words = [_words_of(spoken) for spoken in _spoken(signals)]
    wordless = _quoting(signals, [""] * len(words))
    return _SIGNALS.dump_python(wordless, mode="json", exclude_defaults=True), words


def signals_from_columns(
    meant: Mapping[str, Any] | None, words: Sequence[str | Sequence[str]] | None
) -> Signals | None:
    """The signals again; with empty quotes where the words were blanked. None where nothing was read."""
    if meant is None:
        return None
    signals = _SIGNALS.validate_python(meant)
    return _quoting(signals, words) if words else signals


def _spoken(signals: Signals) -> Iterator[Promise | Directive | Remark]:
    yield from signals.promises
    yield from signals.directives
    yield from signals.remarks


def _words_of(spoken: Promise | Directive | Remark) -> str | list[str]:
    return [spoken.quote, *spoken.words] if isinstance(spoken, Remark) else spoken.quote


def _quoting(signals: Signals, words: Sequence[str | Sequence[str]]) -> Signals:
    """The same with these words, each a quote or a list that begins with one."""
    told = iter([[each] if isinstance(each, str) else list(each) for each in words])
    nothing = [""]
    return replace(
        signals,
        promises=tuple(replace(each, quote=next(told, nothing)[0]) for each in signals.promises),
        directives=tuple(replace(each, quote=next(told, nothing)[0]) for each in signals.directives),
        remarks=tuple(_saying(each, next(told, nothing)) for each in signals.remarks),
    )


def _saying(remark: Remark, told: Sequence[str]) -> Remark:
    return replace(remark, quote=told[0], words=tuple(told[1:]))
