"""The store that the CPU bench fills is one that the service takes."""

from __future__ import annotations

from pathlib import Path

from bench.company import Company
from bench.crowd import fill


def test_a_filled_store_is_judged_like_one_that_grew(tmp_path: Path) -> None:
    with Company(tmp_path, 5) as company:
        fill(company.store, company, 120)
        with company.service() as account:
            company.warm_up(account)
            company.change_all()
            report = company.cycle(account)
    assert report.counts["judged"] == 5
    assert "policy_errors" not in report.counts
