"""What people type about cases, against a running company: who may decide, what is shown, and what it rests on."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from integration.cli import main
from policies.core.strikes import CaseState
from tests.end_to_end.conduct.scenes import INSULT, MEMBER, THREAT, boundaries, cases, orders, writes
from tests.end_to_end.promises.days import comment_of, opened, until
from tests.integration.engine.harbour import Harbour


def typed(harbour: Harbour, *words: str, policy: str = "") -> Result:
    """Type a verb with the company's configuration."""
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(policy or boundaries()))
    return CliRunner().invoke(main, [*words, "--config", str(config)])


def test_an_approver_decides_by_typing_and_the_next_cycle_shows_it(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    reference = cases(account)[0].reference
    email = harbour.world.users[harbour.agents[3]].email
    result = typed(harbour, "case", reference, "approve", "--by", email)
    assert result.exit_code == 0, result.output
    assert "in force, approved by Dora Lind" in result.output
    until(harbour, account, "2026-03-04 11:00")
    assert harbour.tags(ticket_id) == {"abuse_restricted"}
    lifted = typed(harbour, "case", reference, "lift", "--by", email)
    assert lifted.exit_code == 0
    until(harbour, account, "2026-03-04 12:00")
    assert [case.state for case in cases(account)] == [CaseState.LIFTED]
    assert harbour.tags(ticket_id) == set()


def test_who_is_no_approver_is_told_so(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    reference = cases(account)[0].reference
    email = harbour.world.users[harbour.agents[MEMBER]].email
    result = typed(harbour, "case", reference, "approve", "--by", email)
    assert result.exit_code == 2
    assert "is none of the approvers of boundaries (Dora Lind)" in result.output
    wrong = typed(harbour, "case", reference, "lift", "--by", "Dora Lind")
    assert "approve or reject is possible" in wrong.output
    assert "needs a case and who decides" in typed(harbour, "case", reference, "approve").output


def test_a_refusal_stands_in_status_and_the_ledger_lists_people_by_id(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    ticket_id = harbour.ticket(agent=0)
    writes(harbour, ticket_id, THREAT)
    harbour.cycle(account)
    reference = cases(account)[0].reference
    orders(harbour, ticket_id, f"#approve {reference}", agent=MEMBER)
    harbour.cycle(account)
    assert "none of the approvers of boundaries" in typed(harbour, "status").output
    told = json.loads(typed(harbour, "status", "--ledger", "--json").stdout)
    (person,) = told["people"]
    assert person["person"] == harbour.customer
    assert person["strikes"] == 1
    assert person["incidents"][0]["category"] == "threat"
    assert str(harbour.customer) in typed(harbour, "status", "--ledger").output


def test_evidence_has_the_words_fresh_from_zendesk_and_what_was_dismissed(harbour: Harbour) -> None:
    account = opened(harbour, boundaries())
    first, second = harbour.ticket(agent=0), harbour.ticket(agent=0)
    writes(harbour, first, f"{INSULT} <script>alert(1)</script>")
    harbour.cycle(account)
    orders(harbour, first, "#not-abuse", agent=MEMBER)
    harbour.cycle(account, after=600)
    writes(harbour, second, THREAT)
    harbour.cycle(account)
    markdown = typed(harbour, "evidence", str(harbour.customer)).output
    assert f"ticket {first}" in markdown
    assert "Dismissed by Ana Reyes on 2026-03-04" in markdown
    assert "\\#not\\-abuse" in markdown, "why it was dismissed, as far as the note says"
    assert "bunch of idiots" in markdown
    assert "come and hurt you" in markdown
    page = typed(harbour, "evidence", cases(account)[0].reference, "--html").output
    assert "<blockquote>" in page
    assert "<script>" not in page
    data = json.loads(typed(harbour, "evidence", str(harbour.customer), "--json").stdout)
    assert [row["given_back"] for row in data["incidents"]] == [True, False]
    with harbour.sandbox.lock:
        harbour.world.redact(second, comment_of(harbour, second, THREAT), harbour.agents[0])
    assert "not in Zendesk any more" in typed(harbour, "evidence", str(harbour.customer)).output
    assert "Nothing is remembered" in typed(harbour, "evidence", "1").output
