"""Whose incidents count, and the cases, as data and for the terminal: ids, dates and states, and nobody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from integration.config.models import Config
from integration.console.moments import iso
from integration.console.terminal import terminal
from integration.store import occasions, strikes
from integration.store.access import Store
from integration.store.cases import load_case_history, load_every_case
from policies.abuse import Abuse
from policies.core.calendar import ALWAYS_OPEN
from policies.core.strikes import OPEN_CASES, Case, CaseState, Incident

_LISTED = 50


def ledger_data(store: Store, config: Config) -> dict[str, Any]:
    """Everybody with an incident or a case, those with an open case first, then by the number of strikes."""
    with store.reading() as connection:
        records = strikes.load_all(store, connection)
        names = occasions.load_names(store, connection, "agent")
    policies = [policy for policy in config.policies_in_order if isinstance(policy, Abuse)]
    lasts = max((policy.strike_expires.timedelta for policy in policies), default=None)
    now = store.load_account().watermark or datetime.now(UTC)
    people: list[dict[str, Any]] = [
        {
            "person": person,
            "strikes": sum(
                any(policy.stands(record, incident, now, ALWAYS_OPEN) for policy in policies)
                for incident in record.incidents
            ),
            "distress": bool(record.crises),
            "incidents": [
                {
                    **incident_data(incident, names),
                    "expires": None if lasts is None else (incident.counted_at + lasts).isoformat(),
                }
                for incident in record.incidents
            ],
            "cases": [case_data(case, names) for case in record.cases],
        }
        for person, record in records.items()
    ]
    people.sort(key=lambda row: (not _has_open_case(row), -row["strikes"], row["person"]))
    return {"account": store.account, "people": people}


def cases_data(store: Store) -> dict[str, Any]:
    """All cases, with what was done about each."""
    with store.reading() as connection:
        names = occasions.load_names(store, connection, "agent")
        cases = load_every_case(store, connection)
        told = [
            {
                **case_data(case, names),
                "history": history_data(load_case_history(store, connection, case.reference), names),
            }
            for case in cases
        ]
    return {"account": store.account, "cases": told}


def incident_data(incident: Incident, names: Mapping[int, str]) -> dict[str, Any]:
    """One incident, without its words."""
    return {
        "ticket": incident.ticket_id,
        "comment": incident.comment_id,
        "at": incident.at.isoformat(),
        "category": incident.category.value,
        "severity": incident.severity,
        "source": incident.source.value,
        "reported_by": _name(incident.reported_by, names),
        "given_back": incident.given_back,
        "stage": incident.told.name.lower() if incident.told else None,
    }


def case_data(case: Case, names: Mapping[int, str]) -> dict[str, Any]:
    """One case: where it stands, who decided it, and what comes next."""
    return {
        "reference": case.reference,
        "person": case.person_id,
        "policy": case.policy,
        "ticket": case.ticket_id,
        "state": case.state.value,
        "proposed_at": case.proposed_at.isoformat(),
        "decided_at": iso(case.decided_at),
        "decided_by": _name(case.decided_by, names),
        "appeal_until": iso(case.appeal_until),
        "review_at": iso(case.review_at),
        "refused": list(case.refusals.values()),
    }


def history_data(history: Sequence[Mapping[str, Any]], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """What was done about a case, with the names of those who did it."""
    return [{"did": row["did"], "at": row["at"], "by": _name(row["by"], names)} for row in history]


def print_ledger(data: dict[str, Any]) -> None:
    """The same for a person."""
    console = terminal()
    if not data["people"]:
        console.print("Nobody has an incident that counts, and there is no case.")
        return
    table = Table("Person", "Strikes", "On tickets", "Last", "Case")
    for row in data["people"][:_LISTED]:
        counted = [each for each in row["incidents"] if not each["given_back"]]
        tickets = ", ".join(f"#{each['ticket']}" for each in counted[-5:])
        last = counted[-1]["at"][:10] if counted else ""
        told = "; ".join(f"{case['reference']} {case['state']}" for case in row["cases"])
        table.add_row(str(row["person"]), str(row["strikes"]), tickets, last, told)
    console.print(table)
    if len(data["people"]) > _LISTED:
        console.print(f"… and {len(data['people']) - _LISTED} more; --json lists all.")
    for row in data["people"]:
        print_cases(console, row["cases"])


def print_cases(console: Console, cases: list[dict[str, Any]]) -> None:
    """Cases with what is asked for next, a line each."""
    for case in cases:
        console.print(f"  {case_in_words(case)}", markup=False)
        for sentence in case["refused"]:
            console.print(f"    refused: {sentence}", markup=False)


def case_in_words(case: Mapping[str, Any]) -> str:
    """Where a case stands, as a line."""
    head = f"{case['reference']}, person {case['person']}, ticket #{case['ticket']}: {case['state']}"
    if case["state"] == CaseState.PROPOSED:
        return f"{head} since {case['proposed_at'][:10]}; approve or reject it"
    if case["state"] == CaseState.IN_FORCE:
        dates = (
            f"review by {(case['review_at'] or '')[:10]}, appeal until {(case['appeal_until'] or '')[:10]}"
        )
        return f"{head}, approved by {case['decided_by']}; {dates}"
    by = f" by {case['decided_by']}" if case["decided_by"] else ""
    return f"{head}{by}"


def open_cases_in(store: Store) -> list[dict[str, Any]]:
    """The cases that are proposed or in force, with what was refused about them, for the status page."""
    with store.reading() as connection:
        names = occasions.load_names(store, connection, "agent")
        cases = load_every_case(store, connection, *OPEN_CASES)
    return [case_data(case, names) for case in cases]


def _has_open_case(row: Mapping[str, Any]) -> bool:
    return any(case["state"] in OPEN_CASES for case in row["cases"])


def _name(agent: int | None, names: Mapping[int, str]) -> str | None:
    return None if agent is None else names.get(agent, f"agent {agent}")
