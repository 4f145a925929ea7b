"""What a customer's words are like: abuse of the staff apart from anger, and words of somebody in distress.

Read once, when the comment arrives. Whether anything follows from it is for policies to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What sort of rough word was said; the gravest first."""

    THREAT = "threat"
    """Harm to a person, stalking, a weapon; a lawsuit, a complaint or a bad review is none."""
    SLUR = "slur"
    """Hate of a group, or a slur."""
    SEXUAL = "sexual"
    """Sexual harassment."""
    INSULT = "insult"
    PROFANITY = "profanity"


class Target(StrEnum):
    """At whom a rough word is aimed."""

    STAFF = "staff"
    """The agent, colleagues, people of the company that is written to."""
    SELF = "self"
    """The writer."""
    THIRD = "third"
    """Somebody else: another customer, a courier of another firm, a politician."""
    THING = "thing"
    """A product, a place, a situation."""
    NOBODY = "nobody"


class Manner(StrEnum):
    """How a rough word is said."""

    STATEMENT = "statement"
    NEGATION = "negation"
    """ "I'm not calling you an idiot"."""
    QUOTATION = "quotation"
    """Others' words, told."""
    QUESTION = "question"
    """Asked about, not said: "Did he call you stupid?". A question that insults ("are you stupid?") is a statement."""
    CONDITIONAL = "conditional"
    COUNTER_SPEECH = "counter_speech"
    """Said against abuse: "you can't call people that"."""
    RECLAIMED = "reclaimed"


@dataclass(frozen=True, slots=True)
class Remark:
    """One rough remark of somebody who is no staff, or is the requester."""

    category: Category
    target: Target
    manner: Manner
    severity: int
    """1 mild, 2 plain, 3 grave."""
    confidence: float
    """From 0 to 1."""
    directed: bool
    """Whether it is abuse of the staff, surely enough to be acted on; else it only shows how upset somebody is."""
    start: int
    """Where the sentence or clause begins in the comment as it came; `end` is where it stops."""
    end: int
    why: str
    """Why it was taken so: one sentence of our own that holds no word of the comment."""
    words: tuple[str, ...] = ()
    """The words that it rests on, as they were written; empty once they were blanked."""
    quote: str = ""
    """The sentence or clause; empty once it was blanked."""


class Topic(StrEnum):
    """What may make somebody vulnerable."""

    SELF_HARM = "self_harm"
    BEREAVEMENT = "bereavement"
    ILLNESS = "illness"
    """A grave illness or accident of the writer or somebody near."""
    VIOLENCE = "violence"
    """Violence at home."""
    OTHER = "other"
    """Words that the account named as those of people in distress."""


@dataclass(frozen=True, slots=True)
class Crisis:
    """Words of somebody who may need help before anything else."""

    topic: Topic
    start: int
    """Where the clause begins in the comment as it came; `end` is where it stops."""
    end: int
    why: str
    """One sentence of our own that holds no word of the comment."""
    quote: str = ""
    """The clause; empty once it was blanked."""
