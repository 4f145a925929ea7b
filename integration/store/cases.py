"""Cases: restrictions from their proposal on, with who decided what and when. Ids and moments, no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from integration.store.access import Store, chunks, upsert
from integration.store.schema import restriction
from policies.core.strikes import OPEN_CASES, Case, CaseState

_MOST_REFUSALS = 20


def propose_case(store: Store, connection: Connection, case: Case) -> bool:
    """Open a case; False where it is known already."""
    row = {
        "account": store.account,
        "reference": case.reference,
        "person_id": case.person_id,
        "policy": case.policy,
        "ticket_id": case.ticket_id,
        "comment_id": case.comment_id,
        "state": CaseState.PROPOSED,
        "proposed_at": case.proposed_at,
        "refusals": {},
        "history": [_did("proposed", case.proposed_at, None)],
        "reminded": [],
    }
    return upsert(connection, restriction, [row], ("account", "reference"), change=()) > 0


def save_decision(
    store: Store, connection: Connection, case: Case, did: str, at: datetime, by: int | None
) -> None:
    """Write down what a case has become, and who did it; `did` is one word of the history."""
    where = _one(store, case.reference)
    row = connection.execute(select(restriction.c.history).where(where)).one()
    over = case.state not in OPEN_CASES
    values = {
        "state": case.state,
        "decided_at": case.decided_at,
        "decided_by": case.decided_by,
        "review_at": case.review_at,
        "appeal_until": case.appeal_until,
        "ended_at": at if over else None,
        "history": [*row.history, _did(did, at, by)],
    }
    connection.execute(update(restriction).where(where).values(**values))


def save_refusal(store: Store, connection: Connection, case: Case, note_id: int, sentence: str) -> None:
    """Write down why what a note ordered about a case was not done."""
    refusals = dict([*case.refusals.items(), (note_id, sentence)][-_MOST_REFUSALS:])
    values = {"refusals": {str(key): text for key, text in refusals.items()}}
    connection.execute(update(restriction).where(_one(store, case.reference)).values(**values))


def move_reminder(store: Store, connection: Connection, reference: str, ticket_id: int | None) -> None:
    """A case is reminded of on another ticket from now on."""
    connection.execute(update(restriction).where(_one(store, reference)).values(reminded_on=ticket_id))


def note_reminded(store: Store, connection: Connection, reference: str, reminder: str) -> bool:
    """Write down that a reminder went out; False where that was so already."""
    reminded = connection.scalar(select(restriction.c.reminded).where(_one(store, reference)))
    if reminded is None or reminder in reminded:
        return False
    values = {"reminded": [*reminded, reminder]}
    connection.execute(update(restriction).where(_one(store, reference)).values(**values))
    return True


def load_cases(store: Store, connection: Connection, people: Iterable[int]) -> dict[int, tuple[Case, ...]]:
    """The cases of these people, oldest first."""
    found: dict[int, list[Case]] = defaultdict(list)
    for some in chunks(people):
        query = select(restriction).where(
            restriction.c.account == store.account, restriction.c.person_id.in_(some)
        )
        for row in connection.execute(query.order_by(restriction.c.proposed_at, restriction.c.reference)):
            found[row.person_id].append(_case(row))
    return {person: tuple(cases) for person, cases in found.items()}


def load_case(store: Store, connection: Connection, reference: str) -> Case | None:
    """One case by its reference."""
    row = connection.execute(select(restriction).where(_one(store, reference))).first()
    return None if row is None else _case(row)


def load_every_case(store: Store, connection: Connection, *states: CaseState) -> list[Case]:
    """All cases, or those in one of these states, oldest first."""
    query = select(restriction).where(restriction.c.account == store.account)
    if states:
        query = query.where(restriction.c.state.in_(states))
    ordered = query.order_by(restriction.c.proposed_at, restriction.c.reference)
    return [_case(row) for row in connection.execute(ordered)]


def load_case_history(store: Store, connection: Connection, reference: str) -> list[dict[str, Any]]:
    """What was done about a case, oldest first: `did`, `at` in ISO 8601, `by` as an agent's id or None."""
    return list(connection.scalar(select(restriction.c.history).where(_one(store, reference))) or ())


def _one(store: Store, reference: str) -> Any:  # noqa: ANN401 - an SQL condition
    return (restriction.c.account == store.account) & (restriction.c.reference == reference)


def _did(did: str, at: datetime, by: int | None) -> dict[str, Any]:
    return {"did": did, "at": at.isoformat(), "by": by}


def _case(row: Row[Any]) -> Case:
    return Case(
        reference=row.reference,
        person_id=row.person_id,
        policy=row.policy,
        ticket_id=row.ticket_id,
        comment_id=row.comment_id,
        state=CaseState(row.state),
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        review_at=row.review_at,
        appeal_until=row.appeal_until,
        reminded_on=row.reminded_on,
        refusals={int(key): sentence for key, sentence in row.refusals.items()},
    )
