"""`steadyhand demo` on a terminal, once for all these tests, and a browser to look at its page with."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_ADDRESS = re.compile(r"a clock to move on: (http://\S+)")
_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PATIENCE_S = 200
Open = Callable[..., Page]


class Terminal:
    """A process whose output is a terminal."""

    def __init__(self, *words: str) -> None:
        self._own, side = pty.openpty()
        command = [str(Path(sys.executable).parent / "steadyhand"), *words]
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "NO_COLOR": "1"}
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdin=side, stdout=side, stderr=side, env=environment
        )
        os.close(side)
        self.shown = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self._own, 65536):
                self.shown += piece.decode(errors="replace")
        except OSError:  # the other end is closed: the process has ended
            return

    def wait_for(self, pattern: re.Pattern[str]) -> str:
        """What the pattern's group matches, as soon as it is shown."""
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            if found := pattern.search(self.shown):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"not shown: {pattern.pattern}\n{self.shown[-2000:]}")

    def interrupt(self) -> int:
        """As Ctrl-C does; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(30)
        self._reader.join(5)
        os.close(self._own)
        return code


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of the demo's page; Ctrl-C ends it in good order."""
    terminal = Terminal("demo")
    try:
        yield terminal.wait_for(_ADDRESS)
    finally:
        code = terminal.interrupt()
    assert code == 0, terminal.shown[-2000:]
    assert "Traceback" not in terminal.shown
    assert "Public replies: 0." in " ".join(_STYLE.sub("", terminal.shown).split()), (
        "the summary stands above the address"
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a head."""
    if not CHROMIUM.exists():
        pytest.skip("The page is looked at with Debian's chromium, which is not installed here.")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser: Browser, demo: str) -> Iterator[Open]:
    """Open a view of the demo's page; whatever the browser complains about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_view(path: str = "/", *, width: int = 1280, expect: int = 200, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type] # as playwright has it
        contexts.append(context)
        page = context.new_page()
        if expect == 200:
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answer = page.goto(demo + path)
        assert answer is not None
        assert answer.status == expect
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert complaints == []
