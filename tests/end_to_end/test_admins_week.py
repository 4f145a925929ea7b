"""An admin's week: from the first configuration to a policy in enforce on evidence, and everything taken back again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner, Result

from integration.cli import main
from integration.config.address import Address
from integration.config.load import load_config
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.listening import listen
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.service import Clockwork, open_account
from integration.web.app import build_app
from integration.web.server import serving
from integration.web.site import Site
from tests.integration.engine.acts import many_passed_around, person
from tests.integration.engine.harbour import Harbour

State = tuple[Any, ...]
TAGS = {"passed_around", "passed_around_escalated"}


class Admin:
    """Somebody at a terminal with a configuration, and the service that runs meanwhile."""

    def __init__(self, harbour: Harbour, file: Path) -> None:
        self.harbour = harbour
        self.file = file
        self.service: Context | None = None

    def types(self, *words: str, ends_with: int = 0) -> Result:
        """Type a verb; it ends as it should."""
        option = () if words[0] == "init" else ("--config", str(self.file))
        result = CliRunner().invoke(main, [*words, *option])
        assert result.exit_code == ends_with, result.output
        assert "Traceback" not in result.output
        return result

    def asks(self, *words: str) -> dict[str, Any]:
        """Type a verb for JSON."""
        data: dict[str, Any] = json.loads(self.types(*words, "--json").stdout)
        return data

    def edits(self, old: str, new: str) -> None:
        """Change the file; the running service takes it at its next cycle."""
        text = self.file.read_text()
        assert old in text
        self.file.write_text(text.replace(old, new, 1))

    def lets_it_run(self, minutes: int) -> None:
        """The service makes a cycle every five minutes."""
        clock = self.harbour.world.clock
        clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
        self.service = open_account(load_config(self.file), clockwork=clockwork)
        for _ in range(minutes // 5):
            self.harbour.wait(300)
            run_cycle(self.service, drain=True)
        self.service.store.release_lease()
        self.harbour.accounts.append(self.service)


@pytest.fixture
def admin(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> Admin:
    monkeypatch.setenv("STEADYHAND_CLIENT_SECRET", CLIENT_SECRET)
    return Admin(harbour, harbour.folder / "config.toml")


def state(harbour: Harbour) -> dict[int, State]:
    """All that an update could have changed on every ticket, but for comments."""
    with harbour.sandbox.lock:
        return {
            number: (
                sorted(ticket.tags),
                ticket.status,
                ticket.priority,
                ticket.group_id,
                ticket.assignee_id,
                dict(ticket.custom_fields),
            )
            for number, ticket in harbour.world.tickets.items()
        }


def test_an_admins_week(admin: Admin) -> None:
    """Each step stands on the one before."""
    bounced = many_passed_around(admin.harbour, 6)
    admin.harbour.wait(300)
    checks_the_first_configuration(admin)
    looks_at_the_past(admin, bounced)
    observes(admin, bounced)
    looks_at_the_page(admin, bounced)
    tries_an_edit_on_the_past(admin, bounced)
    inside, outside, begin = enforces_on_one_group(admin, bounced)
    asks_why_and_why_not(admin, inside[0], outside[0])
    sees_what_agents_dismiss(admin, inside[1], begin)
    takes_it_all_back(admin, inside, begin)
    is_left_alone(admin, begin)


def checks_the_first_configuration(admin: Admin) -> None:
    """Written by `init`, it is right by itself, and the account is ready for it."""
    address = ("--base-url", admin.harbour.sandbox.url, "--client-id", CLIENT_ID)
    admin.types("init", *address, "--output", str(admin.file))
    assert "is fine" in admin.types("check").output
    live = admin.asks("check", "--live")
    assert live["ok"]
    assert {row["level"] for row in live["live"]["findings"]} <= {"ok", "warning"}
    assert admin.harbour.sandbox.writes() == []


def looks_at_the_past(admin: Admin, bounced: Sequence[int]) -> None:
    """Nothing is stored yet, so the exports are asked."""
    (answer,) = admin.asks("backtest", "--since", "5d")["answers"]
    assert answer["source"] == "Zendesk's exports"
    assert answer["policies"]["passed-around"]["found"] == len(bounced)
    assert admin.harbour.sandbox.writes() == []


def observes(admin: Admin, bounced: Sequence[int]) -> None:
    """What would be done is shown, and nothing is done."""
    admin.lets_it_run(minutes=30)
    status = admin.asks("status")
    assert status["policies"]["passed-around"]["open"] == len(bounced)
    held = {row["reason"] for row in status["held"] if row["policy"] == "passed-around"}
    assert held == {"observe", "before its time"}
    assert admin.harbour.sandbox.writes() == []


def looks_at_the_page(admin: Admin, bounced: Sequence[int]) -> None:
    """What is found and held is on the page too, and each ticket leads to its explanation."""
    assert admin.service is not None
    app = build_app(Site(admin.service, live=True))
    with serving(app, listen(Address("127.0.0.1", 0))) as url:
        held = requests.get(f"{url}/held", timeout=10).text
        explained = requests.get(f"{url}/tickets/{bounced[0]}", timeout=10).text
    assert all(f"/tickets/{number}" in held for number in bounced)
    assert "The policy only observes." in explained
    assert admin.harbour.sandbox.writes() == []


def tries_an_edit_on_the_past(admin: Admin, bounced: Sequence[int]) -> None:
    """A stricter limit would find none of them."""
    candidate = admin.file.with_name("candidate.toml")
    candidate.write_text(admin.file.read_text().replace("max_handoffs = 3", "max_handoffs = 4"))
    diff = admin.asks("backtest", "--since", "5d", "--with", str(candidate))["diff"]["policies"]
    assert (diff["passed-around"]["more"], diff["passed-around"]["fewer"]) == ([], sorted(bounced))


def enforces_on_one_group(
    admin: Admin, bounced: Sequence[int]
) -> tuple[list[int], list[int], dict[int, State]]:
    """What was open before is history; of what comes, only the canary's group is written to."""
    harbour = admin.harbour
    admin.edits(
        'mode = "observe"                 # only records what it would do; "enforce" does it',
        'mode = "enforce"\nenforce_for = { groups = ["Billing"] }',
    )
    admin.lets_it_run(minutes=10)
    assert harbour.sandbox.writes() == []
    inside, outside = many_passed_around(harbour, 3), many_passed_around(harbour, 2, handoffs=4)
    begin = state(harbour)
    admin.lets_it_run(minutes=45)
    assert [harbour.tags(number) & TAGS for number in inside] == [{"passed_around"}] * 3
    assert [harbour.tags(number) & TAGS for number in (*outside, *bounced)] == [set()] * 8
    return inside, outside, begin


