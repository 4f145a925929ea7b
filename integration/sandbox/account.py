"""An account without its tickets: its settings, its people and things, and its time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from integration.sandbox.clock import Clock
from integration.sandbox.records import SYSTEM, BusinessRule, User

_LABELS = {"new": "New", "open": "Open", "pending": "Pending", "hold": "On-hold", "solved": "Solved"}
_FIRST_STATUS = 30_000_000_001
_FIRST_RULE = 20_000_000_101
LIGHT = 1
"""The `role_type` of light agents."""


@dataclass
class Switches:
    """What is unproven of the real Zendesk, and ways in which an account can be wrong."""

    batch_tags: str = "on"
    """`ignored`: batch rows drop additional_tags and remove_tags without a word."""
    batch_metadata: str = "on"
    """`ignored`: batch rows keep no metadata."""
    public_note: int | None = None
    """The n-th internal note that is written through the API turns out public."""
    job_delay_s: float = 2.0
    """How long a job waits before it runs, in simulated seconds."""
    unknown_subdomain: bool = False
    login_page: bool = False
    """A web page with status 200 stands before everything."""
    role: str = "admin"
    """The role of the user that our credentials act for."""
    restriction: str | None = None
    anonymous: bool = False
    scopes: str | None = None
    """What the token may do, whatever was asked for; None grants what is asked."""
    client_scopes: str | None = None
    """The most that the OAuth client may ask for; None is no bound."""
    retry_after: bool = True
    """Whether a 429 says how long to wait."""
    events_limit: int | None = None
    """The event export answers 504 above so many events a page."""
    export_per_minute: int = 10
    updates_per_minute: int = 100
    rate_per_minute: int = 700
    header_style: str = "2024"
    """`2023`, `2024` or `old`: how rate headers are spelt."""
    call_numbers: str = "numbers"
    """`texts`: seconds of calls come as texts, and an agent's id too."""
    merge_ids: str = "from"
    """How a merge says which tickets: `from`: the target's update names the sources in `via.source.from.ticket_ids`;
    `words`: nothing but the comments' words does."""
    comment_flags: str = "audit"
    """Where a comment's flags stand in exports and audits: `audit`: in the update's metadata; `comment`: in the comment's own."""
    conversation_log: bool = True
    """Whether the account has the conversation log; else it is 403."""
    chat_events: bool = True
    """Whether an update with a `ChatStartedEvent` tells that a conversation began."""
    messages_touch: bool = True
    """Whether a message brings its ticket into the ticket export again."""
    agent_statuses: bool = True
    """Whether the plan has omnichannel routing; else agents' availability is 403."""
    notify_assignee: bool = True
    """Whether the standard trigger is on that mails assignees of internal notes too."""
    close_after_hours: float | None = None
    """An automation closes what has been solved for so long; it looks once an hour. None: nothing does."""


