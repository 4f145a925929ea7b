"""Nothing counts by agent: no figure, no metric and no page that shows many tickets names one, by name or by number."""

from __future__ import annotations

import json
import re
from pathlib import Path

import requests
from click.testing import CliRunner

from integration.cli import main
from integration.config.address import Address
from integration.listening import listen
from integration.metrics import exposition
from integration.web.app import build_app
from integration.web.server import serving
from integration.web.site import Site
from tests.end_to_end.promises.days import OVERDUE, promises, say
from tests.integration.engine.acts import many_passed_around, person, policy
from tests.integration.engine.harbour import Harbour

AGENTS = ("Ana Reyes", "Ben Okafor", "Cem Demir", "Dora Lind", "Eva Wren")
VIEWS = ("", "findings", "held", "ahead", "policies", "cases")
COUNTED = re.compile(r"agent|owner|assignee|person|user|staff|author|actor", re.IGNORECASE)


def test_no_agent_stands_in_metrics_figures_or_overviews(harbour: Harbour) -> None:
    policies = (
        policy() + promises(OVERDUE) + policy("watched", mode="observe", steps="[[steps]]\nnote = true")
    )
    with harbour.sandbox.lock:
        small = harbour.world.add_group("Night Desk")
        harbour.world.add_user("Eva Wren", role="agent", groups=[small])
    account = harbour.open(policies)
    harbour.cycle(account)
    for number, ticket in enumerate(many_passed_around(harbour, 4)):
        person(harbour, ticket, {"assignee_id": harbour.agents[number]}, actor=harbour.agents[number])
        say(harbour, ticket, "I'll get back to you by 11am today.", who=harbour.agents[number])
    for after in (90, 7200, 90):
        harbour.cycle(account, after=after)
    person(harbour, ticket, {"remove_tags": ["passed_around"]}, actor=harbour.agents[2])
    alone = harbour.ticket()
    harbour.hand(alone, 1, 2)
    person(harbour, alone, {"group_id": small, "assignee_id": None}, actor=harbour.agents[1])
    harbour.cycle(account)
    account.store.release_lease()
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(policies))

    def typed(*words: str) -> str:
        result = CliRunner().invoke(main, [*words, "--config", str(config)])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    told = {
        "metrics": exposition(account.store, account.now()).decode(),
        "status": typed("status", "--json"),
        "brake": typed("brake", "--json"),
        "backtest": typed("backtest", "--since", "5d", "--json"),
    }
    with serving(build_app(Site(account, live=True)), listen(Address("127.0.0.1", 0))) as url:
        told |= {f"page {view}": requests.get(f"{url}/{view}", timeout=10).text for view in VIEWS}
    numbers = [str(agent) for agent in harbour.agents]
    named = {(where, who) for where, text in told.items() for who in (*AGENTS, *numbers) if who in text}
    assert named == set()
    (answer,) = json.loads(told["backtest"])["answers"]
    assert answer["groups"]["groups of one or two"]["found"] == 2, "of both policies of this kind"
    assert "Night Desk" not in told["backtest"]
    labels = set(re.findall(r'(\w+)="', told["metrics"]))
    assert not [label for label in labels if COUNTED.search(label)]
    assert not [key for key in keys_of(json.loads(told["status"])) if COUNTED.search(key)]
    assert "Ana Reyes" in typed("explain", str(min(harbour.world.tickets)), "--json"), (
        "one ticket tells whose it is"
    )


def keys_of(data: object) -> list[str]:
    """All keys within JSON."""
    if isinstance(data, dict):
        return [*data, *(key for value in data.values() for key in keys_of(value))]
    return [key for value in data for key in keys_of(value)] if isinstance(data, list) else []
