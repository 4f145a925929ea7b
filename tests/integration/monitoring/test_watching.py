"""The service with all that watches it: the port and the ping tell of its accounts, a crash is told, a mistake ends it at once."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from structlog.testing import capture_logs

from integration import crashes
from integration.config.load import load_file, parse_config
from integration.config.models import Config
from integration.config.problems import ConfigError
from integration.engine.context import Context
from integration.fleet import Fleet
from integration.monitoring.accounts import readiness, watched_of
from integration.monitoring.watching import watching
from integration.sandbox.faults import Fault
from integration.scheduler import Service
from integration.service import Clockwork, open_account
from tests.integration.engine.harbour import Harbour
from tests.integration.monitoring.test_crashes import DSN, Kept
from tests.integration.monitoring.test_ping import Arrivals
from tests.integration.notify.receivers import Hook

WORD = "Quibblewort"
BROKEN = """
[[accounts]]
name = "quay"
subdomain = "quay"
auth = { client_id = "a", client_secret = { env = "QUAY" } }
interval = "1s"
"""


class Opening:
    """Opens the company's account on its own clock, or fails as a bug would."""

    def __init__(self, harbour: Harbour, *, crashes: bool = False) -> None:
        self._clock = harbour.world.clock
        self._crashes = crashes

    def __call__(self, config: Config, *, stop: threading.Event) -> Context:
        """As the service does."""
        if self._crashes:
            raise LookupError(WORD)
        clock = self._clock
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
        return open_account(config, stop=stop, clockwork=clockwork)


def write(harbour: Harbour, monitoring: str, *, many: bool = False) -> Path:
    """The company's file, with who watches."""
    text = harbour.config_text(extra=f"[monitoring]\n{monitoring}")
    if many:
        text = text.replace("[account]", "[[accounts]]").replace("[account.auth]", "[accounts.auth]")
        head, accounts = text.partition("[store]")[::2]
        text = f"[store]{accounts}{head}{BROKEN}"
    file = harbour.folder / "config.toml"
    file.write_text(text)
    return file


@contextmanager
def running(service: Service, config: Config) -> Iterator[None]:
    """The service in a thread, watched, until it is left."""
    with watching(config, lambda: watched_of(service.fleet)) as cycle_done:
        runner = threading.Thread(target=service.run, kwargs={"cycle_done": cycle_done})
        runner.start()
        try:
            yield
        finally:
            service.stop()
            runner.join(20)
            assert not runner.is_alive()


def free_port() -> int:
    """A port of this machine that nobody uses at this moment."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def test_the_service_pings_after_its_first_cycle_and_its_port_tells_of_the_account(harbour: Harbour) -> None:
    port = free_port()
    with Hook() as receiver:
        arrived = Arrivals(receiver)
        file = write(harbour, f'listen = "{port}"\nping = "{receiver.url}"\n')
        service = Service(file, opener=Opening(harbour))
        with running(service, load_file(file).accounts[0]):
            assert arrived.one()
            assert requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=10).json()["ready"] is True
            figures = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text
        assert 'steadyhand_account_up{account="harbour"} 1.0' in figures
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/health/live", timeout=10)


def test_of_several_accounts_one_that_cannot_be_used_is_told_and_keeps_the_ping_away(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUAY", "x")
    with Hook() as receiver:
        file = write(harbour, f'ping = "{receiver.url}"\n', many=True)
        fleet = Fleet(file, opener=Opening(harbour))
        keeper = fleet.keepers["harbour"]
        with watching(keeper.config, lambda: watched_of(fleet)) as cycle_done:
            assert keeper.poll()
            cycle_done("harbour")
        assert receiver.requests == []
    good, broken = watched_of(fleet)
    assert (good.label, readiness(good).good) == ("harbour", True)
    assert (broken.label, readiness(broken).good) == ("quay", False)
    assert (good.seen().up, broken.seen().up, broken.seen().stale) == (True, False, True)
    harbour.sandbox.faults.add(Fault("status", times=None, status=503))
    assert not keeper.poll(), "a cycle that failed is none"
    assert not watched_of(fleet)[0].seen().up
    fleet.close()


@pytest.mark.parametrize("many", [False, True])
def test_a_crash_is_told_whether_it_ends_the_service_or_not(
    harbour: Harbour,
    monkeypatch: pytest.MonkeyPatch,
    many: bool,  # noqa: FBT001 - a table's column
) -> None:
    monkeypatch.setenv("QUAY", "x")
    kept = Kept()
    file = write(harbour, "", many=many)
    service = Service(file, opener=Opening(harbour, crashes=True))
    with crashes.telling_crashes(DSN, kept), capture_logs() as told:
        if many:
            with running(service, service.fleet.keepers["harbour"].config):
                while not kept.events:
                    threading.Event().wait(0.01)
        else:
            config = service.fleet.keepers["harbour"].config
            with pytest.raises(LookupError), watching(config, list):
                service.run()
    (event,) = kept.events
    (error,) = event["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == ("LookupError", "__call__")
    assert WORD not in json.dumps([event, told], default=str)


def test_what_an_admin_can_mend_is_no_crash(harbour: Harbour) -> None:
    kept = Kept()
    config = load_file(write(harbour, "")).accounts[0]
    with (
        crashes.telling_crashes(DSN, kept),
        pytest.raises(ConfigError),
        watching(config, list),
    ):
        raise ConfigError([])
    assert kept.events == []


@pytest.mark.parametrize(
    ("setting", "secret", "sentence"),
    [
        ("ping", "ftp://hc-ping.example/s3cret", "the secret must be an address"),
        ("ping", "http://hc-ping.example/s3cret", "the secret must be https"),
        ("sentry_dsn", "https://sentry.example/s3cret", "the secret is no DSN of Sentry's"),
        ("token", "s3cret", "the token has 6 signs; it needs 16 at least"),
    ],
)
def test_a_secret_that_is_none_ends_the_service_before_it_begins_and_is_not_quoted(
    tmp_path: Path, setting: str, secret: str, sentence: str
) -> None:
    (tmp_path / "secret").write_text(secret)
    head = '[account]\nsubdomain = "northwind"\nauth = { client_id = "a", client_secret = { env = "A" } }\n'
    text = f'{head}[monitoring]\nlisten = "0"\n{setting} = {{ file = "secret" }}\n'
    config = parse_config(text, tmp_path / "config.toml")
    with pytest.raises(ConfigError) as told, watching(config, list):
        raise AssertionError("it began")
    assert f"config.toml:6: monitoring.{setting}: {sentence}" in str(told.value)
    assert "s3cret" not in str(told.value)


def test_a_port_that_is_in_use_is_told_with_its_line(tmp_path: Path) -> None:
    head = '[account]\nsubdomain = "northwind"\nauth = { client_id = "a", client_secret = { env = "A" } }\n'
    with socket.create_server(("127.0.0.1", 0)) as taken:
        text = f'{head}[monitoring]\nlisten = "{taken.getsockname()[1]}"\n'
        config = parse_config(text, tmp_path / "config.toml")
        with pytest.raises(ConfigError, match=r"config\.toml:5: monitoring\.listen: .* is in use"):
            watching(config, list).__enter__()
