"""What the steps of a cycle share: one account's settings, store, transport and what is known of it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from integration.config.models import Config
from integration.languages import guess_language
from integration.store.access import Store
from integration.zendesk.directory import Agent
from integration.zendesk.errors import ZendeskError
from integration.zendesk.transport import Transport
from policies.core.facts import Account
from policies.core.own_words import OwnWords
from policies.core.settings import Settings
from policies.directives import Directives
from policies.reading.comment import Guess

log = structlog.get_logger(__name__)
_UNREADABLE = timedelta(hours=1)
BRAKE_PUBLIC = "A note of ours came back as a public reply. Nothing more is written to this account."
BRAKE_STRANGER = (
    "Another Steadyhand writes to this account. Stop one of them; two stores would compete for each note."
)


@dataclass(frozen=True)
class Names:
    """The account's names and calendars, and the ids of the people whom the configuration names."""

    account: Account
    ignored: frozenset[int] = frozenset()
    """Users whose changes are a machine's."""
    agent_ids: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Staff by e-mail address, name and id as text."""
    people: tuple[Agent, ...] = field(default=(), repr=False)
    """Staff as the directory has them, to tell who is out."""


@dataclass
class Context:
    """One account in one process."""

    config: Config
    store: Store
    transport: Transport
    user_id: int
    """The user our token acts for."""
    started_at: datetime
    """When this process signed in, by Zendesk's clock."""
    names: Names
    names_at: datetime | None = None
    statuses: Mapping[int, str] = field(default_factory=dict)
    """Agents' statuses in omnichannel routing; empty unless the configuration asks for them."""
    statuses_at: datetime | None = None
    tidied_at: datetime | None = None
    """When events past their retention were last dropped; None: not yet in this process."""
    config_problem: str | None = None
    """Why the file that lies there now is not in force; None when it is."""
    probe_due: bool = True
    """The next note goes alone, so that its answer can show that it is private."""
    dry_run: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    counts: Counter[str] = field(default_factory=Counter)
    """What this cycle did, for its log line."""
    unreadable: dict[int, datetime] = field(default_factory=dict)
    """Tickets that Zendesk would not show, and until when they are left alone."""
    jobs_in_doubt: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the key of a write whose answer was lost, the account's jobs that may hold it, and are not over."""
    beat_at: datetime | None = None
    """When this process last showed that its cycles go on, by this machine's clock."""
    wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], object] | None = None
    """For tests: called in place of waiting."""

    @property
    def policies(self) -> tuple[Settings, ...]:
        """The policies in force; while one of them is enforced, directives in notes are answered too."""
        own = self.config.policies_in_order
        if all(policy.mode == "observe" for policy in own):
            return own
        return (*own, Directives.beside(own))

    @property
    def own_words(self) -> OwnWords | None:
        """The account's own words for the reader of customers; None while no policy wants customers read."""
        wanted = any(policy.reads_customers for policy in self.config.policies_in_order)
        return self.config.reading.abuse if wanted else None

    @property
    def guess(self) -> Guess | None:
        """What is asked for a reply's language where its words do not tell it, if the configuration wants that."""
        return guess_language if self.config.reading.language_library else None

    @property
    def account(self) -> str:
        """The account's key in the store and in every action's identity."""
        return self.store.account

    def close(self) -> None:
        """Let go of the connections to the store and to Zendesk."""
        self.store.close()
        self.transport.close()

    def beat(self) -> None:
        """Show that this process lives, by this machine's clock, which the lease is compared with."""
        self.beat_at = self.wall()
        self.store.beat(self.beat_at)

    def leave_for_a_while(self, ticket_id: int, error: ZendeskError) -> None:
        """One ticket that cannot be read is no reason to leave the others alone: try it again in an hour."""
        self.unreadable[ticket_id] = self.now() + _UNREADABLE
        self.counts["unreadable"] += 1
        log.warning(
            "ticket_unreadable", account=self.account, ticket=ticket_id, status=error.status, code=error.code
        )

    def is_unreadable(self, ticket_id: int) -> bool:
        """Whether the ticket could not be read a short while ago."""
        until = self.unreadable.get(ticket_id)
        return until is not None and until > self.now()

    def now(self) -> datetime:
        """Zendesk's clock; our own only paces the cycles."""
        return self.transport.server_now()

    def pause(self, seconds: float) -> None:
        """Wait, but not past a request to stop."""
        (self.sleep or self.stop.wait)(seconds)
