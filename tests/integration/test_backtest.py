"""`steadyhand backtest`: what would have been done, what an edit changes, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from integration.cli import main
from integration.engine.context import Context
from tests.end_to_end.conduct.scenes import writes
from tests.integration.engine.acts import many_passed_around, person, policy
from tests.integration.engine.harbour import Harbour

OBSERVED = policy(mode="observe")
LOWER = policy(mode="observe", extra="max_handoffs = 2")
HIGHER = policy(mode="observe", extra="max_handoffs = 4")


@pytest.fixture
def lived(harbour: Harbour) -> Iterator[tuple[Harbour, Context]]:
    """Five tickets with three handoffs and two with two, read by a service that only observes."""
    account = harbour.open(OBSERVED)
    harbour.cycle(account)
    many_passed_around(harbour, 5)
    many_passed_around(harbour, 2, handoffs=2)
    for _ in range(2):
        harbour.cycle(account)
    account.store.release_lease()
    yield harbour, account
    assert harbour.sandbox.writes() == [], "a back-test writes nothing"


def typed(harbour: Harbour, *words: str, text: str = OBSERVED, candidate: str | None = None) -> Result:
    """Type `backtest` with the company's configuration, and a candidate beside it."""
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(text))
    if candidate is not None:
        other = Path(harbour.folder) / "candidate.toml"
        other.write_text(candidate)
        words = (*words, "--with", str(other))
    return CliRunner().invoke(main, ["backtest", *words, "--config", str(config)])


