"""Ordinary tickets: asked, answered and solved, merged, deleted, opened again, moved on once or twice."""

from __future__ import annotations

from datetime import datetime

from integration.sandbox.records import SYSTEM
from integration.sandbox.week import words
from integration.sandbox.week.tale import ZENDESK, Stage, Tale
from integration.sandbox.week.texts import ADVICE, PARCEL, REFUND, TOPICS, Topic
from integration.sandbox.world import World

_CHANNELS = ("email", "web", "native_messaging", "voice", "api")
_SHARES = (55, 18, 12, 8, 7)
_OFTEN, _SELDOM, _HALF = 0.7, 0.25, 0.5
_MACROS = {"parcel": "Where is my parcel", "refund": "Refund released"}


def topic(stage: Stage) -> Topic:
    """What the next customer writes about."""
    return stage.rng.choices(TOPICS, (30, 18, 20, 22, 10))[0]


def channel(stage: Stage) -> str:
    """How the next customer writes."""
    return stage.rng.choices(_CHANNELS, _SHARES)[0]


def begun(stage: Stage, kind: str, at: datetime, about: Topic | None = None) -> Tale:
    """A ticket that came in and was taken by somebody of its group."""
    tale = Tale(stage, kind, about or topic(stage), at).open(channel(stage))
    return tale.wait(10, 150).take()


def ordinary(stage: Stage, at: datetime) -> None:
    """Asked, answered, mostly solved; by hand, by routing or by the round-robin app given to its agent."""
    tale = Tale(stage, "ordinary", topic(stage), at).open(channel(stage))
    way = stage.rng.random()
    if way < 0.2:  # noqa: PLR2004 - a fifth goes through routing
        tale.pause(1, 4).by_routing()
    elif way < 0.35:  # noqa: PLR2004 - and about a seventh through the app
        tale.pause(1, 4).by_round_robin()
    else:
        tale.wait(10, 180).take()
    _conversation(tale)


def _conversation(tale: Tale) -> None:
    tale.wait(20, 240).answer()
    if tale.rng.random() < _HALF:
        tale.pause(30, 600).customer_writes()
        tale.wait(20, 200).answer("open")
    elif tale.rng.random() < _SELDOM:
        tale.pause(2880, 2900).by_automation(
            "Remind after two days of silence", {"additional_tags": ["reminded"]}
        )
    if tale.rng.random() < _OFTEN:
        tale.wait(30, 400).solve(macro=_MACROS.get(tale.topic.tag) if tale.rng.random() < _HALF else None)
        _afterwards(tale)


def _afterwards(tale: Tale) -> None:
    if tale.rng.random() < _SELDOM:
        tale.pause(2880, 3000).by_automation("Close two days after solving", {"status": "closed"})


def handed_on(stage: Stage, at: datetime) -> None:
    """Moved on once or twice and then solved, as is good service."""
    tale = begun(stage, "handed_on", at)
    for _ in range(stage.rng.choice((1, 1, 2))):
        group = stage.rng.choice([t.group for t in TOPICS if t.group != tale.group])
        tale.wait(20, 150).to_group(group).wait(15, 120).take()
    tale.wait(30, 300).solve()


def deleted(stage: Stage, at: datetime) -> None:
    """Junk: an agent deletes it."""
    tale = Tale(stage, "deleted", topic(stage), at)
    tale.open("email", stage.rng.choice(words.JUNK), subject=stage.rng.choice(words.JUNK_SUBJECTS))
    actor = tale.wait(5, 200).somebody()
    tale.then(lambda world: world.delete(tale.id, actor))


def merged(stage: Stage, at: datetime) -> None:
    """The customer writes twice; an agent merges the second ticket into the first."""
    first = begun(stage, "merged_into", at)
    second = Tale(stage, "merged", first.topic, first.at, first.customer)
    second.details, second.letter = first.details, first.letter
    second.pause(5, 90).open("email", stage.rng.choice(words.DOUBLE))
    second.wait(10, 100)

    def merge(world: World) -> None:
        world.merge(second.id, first.id, first.agent or stage.cast.lead)

    second.then(merge)
    first.at = second.at
    first.wait(30, 300).answer("open")
    if stage.rng.random() < _HALF:
        first.wait(30, 300).solve()


def reopened(stage: Stage, at: datetime) -> None:
    """Solved, and the customer writes again: half of them are solved a second time."""
    tale = begun(stage, "reopened", at)
    tale.wait(10, 120).solve(macro="Thank you and goodbye")
    tale.pause(30, 600).customer_writes(words.AGAIN)
    if stage.rng.random() < _HALF:
        tale.wait(30, 240).answer("open").wait(30, 240).solve()
        tale.pause(20, 300).update(tale.customer, {}, stage.rng.choice(words.THANKS))


def by_assistant(stage: Stage, at: datetime) -> None:
    """Only the assistant, an AI agent, answers; Zendesk itself ends the conversation."""
    tale = Tale(stage, "ai_only", stage.rng.choice((PARCEL, REFUND, ADVICE)), at)
    tale.open("native_messaging", support_type="ai_agent")
    tale.pause(1, 2).update(
        stage.cast.assistant, {"status": "pending"}, tale.fill(words.ASSISTANT[tale.topic.tag])
    )
    ended = {"status": "solved", "additional_tags": ["conversation_ended"]}
    tale.pause(60, 62).update(SYSTEM, ended, via=ZENDESK)
