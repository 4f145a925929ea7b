"""A help desk that answers what a test prepares; laws that need a socket are in the socket tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import responses

from integration.zendesk.auth import LegacyToken
from integration.zendesk.budget import Budget
from integration.zendesk.transport import Transport

BASE = "https://birchlane.zendesk.com"


@dataclass
class Clock:
    """A monotonic clock that sleeping moves."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def desk() -> Iterator[responses.RequestsMock]:
    """Answers prepared by the test; all of them must be asked for."""
    with responses.RequestsMock() as mock:
        yield mock


@pytest.fixture
def transport() -> Iterator[Transport]:
    """A transport to the prepared help desk, with a clock that does not wait."""
    clock = Clock()
    made = Transport(
        BASE,
        LegacyToken("desk@birchlane.example", "not-a-real-token"),
        budget=Budget(monotonic=clock),
        user_agent="Steadyhand/0.1 (test)",
        sleep=clock.sleep,
        clock=clock,
    )
    yield made
    made.close()
