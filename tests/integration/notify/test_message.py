"""What a message says, whatever the names and sentences that it is made of."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from integration.notify.message import Message

MESSAGE = Message(
    key="0123456789abcdef0123456789abcdef",
    account="northwind",
    policy="passed-around",
    kind="reassignment",
    ticket_id=4711,
    url="https://northwind.zendesk.com/agent/tickets/4711",
    reference="SH-0123ABCD",
    because="It was handed over 3 times within 5 business days.",
    owner="Ana Reyes",
)


def test_the_text_names_policy_ticket_owner_sentence_link_and_reference() -> None:
    assert MESSAGE.text == (
        "passed-around: ticket 4711 (assigned to Ana Reyes). It was handed over 3 times within 5 business days. "
        "https://northwind.zendesk.com/agent/tickets/4711 SH-0123ABCD"
    )


def test_nobody_is_called_in_slack_by_a_name() -> None:
    text = replace(MESSAGE, owner="<!channel> & Co").as_slack()["text"]
    assert "<" not in text
    assert "&lt;!channel&gt; &amp; Co" in text


@given(st.text(max_size=2000), st.text(max_size=100))
def test_a_message_is_one_line_of_bounded_length_that_json_can_carry(because: str, owner: str) -> None:
    message = replace(MESSAGE, because=because, owner=owner)
    assert len(message.text) < 1000
    assert message.text.isprintable()
    assert json.loads(json.dumps(message.as_data()))["ticket"] == 4711
