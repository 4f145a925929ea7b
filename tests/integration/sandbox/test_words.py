"""What becomes of the words of a comment: escaped, told as text, expanded or left alone; and the word for a channel."""

from typing import Any

import pytest

from integration.engine.origins import channel_of
from integration.sandbox.records import Via
from tests.integration.sandbox.account import Account


def last_comment(account: Account, number: int) -> dict[str, Any]:
    """The newest comment as the ticket's list has it."""
    return dict(account.get(f"tickets/{number}/comments.json")["comments"][-1])


def test_plain_words_are_escaped_in_html_and_stay_themselves_as_text(account: Account) -> None:
    ticket = account.ticket('Is <b>this</b> & "that" mine?')
    comment = last_comment(account, ticket.id)
    inner = '<p dir="auto">Is &lt;b&gt;this&lt;/b&gt; &amp; "that" mine?</p>'
    assert comment["html_body"] == f'<div class="zd-comment" dir="auto">{inner}</div>'
    assert comment["body"] == comment["plain_body"] == 'Is <b>this</b> & "that" mine?'


def test_lines_of_plain_words_are_breaks_and_empty_ones_paragraphs(account: Account) -> None:
    ticket = account.ticket("Hello,\n\nwhere is it?\nAnn")
    html = last_comment(account, ticket.id)["html_body"]
    assert html.count('<p dir="auto">') == 2
    assert "where is it?\n<br>Ann</p>" in html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Fish &amp; chips &lt;3</p>", "Fish & chips <3"),
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<ul><li>One</li><li>Two &#8211; two</li></ul>", "One\n\nTwo \u2013 two"),
        ("A <strong>bold</strong> word", "A bold word"),
        ('<a href="https://example.com/?a=1&amp;b=2">here</a>', "here"),
        ('<span style="display:none">hidden</span> shown', "hidden shown"),
        ("In the source\na break is   a space", "In the source a break is a space"),
    ],
)
def test_the_text_of_html_has_no_tags_no_entities_and_a_line_for_each_block(
    account: Account, html: str, text: str
) -> None:
    ticket = account.ticket()
    account.put(ticket.id, comment={"html_body": html, "public": False})
    comment = last_comment(account, ticket.id)
    assert comment["body"] == comment["plain_body"] == text
    assert comment["html_body"] == f'<div class="zd-comment" dir="auto">{html}</div>'


def test_audits_and_events_tell_the_same_words_as_the_comment_list(account: Account) -> None:
    start = account.second()
    ticket = account.ticket("1 < 2")
    account.pass_time(120)
    comment = last_comment(account, ticket.id)
    audit = account.get(f"tickets/{ticket.id}/audits.json")["audits"][0]["events"][0]
    query = {"start_time": start, "include": "comment_events"}
    event = account.get("incremental/ticket_events.json", **query)["ticket_events"][0]["child_events"][0]
    for key in ("body", "plain_body", "html_body"):
        assert comment[key] == audit[key] == event[key]


TEMPLATE = "Your {{ticket.title}}{% if x %} {{ticket.id}}"


def test_placeholders_in_a_customers_words_stay_as_they_are(account: Account) -> None:
    ticket = account.ticket(TEMPLATE, subject="Parcel")
    account.world.update(ticket.id, account.ann, comment=TEMPLATE, via=Via("email"))
    assert [comment.body for comment in ticket.comments] == [TEMPLATE, TEMPLATE]


def test_placeholders_in_the_words_of_staff_are_expanded_on_every_way_in(account: Account) -> None:
    ticket = account.ticket(subject="Parcel")
    account.world.update(ticket.id, account.bo, comment=TEMPLATE)
    account.note(ticket, TEMPLATE)
    account.batch([{"id": ticket.id, "comment": {"html_body": TEMPLATE, "public": False}}])
    shown = [comment.html or comment.body for comment in ticket.comments[1:]]
    assert shown == [f"Your Parcel {ticket.id}"] * 3


@pytest.mark.parametrize(
    ("channel", "word"), [("email", "Email"), ("web", "Web form"), ("api", "Web service"), ("chat", "Chat")]
)
def test_the_event_export_has_a_display_word_for_a_channel(account: Account, channel: str, word: str) -> None:
    start = account.second()
    account.ticket(via=Via(channel))
    account.pass_time(120)
    (row,) = account.get("incremental/ticket_events.json", start_time=start)["ticket_events"]
    assert row["via"] == word
    assert channel_of(word) == channel
