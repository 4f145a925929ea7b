"""All that is asked of the account, in one go; what this role or plan is not shown is told in place of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from integration.config.models import Config
from integration.engine.live.findings import Area, Level, LiveFinding, fine, warning
from integration.zendesk.availability import fetch_statuses
from integration.zendesk.directory import DirectorySnapshot, fetch_directory
from integration.zendesk.errors import Gone, Refused
from integration.zendesk.rights import (
    TicketFeatures,
    ask_for_export,
    fetch_known_organizations,
    fetch_ticket_features,
)
from integration.zendesk.rules import Rule, Sort, fetch_rules
from integration.zendesk.transport import Transport

_SORTS: tuple[tuple[Sort, str], ...] = (
    ("trigger", "triggers"),
    ("automation", "automations"),
    ("macro", "macros"),
    ("SLA policy", "SLA policies"),
)
_NOT_SHOWN = frozenset({403, 404})
_UNREADABLE = "Shape"
_AS_ADMIN = "Sign in as an admin with the scope 'read tickets:write'"
_Answer = TypeVar("_Answer")


@dataclass
class Picture:
    """What the account answered; None or empty where it is not shown to us."""

    exports: bool = False
    """Whether the ticket export opened."""
    directory: DirectorySnapshot | None = None
    features: TicketFeatures | None = None
    rules: dict[Sort, tuple[Rule, ...]] = field(default_factory=dict)
    """A sort that is not shown is missing."""
    organizations: frozenset[int] | None = None
    """Those of the configuration's that exist."""
    statuses: frozenset[str] | None = None
    """Names of agents' statuses that somebody has now; None where routing has none, or nobody asks for them."""
    unseen: list[LiveFinding] = field(default_factory=list)
    """What was refused."""

    def every_rule(self) -> tuple[Rule, ...]:
        """The rules of all sorts."""
        return tuple(rule for rules in self.rules.values() for rule in rules)

    def ask(
        self,
        what: str,
        without: str,
        question: Callable[[], _Answer],
        *,
        by_plan: bool = False,
        vital: bool = False,
    ) -> _Answer | None:
        """The answer; None, and a finding, where Zendesk does not show it to this role or plan, or as nobody can read it.

        What only some plans have (`by_plan`) is nothing to look at where it is missing; without what is `vital` the
        service does not start.
        """
        try:
            return question()
        except (Refused, Gone) as refusal:
            if refusal.status not in _NOT_SHOWN and refusal.code != _UNREADABLE:
                raise
            told = _unseen(what, without, refusal, by_plan=by_plan)
            if vital and refusal.status in _NOT_SHOWN:
                told = replace(told, remedy=f"{_AS_ADMIN}.")
            self.unseen.append(replace(told, level=Level.PROBLEM, refused=True) if vital else told)
            return None


def take_picture(transport: Transport, config: Config) -> Picture:
    """Ask for everything, in about twenty calls and one more for each hundred agents, rules and schedules.

    Raises:
        ZendeskError: Zendesk cannot be reached, or refuses for other reasons than a missing right.
    """
    picture = Picture()
    picture.exports = (
        picture.ask(
            "The ticket export",
            "the service cannot read what happens",
            lambda: _open_export(transport),
            vital=True,
        )
        is not None
    )
    picture.directory = picture.ask(
        "The directory",
        "names in the configuration are not looked up, and the service does not start",
        lambda: fetch_directory(transport),
        vital=True,
    )
    picture.features = picture.ask(
        "The account's settings",
        "tags and followers may be switched off",
        lambda: fetch_ticket_features(transport),
    )
    for sort, many in _SORTS:
        rules = picture.ask(
            f"The list of {many}",
            "what they make of our updates is not known",
            partial(fetch_rules, transport, sort),
            by_plan=sort == "SLA policy",
        )
        if rules is not None:
            picture.rules[sort] = rules
    if ids := set(organizations_in(config)):
        picture.organizations = picture.ask(
            "Organizations", "their ids are not looked up", lambda: fetch_known_organizations(transport, ids)
        )
    if config.absences.agent_statuses and (statuses := fetch_statuses(transport)) is not None:
        picture.statuses = frozenset(statuses.values())
    return picture


def organizations_in(config: Config) -> Iterator[int]:
    """The organizations that any scope names, by id."""
    return (number for policy in config.policies_in_order for number in policy.scope.organizations)


def _open_export(transport: Transport) -> bool:
    ask_for_export(transport, transport.server_now())
    return True


def _unseen(what: str, without: str, refusal: Refused | Gone, *, by_plan: bool) -> LiveFinding:
    if refusal.code == _UNREADABLE:
        told = f"{refusal.sentence.rstrip('.')}; {without}."
        return warning(
            Area.ACCESS, what, told, "Look at it yourself; a newer release may be able to read it."
        )
    if by_plan:
        return fine(Area.ACCESS, what, f"Not shown, status {refusal.status}: this plan or role has none.")
    said = f" ({refusal.sentence.rstrip('.')})" if refusal.sentence else ""
    return warning(
        Area.ACCESS,
        what,
        f"Not shown to this user or plan, status {refusal.status}{said}; {without}.",
        f"{_AS_ADMIN}; where the plan has no such thing, there is nothing to do.",
    )
