"""How much work a text makes, without a clock: other work on the machine makes no difference."""

import cProfile
from collections.abc import Callable

LONGEST = 64 * 1024


def steps_of(work: Callable[[], object]) -> int:
    """How many functions are called. What a pattern does inside, the oracle of patterns shows to be linear."""
    counter = cProfile.Profile()  # counts in C, which costs a tenth of a callback for each call
    counter.runcall(work)
    return sum(entry.callcount for entry in counter.getstats())


def grows_with_the_text_alone(work: Callable[[str], object], unit: str) -> bool:
    """Whether four times the text makes at most four times the work, and a little."""
    short, long = (unit * (size // len(unit) + 1) for size in (LONGEST // 8, LONGEST // 2))
    return steps_of(lambda: work(long)) <= 4.25 * steps_of(lambda: work(short)) + 2_000
