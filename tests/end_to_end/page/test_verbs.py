"""`run --web` and `web`: the page stands beside the service, ends with it, and what cannot be is said before anything begins."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from integration.cli import main
from integration.commands.page import EXTRA
from integration.exits import FINE, USAGE
from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour

TOKEN = "a-token-of-the-desk"  # noqa: S105 - of this test's own page


@pytest.fixture
def harbour(harbour: Harbour) -> Harbour:
    harbour.world.clock.run(1.0)  # the command waits on this machine's clock
    return harbour


def config_of(harbour: Harbour, extra: str = "") -> str:
    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text(policy(), extra))
    return str(file)


def command(harbour: Harbour, *words: str, extra: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--config", config_of(harbour, extra)])


@contextmanager
def started(harbour: Harbour, *words: str, extra: str = "", file: str | None = None) -> Iterator[str]:
    """The command as a process, ended by SIGTERM; the page's address as its log tells it."""
    log = harbour.folder / f"{words[0]}.log"
    config = file or config_of(harbour, extra)
    line = [str(Path(sys.executable).parent / "steadyhand"), *words, "--config", config]
    environment = {**os.environ, "PAGE_TOKEN": TOKEN}
    with (
        log.open("w") as errors,
        subprocess.Popen(  # noqa: S603 - our own command
            line, stderr=errors, stdout=subprocess.DEVNULL, env=environment
        ) as process,
    ):
        try:
            yield _address_in(log, process)
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(30)
    assert code == FINE, log.read_text()


def _address_in(log: Path, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        for line in log.read_text().splitlines():
            if '"web_started"' in line:
                return str(json.loads(line)["url"])
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@pytest.mark.slow
def test_the_page_stands_beside_the_running_service_and_ends_with_it(harbour: Harbour) -> None:
    with started(harbour, "run", "--web", "127.0.0.1:0") as url:
        told = requests.get(url, timeout=20).text
        assert "harbour" in told
        assert "single updates" in told, "the service knows its budget"
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


@pytest.mark.slow
def test_the_page_alone_takes_no_lease_and_writes_nothing(harbour: Harbour) -> None:
    account = harbour.open()
    holder = account.store.load_account().holder
    with started(harbour, "web", "--listen", "127.0.0.1:0") as url:
        assert "only <code>run --web</code> knows" in requests.get(url, timeout=20).text
        assert account.store.load_account().holder == holder
    assert harbour.sandbox.writes() == []


def two_accounts(harbour: Harbour) -> str:
    """A file with the company, and with an account whose Zendesk does not answer."""
    one = harbour.config_text(policy())
    account, _, rest = one.partition("[account.auth]")
    auth, _, rest = rest.partition("[store]")
    entry = account.replace("[account]", "[[accounts]]") + "[accounts.auth]" + auth
    other = entry.replace('"harbour"', '"North Quay"').replace(harbour.sandbox.url, "http://127.0.0.1:9")
    file = harbour.folder / "several.toml"
    file.write_text(f"[store]{rest}{entry}{other}")
    return str(file)


def page_of(url: str, told: str) -> requests.Response:
    """The page at this address as soon as it tells this."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        answer = requests.get(url, timeout=20)
        if told in answer.text:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{told} is not told:\n{answer.text}")


@pytest.mark.slow
def test_of_several_accounts_all_are_shown_and_one_that_does_not_answer_holds_up_none(
    harbour: Harbour,
) -> None:
    file = two_accounts(harbour)
    with started(harbour, "run", "--web", "127.0.0.1:0", file=file) as service:
        listed = page_of(service, "may be written").text
        assert 'href="/accounts/harbour/"' in listed
        assert "single updates" in requests.get(f"{service}/accounts/harbour/", timeout=20).text
        assert requests.get(f"{service}/accounts/North%20Quay/", timeout=20).status_code == 503
        with started(harbour, "web", "--listen", "127.0.0.1:0", file=file) as alone:
            assert "North Quay" in page_of(alone, "may be written").text
            told = requests.get(f"{alone}/accounts/harbour/", timeout=20).text
            assert "only <code>run --web</code> knows" in told
            assert requests.get(f"{alone}/accounts/North%20Quay/held", timeout=20).status_code == 503


def test_one_account_that_was_named_has_the_page_to_itself(harbour: Harbour) -> None:
    """It is refused without a store, as the only account of a file is."""
    words = ("--account", "harbour", "--config", two_accounts(harbour))
    result = CliRunner().invoke(main, ["web", "--listen", "127.0.0.1:0", *words])
    assert result.exit_code == USAGE
    assert "`steadyhand run` makes it" in result.output


def test_without_a_store_the_page_alone_would_look_at_nothing_for_ever(harbour: Harbour) -> None:
    result = command(harbour, "web", "--listen", "127.0.0.1:0")
    assert result.exit_code == USAGE
    assert "`steadyhand run` makes it" in result.output
    assert harbour.sandbox.requests == []
    assert not (harbour.folder / "store.db").exists()


@pytest.mark.slow
def test_with_a_token_in_the_environment_only_who_has_it_looks(harbour: Harbour) -> None:
    extra = '[web]\nlisten = "127.0.0.1:0"\ntoken = { env = "PAGE_TOKEN" }\n'
    harbour.open()
    with started(harbour, "web", extra=extra) as url:
        assert requests.get(url, timeout=20).status_code == 401
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert requests.get(url, headers=headers, timeout=20).status_code == 200
    assert TOKEN not in (harbour.folder / "web.log").read_text()


@pytest.mark.parametrize("words", [("run", "--web"), ("web", "--listen")])
def test_an_address_in_use_is_said_before_zendesk_is_asked_anything(
    harbour: Harbour, words: tuple[str, ...]
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        result = command(harbour, *words, f"127.0.0.1:{taken.getsockname()[1]}")
    assert result.exit_code == USAGE
    assert "is in use on this machine" in result.output
    assert harbour.sandbox.requests == []


@pytest.mark.parametrize("address", ["nowhere", ":8480", "1.2.3.4:x", "127.0.0.1:99999"])
def test_an_address_that_is_none_is_a_usage_error(harbour: Harbour, address: str) -> None:
    result = command(harbour, "run", "--web", address)
    assert result.exit_code == USAGE
    assert 'write it as "127.0.0.1:8480"' in result.output


def test_beyond_this_machine_a_token_is_needed(harbour: Harbour) -> None:
    result = command(harbour, "web", "--listen", "0.0.0.0:0")
    assert result.exit_code == USAGE
    assert "needs a token" in result.output


@pytest.mark.parametrize(("token", "told"), [("short", "it needs 16 at least"), ("", "is empty")])
def test_a_token_that_could_be_guessed_or_is_missing_is_refused_and_not_printed(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, token: str, told: str
) -> None:
    monkeypatch.setenv("PAGE_TOKEN", token)
    result = command(harbour, "web", extra='[web]\ntoken = { env = "PAGE_TOKEN" }\n')
    assert result.exit_code == USAGE
    assert told in result.output
    assert "short" not in result.output


@pytest.mark.parametrize("missing", EXTRA)
@pytest.mark.parametrize("words", [("run", "--web"), ("web",)])
def test_a_missing_extra_is_a_sentence_with_the_remedy(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    result = command(harbour, *words)
    assert result.exit_code == USAGE
    assert "pip install 'steadyhand[web]'" in result.output
    assert len(result.output.splitlines()) == 1


def test_a_single_cycle_has_no_page(harbour: Harbour) -> None:
    result = command(harbour, "run", "--once", "--web")
    assert result.exit_code == USAGE
    assert "--once" in result.output