def asks_why_and_why_not(admin: Admin, written: int, left_out: int) -> None:
    """Why this one was written to, and that one was not."""
    why = admin.asks("explain", str(written))
    assert [row["state"] for row in why["ledger"] if row["step"] == "at once"] == ["done"]
    assert "enforce_for takes in the group" in admin.types("explain", str(left_out)).output


def sees_what_agents_dismiss(admin: Admin, ticket_id: int, begin: dict[int, State]) -> None:
    """An agent takes the tag off; that is explained with who and when, and counted."""
    person(admin.harbour, ticket_id, {"remove_tags": ["passed_around"]}, actor=admin.harbour.agents[2])
    assert state(admin.harbour)[ticket_id] == begin[ticket_id]
    admin.lets_it_run(minutes=15)
    (finding,) = admin.asks("explain", str(ticket_id))["policies"][0]["findings"]
    assert (finding["state"], finding["ended_by"]) == ("dismissed", "Cem Demir")
    counts = admin.asks("status")["precision"]["policies"]["passed-around"]
    assert (counts["dismissed"], counts["confirmed"], counts["precision"]) == (1, 0, None)


def takes_it_all_back(admin: Admin, inside: Sequence[int], begin: dict[int, State]) -> None:
    """The plan is shown first; carried out, it leaves tags and fields as they were, and notes that withdraw ours."""
    harbour = admin.harbour
    notes = [len(harbour.notes(number)) for number in inside]
    assert "--yes" in admin.types("undo", "--policy", "passed-around", "--note").output
    admin.lets_it_run(minutes=10)
    assert state(harbour) != begin, "showing the plan does nothing"
    admin.types("undo", "--policy", "passed-around", "--note", "--yes")
    admin.lets_it_run(minutes=60)
    assert state(harbour) == begin
    assert [len(harbour.notes(number)) for number in inside] == [count + 1 for count in notes]
    assert all("Taken back" in harbour.notes(number)[-1] for number in inside)


def is_left_alone(admin: Admin, begin: dict[int, State]) -> None:
    """What was taken back is not acted on again, and nothing was ever public."""
    harbour = admin.harbour
    harbour.wait(5 * 3600)
    admin.lets_it_run(minutes=15)
    assert state(harbour) == begin
    with harbour.sandbox.lock:
        said = [comment for ticket in harbour.world.tickets.values() for comment in ticket.comments]
    assert not [c for c in said if c.author_id == harbour.world.service_user_id and c.public]
