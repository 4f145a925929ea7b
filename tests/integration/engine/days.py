"""Some days of the company in which each thing happens once, and all that a store knows of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from integration.store.access import Store
from integration.store.schema import metadata
from tests.integration.engine.acts import many_passed_around, person, policy
from tests.integration.engine.harbour import Harbour

LADDER = """[[steps]]
add_tags = ["passed_around"]
note = true
[[steps]]
after = "2 hours"
priority = "high"
note = true
"""
PLAN = policy(steps=LADDER) + policy("watched", mode="observe")
_OF_THE_COMPANY = {"digest"}
"""The configuration names the company's port, which is another each time."""


def live_days(harbour: Harbour, cycle: Callable[[float], object]) -> None:
    """Found, written, settled; escalated; dismissed by one, ended by itself, and one that nobody heeds.

    `cycle` makes one, so many seconds later.
    """
    cycle(90)
    ids = many_passed_around(harbour, 5)
    for _ in range(3):
        cycle(90)
    person(harbour, ids[0], {"remove_tags": ["passed_around"]})
    person(harbour, ids[1], {"status": "solved"})
    for after in (90, 2 * 3600 + 60, 90, 90, 3600):
        cycle(after)


def dump(store: Store, *without: str) -> dict[str, list[str]]:
    """All rows, each as a line of text; `without` columns."""
    left_out = {*_OF_THE_COMPANY, *without}
    with store.reading() as connection:
        return {
            table.name: sorted(
                str({key: value for key, value in row.items() if key not in left_out})
                for row in connection.execute(select(table)).mappings()
            )
            for table in metadata.sorted_tables
        }
