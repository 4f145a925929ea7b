"""Who and what exists in the account: staff, groups, brands, fields, statuses; read by zenpy, once an hour.

zenpy finds its handlers by comparing addresses, takes its host from the environment of the whole process, sleeps
where nobody can wake it and would repeat lost writes. So it is given a reader instead of a Session: a reader that can
only read, through our own Transport. No zenpy type leaves this file.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from integration.zendesk.errors import Gone, Refused, StuckCursor
from integration.zendesk.letters import word_of
from integration.zendesk.models import int_or_none
from integration.zendesk.schedules import Form, ScheduleRow, fetch_account_zone, fetch_forms, fetch_schedules
from integration.zendesk.transport import Transport

# zenpy insists on a host name; the reader keeps only path and query, so this one is never looked up.
_SUBDOMAIN, _DOMAIN = "own-host", "invalid"


@dataclass(frozen=True)
class Agent:
    """A member of staff, as of now; suspended and deleted ones included if Zendesk lists them."""

    id: int
    name: str
    role: str
    active: bool
    suspended: bool
    group_ids: tuple[int, ...]
    time_zone: str | None
    """IANA if known, else a Rails name."""
    locale: str | None
    email: str = field(default="", repr=False)
    """To find the people whom a configuration names; never stored."""
    tags: tuple[str, ...] = ()
    """Tags of the user, where the account has them."""


@dataclass(frozen=True)
class Group:
    """A group; deleted ones stay readable."""

    id: int
    name: str
    deleted: bool


@dataclass(frozen=True)
class Brand:
    """A brand."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True)
class Field:
    """A ticket field, of the system or the account's own."""

    id: int
    title: str
    type: str
    options: tuple[str, ...] = ()
    """Tags of its options; empty for fields without."""
    active: bool = True


@dataclass(frozen=True)
class CustomStatus:
    """A status with a name of the account's own."""

    id: int
    category: str
    """new, open, pending, hold or solved."""
    label: str
    """What agents see."""


@dataclass(frozen=True)
class DirectorySnapshot:
    """The account's people and things at one moment."""

    agents: tuple[Agent, ...]
    groups: tuple[Group, ...]
    brands: tuple[Brand, ...]
    fields: tuple[Field, ...]
    custom_statuses: tuple[CustomStatus, ...]
    schedules: tuple[ScheduleRow, ...]
    """The account's default comes first."""
    forms: tuple[Form, ...]
    time_zone: str | None = None
    """The account's own, IANA or a Rails name; None where the role is not shown it."""
    notes: tuple[str, ...] = field(default=())
    """What this plan does not have, in sentences."""


def fetch_directory(transport: Transport) -> DirectorySnapshot:
    """Fetch everything at once: about ten calls, and one more for each 100 agents and for each schedule.

    What a plan does not have (schedules, forms, custom statuses) is empty, with a note.

    Raises:
        ZendeskError: as any read; Refused when an answer has a shape that zenpy cannot read.

    """
    client = _client(transport)
    schedules, schedule_note = fetch_schedules(transport)
    forms, form_note = fetch_forms(transport)
    try:
        statuses, status_note = _fetch_statuses(client)
        snapshot = DirectorySnapshot(
            agents=_fetch_agents(client),
            groups=tuple(_group(each) for each in client.groups()),
            brands=tuple(_brand(each) for each in client.brands()),
            fields=tuple(_field(each) for each in client.ticket_fields()),
            custom_statuses=statuses,
            schedules=schedules,
            forms=forms,
            time_zone=fetch_account_zone(transport),
            notes=tuple(note for note in (schedule_note, form_note, status_note) if note),
        )
    except (_zenpy_failure(), KeyError, TypeError, AttributeError, ValueError) as failure:
        raise Refused(
            f"The directory has a shape that cannot be read ({type(failure).__name__}).", code="Shape"
        ) from None
    return snapshot


