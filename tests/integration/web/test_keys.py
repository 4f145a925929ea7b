"""The token opens the page, and so does a cookie that we wrote and that is not too old; nothing else does."""

from __future__ import annotations

from integration.web.keys import LASTS, Keys

KEYS = Keys("a-long-enough-token")


def test_only_the_token_opens() -> None:
    assert KEYS.opens("a-long-enough-token")
    for wrong in ("", "a-long-enough-toke", "a-long-enough-token ", "ä" * 19):
        assert not KEYS.opens(wrong)


def test_a_bearer_carries_the_token() -> None:
    assert KEYS.is_bearer("Bearer a-long-enough-token")
    assert KEYS.is_bearer("bearer  a-long-enough-token")
    for wrong in ("", "a-long-enough-token", "Basic a-long-enough-token", "Bearer", "Bearer x"):
        assert not KEYS.is_bearer(wrong)


def test_a_cookie_is_good_for_its_time_and_no_longer() -> None:
    cookie = KEYS.cookie(1000.0)
    assert KEYS.is_cookie(cookie, 1000.0 + LASTS.total_seconds() - 1)
    assert not KEYS.is_cookie(cookie, 1000.0 + LASTS.total_seconds() + 1)


def test_a_cookie_that_was_changed_or_signed_elsewhere_does_not_open() -> None:
    until, _, proof = KEYS.cookie(1000.0).partition(".")
    later = str(int(until) + 1)
    for wrong in (
        "",
        ".",
        f"{later}.{proof}",
        f"{until}.",
        f"{until}.{proof[:-1]}",
        "٣.x",
        "a-long-enough-token",
    ):
        assert not KEYS.is_cookie(wrong, 1000.0)
    assert not KEYS.is_cookie(Keys("a-long-enough-token").cookie(1000.0), 1000.0), "a restart signs out"


def test_neither_the_token_nor_the_salt_is_printed() -> None:
    assert repr(KEYS) == "Keys()"
