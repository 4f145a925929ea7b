"""What a message says: the finding's sentence and where to look; never a customer's words."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 400
"""Characters of the finding's sentence; the note on the ticket has the rest."""


_CALLS = str.maketrans({"@": "(at)", "<": "(", ">": ")"})


@dataclass(frozen=True, slots=True)
class Message:
    """One finding for one channel."""

    key: str
    """The message's identity, which receivers may use to drop a second one."""
    account: str
    policy: str
    kind: str
    ticket_id: int
    url: str
    """The ticket's page for agents."""
    reference: str
    because: str
    """The finding's sentence; it holds no customer text."""
    owner: str
    """The ticket's assignee by name, or `nobody`; empty where it does not matter who has it."""

    @property
    def sentence(self) -> str:
        """The finding's sentence in one line, shortened."""
        line = _one_line(self.because)
        return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"

    @property
    def text(self) -> str:
        """All of it in one line."""
        owner = f" (assigned to {_one_line(self.owner)})" if self.owner else ""
        return f"{self.policy}: ticket {self.ticket_id}{owner}. {self.sentence} {self.url} {self.reference}".rstrip()

    @property
    def subject(self) -> str:
        """A mail's subject."""
        return f"{self.policy}: ticket {self.ticket_id} {self.reference}".rstrip()

    def as_data(self) -> dict[str, str | int]:
        """For receivers that read JSON."""
        return {
            "text": self.text,
            "account": self.account,
            "policy": self.policy,
            "kind": self.kind,
            "ticket": self.ticket_id,
            "url": self.url,
            "owner": _one_line(self.owner),
            "because": self.sentence,
            "reference": self.reference,
        }

    def as_plain(self) -> tuple[str, str]:
        """A title, and lines of plain text, for services that are told through a library.

        No name in it can call people there: each service has its own signs for that, and all begin with @ or <.
        """
        owner = _one_line(self.owner)
        lines = (self.sentence, f"Assigned to: {owner}" if owner else "", self.url, self.reference)
        return self.subject.translate(_CALLS), "\n".join(line for line in lines if line).translate(_CALLS)

    def as_slack(self) -> dict[str, str]:
        """For Slack and what understands it, with the characters escaped that call people there."""
        return {"text": self.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
