"""The tickets of a back-test, a few at a time, with all that the store has of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, cast, func, or_, select

from integration.store.access import Store, chunks
from integration.store.loading import load_tickets
from integration.store.merges import load_merged, load_targets
from integration.store.occasions import DISMISSED
from integration.store.schema import event, finding, incident, restriction, ticket
from policies.core.replaying import Story

AT_ONCE = 400
"""Tickets that are replayed together; what a back-test keeps in memory does not grow with their number."""
_ROUGH = ('%"remarks"%', '%"distressed"%', '%"abuse"%', '%"not-abuse"%')
"""What the signals of comments hold that may begin or end an incident."""


@dataclass(frozen=True, slots=True)
class Batches:
    """The ids of tickets to be replayed, in sets that do not touch each other."""

    sets: tuple[tuple[int, ...], ...]
    incomplete: int
    """Tickets that are left out, because their history begins before the store's."""

    @property
    def tickets(self) -> int:
        """How many tickets are replayed."""
        return sum(map(len, self.sets))


def batches_of(
    store: Store,
    connection: Connection,
    start: datetime,
    *,
    by_people: bool,
    report_tags: Iterable[str] = (),
    only: int | None = None,
) -> Batches:
    """All tickets that were open at `start` or changed since, in sets; a ticket that was merged goes with its target.

    With `by_people` the tickets of people who wrote roughly stand in one set, because what is remembered of a person
    counts on all their tickets. With `only` the set in which that ticket is, as small as can be; none where it is in none.
    """
    lives = ticket.c.status.not_in(("closed", "deleted")) | (ticket.c.generated_at >= start)
    whole = select(ticket.c.ticket_id).where(ticket.c.account == store.account, lives, ticket.c.complete)
    known = list(connection.scalars(whole.order_by(ticket.c.ticket_id)))
    targets = load_targets(store, connection, known)
    present = set(known)
    ids = [number for number in known if targets.get(number) not in present]
    counted = select(func.count()).where(ticket.c.account == store.account, lives, ~ticket.c.complete)
    incomplete = int(connection.scalar(counted) or 0)
    together = _rough(store, connection, report_tags) & set(ids) if by_people else set()
    if only is not None:
        home = targets[only] if only in targets and targets[only] in present else only
        together &= together if home in together else set()
        ids = [home] if home in ids else []
    alone = [number for number in ids if number not in together]
    sets = [tuple(alone[at : at + AT_ONCE]) for at in range(0, len(alone), AT_ONCE)]
    return Batches((*([tuple(sorted(together))] if together else []), *sets), incomplete)


def load_stories(
    store: Store,
    connection: Connection,
    ids: Sequence[int],
    ignored: frozenset[int],
    renamed: Mapping[str, str],
) -> Iterator[Story]:
    """These tickets and those that were merged into them; what was dismissed stands under the policies' new names."""
    merged = load_merged(store, connection, ids)
    wanted = [*ids, *merged]
    dismissed = _dismissals(store, connection, wanted, renamed)
    for number, (told, events) in load_tickets(store, connection, wanted, ignored).items():
        yield Story(told, events, dismissed.get(number, {}))


def _dismissals(
    store: Store, connection: Connection, ids: Iterable[int], renamed: Mapping[str, str]
) -> dict[int, dict[tuple[str, str], datetime]]:
    found: dict[int, dict[tuple[str, str], datetime]] = defaultdict(dict)
    for some in chunks(ids):
        query = select(finding).where(finding.c.account == store.account, finding.c.ticket_id.in_(some))
        for row in connection.execute(query.where(finding.c.state == DISMISSED)):
            name = renamed.get(row.policy, row.policy)
            found[row.ticket_id][name, row.episode] = row.ended_at or row.first_seen
    return found


def _rough(store: Store, connection: Connection, report_tags: Iterable[str]) -> set[int]:
    """The tickets of everybody on whom anything may be remembered."""
    payload = cast(event.c.payload, String)
    signs: list[Any] = [payload.like(sign) for sign in _ROUGH]
    signs += [payload.like(f'%"{tag}"%') for tag in report_tags]
    told = select(event.c.ticket_id).where(event.c.account == store.account, or_(*signs)).distinct()
    first = set(connection.scalars(told))
    people: set[int] = set()
    for table in (incident, restriction):
        people.update(connection.scalars(select(table.c.person_id).where(table.c.account == store.account)))
    for some in chunks(first):
        own = (ticket.c.account == store.account) & ticket.c.ticket_id.in_(some)
        people.update(connection.scalars(select(ticket.c.requester_id).where(own)))
    for some in chunks(people):
        own = (ticket.c.account == store.account) & ticket.c.requester_id.in_(some)
        first.update(connection.scalars(select(ticket.c.ticket_id).where(own)))
    return first
