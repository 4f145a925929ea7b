"""What is read in a customer's comment as it came: roughness, anger and distress, each with its place in what was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.conduct import Topic
from policies.core.own_words import OwnWords
from policies.reading.comment import LONGEST_QUOTE, read_customer

MAIL = """Hello,

you are idiots. My husband died in May and this is unacceptable.

On Mon, 16 Nov 2026 at 09:12, Support <help@example.com> wrote:
> I want to die. Worst service ever, you morons.
"""


def test_only_the_author_s_own_new_words_count() -> None:
    signals = read_customer(MAIL)
    assert [remark.directed for remark in signals.remarks] == [True]
    assert [crisis.topic for crisis in signals.crises] == [Topic.BEREAVEMENT]
    assert (signals.upset, signals.language) == (1, "en")


def test_places_are_those_of_the_comment_as_it_was_given() -> None:
    text = "<p>Hello,</p><p>my <b>mother</b> died in May&#46; Please close it.</p>"
    [crisis] = read_customer(text, html=True).crises
    assert text[crisis.start : crisis.end].startswith("my <b>mother</b> died in May")
    assert crisis.quote == "my mother died in May."


def test_a_long_quote_of_distress_is_cut() -> None:
    text = "My mother died and " + "I have to sort out the papers and " * 20 + "I need the balance."
    [crisis] = read_customer(text).crises
    assert len(crisis.quote) <= LONGEST_QUOTE


@pytest.mark.parametrize(
    ("text", "code", "topic"),
    [("SUICIDAL THOUGHTS", "en", Topic.SELF_HARM), ("Frauenhaus", "de", Topic.VIOLENCE)],
)
def test_distress_is_read_where_common_words_do_not_tell_the_language(
    text: str, code: str, topic: Topic
) -> None:
    signals = read_customer(text)
    assert signals.language == code
    assert [crisis.topic for crisis in signals.crises] == [topic]


def test_an_account_s_own_phrases_of_distress_count() -> None:
    own = OwnWords(crisis=("food bank*",))
    assert [crisis.topic for crisis in read_customer("We went to a food bank.", own=own).crises] == [
        Topic.OTHER
    ]


def test_an_automatic_reply_is_nobody_s_word() -> None:
    signals = read_customer("Automatic reply: I am out of the office. My mother died.")
    assert signals.automatic
    assert not signals.crises


@given(st.text(max_size=400), st.booleans())
def test_reading_never_fails(text: str, html: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    signals = read_customer(text, html=html)
    assert signals.upset in range(4)
    for said in (*signals.remarks, *signals.crises):
        assert 0 <= said.start <= said.end <= len(text)
