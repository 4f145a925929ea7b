"""The small port over a loopback socket, on a small company."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta

import pytest
from pydantic import SecretStr

from integration.config.address import Address
from integration.engine.context import Context
from integration.listening import listen
from integration.monitoring.accounts import Watched
from integration.monitoring.answers import Answers
from integration.monitoring.port import serving
from tests.integration.engine.harbour import Harbour

Serve = Callable[..., str]
MINUTE = timedelta(minutes=1)


def watched(account: Context, **more: str) -> Watched:
    """An open account of the process."""
    return Watched(account.account, MINUTE, account, **more)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve the port until the test ends; its address."""
    with ExitStack() as stack:

        def start(accounts: Sequence[Watched], *, token: str | None = None) -> str:
            answers = Answers(lambda: accounts, None if token is None else SecretStr(token))
            return stack.enter_context(serving(answers, listen(Address("127.0.0.1", 0))))

        yield start


@pytest.fixture
def lived(harbour: Harbour) -> Context:
    """An account that made two cycles, the last of them just now."""
    return after_two_cycles(harbour)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """As `lived`, for tests that only look."""
    with Harbour(tmp_path_factory.mktemp("standing")) as harbour:
        yield after_two_cycles(harbour)


def after_two_cycles(harbour: Harbour) -> Context:
    """An account on which a ticket was written to."""
    account = harbour.open()
    harbour.cycle(account)
    harbour.passed_around()
    harbour.cycle(account)
    return account
