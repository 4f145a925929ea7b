"""Customers at the end of their tether: anger that is to be let out, abuse that meets a boundary, and distress."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from integration.sandbox.week.tale import Stage, Tale
from integration.sandbox.week.texts import ADVICE, INVOICE, LOGIN, PARCEL, Topic
from integration.sandbox.world import World

_SEED = 4
"""Their own source of chance, so that they change nothing about the rest of the week."""
_ORDER = re.compile(r"#approve (SH-[0-9A-Z]{8})")

FURIOUS = (
    "I have been your customer for eleven years and this is a disgrace. FOUR emails, no answer, and now a damn reminder "
    "fee on top! I am furious. Sort this out TODAY or I will go to the ombudsman and leave the review you deserve."
)
INSULTED = "Are you stupid? I sent you the photo twice. You people are complete idiots."
AGAIN = "Another copy-and-paste answer. You useless moron, can you read at all?"
BOUNDARY = (
    "I want to get this sorted out with you, and I will. Please write to me without insults. If it goes on, we will have to "
    "limit how you can reach us. The one in the photo is the larger size; it will fit."
)
THREAT = "I know where your office is. I will wait for you after work and hurt you."
PRINTER = "This fucking label printer is a piece of shit, it jammed again and ate the return label of {order}. Can you send it as a PDF?"
DISTRESS = (
    "My husband passed away on Friday and I don't know how to go on. And you idiots keep sending him payment reminders for "
    "{order}. Please make it stop."
)
CALM_AGAIN = "Could you tell me when the replacement for {order} will be sent?"


def tell_rough_words(stage: Stage, days: list[datetime]) -> None:
    """Six tickets over three days, of which `days` are the mornings; the kinds are their names in the cast."""
    own = replace(stage, rng=Random(_SEED))  # noqa: S311 - chance for a story, not for a secret
    first, second, _ = days
    _furious(own, first + timedelta(minutes=40))
    _in_two_stages(own, first + timedelta(minutes=70))
    _threat(own, first + timedelta(hours=2), second + timedelta(hours=1))
    _distress(own, first + timedelta(hours=5))
    _printer(own, second + timedelta(minutes=30))


def _begun(
    stage: Stage, kind: str, topic: Topic, at: datetime, text: str, customer: int | None = None
) -> Tale:
    return Tale(stage, kind, topic, at, customer).open("email", text)


def _furious(stage: Stage, at: datetime) -> None:
    """A loyal customer is furious, and may be."""
    _begun(stage, "furious", INVOICE, at, FURIOUS).wait(10, 30).take().wait(20, 40).answer("open")


def _in_two_stages(stage: Stage, at: datetime) -> None:
    """Insulted once, and the boundary is said; insulted again the next day."""
    tale = Tale(stage, "abusive", ADVICE, at).open("email").wait(5, 15).take()
    tale.wait(10, 20).customer_writes((INSULTED,))
    tale.wait(100, 140).update(tale.agent or stage.cast.lead, {"status": "pending"}, tale.fill((BOUNDARY,)))
    tale.pause(1080, 1140).customer_writes((AGAIN,))


def _threat(stage: Stage, at: datetime, decided: datetime) -> None:
    """A threat; the lead approves what is proposed, and the same person writes anew."""
    tale = _begun(stage, "threat", PARCEL, at, THREAT).wait(5, 15).take(silently=True)
    tale.at = decided
    tale.then(_approval(tale))
    _begun(stage, "restricted", PARCEL, decided + timedelta(hours=3), CALM_AGAIN, tale.customer)


def _approval(tale: Tale) -> Callable[[World], object]:
    """The lead approves the case that a note on the ticket names; without such a note nothing happens."""

    def approve(world: World) -> None:
        notes = [c.html or c.body for c in world.tickets[tale.id].comments]
        found = [match[0] for note in notes for match in [_ORDER.search(note)] if match]
        if found:
            world.update(tale.id, tale.cast.lead, {}, comment=found[-1], public=False)

    return approve


def _distress(stage: Stage, at: datetime) -> None:
    """A widow insults those who keep dunning her husband."""
    _begun(stage, "distress", INVOICE, at, DISTRESS).wait(5, 15).take(silently=True)


def _printer(stage: Stage, at: datetime) -> None:
    """Swearing at a printer."""
    _begun(stage, "printer", LOGIN, at, PRINTER).wait(10, 30).take().wait(20, 40).answer()
