"""Three accounts of one service: what a list of accounts has to tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.integration.engine.harbour import Harbour
from tests.integration.test_fleet import Agency


@contextmanager
def three(folder: Path) -> Iterator[Agency]:
    """Three companies and one file: one works, one cannot be signed in to, the settings of one are wrong."""
    with ExitStack() as open_ones:
        companies = {}
        for label in ("harbour", "quay", "wharf"):
            (folder / label).mkdir()
            companies[label] = open_ones.enter_context(Harbour(folder / label))
        agency = Agency(folder, companies)
        open_ones.callback(agency.engines.close)
        agency.write(wharf="scope = { tags = 3 }")
        (folder / "quay.secret").write_text("wrong")
        yield agency
