"""Three companies in one configuration's file, for tests of several accounts in one process."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from structlog.testing import capture_logs

from integration.config.models import Config
from integration.engine.context import Context
from integration.fleet import Fleet
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.service import Clockwork, open_account
from integration.store.sharing import Engines
from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour

LABELS = ("harbour", "quay", "wharf")


@dataclass
class Agency:
    """Three companies, each with a Zendesk of its own, and one file for the service that looks after them."""

    folder: Path
    companies: dict[str, Harbour]
    store: str = 'path = "store.db"'
    seconds: float = 0.0
    """The time of this machine, by which accounts rest."""
    engines: Engines = field(default_factory=Engines)

    @property
    def file(self) -> Path:
        """The configuration."""
        return self.folder / "config.toml"

    def write(self, labels: Sequence[str] = LABELS, shared: str = "", **extra: str) -> None:
        """Write the file, for some of the companies, later than it was written before; `extra` is an account's own."""
        (self.folder / "shared.toml").write_text(shared or policy())
        entries = (self.entry(label, extra.get(label, "")) for label in labels)
        before = self.file.stat().st_mtime_ns if self.file.exists() else 0
        self.file.write_text(f'sets = ["shared.toml"]\n[store]\n{self.store}\n' + "".join(entries))
        for file in (self.file, self.folder / "shared.toml"):
            os.utime(file, ns=(before + 10**9, before + 10**9))

    def entry(self, label: str, extra: str) -> str:
        """An account of the file."""
        secret = self.folder / f"{label}.secret"
        if not secret.exists():
            secret.write_text(CLIENT_SECRET)
        return f"""
[[accounts]]
name = "{label}"
base_url = "{self.companies[label].sandbox.url}"
auth = {{ client_id = "{CLIENT_ID}", client_secret = {{ file = "{secret.name}" }} }}
{extra}
"""

    def fleet(self) -> Fleet:
        """The accounts as the file has them, each on its company's clock."""
        return Fleet(self.file, opener=self.open, monotonic=lambda: self.seconds)

    def open(self, config: Config, *, stop: threading.Event) -> Context:
        """Open an account, as the service does."""
        clock = self.companies[config.account.label].world.clock
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
        return open_account(config, stop=stop, clockwork=clockwork, engines=self.engines)

    def round(self, fleet: Fleet) -> list[str]:
        """A poll of each account some time later, as the scheduler has them; what was logged, as `event account`."""
        self.seconds += 90
        with capture_logs() as logs:
            fleet.refresh()
            for label, keeper in fleet.keepers.items():
                self.companies[label].wait(90)
                keeper.poll()
        return [f"{entry['event']} {entry.get('account', '')}".strip() for entry in logs]


@contextmanager
def agency_in(folder: Path, store: str = 'path = "store.db"') -> Iterator[Agency]:
    """The agency with its companies open; `store` is what stands in its [store]."""
    with ExitStack() as open_ones:
        companies = {}
        for label in LABELS:
            (folder / label).mkdir()
            companies[label] = open_ones.enter_context(Harbour(folder / label))
        agency = Agency(folder, companies, store)
        open_ones.callback(agency.engines.close)
        yield agency
