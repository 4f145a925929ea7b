"""The installed service runs against an account, and its health is told from outside."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from integration.sandbox.auth import CLIENT_SECRET
from tests.release.conftest import Installed, call

CONFIG = """
[account]
name = "northwind"
base_url = "{url}"
interval = "15s"
[account.auth]
client_id = "steadyhand"
client_secret = {{ file = "secret" }}
[web]
listen = "127.0.0.1:0"
"""
PATIENCE_S = 60


@contextmanager
def running(*words: str | Path, cwd: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours, which is ended at the end."""
    with log.open("wb") as stream:
        process = subprocess.Popen([str(word) for word in words], cwd=cwd, stdout=stream, stderr=stream)  # noqa: S603 - our own
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def until(true: Callable[[], bool], log: Path) -> None:
    """Wait for another process, which has its own clock."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)


def test_a_service_is_healthy_while_it_runs_and_ends_in_peace(installed: Installed, tmp_path: Path) -> None:
    told, log = tmp_path / "sandbox.log", tmp_path / "run.log"
    steadyhand = installed.steadyhand
    with ExitStack() as stack:
        stack.enter_context(running(steadyhand, "sandbox", "--port", "0", "--empty", cwd=tmp_path, log=told))
        until(lambda: "Ctrl-C ends it" in told.read_text(), told)
        (url,) = re.findall(r"Listening on (\S+);", told.read_text())
        (tmp_path / "secret").write_text(CLIENT_SECRET)
        (tmp_path / "config.toml").write_text(CONFIG.format(url=url))
        service = stack.enter_context(running(steadyhand, "run", "--web", cwd=tmp_path, log=log))
        until(lambda: call(steadyhand, "health", cwd=tmp_path).returncode == 0, log)
        service.send_signal(signal.SIGTERM)
        assert service.wait(PATIENCE_S) == 0, log.read_text()
    ended = call(steadyhand, "health", cwd=tmp_path)
    assert (ended.returncode, "The service was ended" in ended.stdout) == (1, True)
