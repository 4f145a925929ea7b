"""What is read in a comment as it came: the author's own new words, with places in the comment as it was given."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.signals import Directive, Order, Promise
from policies.reading.comment import LONGEST_QUOTE, read_note, read_reply

MAIL = """Hi Sam,

thanks for your patience. I'll get back to you by Friday.

Kind regards,
Maya Lind

On Mon, 16 Nov 2026 at 09:12, Sam <sam@example.com> wrote:
> We'll send it by Monday.
"""


def test_only_the_author_s_own_new_words_promise() -> None:
    signals = read_reply(MAIL)
    assert [promise.quote for promise in signals.promises] == ["I'll get back to you by Friday."]
    assert signals.language == "en"
    assert not signals.unread


def test_places_are_those_of_the_comment_as_it_came() -> None:
    for text in (MAIL, MAIL.replace("'", "\u2019"), "\u200b" + MAIL.replace("I'll", "I\u200b'll")):
        [promise] = read_reply(text).promises
        read = text[promise.start : promise.end]
        assert read.startswith("I")
        assert read.endswith("by Friday.")


def test_html_is_read_as_the_reader_sees_it() -> None:
    text = "<p>Hello,</p><p>I&#39;ll <b>call you</b> tomorrow.</p><blockquote>I'll refund you by Friday.</blockquote>"
    [promise] = read_reply(text, html=True).promises
    assert promise.quote == "I'll call you tomorrow."
    assert text[promise.start : promise.end].startswith("I&#39;ll")


def test_a_public_reply_commands_nothing_and_a_note_promises_nothing() -> None:
    text = "I'll call you tomorrow.\n#kept"
    assert not read_reply(text).directives
    assert not read_note(text).promises
    assert [directive.order for directive in read_note(text).directives] == [Order.KEPT]


def test_a_quoted_directive_commands_nothing() -> None:
    assert not read_note("See below.\n\n> #dismiss").directives


def test_an_automatic_reply_is_nobody_s_word() -> None:
    signals = read_reply("Automatic reply: I am out of the office. I'll get back to you by Friday.")
    assert signals.automatic
    assert signals.unread
    assert not signals.promises


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Witam, odpowiem do piątku. Pozdrawiam", "It is in no language that promises are read in."),
        ("", "It holds no words of its author's own."),
    ],
)
def test_what_was_left_alone_has_a_reason(text: str, why: str) -> None:
    signals = read_reply(text)
    assert not signals.promises
    assert signals.unread == why


def test_a_note_is_read_for_directives_in_any_language() -> None:
    [directive] = read_note("Klient wyjechał.\n#snooze 1 week").directives
    assert directive.duration == "1 week"


def test_a_long_quote_is_cut_and_its_place_is_not() -> None:
    text = "I'll send you " + "the long list of all parts and " * 20 + "the invoice by Friday."
    [promise] = read_reply(text).promises
    assert len(promise.quote) <= LONGEST_QUOTE
    assert text[promise.start : promise.end] == text


@given(st.text(max_size=400), st.booleans())
def test_reading_never_fails(text: str, html: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    for signals in (read_reply(text, html=html), read_note(text, html=html)):
        found: list[Promise | Directive] = [*signals.promises, *signals.directives]
        for said in found:
            assert 0 <= said.start <= said.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "I will ", "by Friday ", "if ", "(", "we'll call you by Friday ", "will be ", "and ", "once you ", "please ", ". ", "\n",
        "I hope to ", "you can expect ", '"', "n't ", "the order ", "a, ", "...", "ETA ", "#followup ", "#snoze 2 days\n", "-a",
        "Ich werde ", "bis Freitag ", "wenn ", "wir melden uns ",
    ],
)  # fmt: skip
def test_reading_a_hostile_repetition_takes_time_in_proportion(unit: str) -> None:
    """Four times the text takes at most about four times as long; the bound leaves room for a noisy machine."""
    short, long = ((unit * 65_536)[: size * 1024] for size in (16, 64))
    for read in (read_reply, read_note):
        assert _seconds(read, long) < 10 * _seconds(read, short) + 0.2


def _seconds(read: object, text: str) -> float:
    assert callable(read)
    taken = []
    for _ in range(2):
        begun = time.process_time()
        read(text)
        taken.append(time.process_time() - begun)
    return min(taken)
