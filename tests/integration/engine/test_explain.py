"""`explain` says why, and why not, and writes nothing anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from integration.cli import main
from integration.console.explained import explanation_data
from integration.engine.context import Context
from integration.engine.explain import Unexplained, explain_ticket, tickets_meant
from policies.core.facts import Facts
from policies.core.findings import Condition
from policies.reassignment import Reassignment
from tests.integration.engine.acts import many_passed_around, person, policy, rows
from tests.integration.engine.harbour import POLICY, Harbour
from tests.integration.engine.test_observe import content

LADDER = policy(
    steps='[[steps]]\nadd_tags = ["passed_around"]\nnote = true\n[[steps]]\nafter = "2 hours"\nnote = true'
)
ELSEWHERE = policy("elsewhere", extra='scope = { groups = ["Technical"], tags_none = ["vip"] }')


def explained(account: Context, ticket_id: int) -> dict[str, Any]:
    """The explanation as a machine gets it, each policy under its name."""
    data = explanation_data(account.config, explain_ticket(account, ticket_id))
    json.dumps(data)
    return {**data, "by": {row["name"]: row for row in data["policies"]}}


def typed(harbour: Harbour, *words: str, text: str = POLICY) -> Result:
    """Type `explain` with the company's configuration."""
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(text))
    return CliRunner().invoke(main, ["explain", *words, "--config", str(config)])


def cycles(harbour: Harbour, account: Context, count: int = 2) -> None:
    for _ in range(count):
        harbour.cycle(account)


