"""Where verbs print: a console on which no name from outside steers the terminal."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment

from integration.printable import printable


def terminal() -> Console:
    """Standard output. Names of agents, groups, fields and rules are shown as text, whatever signs they hold."""
    console = Console()
    console.push_render_hook(_Harmless())
    return console


class _Harmless(RenderHook):
    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Have all that is printed pass through."""
        return [_Shown(each) for each in renderables]


class _Shown:
    """Something to print, whose texts lose the signs that steer; styles are the console's own and stay."""

    def __init__(self, inner: ConsoleRenderable) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._inner, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)
