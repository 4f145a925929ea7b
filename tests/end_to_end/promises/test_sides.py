"""Who speaks decides what words do: tests/cases/sides.toml, over a socket."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integration.engine.context import Context
from tests.end_to_end.promises.days import opened, promises, until
from tests.integration.engine.harbour import Harbour

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "sides.toml").read_text())
SCOPE = '[scope]\nignore_actors = ["tracker@harbour.example"]\ninclude_internal_tickets = true\n'
PROMISE = "I'll get back to you by 3pm today."
ANSWER = "It left the warehouse this morning; the number is on its way."


class Stage:
    """The company with everybody who can speak on a ticket."""

    def __init__(self, harbour: Harbour) -> None:
        self.harbour, self.world = harbour, harbour.world
        agents = harbour.agents
        add = self.world.add_user
        self.people = {
            "ana": agents[0],
            "ben": agents[1],
            "customer": harbour.customer,
            "third": add("Sam Third"),
            "light": add("Lee Light", role="agent", role_type=1, groups=harbour.groups),
            "app": add("Tracker", role="agent", email="tracker@harbour.example", groups=harbour.groups),
            "staff requester": agents[2],
        }
        self.account: Context = opened(harbour, promises(), SCOPE)

    def act(self, who: str, does: str, text: str, ticket_id: int) -> int:
        """Let somebody do something on a ticket; the ticket that it is about then."""
        acts: dict[str, Callable[[int, int, str], object]] = {
            "says": self.world.say,
            "notes": lambda number, actor, words: self.world.say(number, actor, words, public=False),
            "says and leaves": self.world.say,
            "replies automatically": self.world.auto_reply,
            "replies automatically, unrecognised": lambda n, a, words: self.world.auto_reply(
                n, a, words, flags=()
            ),
            "calls": lambda n, a, words: self.world.call(
                n, agent_id=a, seconds=95, outbound=True, transcript=words
            ),
            "calls in vain": lambda n, a, _: self.world.call(n, agent_id=a, outbound=True),
            "leaves a voicemail": lambda n, _, words: self.world.call(
                n, seconds=20, voicemail=True, transcript=words
            ),
            "merges another ticket into it": self._merges,
        }
        actor = self.people[who]
        with self.harbour.sandbox.lock:
            if does == "opens a ticket for the customer":
                return self._opens(actor, text)
            acts[does](ticket_id, actor, text)
        if does == "says and leaves":
            self.harbour.cycle(self.account)  # read while they still are staff
            self.world.demote(actor)
        return ticket_id

    def ticket(self, requester: int) -> int:
        """A ticket of this requester, owned by Ana."""
        with self.harbour.sandbox.lock:
            return self.world.add_ticket(
                requester,
                "Where is my parcel?",
                group_id=self.harbour.groups[0],
                assignee_id=self.people["ana"],
            )

    def _merges(self, ticket_id: int, actor: int, _text: str) -> None:
        other = self.world.add_ticket(self.people["customer"], "Me again", group_id=self.harbour.groups[0])
        self.world.merge(other, ticket_id, actor, public=(True, True))

    def _opens(self, actor: int, text: str) -> int:
        return self.world.add_ticket(
            self.people["customer"],
            text,
            submitter_id=actor,
            group_id=self.harbour.groups[0],
            assignee_id=actor,
        )


@pytest.mark.parametrize("case", TABLE["keeping"], ids=lambda case: case["name"])
def test_what_keeps_a_promise(harbour: Harbour, case: dict[str, Any]) -> None:
    stage = Stage(harbour)
    ticket_id = stage.ticket(stage.people["customer"])
    stage.act("ana", "says", PROMISE, ticket_id)
    harbour.wait(3600)
    stage.act(case["who"], case["does"], case.get("text", ANSWER), ticket_id)
    until(harbour, stage.account, "2026-03-04 15:45")
    assert len(harbour.notes(ticket_id)) == (0 if case["keeps"] else 1)


@pytest.mark.parametrize("case", TABLE["promising"], ids=lambda case: case["name"])
def test_whose_words_promise(harbour: Harbour, case: dict[str, Any]) -> None:
    stage = Stage(harbour)
    own = stage.people["staff requester" if case["who"] == "staff requester" else "customer"]
    ticket_id = stage.act(case["who"], case["does"], PROMISE, stage.ticket(own))
    until(harbour, stage.account, "2026-03-04 15:45")
    assert len(harbour.notes(ticket_id)) == (1 if case["promises"] else 0)