class Account:
    """Who and what there is."""

    def __init__(self, clock: Clock, subdomain: str) -> None:
        self.clock = clock
        self.subdomain = subdomain
        self.switches = Switches()
        self.users: dict[int, User] = {}
        self.groups: dict[int, str] = {}
        self.brands: dict[int, str] = {}
        self.organizations: dict[int, str] = {}
        self.fields: dict[int, tuple[str, str]] = {}
        self.options: dict[int, tuple[str, ...]] = {}
        """Tags of drop-down fields' options, by the field's id."""
        self.schedules: dict[int, dict[str, Any]] = {}
        self.business_rules: dict[str, list[BusinessRule]] = {}
        """Rules of the account's own by the name of their list: `triggers`, `automations`, `macros`, `sla_policies`."""
        self.custom_statuses = [
            custom_status(number, category, label, default=True)
            for number, (category, label) in enumerate(_LABELS.items(), _FIRST_STATUS)
        ]
        self.contested: set[int] = set()
        """Tickets on which an app is always a moment faster: a safe update of them meets a conflict."""
        self._ids = count(40_000_000_001)
        self._later: list[tuple[datetime, int, Callable[[Any], object]]] = []
        self._order = count()
        self._moment: datetime | None = None

    # -- people and things -------------------------------------------------------------------------------------

    def is_staff(self, user_id: int) -> bool:
        """Whether this is an agent, an admin, or Zendesk itself."""
        user = self.users.get(user_id)
        return user_id == SYSTEM or (user is not None and user.role != "end-user")

    def longest_serving(self, group_id: int) -> int | None:
        """The member of a group who has been in the account for the longest time; None when nobody is left in it.

        Memberships have no dates here, so the order in which people came stands for them.
        """
        members = (u for u in self.users.values() if group_id in u.groups and u.active and not u.suspended)
        return next((user.id for user in members), None)

    def next_id(self) -> int:
        """A fresh id."""
        return next(self._ids)

    def add_group(self, name: str, *, group_id: int | None = None) -> int:
        """Add a group; its id."""
        number = group_id or self.next_id()
        self.groups[number] = name
        return number

    def add_user(  # noqa: PLR0913 - a person has many sides
        self,
        name: str,
        *,
        role: str = "end-user",
        email: str | None = None,
        groups: Sequence[int] = (),
        time_zone: str = "Europe/London",
        locale: str = "en-US",
        suspended: bool = False,
        user_id: int | None = None,
        role_type: int | None = None,
        tags: Sequence[str] = (),
        status: str | None = None,
    ) -> int:
        """Add a person; their id. `time_zone` is an IANA name, or one of Rails'; both are met in the wild."""
        number = user_id or self.next_id()
        address = email or f"{name.lower().replace(' ', '.')}@example.com"
        self.users[number] = User(
            number,
            name,
            role,
            address,
            tuple(groups),
            time_zone,
            locale,
            suspended,
            role_type=role_type,
            tags=tuple(tags),
            status=status,
        )
        return number

    def demote(self, user_id: int) -> None:
        """Staff becomes an end user; what they wrote before looks like a customer's from now on."""
        user = self.users[user_id]
        user.role, user.role_type, user.groups, user.status = "end-user", None, (), None

    def is_light(self, user_id: int) -> bool:
        """Whether this is a light agent, whose comments are internal whatever they ask for."""
        user = self.users.get(user_id)
        return user is not None and user.role == "agent" and user.role_type == LIGHT

    def add_brand(self, name: str) -> int:
        """Add a brand; its id."""
        number = self.next_id()
        self.brands[number] = name
        return number

    def add_organization(self, name: str) -> int:
        """Add an organization of customers; its id."""
        number = self.next_id()
        self.organizations[number] = name
        return number

    def add_ticket_field(self, title: str, kind: str = "text", options: Sequence[str] = ()) -> int:
        """Add a ticket field, a drop-down with the tags of its options; its id."""
        number = self.next_id()
        self.fields[number] = (title, kind)
        self.options[number] = tuple(options)
        return number

    def add_schedule(
        self,
        name: str,
        time_zone: str,
        intervals: Sequence[tuple[int, int]],
        holidays: Sequence[tuple[str, str, str]] = (),
    ) -> int:
        """Add opening hours: a Rails zone name, minutes since Sunday 00:00, holidays as (name, first, last date)."""
        number = self.next_id()
        self.schedules[number] = {
            "id": number,
            "name": name,
            "time_zone": time_zone,
            "intervals": [{"start_time": start, "end_time": end} for start, end in intervals],
            "holidays": [
                {"id": self.next_id(), "name": title, "start_date": first, "end_date": last}
                for title, first, last in holidays
            ],
        }
        return number

    def add_rule(self, kind: str, rule: BusinessRule) -> int:
        """Add a business rule to a list (`triggers`, `automations`, `macros`, `sla_policies`); its id."""
        number = rule.id or _FIRST_RULE + sum(map(len, self.business_rules.values()))
        self.business_rules.setdefault(kind, []).append(rule.numbered(number))
        return number

    def now(self) -> datetime:
        """The moment that things happen at: the clock's, or that of a happening that is being played."""
        return (self._moment or self.clock.now()).replace(microsecond=0)

    def add_custom_status(self, category: str, label: str) -> int:
        """Add a custom status to a status category; its id."""
        number = self.next_id()
        self.custom_statuses.append(custom_status(number, category, label, default=False))
        return number

    def default_status(self, status: str) -> int | None:
        """The custom status that a plain status stands for; a closed ticket keeps "solved", a deleted one "new"."""
        category = {"closed": "solved", "deleted": "new"}.get(status, status)
        rows = self.custom_statuses
        return next((r["id"] for r in rows if r["status_category"] == category and r["default"]), None)

    def category_of(self, status_id: int) -> str | None:
        """The plain status behind a custom one; None when there is no such custom status."""
        return next((str(r["status_category"]) for r in self.custom_statuses if r["id"] == status_id), None)

    # -- time --------------------------------------------------------------------------------------------------

    def later(self, at: datetime, what: Callable[[Any], object]) -> None:
        """Let something happen when the clock passes `at`."""
        heapq.heappush(self._later, (at, next(self._order), what))

    def catch_up(self) -> None:
        """Play what is due, in the order of time, each at its own moment."""
        now = self.clock.now()
        while self._later and self._later[0][0] <= now:
            at, _, what = heapq.heappop(self._later)
            self._moment = at
            try:
                what(self)
            finally:
                self._moment = None


def custom_status(number: int, category: str, label: str, *, default: bool) -> dict[str, Any]:
    """A custom status; its dates are not ISO's."""
    return {
        "url": f"https://harbourline.example/api/v2/custom_statuses/{number}.json",
        "id": number,
        "status_category": category,
        "agent_label": label,
        "raw_agent_label": label,
        "end_user_label": label,
        "raw_end_user_label": label,
        "description": "",
        "raw_description": "",
        "end_user_description": "",
        "raw_end_user_description": "",
        "active": True,
        "default": default,
        "created_at": "2024-01-08 09:00:00+00:00",
        "updated_at": "2024-01-08 09:00:00+00:00",
    }
