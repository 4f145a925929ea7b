"""Where the page listens: an address is understood or refused, and others get in with a token only."""

from __future__ import annotations

from pathlib import Path

import pytest

from integration.config.address import Address
from integration.config.load import parse_config
from integration.config.problems import ConfigError

HEAD = '[account]\nsubdomain = "northwind"\nauth = { client_id = "a", client_secret = { env = "A" } }\n'


@pytest.mark.parametrize(
    ("text", "host", "port", "loopback"),
    [
        ("127.0.0.1:8480", "127.0.0.1", 8480, True),
        ("localhost:0", "localhost", 0, True),
        ("[::1]:8480", "::1", 8480, True),
        ("8480", "127.0.0.1", 8480, True),
        ("0.0.0.0:8480", "0.0.0.0", 8480, False),  # noqa: S104 - read, not bound
        ("desk.example:80", "desk.example", 80, False),
    ],
)
def test_an_address_is_understood(text: str, host: str, port: int, loopback: bool) -> None:  # noqa: FBT001 - a table's column
    address = Address.parse(text)
    assert (address.host, address.port, address.is_loopback) == (host, port, loopback)


@pytest.mark.parametrize(
    "text", ["", ":", ":8480", "host", "127.0.0.1:", "a:b", "1.2.3.4:99999", "::1:80:", "a:٣"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        Address.parse(text)


def test_the_address_for_a_browser_is_one_that_a_browser_can_open() -> None:
    assert Address.parse("0.0.0.0:80").url == "http://127.0.0.1:80"
    assert Address.parse("[::1]:80").url == "http://[::1]:80"


def test_the_page_is_loopbacks_unless_the_file_says_otherwise() -> None:
    config = parse_config(HEAD, Path("config.toml"))
    assert Address.parse(config.web.listen).is_loopback
    assert config.web.token is None


@pytest.mark.parametrize(
    "extra", ['listen = "0.0.0.0:8480"', 'listen = "nowhere"', 'token = "a-token-in-the-file"']
)
def test_a_page_open_to_all_an_address_that_is_none_and_a_token_in_the_file_are_errors(extra: str) -> None:
    with pytest.raises(ConfigError) as told:
        parse_config(f"{HEAD}[web]\n{extra}\n", Path("config.toml"))
    assert "config.toml:" in str(told.value)
    assert "a-token-in-the-file" not in str(told.value)


def test_with_a_token_it_may_listen_anywhere() -> None:
    extra = '[web]\nlisten = "0.0.0.0:8480"\ntoken = { env = "PAGE" }\n'
    assert parse_config(f"{HEAD}{extra}", Path("config.toml")).web.token is not None