class _Reader:
    """What zenpy takes for its Session: it reads by our Transport, and has no way to write."""

    authorized = True

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._asked: set[str] = set()
        self._filters: dict[str, list[tuple[str, str]]] = {}
        self.headers: Mapping[str, str] = {}

    def get(
        self, url: str, params: Mapping[str, str] | None = None, timeout: float | None = None
    ) -> requests.Response:
        """Read path and query of this address on our own host, whatever host it names; each address once."""
        del timeout  # the Transport has its own
        parts = urlsplit(url)
        pairs = [*parse_qsl(parts.query, keep_blank_values=True), *(params or {}).items()]
        first = self._filters.setdefault(parts.path, pairs)  # a next link may have lost the list's own filter
        pairs += [pair for pair in first if pair[0] not in {name for name, _ in pairs}]
        page = f"{parts.path} {sorted(pairs)}"
        if page in self._asked:
            raise StuckCursor(0, "A list of the directory gives back the page it was asked with.")
        self._asked.add(page)
        response = self._transport.get(parts.path, pairs)
        asked = requests.PreparedRequest()  # without our headers; zenpy picks its handler by this address
        asked.method, asked.url = "GET", url
        response.request = asked
        return response


def _client(transport: Transport) -> Any:  # noqa: ANN401 - zenpy is untyped, and its types stay in this file
    from zenpy import Zenpy  # noqa: PLC0415 - 180 ms that `--help` should not pay

    # At debug it formats whole pages, customers' words among them.
    logger = logging.getLogger("zenpy")
    logger.setLevel(max(logger.level, logging.INFO))
    return Zenpy(subdomain=_SUBDOMAIN, domain=_DOMAIN, session=_Reader(transport), disable_cache=True)


def _zenpy_failure() -> type[Exception]:
    from zenpy.lib.exception import ZenpyException  # noqa: PLC0415 - as above

    failure: type[Exception] = ZenpyException
    return failure


def _fetch_agents(client: Any) -> tuple[Agent, ...]:  # noqa: ANN401 - untyped zenpy
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for membership in client.group_memberships():
        group_id = int_or_none(membership.group_id)
        if group_id is not None:
            groups[membership.user_id].append(group_id)
    staff = [user for user in client.users(role=["agent", "admin"]) if user.role in {"agent", "admin"}]
    return tuple(_agent(user, groups.get(user.id, ())) for user in staff)


def _fetch_statuses(client: Any) -> tuple[tuple[CustomStatus, ...], str]:  # noqa: ANN401 - untyped zenpy
    try:
        rows = tuple(client.custom_statuses())
    except (Refused, Gone) as refusal:
        if refusal.status not in {403, 404}:
            raise
        return (), f"Zendesk shows no custom statuses (status {refusal.status}): this plan or role has none."
    return tuple(
        CustomStatus(id=_id(row), category=word_of(row.status_category), label=word_of(row.agent_label))
        for row in rows
    ), ""


def _id(thing: Any) -> int:  # noqa: ANN401 - untyped zenpy
    number = int_or_none(thing.id)
    if number is None:
        raise ValueError("a thing of the directory without an id")
    return number


def _agent(user: Any, group_ids: Iterable[int]) -> Agent:  # noqa: ANN401 - untyped zenpy
    return Agent(
        id=_id(user),
        name=word_of(user.name),
        role=str(user.role),
        active=bool(user.active),
        suspended=bool(user.suspended),
        group_ids=tuple(sorted(set(group_ids))),
        time_zone=_text(getattr(user, "iana_time_zone", None)) or _text(user.time_zone),
        locale=_text(user.locale),
        email=word_of(user.email),
        tags=tuple(sorted(word_of(tag) for tag in getattr(user, "tags", None) or ())),
    )


def _text(value: object) -> str | None:
    return word_of(value) if isinstance(value, str) else None


def _group(group: Any) -> Group:  # noqa: ANN401 - untyped zenpy
    return Group(id=_id(group), name=word_of(group.name), deleted=bool(group.deleted))


def _brand(brand: Any) -> Brand:  # noqa: ANN401 - untyped zenpy
    return Brand(id=_id(brand), name=word_of(brand.name), active=bool(brand.active))


def _field(row: Any) -> Field:  # noqa: ANN401 - untyped zenpy
    data = row.to_dict()
    options = [*(data.get("custom_field_options") or ()), *(data.get("system_field_options") or ())]
    values = [option.get("value") for option in options if isinstance(option, dict)]
    return Field(
        id=_id(row),
        title=word_of(data.get("title")),
        type=word_of(data.get("type")),
        options=tuple(word_of(value) for value in values if value),
        active=data.get("active") is not False,
    )
