"""A process that times two date parsers, behind a filter, on texts from its standard input; it has an environment of its own.

In: a JSON list of texts. Out: for each parser the milliseconds for each text, the least of several runs, as JSON. Only
the sentences in which a pattern sees a commitment are parsed, and no answer is remembered from one call to the next, for
no reply is written twice. It stands alone: nothing of this project is installed where it runs.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime

RUNS = 7
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_COMMITS = re.compile(
    r"\b(?:i|we|our team|they|you)(?:'ll| will| aim to| should| can expect)\b|\bwithin\b|\bby \w",
    re.IGNORECASE,
)
_NOW = datetime(2026, 3, 4, 10, 0)  # noqa: DTZ001 - they know no zones

Parse = Callable[[str], object]


def least_ms(read: Parse, texts: Sequence[str]) -> list[float]:
    """Milliseconds for each text; the first run, which compiles patterns, does not count."""
    least = [float("inf")] * len(texts)
    for run in range(RUNS + 1):
        gc.collect()
        for number, text in enumerate(texts):
            started = time.perf_counter()
            read(text)
            took = (time.perf_counter() - started) * 1000
            least[number] = min(least[number], took) if run else least[number]
    return least


def main() -> None:
    """Read the texts, print the times."""
    warnings.simplefilter("ignore")
    texts = json.load(sys.stdin)
    parsers = {"recognizers-text": _recognizers(), "timefhuman": _timefhuman()}
    json.dump({name: least_ms(_behind_filter(parse), texts) for name, parse in parsers.items()}, sys.stdout)


def _behind_filter(parse: Parse) -> Parse:
    def read(text: str) -> list[object]:
        sentences = (match.group() for match in _SENTENCE.finditer(text))
        return [parse(sentence) for sentence in sentences if _COMMITS.search(sentence)]

    return read


def _recognizers() -> Parse:
    from recognizers_date_time import Culture, recognize_datetime  # noqa: PLC0415 - the bench has this module without it

    return lambda text: recognize_datetime(text, Culture.English, reference=_NOW)


def _timefhuman() -> Parse:
    from timefhuman import extraction, tfhConfig, timefhuman  # noqa: PLC0415 - as above

    config = tfhConfig(now=_NOW)
    memories = [
        extraction._GLOBAL_EXTRACTION_MISS_CACHE,  # noqa: SLF001 - it has no switch for them
        extraction._GLOBAL_EXTRACTION_HIT_CACHE,  # noqa: SLF001 - as above
        extraction._GLOBAL_SEGMENT_RESULT_CACHE,  # noqa: SLF001 - as above
    ]

    def parse(text: str) -> object:
        extraction._tokenize_cached.cache_clear()  # noqa: SLF001 - as above
        for memory in memories:
            memory.clear()
        return timefhuman(text, config=config)

    return parse


if __name__ == "__main__":
    main()
