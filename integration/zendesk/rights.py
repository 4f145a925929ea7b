"""What else a look at an account asks: whether the exports open, which features are on, which organizations exist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from integration.zendesk.models import WireModel
from integration.zendesk.shapes import Id
from integration.zendesk.transport import Transport

_BEHIND = timedelta(minutes=5)
_MANY = 100


class TicketFeatures(WireModel):
    """Features of tickets that an account may have switched off; what Zendesk does not tell counts as on."""

    tagging: bool = True
    """Whether tickets have tags at all."""
    follower_and_email_cc_collaborations: bool = True
    """Whether tickets have followers."""


class _Settings(WireModel):
    tickets: TicketFeatures = TicketFeatures()


class _SettingsAnswer(WireModel):
    settings: _Settings = _Settings()


class _Organization(WireModel):
    id: Id


class _OrganizationsAnswer(WireModel):
    organizations: tuple[_Organization, ...] = ()


def ask_for_export(transport: Transport, now: datetime) -> None:
    """Open the ticket export, which is for admins, at five minutes ago, and leave its page unread.

    Costs one call of the ten a minute that all exports share; its headers tell that limit.

    Raises:
        Refused: the exports are not for this user.
    """
    start = int((now - _BEHIND).timestamp())
    transport.get("/api/v2/incremental/tickets/cursor.json", {"start_time": start, "per_page": 1})


def fetch_ticket_features(transport: Transport) -> TicketFeatures:
    """Fetch which features of tickets are on; one call.

    Raises:
        Refused: this role is not shown the account's settings.
    """
    return transport.fetch("/api/v2/account/settings.json", None, _SettingsAnswer)[0].settings.tickets


def fetch_known_organizations(transport: Transport, ids: Iterable[int]) -> frozenset[int]:
    """Those of these organizations that exist; one call for each 100.

    Raises:
        Refused: this role is not shown them.
    """
    wanted = sorted(set(ids))
    known: set[int] = set()
    for first in range(0, len(wanted), _MANY):
        page = ",".join(map(str, wanted[first : first + _MANY]))
        answer, _ = transport.fetch(
            "/api/v2/organizations/show_many.json", {"ids": page}, _OrganizationsAnswer
        )
        known |= {row.id for row in answer.organizations}
    return frozenset(known)
