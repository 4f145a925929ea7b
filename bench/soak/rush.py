"""The bench's company in a rush: so many of its tickets change each minute, and then all of them at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bench.company import AUDITS_EACH, EVERY_NTH, Company
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET

POLICIES = Path(__file__).with_name("policies.toml")
_EVERY_PROMISE, _PROMISED = 50, 1
"""On one ticket in so many an agent promises an answer within minutes, and gives none."""
_PROMISE = "I am asking the carrier now and will write to you within five minutes."
_WITHIN = timedelta(minutes=5)
_APART = timedelta(seconds=4)
"""Between two changes of a ticket."""
_BEGINS = """\
[account.auth]
client_id = "{client}"
client_secret = {{ file = "{secret}" }}
[store]
path = "store.db"
"""


class Rush(Company):
    """Each ticket changes in its turn; which of them are due for a note is known from what was done to them."""

    def __init__(self, folder: Path, tickets: int) -> None:
        super().__init__(folder, tickets)
        self.due: dict[int, datetime] = {}
        """Tickets that are to get one note each, and the moment at which it falls due."""
        self._turn = 0

    def write_config(self) -> Path:
        """Twenty policies, for this company's address."""
        secret = self.folder / "secret"
        secret.write_text(CLIENT_SECRET)
        path = self.folder / "config.toml"
        begins = _BEGINS.format(client=CLIENT_ID, secret=secret)
        address = f'[account]\nbase_url = "{self.sandbox.url}"'
        path.write_text(POLICIES.read_text().replace("[account]", address, 1) + begins)
        return path

    def change_some(self, tickets: int, since: datetime, until: datetime) -> int:
        """Change the next tickets in turn, evenly between two moments, three times within seconds; how many updates it was."""
        some = [(self._turn + step) % len(self.tickets) for step in range(tickets)]
        self._turn += tickets
        between = max(until - since - AUDITS_EACH * _APART, timedelta()) / max(1, tickets)
        with self.sandbox.lock:
            for place, number in enumerate(some):
                for turn in range(AUDITS_EACH):
                    self._change(number, self.tickets[number], turn, since + between * place + _APART * turn)
        return AUDITS_EACH * tickets

    def change_at_once(self, tickets: int, since: datetime, until: datetime) -> int:
        """An agent edits so many tickets in bulk, evenly between two moments; how many updates it was."""
        between = (until - since) / tickets
        with self.sandbox.lock:
            for place, ticket_id in enumerate(self.tickets[:tickets]):
                changes = {"priority": "urgent", "additional_tags": ["spring_sale"]}
                self.world.update(ticket_id, self.agents[0], changes, at=since + between * place)
        return tickets

    def hand_on_one(self, until: datetime) -> None:
        """One more ticket is passed around: its note goes alone, to show that notes are private."""
        extra = self._ticket(0, 1)
        for turn in range(AUDITS_EACH):
            at = until - timedelta(minutes=AUDITS_EACH - turn)
            self._hand_on(extra, turn, self.agents[turn : turn + 2], at)
        self.due[extra] = until

    def _change(self, number: int, ticket_id: int, turn: int, at: datetime) -> None:
        if number % _EVERY_PROMISE == _PROMISED and turn == 1:
            agent = self.agents[number % len(self.agents)]
            self.world.update(ticket_id, agent, comment=_PROMISE, at=at)
            self.due[ticket_id] = at + _WITHIN
            return
        super()._change(number, ticket_id, turn, at)
        if number % EVERY_NTH == 0 and turn == AUDITS_EACH - 1:
            self.due[ticket_id] = at
