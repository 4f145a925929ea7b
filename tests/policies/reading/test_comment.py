"""What is read in a comment as it came: the author's own new words, with places in the comment as it was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.conduct import Remark
from policies.core.own_words import OwnWords
from policies.core.signals import Directive, Order, Promise
from policies.reading.comment import LONGEST_QUOTE, read_customer, read_note, read_reply
from tests.policies.reading.steps import grows_with_the_text_alone

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


def test_html_that_is_one_quotation_has_no_words_of_its_own() -> None:
    signals = read_reply("<blockquote>I'll call you tomorrow.</blockquote>", html=True)
    assert not signals.promises
    assert signals.unread == "It holds no words of its author's own."


NAMES = (
    "We'll refund everything Thursday. Passengers: Señora Núñez, Señor Ibáñez, Zoë Márquez, Chloé Lefèvre, "
    "Désirée Núñez. Booking reference attached; remaining hotel vouchers expire afterwards."
)
"""English of few common words, and more letters that English has not."""


def test_a_guess_is_asked_where_the_common_words_do_not_tell_the_language() -> None:
    assert not read_reply(NAMES).promises
    asked: list[str] = []
    signals = read_reply(NAMES, guess=lambda text: asked.append(text) or "en")
    assert signals.language == "en"
    assert len(signals.promises) == 1
    assert asked == [NAMES]


@pytest.mark.parametrize(
    "text", [MAIL, "Ich rufe Sie morgen an.", "", "Automatic reply: I am out of office."]
)
def test_no_guess_is_asked_where_nothing_is_open(text: str) -> None:
    def guess(text: str) -> str:
        raise AssertionError(text)

    assert read_reply(text, guess=guess) == read_reply(text)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("fr", "It is in French, which is not read."),
        ("gug", "It is in the language 'gug', which is not read."),
        (None, "It is in no language that promises are read in."),
    ],
)
def test_a_guessed_language_that_is_not_read_is_the_reason(code: str | None, why: str) -> None:
    signals = read_reply("Nous vous répondrons demain.", guess=lambda _: code)
    assert (signals.language, signals.promises, signals.unread) == (None, (), why)


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
    for signals in (read_reply(text, html=html), read_note(text, html=html), read_customer(text, html=html)):
        found: list[Promise | Directive | Remark] = [*signals.promises, *signals.directives, *signals.remarks]
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
def test_reading_a_hostile_repetition_takes_steps_in_proportion(unit: str) -> None:
    assert grows_with_the_text_alone(read_reply, unit)
    assert grows_with_the_text_alone(read_note, unit)


def test_the_longest_comment_of_hostile_repetitions_is_read() -> None:
    text = ("we'll call you by Friday and " * 65_536)[:65_536]
    assert read_reply(text).promises


ANGRY = """Hi,

third mail. Refund me, you idiots!

Kind regards,
Sam Reed

On Mon, 16 Nov 2026 at 09:12, Support <help@example.com> wrote:
> A customer told us "fuck you".
> You moron.
"""


def test_only_a_customer_s_own_new_words_are_rough() -> None:
    signals = read_customer(ANGRY)
    assert [remark.quote for remark in signals.remarks] == ["Refund me, you idiots"]
    assert signals.language == "en"
    assert not signals.unread


def test_a_remark_s_place_is_that_in_the_comment_as_it_came() -> None:
    text = "<p>Hello,</p><p>You&#39;re an <b>idi\u200bot</b>.</p><blockquote>You moron.</blockquote>"
    [remark] = read_customer(text, html=True).remarks
    assert remark.quote == "You're an idiot"
    assert text[remark.start : remark.end].startswith("You&#39;re")
    assert text[remark.start : remark.end].endswith("ot")


def test_an_automatic_reply_of_a_customer_insults_nobody() -> None:
    signals = read_customer("Automatic reply: I am out of the office. You idiots.")
    assert signals.automatic
    assert not signals.remarks


@pytest.mark.parametrize("text", ["Idiots!!!", "kys", "fuck u", "\U0001f595", "f u c k  y o u"])
def test_a_rough_word_is_read_where_no_common_word_tells_the_language(text: str) -> None:
    signals = read_customer(text)
    assert signals.language == "en"
    assert any(remark.directed for remark in signals.remarks)


@pytest.mark.parametrize(
    "text", ["Hoe gaat het met mijn bestelling?", "Je suis fou de ce produit.", "7788-112"]
)
def test_another_language_is_not_searched_for_english_insults(text: str) -> None:
    signals = read_customer(text)
    assert not signals.remarks
    assert signals.unread == "It is in no language that abuse is read in."


def test_a_guessed_language_that_is_not_read_is_not_searched_for_insults() -> None:
    signals = read_customer("Idiots!!!", guess=lambda _: "fr")
    assert not signals.remarks
    assert signals.unread == "It is in French, which is not read."


def test_an_account_s_own_words_are_taken() -> None:
    assert not read_customer("You idiot.", own=OwnWords(allowed=("idiot",))).remarks


def test_a_long_rough_sentence_is_cut_in_its_quote_alone() -> None:
    text = "You idiots " + "never answer any of my many mails and " * 20 + "I am done."
    [remark] = read_customer(text).remarks
    assert len(remark.quote) <= LONGEST_QUOTE
    assert text[remark.start : remark.end] == text.rstrip(".")
