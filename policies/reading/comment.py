"""What a comment says: the questions that the engine asks.

Which one is asked depends on the comment alone: of a public one what it promises, of an internal note what it asks of
us, of a customer's words how rough, upset or distressed they are. Who its author is, the engine knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import Literal, TypeVar

from policies.core.conduct import Crisis, Remark
from policies.core.own_words import NO_OWN_WORDS, OwnWords
from policies.core.signals import Directive, Promise, Signals
from policies.reading.abuse import find_remarks
from policies.reading.clean import Clean, clean
from policies.reading.crisis import find_crises
from policies.reading.directives import find_directives
from policies.reading.foreign import not_read
from policies.reading.language import language_of, language_with, languages_left
from policies.reading.languages.model import Language
from policies.reading.promises import find_promises
from policies.reading.upset import upset_of

LONGEST_QUOTE = 200
"""Letters of a quote that are kept."""

_AUTOMATIC = "It reads like an automatic reply, so it is nobody's word."
_EMPTY = "It holds no words of its author's own."
_NO_LANGUAGE = "It is in no language that abuse is read in."
_UNKNOWN = "It is in no language that promises are read in."

Guess = Callable[[str], str | None]
"""Tells the code of a text's language, or None where it is not sure."""

_Said = TypeVar("_Said", Promise, Directive, Remark, Crisis)


def read_reply(text: str, *, html: bool = False, guess: Guess | None = None) -> Signals:
    """What a public comment of the service side promises; never raises. Offsets are those of `text` as given.

    `guess` is asked for the language where the common words do not tell it.
    """
    return read_text(text, role="reply", html=html, guess=guess)


def read_note(text: str, *, html: bool = False) -> Signals:
    """What an internal note of the service side asks of us; never raises. Offsets are those of `text` as given."""
    return read_text(text, role="note", html=html)


def read_customer(
    text: str, *, html: bool = False, guess: Guess | None = None, own: OwnWords = NO_OWN_WORDS
) -> Signals:
    """How rough, upset or distressed somebody is who is no staff; never raises. Offsets are those of `text` as given.

    `guess` is asked for the language where the common words do not tell it. Where nobody can tell, as in "Idiots!!!", the
    languages that are read are tried in turn.
    """
    cleaned = clean(text, html=html)
    if (unread := _why_unread(cleaned)) is not None:
        return unread
    language = language_of(cleaned.text)
    if language is None:
        guessed = guess(cleaned.text) if guess is not None else None
        language = language_with(guessed)
        if language is None and guessed is not None:
            return Signals(unread=not_read(guessed))
    language = language or _language_of_tone(cleaned.text, own)
    if language is None:
        return Signals(unread=_NO_LANGUAGE)
    remarks = find_remarks(cleaned.text, language, own)
    return Signals(
        language=language.code,
        remarks=tuple(_placed(said, cleaned) for said in remarks),
        upset=upset_of(cleaned.text, language, remarks),
        crises=tuple(_placed(said, cleaned) for said in find_crises(cleaned.text, language, own)),
    )


def _language_of_tone(text: str, own: OwnWords) -> Language | None:
    """The language in which a text of unknown language tells of distress, or holds a rough remark, abuse before others."""
    languages = tuple(languages_left(text))
    found = [(language, find_remarks(text, language, own)) for language in languages]
    distressed = (language for language in languages if find_crises(text, language, own))
    abusive = (language for language, remarks in found if any(remark.directed for remark in remarks))
    rough = (language for language, remarks in found if remarks)
    return next(chain(distressed, abusive, rough), None)


def read_text(
    text: str, *, role: Literal["reply", "note"], html: bool = False, guess: Guess | None = None
) -> Signals:
    """What is read in a comment of the service side, by whether the customer sees it."""
    cleaned = clean(text, html=html)
    if (unread := _why_unread(cleaned)) is not None:
        return unread
    language = language_of(cleaned.text)
    if role == "note":
        code = None if language is None else language.code
        directives = (_placed(said, cleaned) for said in find_directives(cleaned.text, language))
        return Signals(language=code, directives=tuple(directives))
    guessed = guess(cleaned.text) if language is None and guess is not None else None
    language = language or language_with(guessed)
    if language is None:
        return Signals(unread=_UNKNOWN if guessed is None else not_read(guessed))
    promises = tuple(_placed(said, cleaned) for said in find_promises(cleaned.text, language))
    return Signals(language=language.code, promises=promises)


def _why_unread(cleaned: Clean) -> Signals | None:
    """What is told of a comment that holds nobody's own words; None where there is something to read."""
    if cleaned.automatic:
        return Signals(automatic=True, unread=_AUTOMATIC)
    return None if cleaned.text.strip() else Signals(unread=_EMPTY)


def _placed(said: _Said, cleaned: Clean) -> _Said:
    """The same in the comment as it was given, with its quote cut short."""
    start, end = cleaned.place(said.start, said.end)
    quote = said.quote if len(said.quote) <= LONGEST_QUOTE else said.quote[: LONGEST_QUOTE - 1] + "…"
    return replace(said, start=start, end=end, quote=quote)