def test_a_cycle_makes_no_trace(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    """So explaining costs the service nothing."""
    traced: list[int] = []
    plain = Reassignment.trace

    def counted(policy: Reassignment, facts: Facts) -> tuple[Condition, ...]:
        traced.append(facts.ticket.id)
        return plain(policy, facts)

    monkeypatch.setattr(Reassignment, "trace", counted)
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    cycles(harbour, account)
    assert (len(harbour.notes(ticket_id)), traced) == (1, [])
    explain_ticket(account, ticket_id)
    assert traced == [ticket_id]


def test_what_was_written_is_explained_with_its_conditions_its_reason_and_zendesks_answer(
    harbour: Harbour,
) -> None:
    account = harbour.open(LADDER)
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    cycles(harbour, account)
    data = explained(account, ticket_id)
    told = data["by"]["passed-around"]
    assert told["verdict"] == "found"
    assert [row["met"] for row in told["conditions"][:3]] == [True, True, True]
    assert told["conditions"][2]["sentence"] == "3 handoffs within 5 business days."
    rungs = {rung["step"]: rung for rung in told["findings"][0]["rungs"]}
    assert rungs["at once"]["reason"] == "done already"
    assert rungs["after 2 hours"]["reason"] == "before its time"
    assert rungs["after 2 hours"]["sentence"].startswith("Due 2026-03-04 ")
    assert rungs["at once"]["would"] == "add tag passed_around, write an internal note"
    (row,) = [row for row in data["ledger"] if row["state"] == "done"]
    assert row["reference"].startswith("SH-")
    assert row["audit_id"] in {audit.id for audit in harbour.world.tickets[ticket_id].audits}
    whats = [(row["who"], row["what"], row["detail"]) for row in data["timeline"]]
    assert ("Steadyhand", "tags", "+passed_around") in whats
    assert ("Ana Reyes", "group", "Billing → Technical") in whats


def test_a_policy_that_did_nothing_says_why_not(harbour: Harbour) -> None:
    account = harbour.open(policy(mode="observe") + ELSEWHERE)
    harbour.cycle(account)
    (found,) = many_passed_around(harbour, 1)
    (quiet,) = many_passed_around(harbour, 1, handoffs=2)
    cycles(harbour, account)
    data = explained(account, found)["by"]
    assert data["passed-around"]["findings"][0]["rungs"][0]["sentence"] == "The policy only observes."
    assert data["elsewhere"]["verdict"] == "out of scope"
    unmet = [row["sentence"] for row in data["elsewhere"]["conditions"] if not row["met"]]
    assert unmet == ["Its group is Billing."]
    met = [row["sentence"] for row in data["elsewhere"]["conditions"] if row["met"]]
    assert "It has none of the tags vip." in met
    told = explained(account, quiet)["by"]["passed-around"]
    assert (told["verdict"], told["findings"]) == ("not found", [])
    (unmet_one,) = [row["sentence"] for row in told["conditions"] if row["met"] is False]
    assert unmet_one.startswith("2 handoffs, ")
    assert harbour.sandbox.writes() == []


def test_a_dismissal_is_explained_with_who_and_when(harbour: Harbour) -> None:
    account = harbour.open(LADDER)
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    cycles(harbour, account)
    person(harbour, ticket_id, {"remove_tags": ["passed_around"]}, actor=harbour.agents[1])
    cycles(harbour, account)
    finding = explained(account, ticket_id)["by"]["passed-around"]["findings"][0]
    assert (finding["state"], finding["ended_by"]) == ("dismissed", "Ben Okafor")
    assert finding["ended_at"].startswith("2026-03-04T10:")
    assert [rung["reason"] for rung in finding["rungs"]] == [
        "before its time",
        "done already",
        "write under way",
    ], "a later rung, the written one, and the taking off of what we left"
    harbour.wait(3 * 3600)
    cycles(harbour, account)
    (rung,) = explained(account, ticket_id)["by"]["passed-around"]["findings"][0]["rungs"]
    assert (rung["reason"], rung["sentence"]) == (
        "dismissed",
        "A person dismissed it: this occasion is left alone.",
    )


def test_a_ticket_that_the_store_never_saw_is_read_live_and_nothing_is_kept(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    before = content(harbour.folder / "store.db")
    data = explained(account, ticket_id)
    assert data["read_live"]
    assert data["by"]["passed-around"]["verdict"] == "found"
    assert data["plan"]["update"]["add_tags"] == ["passed_around"]
    assert content(harbour.folder / "store.db") == before
    assert harbour.sandbox.writes() == []


def test_the_page_never_makes_zendesk_be_asked(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    with pytest.raises(Unexplained, match=f"steadyhand explain {ticket_id}"):
        explain_ticket(account, ticket_id, may_ask=False)


def test_a_closed_gate_is_part_of_the_answer(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    account.store.write_brake("Set by hand.", account.now())
    harbour.cycle(account)
    plan = explained(account, ticket_id)["plan"]
    assert plan["gate"] == "The brake is set: Set by hand."
    assert plan["update"]["note"] is True


def test_a_reference_leads_to_its_ticket_and_an_address_too(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    cycles(harbour, account)
    reference = rows(account, ticket_id)[0].reference
    for text in (reference, reference.lower(), str(ticket_id), f"#{ticket_id}"):
        assert tickets_meant(account, text) == (ticket_id,)
    assert tickets_meant(account, f"{harbour.sandbox.url}/agent/tickets/{ticket_id}") == (ticket_id,)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("SH-AAAAAAAA", "is not known here"),
        ("https://other.zendesk.com/agent/tickets/3", "a ticket of another account"),
        ("https://[foo/agent/tickets/3", "is no ticket"),
        ("twelve", "is no ticket"),
        ("0", "is no ticket"),
        ("9" * 30, "is no ticket"),
        ("١٢", "is no ticket"),
        ("987654", "has no ticket 987654"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(harbour: Harbour, said: str, sentence: str) -> None:
    result = typed(harbour, said)
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_a_person_reads_it_in_the_terminal_and_a_machine_as_json(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    cycles(harbour, account)
    shown = typed(harbour, str(ticket_id))
    assert shown.exit_code == 0, shown.output
    assert "✓ 3 handoffs within 5 business days." in shown.output
    assert "passed-around, at once: done; SH-" in shown.output
    data = json.loads(typed(harbour, str(ticket_id), "--json").output)
    assert data["ticket"]["id"] == ticket_id
