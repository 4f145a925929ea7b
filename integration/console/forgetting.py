"""What is stored of a person, and what became of it, as data and as lines for the terminal; counts and numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from integration.engine.forgetting import Forgotten
from policies.core.wording import listed, times

_MEANS = {
    "ticket": "tickets that they requested; the rows stay, emptied of all but numbers and moments",
    "event": "changes and comments on these, and their own on tickets of others, with what was meant and any quote",
    "timer": "moments at which these tickets would be judged again",
    "finding": "occasions on these tickets; policy, state and moments stay, so that counts stay true",
    "action": "rows of the ledger; keys, states, tags and moments stay, so that nothing is written twice",
    "outbox": "messages to channels about these tickets; that they were sent stays",
    "incident": "incidents of abuse",
    "distress": "signs of distress",
    "restriction": "cases about them",
    "person": "their id, with their time zone",
}
"""By table, in the order in which they are shown."""


def forgotten_data(account: str, found: Forgotten) -> dict[str, Any]:
    """What was found, by table, and whether it was erased."""
    traces = found.traces
    return {
        "account": account,
        "person": traces.person_id,
        "erased": found.erased,
        "rows": {table: traces.counts[table] for table in _MEANS},
        "open_tickets": sorted(traces.open_tickets),
        "cases": [{"reference": reference, "state": state} for reference, state in traces.cases],
        "left_on_disk": found.left,
        "copies_before_migrations": [str(path) for path in found.copies.before_migrations],
        "files_of_backtests": [str(path) for path in found.copies.of_backtests],
    }


def forgotten_in_lines(data: dict[str, Any], command: str) -> Iterator[str]:
    """The same for people; `command` is what has it done."""
    if not any(data["rows"].values()):
        yield f"Nothing is stored of person {data['person']}."
    else:
        yield "Erased:" if data["erased"] else "This would be erased:"
        for table, number in data["rows"].items():
            if number:
                yield f"  {number:>5}  {table}: {_MEANS[table]}"
    yield from _warnings(data)
    yield from _files(data)
    if not data["erased"] and (any(data["rows"].values()) or data["files_of_backtests"]):
        yield "Nothing is done yet. Erase the person in Zendesk first, or the next export brings them again; then:"
        yield f"  {command}"


def _warnings(data: dict[str, Any]) -> Iterator[str]:
    stands = [case["reference"] for case in data["cases"] if case["state"] in ("proposed", "in force")]
    if stands:
        yield f"{times(len(stands), 'case')} that nobody will remember: {listed(stands)}."
    if data["open_tickets"]:
        some = data["open_tickets"][:10]
        more = (
            f" and {len(data['open_tickets']) - len(some)} more"
            if len(data["open_tickets"]) > len(some)
            else ""
        )
        verb = "are" if data["erased"] else "would be"
        yield (
            f"Open tickets that {verb} left alone until Zendesk tells of them again: "
            f"{', '.join(map(str, some))}{more}."
        )


def _files(data: dict[str, Any]) -> Iterator[str]:
    if data["left_on_disk"]:
        yield f"Not from the disk: {data['left_on_disk']}."
    for path in data["copies_before_migrations"]:
        yield f"A copy from before a migration holds them too; delete it when you need it no more: {path}"
    for path in data["files_of_backtests"]:
        done = "Deleted" if data["erased"] else "To be deleted"
        yield f"{done}, for back-tests read it anew: {path}"
