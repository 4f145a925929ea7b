"""How much work a text makes, without a clock: other work on the machine makes no difference."""

import sys
from collections.abc import Callable
from types import FrameType

LONGEST = 64 * 1024


def steps_of(work: Callable[[], object]) -> int:
    """How many functions are called. What a pattern does inside, the oracle of patterns shows to be linear."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001 - as sys.setprofile calls it
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def grows_with_the_text_alone(work: Callable[[str], object], unit: str) -> bool:
    """Whether four times the text makes at most four times the work, and a little."""
    short, long = (unit * (size // len(unit) + 1) for size in (LONGEST // 8, LONGEST // 2))
    return steps_of(lambda: work(long)) <= 4.25 * steps_of(lambda: work(short)) + 2_000
