"""A ping after each round in which every account finished a cycle: whoever waits for it calls somebody when it stays away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
import structlog
from pydantic import SecretStr

from integration.config.values import LOOPBACK
from integration.notify.once import FAILURES, OneRequest, be_quiet

log = structlog.get_logger(__name__)
AT_MOST_EVERY_S = 60.0
_TIMEOUT_S = 5.0
"""To connect, and again for the answer's head."""


class Pinger:
    """Counts the round, and pings in a thread of its own, so that no cycle ever waits for it.

    The ping has to be missed as soon as any one account stands still, so a cycle that failed counts for nothing, and what
    the others did meanwhile neither. It is never a call for help itself (`…/fail`): one cycle that fails is an everyday
    thing, and how much patience to have is the receiver's to say. What went wrong with a ping is not tried again: the next
    round is a new one.
    """

    def __init__(
        self,
        address: SecretStr,
        labels: Callable[[], Collection[str]],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`labels` gives the accounts that the process is to run now."""
        self._address = address
        self._labels = labels
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._done: set[str] = set()
        self._not_before = monotonic()
        self._due = threading.Event()
        self._ended = False
        self._failing: str | None = None

    def cycle_done(self, label: str) -> None:
        """Say that an account's cycle was finished, and went well; any thread may."""
        with self._lock:
            self._done.add(label)
            if not self._done.issuperset(self._labels()) or self._monotonic() < self._not_before:
                return
            self._done.clear()
            self._not_before = self._monotonic() + AT_MOST_EVERY_S
        self._due.set()

    @contextmanager
    def pinging(self) -> Iterator[None]:
        """Ping until it is left."""
        thread = threading.Thread(target=self._ping_when_due, name="ping", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended = True
            self._due.set()
            thread.join(_TIMEOUT_S)

    def _ping_when_due(self) -> None:
        while True:
            self._due.wait()
            self._due.clear()
            if self._ended:
                return
            self._tell(ping(self._address))

    def _tell(self, problem: str | None) -> None:
        """Say it when it begins to fail, when it fails in another way, and when it works again."""
        if problem == self._failing:
            return
        if problem is None:
            log.info("ping_works_again")
        else:
            log.warning("ping_failed", reason=problem)
        self._failing = problem


def ping(address: SecretStr) -> str | None:
    """Fetch the address once; what went wrong, without the address, or None. Redirects are not followed."""
    url = address.get_secret_value()
    be_quiet()
    try:
        with (
            OneRequest(local=urlsplit(url).hostname in LOOPBACK) as session,
            session.get(url, timeout=_TIMEOUT_S, allow_redirects=False, stream=True) as answer,
        ):
            if requests.codes.ok <= answer.status_code < requests.codes.multiple_choices:
                return None
            return f"The receiver of the ping answers with status {answer.status_code}."
    except FAILURES as failure:
        return f"The receiver of the ping cannot be reached ({type(failure).__name__})."
