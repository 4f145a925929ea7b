"""A cycle's work grows with what changed, not with what is open: no statement of it walks through a whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bench.company import Company

_READS_ALL = re.compile(
    r"SCAN (ticket|event|move|other|timer|finding|action)\b"
    r"|USING (COVERING )?INDEX sqlite_autoindex_(ticket|event|timer|finding|action)_1 \(account=\?\)$"
    r"|ix_event_moves \(account=\? AND actor_id>"
)


def test_no_statement_of_a_cycle_reads_a_whole_table(tmp_path: Path) -> None:
    with Company(tmp_path, 20) as company, company.service() as account:
        company.warm_up(account)
        company.change_all()
        with _statements(account.store.engine) as seen:
            report = company.cycle(account)
        assert report.counts["wrote"] == len(company.passed_around)
        with account.store.engine.connect() as connection:
            plans = {
                statement: [
                    str(row[3])
                    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                ]
                for statement, parameters in seen.items()
            }
    walks = [(s, line) for s, lines in plans.items() for line in lines if _READS_ALL.search(line)]
    assert len(plans) > 20
    assert not walks


@contextmanager
def _statements(engine: Engine) -> Iterator[dict[str, Any]]:
    """Each statement that is executed meanwhile, with parameters that it was executed with."""
    seen: dict[str, Any] = {}

    def note(*call: object) -> None:
        _, _, statement, parameters, *_ = call
        if str(statement).lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
            seen[str(statement)] = parameters[0] if isinstance(parameters, list) else parameters

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
