"""What a verb has opened is closed when it ends, however it ends."""

from __future__ import annotations

from typing import Protocol, TypeVar

import click


class Closable(Protocol):
    """Something that holds connections."""

    def close(self) -> None:
        """Let go of them."""


_Opened = TypeVar("_Opened", bound=Closable)


def until_the_end(opened: _Opened) -> _Opened:
    """The same, closed when the present verb ends."""
    click.get_current_context().call_on_close(opened.close)
    return opened
