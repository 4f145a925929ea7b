"""An account's own words for the reader of abuse: phrases that count, and phrases that never do."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from policies.core.conduct import Category
from policies.core.steps import Model

_PHRASE = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+){0,3}\*?(?: [^\W_]+(?:['\u2019-][^\W_]+){0,3}\*?){0,7}")
_SEVERITIES = Field(ge=1, le=3)


def check_phrase(text: str) -> str:
    """A phrase in lower case: one to eight words, each of which may end with `*` for any ending."""
    phrase = " ".join(text.lower().split())
    if not _PHRASE.fullmatch(phrase):
        msg = f"{text!r} is no phrase: write one to eight words; a word may end with * for any ending"
        raise ValueError(msg)
    return phrase


Phrase = Annotated[str, AfterValidator(check_phrase), Field(max_length=120)]


class OwnPhrase(Model):
    """A phrase that is abuse wherever a customer writes it in their own words."""

    words: Phrase
    """Words, each of which may end with `*` for any ending, as "bunch of clown*". Upper and lower case are one."""
    category: Category = Category.INSULT
    severity: Annotated[int, _SEVERITIES] = 2
    """1 mild, 2 plain, 3 grave."""


class OwnWords(Model):
    """What the reader of abuse knows besides its own lists. It counts for comments that arrive from then on."""

    phrases: tuple[OwnPhrase, ...] = ()
    """Phrases that count as directed at the staff."""
    allowed: tuple[Phrase, ...] = ()
    """Phrases that never count, as a product's or a place's name."""
    severities: dict[Phrase, Annotated[int, _SEVERITIES]] = Field(default_factory=dict)
    """Other severities for words that the reader knows, as idiot = 1."""
    crisis: tuple[Phrase, ...] = ()
    """Phrases of people in distress, besides those that the reader knows."""


NO_OWN_WORDS = OwnWords()
