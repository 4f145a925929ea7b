"""One sandbox for all tests of a module; every test makes tickets of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from integration.sandbox.clock import Clock
from integration.sandbox.server import Sandbox
from integration.sandbox.world import Switches, World
from tests.integration.sandbox.account import START, Account


@pytest.fixture(scope="module")
def running() -> Iterator[Account]:
    """One sandbox for all tests of a module."""
    with Sandbox(World(Clock(START))) as sandbox, requests.Session() as http:
        yield Account(sandbox, http)


@pytest.fixture
def account(running: Account) -> Iterator[Account]:
    """The module's account, an hour later, with everything as a healthy account has it."""
    running.pass_time(3600)
    running.sign_in()
    yield running
    running.world.switches = Switches()
    running.sandbox.faults.clear()
    running.sandbox.jobs.fates.clear()
    running.sandbox.jobs.plans.clear()
