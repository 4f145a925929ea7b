"""A process that dies at a place of one's choice: before a call, behind it, before a commit; what was not yet done never is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from integration.zendesk.wire import OneHostSession


class Cut(BaseException):
    """The process ends here; no `except Exception` on the way may mend anything."""


class Places:
    """The places at which a process can die with something left behind, in their order; it dies at one of them.

    Between two of them a process changes nothing but its own memory, so a death there is one at the later of the two.
    """

    def __init__(self, cut_at: int | None) -> None:
        self._cut_at = cut_at
        self.passed: list[str] = []

    def __call__(self, name: str) -> None:
        """The process is at a place."""
        self.passed.append(name)
        if len(self.passed) == self._cut_at:
            raise Cut(name)


@contextmanager
def dying(cut_at: int | None) -> Iterator[Places]:
    """Meanwhile a process dies at the place of that number, counted from 1; None: it lives, and the places are listed."""
    at = Places(cut_at)
    send = OneHostSession.send

    def call(session: OneHostSession, request: Any, **options: Any) -> Any:  # noqa: ANN401 - as requests has it
        what = f"{request.method} {request.path_url.partition('?')[0]}"
        at(f"before {what}")
        answer = send(session, request, **options)
        at(f"behind {what}")
        return answer

    def commit(_connection: object) -> None:
        at("before a commit")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OneHostSession, "send", call)
        event.listen(Engine, "commit", commit)
        try:
            yield at
        finally:
            event.remove(Engine, "commit", commit)


@contextmanager
def dying_in(place: object, name: str, *, behind: bool = False) -> Iterator[list[str]]:
    """Meanwhile a process dies when it comes to a function of ours, or when it comes back from it; once."""
    done: list[str] = []
    original: Callable[..., object] = getattr(place, name)

    def cut(*given: Any, **options: Any) -> object:  # noqa: ANN401 - whatever the function takes
        answer = original(*given, **options) if behind or done else None
        if not done:
            done.append(name)
            raise Cut(name)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, name, cut)
        yield done
