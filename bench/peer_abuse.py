"""A process that times two libraries on customers' messages from its standard input, in the peers' environment.

In: a JSON list of texts. Out: for each library the milliseconds that its import took, and those for each text, the least of
several runs, as JSON. Nothing of this project but `bench.peer` is needed where it runs. Of the other libraries that were
compared once, alt-profanity-check brings 275 MB of installations with it, and the rest run in Node or load a model.
"""

from __future__ import annotations

import json
import sys
import time

from bench.peer import Parse, least_ms


def main() -> None:
    """Read the texts, print the times."""
    texts = json.load(sys.stdin)
    told: dict[str, dict[str, object]] = {}
    for name, load in {"better-profanity": _better_profanity, "vaderSentiment": _vader}.items():
        started = time.perf_counter()
        read = load()
        took = (time.perf_counter() - started) * 1000
        told[name] = {"import": took, "texts": least_ms(read, texts)}
    json.dump(told, sys.stdout)


def _better_profanity() -> Parse:
    from better_profanity import profanity  # noqa: PLC0415 - the bench has this module without it

    profanity.contains_profanity("")
    return profanity.contains_profanity  # type: ignore[no-any-return]


def _vader() -> Parse:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415 - as above

    return SentimentIntensityAnalyzer().polarity_scores  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
