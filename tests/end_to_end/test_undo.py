"""The command that takes back: it shows first, keeps nothing without --yes, and says what it cannot do."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from integration.cli import main
from integration.exits import FINE, USAGE
from integration.store.access import Store
from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour

Run = Callable[..., Result]
STEPS = """[[steps]]
add_tags = ["told"]
note = true
priority = "high"
add_followers = ["ben.okafor@example.com"]
"""


@pytest.fixture
def harbour(harbour: Harbour) -> Harbour:
    harbour.world.clock.run(60)  # the command waits on this machine's clock
    return harbour


@pytest.fixture
def steadyhand(harbour: Harbour) -> Run:
    """The command in the company's folder, with one policy in force."""
    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text(policy(steps=STEPS)))

    def run(line: str) -> Result:
        return CliRunner().invoke(main, [*shlex.split(line), "--config", str(file)])

    return run


@pytest.fixture
def ticket_id(harbour: Harbour, steadyhand: Run) -> int:
    """A ticket that was told of, the echo read."""
    assert steadyhand("run --once").exit_code == FINE
    ticket_id = harbour.ticket(priority="low")
    harbour.hand(ticket_id, 1, 2, 0)
    harbour.wait(120)
    assert "This was cycle 1: `steadyhand undo --run 1` shows how" in steadyhand("run --once").output
    harbour.wait(120)
    assert "This was cycle" not in steadyhand("run --once").output, "it wrote nothing"
    assert harbour.tags(ticket_id) == {"told"}
    return ticket_id


def content(path: Path) -> list[object]:
    """All that the store knows of occasions and of what is to be judged."""
    store = Store.open(path, "harbour")
    with store.reading() as connection:
        rows = [tuple(r) for r in connection.exec_driver_sql("SELECT state, withdraw, ended_at FROM finding")]
        rows += [tuple(r) for r in connection.exec_driver_sql("SELECT ticket_id, to_judge FROM ticket")]
    store.engine.dispose()
    return list(rows)


def test_it_shows_its_plan_first_and_says_what_to_type(
    harbour: Harbour, steadyhand: Run, ticket_id: int
) -> None:
    before = content(harbour.folder / "store.db")
    shown = steadyhand("undo --policy passed-around")
    assert shown.exit_code == FINE, shown.output
    lines = [line.strip() for line in shown.output.splitlines()]
    assert f"Ticket {ticket_id} (new)" in lines or f"Ticket {ticket_id} (open)" in lines
    assert "off: told" in lines
    assert "priority: high, back to low" in lines
    assert "Followers that were added stay." in lines
    assert any(line.startswith("A note cannot be unsaid") and "--note" in line for line in lines)
    assert content(harbour.folder / "store.db") == before, "nothing is kept"
    assert (
        lines[-1] == f"steadyhand undo --config {harbour.folder / 'config.toml'} --policy passed-around --yes"
    )
    done = steadyhand(lines[-1].removeprefix("steadyhand "))
    assert "`steadyhand run --once` does it" in done.output
    harbour.wait(120)
    assert steadyhand("run --once").exit_code == FINE
    assert harbour.tags(ticket_id) == set()
    assert harbour.world.tickets[ticket_id].priority == "low"
    again = steadyhand("undo --policy passed-around --yes")
    assert again.exit_code == FINE
    assert "already taken back on" in again.output


def test_what_is_to_be_typed_means_what_was_shown_also_later(steadyhand: Run, ticket_id: int) -> None:
    assert ticket_id
    before = datetime.now(UTC) - timedelta(days=3650)
    words = shlex.split(steadyhand("undo --since '3650 days'").output.splitlines()[-1])
    began = datetime.fromisoformat(words[words.index("--since") + 1])
    assert abs(began - before) < timedelta(minutes=1)
    assert steadyhand(shlex.join(words[1:])).exit_code == FINE


def test_as_data_it_says_the_same(harbour: Harbour, steadyhand: Run, ticket_id: int) -> None:
    Store.open(harbour.folder / "store.db", "harbour").write_brake("Set by hand.", datetime.now(UTC))
    data = json.loads(steadyhand("undo --run 1 --note --json").stdout)
    (ticket,) = data["tickets"]
    assert (data["asked_for"], data["service_running"], data["brake"]) == (False, False, "Set by hand.")
    assert ticket["ticket"] == ticket_id
    assert ticket["tags_off"] == ["told"]
    assert ticket["fields"] == {"priority": {"from": "high", "to": "low"}}
    assert ticket["note"]
    assert "brake release" in steadyhand("undo --run 1 --yes").output


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("undo", "say what to take back"),
        ("undo --ref SH-00000000", "has written nothing as SH-00000000"),
        ("undo --ref 12", "'12' is no reference"),
        ("undo --policy passed-arround", "did you mean 'passed-around'?"),
        ("undo --policy billing", "No policy 'billing' has written anything; these have: passed-around."),
        ("undo --run 99", "There is no cycle 99 in the store: the last one is"),
        ("undo --since yesterday", '"yesterday" is not understood; write it like 2h, "3 days", 2026-03-02'),
        ("undo --since '2 business days'", "--since: "),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    steadyhand: Run, ticket_id: int, line: str, sentence: str
) -> None:
    assert ticket_id
    result = steadyhand(line)
    assert result.exit_code == USAGE
    assert sentence in " ".join(result.output.split())


def test_since_takes_spans_and_moments_with_any_zone(
    harbour: Harbour, steadyhand: Run, ticket_id: int
) -> None:
    """The company's clock stands in March 2026, this machine's later: a span of ten years reaches both."""
    at = harbour.world.clock.now() - timedelta(hours=1)
    spans = ("9 weeks", "3650 days", at.isoformat(), f"{at:%Y-%m-%dT%H:%M}", "2026-03-04T05:00:00-05:00")
    found = [steadyhand(f"undo --since '{text}'").exit_code == FINE for text in spans]
    assert found[1:] == [True] * 4
    later = (harbour.world.clock.now() + timedelta(hours=1)).isoformat()
    nothing = steadyhand(f"undo --since {later} --policy passed-around")
    assert nothing.exit_code == USAGE
    assert "Nothing that was written fits that" in nothing.output
    assert harbour.tags(ticket_id) == {"told"}


def test_before_anything_was_stored_there_is_nothing_to_take_back(steadyhand: Run) -> None:
    result = steadyhand("undo --since 2h")
    assert result.exit_code == USAGE
    assert "nothing was stored yet" in result.output
