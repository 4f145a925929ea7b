"""What lies within a failure of the network, for whoever must know whether anything was sent."""

from __future__ import annotations

from collections.abc import Iterator


def causes_of(failure: BaseException) -> Iterator[BaseException]:
    """Walk through the failure and what it wraps.

    `__context__` is left out: it may be an earlier attempt of another connection.
    """
    yield failure
    inner = [getattr(failure, "reason", None), getattr(failure, "original_error", None), *failure.args]
    for cause in inner:
        if isinstance(cause, BaseException):
            yield from causes_of(cause)
