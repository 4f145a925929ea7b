"""Several accounts of one process: what the page knows of each, open or not, and the site of one that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from integration.engine.context import Context
from integration.fleet import Fleet
from integration.store.errors import StoreError
from integration.web import working
from integration.web.explained import Missing
from integration.web.keys import Keys
from integration.web.site import Site, base_of
from integration.web.working import Health

_BROKEN = Health(
    "broken",
    "Its settings cannot be used",
    "The other accounts are none the worse for it. `steadyhand check` names each problem with its line.",
)
_OPENING = Health("opening", "Not open yet", "Its first sign-in is under way or waits for its turn.")
_UNREADABLE = Health(
    "unreadable", "The store could not be read just now", "The log says why. Load the page again."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An account as the process has it at this moment."""

    label: str
    open: Context | None = None
    """None: not opened, or not yet, or given back after a failure."""
    trouble: str | None = None
    """Why it is not open, or what the last cycle ran into: a sentence without a secret or a customer's word."""
    rests: bool = False
    """Whether it is left alone for some minutes after its trouble."""
    broken: str | None = None
    """What is wrong with its settings, where they were never good in this process."""


Entries = Callable[[], Sequence[Entry]]
"""Gives the present accounts, those that came with an edit last; any thread may ask."""


def entries_of(fleet: Fleet) -> tuple[Entry, ...]:
    """All accounts of the service's files, those among them that cannot be used."""
    kept = (
        Entry(label, open=keeper.account, trouble=keeper.trouble, rests=keeper.failure is not None)
        for label, keeper in fleet.keepers.items()
    )
    broken = (Entry(label, broken=problem) for label, problem in fleet.broken.items())
    return (*kept, *broken)


def health_of(entry: Entry) -> Health:
    """What the account's own overview says, or why it has none; a few small statements."""
    if entry.open is not None:
        try:
            return working.look(entry.open)
        except StoreError:
            return _UNREADABLE
    if entry.broken is not None:
        return _BROKEN
    if entry.trouble is not None:
        headline = "Resting after a failure" if entry.rests else "Could not be opened yet"
        return Health("failed", headline, entry.trouble)
    return _OPENING


class NotOpen(Exception):
    """The account is known, and has no pages now; the text says why."""

    def __init__(self, entry: Entry) -> None:
        health = health_of(entry)
        super().__init__(health.sentence)
        self.headline = f"{entry.label}: {health.headline}"
        self.problem = entry.broken


@dataclass(frozen=True)
class Sites:
    """The accounts of a process, each with pages of its own."""

    entries: Entries
    live: bool
    """Whether this process runs their cycles."""
    keys: Keys | None = None
    """None: whoever reaches it may look, which only this machine can."""

    def site(self, label: str) -> Site:
        """The site of one account.

        Raises:
            Missing: there is no such account.
            NotOpen: it has no pages now.
        """
        entry = next((each for each in self.entries() if each.label == label), None)
        if entry is None:
            raise Missing(
                "There is no account of this name; the list of all accounts has those that there are."
            )
        if entry.open is None:
            raise NotOpen(entry)
        return Site(entry.open, self.live, self.keys, base=base_of(label))
