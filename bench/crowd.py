"""Fills a store with open tickets and their past, as months of cycles would have left them there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.company import Company
from integration.store import history, ledger, occasions, people
from integration.store.access import Store
from policies.core.actions import State
from policies.core.keys import action_key, reference_of

_SLICE = 1000
_FIRST_EVENT = 1_000_000_001  # below the embedded Zendesk's own, as older ids are
_EVENTS_EACH = 6
_POLICY = "passed-around"
_FOUND = 50
"""One ticket in so many is passed around, and was written to."""
_LAST_DAYS = timedelta(days=29)


def fill(path: Path, company: Company, tickets: int) -> None:
    """Add open, judged tickets with events, timers, findings and done actions to an account's store."""
    store = Store.open(path, "bench")
    now = company.world.clock.now()
    store.take_lease(now)
    taken = set(company.world.tickets)
    ids = [number for number in range(1001, 1001 + tickets + len(taken)) if number not in taken][:tickets]
    for start in range(0, tickets, _SLICE):
        _fill_slice(store, company, ids[start : start + _SLICE], now)
    store.engine.dispose()


def _fill_slice(store: Store, company: Company, ids: Sequence[int], now: datetime) -> None:
    found = [number for number in ids if number % _FOUND == 0]
    with store.transaction() as connection:
        people.save_people(store, connection, [_person(number) for number in ids])
        history.save_tickets(store, connection, [_ticket(company, number, now) for number in ids])
        events = [event for number in ids for event in _events(company, number, now)]
        history.save_events(store, connection, events)
        occasions.save_findings(
            store, connection, [_finding(n, now) for n in found], occasions.Look(ids, now, (), ())
        )
        timers = [{"ticket_id": n, "policy": _POLICY, "due": None, "measure": 1.0} for n in ids]
        occasions.save_timers(store, connection, timers, ids)
        history.mark_judged(store, connection, ids, now)
        actions = [_action(number, now) for number in found]
        ledger.save_plan(store, connection, actions, ids, now)
        keys = [action["key"] for action in actions]
        written_at = now - timedelta(days=3)
        ledger.move(store, connection, keys, State.DONE, written_at, written_at=written_at)


def _person(number: int) -> dict[str, Any]:
    return {"user_id": 10**9 + number // 4, "is_staff": False, "suspended": False}


def _ticket(company: Company, number: int, now: datetime) -> dict[str, Any]:
    at = _created(number, now)
    return {
        "ticket_id": number,
        "status": ("new", "open", "pending", "hold")[number % 4],
        "group_id": company.groups[number % len(company.groups)],
        "assignee_id": company.agents[number % len(company.agents)],
        "requester_id": 10**9 + number // 4,
        "brand_id": None,
        "form_id": None,
        "organization_id": None,
        "priority": "normal",
        "channel": "email",
        "tags": ["delivery", "parcel", f"region_{number % 7}"],
        "custom_fields": {str(field): f"choice_{(number + field) % 50}" for field in company.fields},
        "from_messaging": False,
        "shared": False,
        "ai_only": False,
        "side_conversation": False,
        "created_at": at,
        "updated_at": at + timedelta(hours=5),
        "generated_at": at + timedelta(hours=5),
        "complete": True,
    }


def _created(number: int, now: datetime) -> datetime:
    """Spread over the last weeks, not in the order of the ids."""
    return now - timedelta(days=1) - _LAST_DAYS * (number * 7919 % 10_007) / 10_007


def _events(company: Company, number: int, now: datetime) -> Iterator[dict[str, Any]]:
    """A ticket's past: created, a question, taken, answered, asked again, handed on once."""
    at, agent = _created(number, now), company.agents[number % len(company.agents)]
    customer, groups = 10**9 + number // 4, company.groups
    first, last = groups[(number + 1) % len(groups)], groups[number % len(groups)]
    yield _event(number, 0, at, customer, "group_id", _change(None, first, first=True))
    yield _event(number, 1, at, customer, None, _comment(customer, "customer"))
    yield _event(number, 2, at + timedelta(hours=1), agent, "assignee_id", _change(None, agent))
    yield _event(number, 3, at + timedelta(hours=2), agent, None, _comment(agent, "service"))
    yield _event(number, 4, at + timedelta(hours=3), customer, None, _comment(customer, "customer"))
    yield _event(number, 5, at + timedelta(hours=5), agent, "group_id", _change(first, last))


def _event(
    number: int, place: int, at: datetime, actor: int, field: str | None, payload: dict[str, Any]
) -> dict[str, Any]:
    event_id = _FIRST_EVENT + number * _EVENTS_EACH + place
    return {
        "event_id": event_id,
        "ticket_id": number,
        "update_id": event_id,
        "at": at,
        "actor_id": actor,
        "kind": "change" if field else "comment",
        "field": field,
        "payload": payload,
    }


def _change(before: object, after: object, *, first: bool = False) -> dict[str, Any]:
    return {"before": before, "after": after, "origin": "person", **({"first": True} if first else {})}


def _comment(author: int, side: str) -> dict[str, Any]:
    return {"author": author, "public": True, "side": side, "channel": "email"}


def _finding(number: int, now: datetime) -> dict[str, Any]:
    return {
        "policy": _POLICY,
        "ticket_id": number,
        "episode": f"{number}/1",
        "because": "3 handoffs within 5 business days.",
        "since": now - timedelta(days=3),
        "mode": "enforce",
        "digest": "0" * 32,
    }


def _action(number: int, now: datetime) -> dict[str, Any]:
    key = action_key("bench", _POLICY, number, f"{number}/1", "1")
    at = now - timedelta(days=3)
    return {
        "key": key,
        "ticket_id": number,
        "policy": _POLICY,
        "episode": f"{number}/1",
        "step": "1",
        "reference": reference_of(key),
        "state": State.PLANNED,
        "reason": None,
        "sentence": None,
        "payload": {
            "note": "<p>3 handoffs.</p>",
            "add_tags": ["passed_around"],
            "own_tags": ["passed_around"],
        },
        "before": {"tags": []},
        "owner_id": None,
        "from_history": False,
        "fresh": False,
        "urgent": False,
        "first_at": at,
        "changed_at": at,
        "held_until": None,
        "run_id": None,
        "digest": "0" * 32,
    }