def told(harbour: Harbour, *words: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - as `typed`
    result = typed(harbour, "--since", "5d", "--json", *words, **options)
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_what_a_policy_in_observe_would_have_done_is_counted_by_policy_day_and_group(
    lived: tuple[Harbour, Context],
) -> None:
    (answer,) = told(lived[0])["answers"]
    row = answer["policies"]["passed-around"]
    assert (row["found"], row["tickets"], row["mode"]) == (5, 5, "observe")
    assert row["actions"] == {"at once": 5}
    assert answer["days"] == [{"day": "2026-03-04", "found": {"passed-around": 5}, "updates": 5}]
    assert answer["groups"] == {"Billing": {"found": 5, "updates": 5}}
    assert len(answer["samples"]) == 5
    assert all("3 handoffs" in sample["because"] for sample in answer["samples"])
    assert answer["source"] == "the store"
    assert answer["watermarks"]["stored"] >= 1


def test_an_edit_is_told_as_the_tickets_that_it_adds_and_takes_away(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    more = told(harbour, candidate=harbour.config_text(LOWER))["diff"]["policies"]["passed-around"]
    assert (len(more["more"]), len(more["fewer"]), more["same"]) == (2, 0, 5)
    fewer = told(harbour, candidate=harbour.config_text(HIGHER))["diff"]["policies"]["passed-around"]
    assert (len(fewer["more"]), len(fewer["fewer"]), fewer["same"]) == (0, 5, 0)
    shown = typed(harbour, "--since", "5d", candidate=harbour.config_text(LOWER))
    assert "passed-around: +2 / -0 tickets found, 5 as before" in shown.output


def test_a_renamed_policy_is_compared_with_its_former_self(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    renamed = policy("handed-on", mode="observe", extra='was = "passed-around"')
    diff = told(harbour, candidate=harbour.config_text(renamed))["diff"]["policies"]
    assert diff == {
        "handed-on": {"more": [], "fewer": [], "same": 5, "written_more": [], "written_fewer": []}
    }


def test_a_renamed_policy_keeps_its_past_its_share_and_what_people_dismissed(harbour: Harbour) -> None:
    steps = '[[steps]]\nadd_tags = ["around"]\n[[steps]]\nafter = "1 hour"\nnote = true'
    canary = 'enforce_for = { share = "60%" }'
    before = policy(extra=canary, steps=steps)
    account = harbour.open(before)
    harbour.cycle(account)
    ids = many_passed_around(harbour, 6)
    for _ in range(2):
        harbour.cycle(account)
    tagged = next(number for number in ids if harbour.tags(number))
    person(harbour, tagged, {"remove_tags": ["around"]}, actor=harbour.agents[1])
    for wait in (90, 7200, 90):
        harbour.cycle(account, after=wait)
    account.store.release_lease()
    renamed = policy("handed-on", extra=f'was = "passed-around"\n{canary}', steps=steps)
    present, other = told(harbour, text=before, candidate=harbour.config_text(renamed))["answers"]
    was, now = present["policies"]["passed-around"], other["policies"]["handed-on"]
    assert was == now
    assert was["held"] == {"dismissed": 1, "observe": 2 * (6 - was["actions"]["at once"])}
    assert was["actions"]["after 1 hour"] == was["actions"]["at once"] - 1


def test_an_edit_that_lets_old_occasions_in_is_told_as_what_it_writes(lived: tuple[Harbour, Context]) -> None:
    harbour, account = lived
    harbour.wait(3600)
    account.store.take_lease(account.now())
    harbour.cycle(account)
    letting = harbour.config_text(policy(mode="observe", extra="include_open = true"))
    data = told(harbour, "--since", "30m", candidate=letting)
    (row,) = data["diff"]["policies"].values()
    assert (row["more"], len(row["written_more"])) == ([], 5)
    assert data["answers"][1]["policies"]["passed-around"]["began_before"] == 5


def test_the_limits_of_the_account_are_part_of_the_answer(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    tight = harbour.config_text(
        OBSERVED, "[limits]\nupdates_per_hour = 2\nbrake = { tickets = 1, share = '0%' }"
    )
    answer = told(harbour, candidate=tight)["answers"][1]
    assert answer["updates"]["waited"] == {"cap": 3}
    assert answer["updates"]["brakes"]
    assert "The brake would have been set" in typed(harbour, "--since", "5d", candidate=tight).output


def test_one_ticket_is_followed_through_the_time(lived: tuple[Harbour, Context]) -> None:
    harbour, account = lived
    answer = told(harbour)["answers"][0]
    ticket_id = answer["samples"][0]["ticket"]
    data = told(harbour, "--ticket", str(ticket_id))
    assert data["ticket"] == ticket_id
    assert data["judgements"][-1]["found"][0]["policy"] == "passed-around"
    assert (
        "would write passed-around: at once"
        in typed(harbour, "--since", "5d", "--ticket", str(ticket_id)).output
    )
    del account


def test_a_page_of_html_holds_the_same_and_runs_no_script(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    page = harbour.folder / "report.html"
    result = typed(harbour, "--since", "5d", "--html", str(page), candidate=harbour.config_text(LOWER))
    assert result.exit_code == 0, result.output
    html = page.read_text()
    assert "+2 / -0 tickets found" in html
    assert "<script" not in html
    assert "3 handoffs within 5 business days" in html


def test_a_store_without_history_is_filled_from_the_exports_and_goes_on_where_it_was(
    harbour: Harbour,
) -> None:
    many_passed_around(harbour, 3)
    harbour.wait(300)
    first = told(harbour)["answers"][0]
    assert first["source"] == "Zendesk's exports"
    assert first["policies"]["passed-around"]["found"] == 3
    assert not (harbour.folder / "store.db").exists(), "the account's own store is not begun by a back-test"
    read = [call for call in harbour.sandbox.requests if "incremental" in call.path]
    again = told(harbour)["answers"][0]
    assert again["policies"] == first["policies"]
    more = [call for call in harbour.sandbox.requests if "incremental" in call.path][len(read) :]
    assert len(more) <= 2
    assert harbour.sandbox.writes() == []


def test_other_settings_of_the_readers_are_answered_from_the_exports(lived: tuple[Harbour, Context]) -> None:
    harbour, account = lived
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, "You absolute flumpwit.")
    account.store.take_lease(account.now())
    harbour.cycle(account)
    abuse = '[policies.boundaries]\nkind = "abuse"\n[[reading.abuse.phrases]]\nwords = "flumpwit"\n'
    data = told(harbour, candidate=harbour.config_text(abuse))
    assert [answer["source"] for answer in data["answers"]] == ["the store", "Zendesk's exports"]
    assert data["diff"]["policies"]["boundaries"]["more"] == [ticket_id]
    del account


def test_a_page_that_cannot_be_written_is_said_in_a_sentence(lived: tuple[Harbour, Context]) -> None:
    page = lived[0].folder / "report.html"
    page.symlink_to(lived[0].folder / "nowhere" / "report.html")
    result = typed(lived[0], "--since", "5d", "--html", str(page))
    assert result.exit_code == 2
    assert "cannot be written: No such file or directory." in result.output


def test_without_a_terminal_progress_is_told_in_lines_on_stderr(
    lived: tuple[Harbour, Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integration.commands.backtest._UNTOLD_S", 0.0)
    result = typed(lived[0], "--since", "5d", "--json")
    assert "Replaying, 100%" in result.stderr
    assert json.loads(result.stdout)["answers"]
    read = typed(lived[0], "--since", "5d", "--reread")
    assert "Reading: 7 tickets and " in read.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--since", "tomorrow"], "is not understood; write it like 2h"),
        (["--since", "3 business days"], "has no fixed length"),
        (["--since", "2030-01-01"], "lies ahead"),
        (["--since", "0001-01-01T00:00+05:00"], "is not understood; write it like 2h"),
        (["--ticket", "0"], "0 is not in the range"),
        (["--with", "missing.toml"], "missing.toml"),
        (
            ["--ticket", "987654", "--since", "5d"],
            "Ticket 987654 is not in what is back-tested since 2026-02-27",
        ),
        (["--html", "nowhere/report.html"], "the folder nowhere does not exist"),
        (["--html", "report.html", "--ticket", "1001"], "leave it or --ticket out"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    lived: tuple[Harbour, Context], words: list[str], sentence: str
) -> None:
    result = typed(lived[0], *words)
    assert result.exit_code == 2, result.output
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_a_candidate_with_errors_is_told_with_file_line_and_remedy(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    wrong = harbour.config_text(OBSERVED.replace("enforce", "observe") + "\nmax_handofs = 2\n")
    result = typed(harbour, candidate=wrong)
    assert result.exit_code == 2
    assert "candidate.toml:" in result.output
    assert "max_handofs: unknown setting" in result.output


def test_a_candidate_of_another_account_is_refused(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    other = harbour.config_text(OBSERVED).replace('name = "harbour"', 'name = "elsewhere"')
    result = typed(harbour, candidate=other)
    assert result.exit_code == 2
    assert "is about elsewhere" in result.output


def test_a_candidate_that_names_an_unknown_group_is_told_so(lived: tuple[Harbour, Context]) -> None:
    harbour = lived[0]
    other = harbour.config_text(policy(mode="observe", extra='scope = { groups = ["Biling"] }'))
    result = typed(harbour, candidate=other)
    assert result.exit_code == 2
    assert "did you mean 'Billing'?" in result.output


def test_a_group_whose_name_looks_like_markup_is_shown_as_it_is_named(harbour: Harbour) -> None:
    harbour.world.groups[harbour.groups[0]] = "[/old] Billing"
    account = harbour.open(OBSERVED)
    harbour.cycle(account)
    many_passed_around(harbour, 1)
    for _ in range(2):
        harbour.cycle(account)
    account.store.release_lease()
    result = typed(harbour, "--since", "5d")
    assert result.exit_code == 0, result.output
    assert "[/old] Billing" in result.output
