"""A middling company on the embedded Zendesk, and the service against it, all on one simulated clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from integration.config.load import parse_config
from integration.cycle import CycleReport, run_cycle
from integration.engine.context import Context
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.clock import Clock
from integration.sandbox.server import Sandbox
from integration.sandbox.world import World
from integration.service import Clockwork, open_account

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # a Wednesday
AGENTS, CUSTOMERS, FIELDS = 40, 500, 30
AUDITS_EACH = 3
"""How often each ticket changes between two cycles that are compared."""
EVERY_NTH = 5
"""One ticket in so many is passed around by these changes."""
_BETWEEN = timedelta(milliseconds=400)
"""How far two changes lie apart."""
_CONFIG = """
[account]
name = "bench"
base_url = "{url}"
history_start = "10 days"
[account.auth]
client_id = "{client}"
client_secret = {{ file = "{secret}" }}
[store]
path = "store.db"
[limits]
updates_per_owner_per_day = 100000
updates_per_policy_per_cycle = 100000
updates_per_hour = 100000
brake.tickets = 100000
[policies.passed-around]
kind = "reassignment"
mode = "enforce"
max_handoffs = 3
window = "5 business days"
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
"""
_LETTER = (
    "Hello, my parcel was due on Monday and the tracking page has not moved since. "
    "The order is for a birthday, so I would like to know by when it can be here. "
)


class Company:
    """An account with people, fields and tickets; a context manager that serves it on loopback."""

    def __init__(self, folder: Path, tickets: int, *, ids_apart: int = 1) -> None:
        self.folder = folder
        self.world = _World(Clock(START), ids_apart)
        self.groups = [self.world.add_group(name) for name in ("Billing", "Technical", "Returns", "Shipping")]
        self.agents = [
            self.world.add_user(f"Agent {number}", role="agent", groups=self.groups)
            for number in range(AGENTS)
        ]
        self.customers = [self.world.add_user(f"Customer {number}") for number in range(CUSTOMERS)]
        self.fields = [self.world.add_ticket_field(f"Detail {number}") for number in range(FIELDS)]
        office = [(day * 1440 + 9 * 60, day * 1440 + 17 * 60) for day in range(1, 6)]
        self.world.add_schedule("Office", "London", office)
        self.tickets = [self._ticket(number, tickets) for number in range(tickets)]
        self.sandbox = Sandbox(self.world)

    def __enter__(self) -> Self:
        self.sandbox.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.sandbox.stop()

    @property
    def passed_around(self) -> list[int]:
        """The tickets that `change_all` passes around."""
        return self.tickets[::EVERY_NTH]

    @property
    def store(self) -> Path:
        """The service's store."""
        return self.folder / "store.db"

    def write_config(self) -> Path:
        """A configuration of the service for this company, with limits that let everything pass."""
        secret = self.folder / "secret"
        secret.write_text(CLIENT_SECRET)
        path = self.folder / "config.toml"
        url = self.sandbox.url
        path.write_text(_CONFIG.format(url=url, client=CLIENT_ID, secret=secret))
        return path

    @contextmanager
    def service(self) -> Iterator[Context]:
        """The service on this account."""
        path = self.write_config()
        clock = self.world.clock
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
        account = open_account(parse_config(path.read_text(), path), clockwork=clockwork)
        try:
            yield account
        finally:
            account.store.engine.dispose()
            account.transport.close()
            account.transport.auth.close()

    def warm_up(self, account: Context) -> None:
        """Read the history, and write one note: the first one goes alone, to show that notes are private."""
        self.cycle(account)
        extra = self._ticket(0, 1)
        for turn in range(AUDITS_EACH):
            self.wait(60)
            self._hand_on(extra, turn, self.agents[turn : turn + 2], self.world.clock.now())
        self.cycle(account)
        self.cycle(account)
        assert not account.probe_due, "the probe note was not written"

    def cycle(self, account: Context) -> CycleReport:
        """One cycle, when all that happened is in the exports."""
        self.wait(90)
        return run_cycle(account, drain=True)

    def change_all(self) -> None:
        """Change each ticket three times within the coming minutes; each fifth one is passed around by it."""
        begin = self.world.clock.now()
        for turn in range(AUDITS_EACH):
            for number, ticket_id in enumerate(self.tickets):
                at = begin + _BETWEEN * (turn * len(self.tickets) + number)
                self._change(number, ticket_id, turn, at)
        self.world.clock.set(begin + _BETWEEN * AUDITS_EACH * len(self.tickets))

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.world.clock.advance(timedelta(seconds=seconds))

    def _ticket(self, number: int, of: int) -> int:
        """A ticket of the last nine days: about four kilobytes in the export."""
        return self.world.add_ticket(
            self.customers[number % CUSTOMERS],
            _LETTER * 4,
            at=START - timedelta(days=9) * (of - number) / of,
            subject=f"Where is my parcel {number}?",
            group_id=self.groups[0],
            assignee_id=self.agents[number % AGENTS],
            tags=("parcel", "delivery", f"region_{number % 7}"),
            custom_fields={field: f"choice_{(number + field) % 50}" for field in self.fields},
        )

    def _change(self, number: int, ticket_id: int, turn: int, at: datetime) -> None:
        agent, colleague = (self.agents[(number // EVERY_NTH + turn + step) % AGENTS] for step in (0, 1))
        if number % EVERY_NTH == 0:
            self._hand_on(ticket_id, turn, (agent, colleague), at)
        elif turn == 0:
            customer = self.customers[number % CUSTOMERS]
            self.world.update(ticket_id, customer, comment=_LETTER, at=at)
        elif turn == 1:
            reply = "I am asking the carrier and write to you by tomorrow noon."
            self.world.update(ticket_id, agent, {"status": "pending"}, comment=reply, at=at)
        else:
            changes: dict[str, Any] = {"priority": "high", "additional_tags": ["carrier_asked"]}
            self.world.update(ticket_id, agent, changes, at=at)

    def _hand_on(self, ticket_id: int, turn: int, people: Sequence[int], at: datetime) -> None:
        """The first of two agents gives a ticket to the second, in the next group."""
        actor, taker = people
        self.world.update(ticket_id, actor, {"group_id": self.groups[turn + 1], "assignee_id": taker}, at=at)


class _World(World):
    """A world whose ticket ids lie apart, as those of the open tickets among all tickets do."""

    def __init__(self, clock: Clock, ids_apart: int) -> None:
        super().__init__(clock)
        self._ticket_ids = count(1001, ids_apart)
