"""A small company on the embedded Zendesk, and the service against it, all on one simulated clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from integration.config.load import parse_config
from integration.cycle import CycleReport, run_cycle
from integration.engine.context import Context
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.clock import Clock
from integration.sandbox.server import Sandbox
from integration.sandbox.world import World
from integration.service import Clockwork, open_account
from integration.store.database import open_store

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # a Wednesday
POLICY = """
[policies.passed-around]
kind = "reassignment"
mode = "enforce"
max_handoffs = 3
window = "5 business days"
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
"""


@cache
def _new_store() -> bytes:
    """A store that nobody has used yet, migrated once for all tests: that costs more than a day of the company."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        open_store(path).dispose()
        return path.read_bytes()


class Harbour:
    """The company: three groups, four agents, one customer, and as many tickets as a test makes."""

    def __init__(self, folder: Path, *, job_delay_s: float = 2.0, database: str | None = None) -> None:
        self.folder = folder
        self.database = database
        self.world = World(Clock(START))
        self.world.switches.job_delay_s = job_delay_s
        self.sandbox = Sandbox(self.world)
        self.groups = [self.world.add_group(name) for name in ("Billing", "Technical", "Returns")]
        self.agents = [
            self.world.add_user(name, role="agent", groups=self.groups)
            for name in ("Ana Reyes", "Ben Okafor", "Cem Demir", "Dora Lind")
        ]
        self.customer = self.world.add_user("Pat Customer")
        office = [(day * 1440 + 9 * 60, day * 1440 + 17 * 60) for day in range(1, 6)]
        self.world.add_schedule("Office", "London", office)
        self.accounts: list[Context] = []

    def __enter__(self) -> Self:
        self.sandbox.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for account in self.accounts:
            account.store.engine.dispose()
            account.transport.close()
            account.transport.auth.close()
        self.sandbox.stop()

    def config_text(self, policy: str = POLICY, extra: str = "", store: str = "store.db") -> str:
        """A configuration for this company."""
        secret = self.folder / "secret"
        secret.write_text(CLIENT_SECRET)
        place = f'path = "{store}"' if self.database is None else f'url = "{self.database}"'
        return f"""
[account]
name = "harbour"
base_url = "{self.sandbox.url}"
history_start = "10 days"
[account.auth]
client_id = "{CLIENT_ID}"
client_secret = {{ file = "{secret}" }}
[store]
{place}
{extra}
{policy}
"""

    def open(
        self, policy: str = POLICY, extra: str = "", *, store: str = "store.db", **options: bool
    ) -> Context:
        """Start the service against the company."""
        config = parse_config(self.config_text(policy, extra, store), self.folder / "config.toml")
        in_a_file = self.database is None
        if in_a_file and not config.store_path.exists() and not options.get("dry_run"):
            config.store_path.write_bytes(_new_store())
        clock = self.world.clock
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
        account = open_account(config, clockwork=clockwork, **options)
        self.accounts.append(account)
        return account

    def ticket(self, *, group: int = 0, agent: int | None = None, **columns: object) -> int:
        """A new ticket of the customer's."""
        assignee = None if agent is None else self.agents[agent]
        with self.sandbox.lock:
            return self.world.add_ticket(
                self.customer,
                "Where is my parcel?",
                group_id=self.groups[group],
                assignee_id=assignee,
                **columns,
            )

    def hand(self, ticket_id: int, *groups: int, by: int = 0) -> None:
        """Move a ticket through groups, a minute apart."""
        for group in groups:
            self.wait(60)
            with self.sandbox.lock:
                self.world.update(
                    ticket_id, self.agents[by], {"group_id": self.groups[group], "assignee_id": None}
                )

    def passed_around(self) -> int:
        """A ticket with three handoffs."""
        ticket_id = self.ticket()
        self.hand(ticket_id, 1, 2, 0)
        return ticket_id

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.world.clock.advance(timedelta(seconds=seconds))

    def cycle(self, account: Context, *, after: float = 90) -> CycleReport:
        """One cycle, some time later."""
        self.wait(after)
        return run_cycle(account, drain=True)

    def notes(self, ticket_id: int) -> list[str]:
        """Our notes on a ticket."""
        with self.sandbox.lock:
            return [
                c.html or c.body
                for c in self.world.tickets[ticket_id].comments
                if c.author_id == self.world.service_user_id
            ]

    def tags(self, ticket_id: int) -> set[str]:
        """A ticket's tags."""
        with self.sandbox.lock:
            return set(self.world.tickets[ticket_id].tags)
