"""What comes from Zendesk, in the store's words: origins told apart, no free text kept, unknown shapes counted."""

from __future__ import annotations

from typing import Any

import pytest

from integration.engine.columns import Heard, event_values, hear
from integration.engine.comments import Merge, RawComment
from integration.engine.intake import RawUpdate, safe_value, update_of_audit, update_of_event
from integration.engine.origins import channel_of, origin_of
from integration.zendesk.models import AuditRow, EventRow
from policies.core.facts import SYSTEM_ACTOR, Origin, Side

AGENT, CUSTOMER = 11, 900


def event(*children: dict[str, Any], via: str = "Web form", updater: int | None = AGENT) -> RawUpdate:
    """An update as the event export tells it."""
    row = {"id": 5, "ticket_id": 1, "timestamp": 1772442000, "updater_id": updater, "via": via}
    return update_of_event(EventRow.model_validate({**row, "child_events": list(children)}))


def audit(*events: dict[str, Any]) -> RawUpdate:
    """The same update as the ticket's audits tell it."""
    via = {"channel": "web", "source": {"rel": None}}
    row = {
        "id": 5,
        "created_at": "2026-03-02T09:00:00Z",
        "author_id": AGENT,
        "via": via,
        "events": list(events),
    }
    return update_of_audit(AuditRow.model_validate(row), 1)


@pytest.mark.parametrize(
    ("via", "actor", "origin"),
    [
        ("Web form", AGENT, Origin.PERSON),
        ("Web service", AGENT, Origin.PERSON),
        ("Rule", AGENT, Origin.RULE),
        ({"channel": "rule", "source": {"rel": "trigger"}}, AGENT, Origin.RULE),
        ({"channel": "rule", "source": {"rel": "automation"}}, SYSTEM_ACTOR, Origin.RULE),
        ({"channel": "web", "source": {"rel": "merge"}}, AGENT, Origin.MERGE),
        ("Omnichannel routing", SYSTEM_ACTOR, Origin.ROUTING),
        ("System", SYSTEM_ACTOR, Origin.SYSTEM),
        (None, SYSTEM_ACTOR, Origin.SYSTEM),
    ],
)
def test_who_made_a_change(via: object, actor: int, origin: Origin) -> None:
    assert origin_of(via, actor) is origin


@pytest.mark.parametrize(
    ("via", "channel"),
    [
        ("Email", "email"),
        ("Mail", "email"),
        ("Web form", "web"),
        ({"channel": "chat"}, "chat"),
        (None, "web"),
    ],
)
def test_by_which_channel(via: object, channel: str) -> None:
    assert channel_of(via) == channel


def test_export_and_audits_tell_the_same_update_in_the_same_words() -> None:
    from_export = event(
        {"id": 1, "via": "Web form", "assignee_id": 12, "event_type": "Change", "previous_value": None},
        {"id": 2, "via": "Rule", "group_id": 3, "event_type": "Change", "previous_value": 2},
        {
            "id": 3,
            "via": "Web form",
            "tags": ["b", "a"],
            "added_tags": ["b"],
            "event_type": "Change",
            "previous_value": ["a"],
        },
    )
    from_audits = audit(
        {"id": 1, "type": "Change", "field_name": "assignee_id", "value": "12", "previous_value": None},
        {
            "id": 2,
            "type": "Change",
            "field_name": "group_id",
            "value": "3",
            "previous_value": "2",
            "via": {"channel": "rule", "source": {"rel": "trigger"}},
        },
        {"id": 3, "type": "Change", "field_name": "tags", "value": ["b", "a"], "previous_value": ["a"]},
    )
    assert from_export == from_audits
    assert from_export.added_tags() == {"b"}


def test_the_first_assignment_at_creation_is_marked_as_such() -> None:
    update = audit({"id": 1, "type": "Create", "field_name": "assignee_id", "value": "12"})
    assert update.changes[0].first


def test_a_subject_is_not_kept() -> None:
    update = event(
        {"id": 1, "subject": "My invoice for Pat", "event_type": "Change", "previous_value": "Hello"}
    )
    assert (update.changes[0].before, update.changes[0].after) == (None, None)


@pytest.mark.parametrize("word", ["topic_login", "2026-12-01", True, 7, None, 2.5])
def test_a_drop_downs_value_is_kept(word: object) -> None:
    assert safe_value(word) == word


@pytest.mark.parametrize(
    "text",
    [
        "pat@example.com",
        "Pat",
        "call me",
        "0172555123",
        "123-45-6789",
        "pat.reyes",
        4111111111111111,
        "x" * 81,
        {"a": 1},
    ],
)
def test_what_could_be_a_customers_own_words_is_not(text: object) -> None:
    assert safe_value(text) is None


def test_no_comment_text_reaches_the_store() -> None:
    said = {
        "id": 9,
        "type": "Comment",
        "author_id": CUSTOMER,
        "public": True,
        "body": "My PIN is 4711",
        "event_type": "Comment",
    }
    rows = list(event_values(event(said), ours=False, heard={9: Heard(Side.CUSTOMER)}))
    assert "4711" not in repr(rows)
    assert "4711" not in repr(event(said))


def test_a_tickets_schedule_is_read_from_its_assignment() -> None:
    update = audit(
        {"id": 4, "type": "ScheduleAssignment", "previous_schedule_id": None, "new_schedule_id": 77}
    )
    assert (update.changes[0].field, update.changes[0].after) == ("schedule_id", 77)


def test_a_macro_in_the_update_is_noticed_and_unknown_kinds_are_named() -> None:
    update = event({"id": 4, "event_type": "AgentMacroReference"}, {"id": 6, "event_type": "SomethingNew"})
    assert update.by_macro
    assert update.unknown == ((4, "AgentMacroReference"), (6, "SomethingNew"))


@pytest.mark.parametrize(
    ("author", "staff", "automatic", "side"),
    [
        (CUSTOMER, False, False, Side.CUSTOMER),
        (CUSTOMER, True, False, Side.CUSTOMER),
        (AGENT, True, False, Side.SERVICE),
        (77, False, False, Side.THIRD),
        (SYSTEM_ACTOR, False, False, Side.MACHINE),
        (AGENT, True, True, Side.MACHINE),
        (50, True, False, Side.MACHINE),
    ],
    ids=["requester", "requester who is staff", "agent", "third", "system", "automatic", "ignored actor"],
)
def test_who_speaks(author: int, side: Side, *, staff: bool, automatic: bool) -> None:
    comment = RawComment(1, author, public=True, channel="web", automatic=automatic, text="")
    assert hear(comment, CUSTOMER, staff=staff, ignored=frozenset({50})).side is side


def comment(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - a comment's keys
    """A comment as the event export tells it."""
    return {"id": 9, "event_type": "Comment", "author_id": AGENT, "public": True, "body": "Hello.", **more}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ('This request was closed and merged into request #77 "Order #4711".', (77,)),
        ('Request #77 "Order #4711" was closed and merged into this request.', (77,)),
        ("Requests #77, #78 were closed and merged into this request.", (77, 78)),
        ("Duplicate; order #1001 is meant.", ()),
        ("See also #1001, which was closed and merged into this request.", ()),
    ],
)
def test_a_merge_that_only_words_name_is_read_from_zendesks_own_sentence(
    words: str, named: tuple[int, ...]
) -> None:
    merge = event(comment(body=words), via="Merge").merge
    assert (merge.tickets if merge is not None else ()) == named
    assert merge is None or not merge.sure
    assert event(comment(body=words)).merge is None, "a number in anybody's words is no merge"


def test_a_merge_says_which_tickets_in_its_via_and_closes_the_one_that_goes_into_the_other() -> None:
    via = {"channel": "web", "source": {"from": {"ticket_ids": [77, 78]}, "rel": "merge"}}
    target = event(comment(via=via, body="order #1001 is meant"), via="Merge")
    assert target.merge == Merge((77, 78), sure=True)
    assert not target.closes
    closed = {"id": 10, "event_type": "Change", "status": "closed", "previous_value": "open"}
    assert event(comment(), closed, via="Merge").closes


PROMISE = "I'll get back to you by Friday."


@pytest.mark.parametrize(("flags", "promises"), [([], 1), ([0], 1), ([2], 0), ([3], 0), ([4], 0)])
def test_a_comment_that_zendesk_doubts_promises_nothing(flags: list[int], promises: int) -> None:
    (read,) = event(comment(body=PROMISE, metadata={"flags": flags})).comments
    signals = hear(read, CUSTOMER, staff=True, ignored=frozenset()).signals
    assert len(signals.promises if signals is not None else ()) == promises


def test_a_guess_is_asked_for_a_replys_language_and_never_for_a_notes() -> None:
    foreign = "Nous vous répondrons demain."
    asked: list[str] = []
    for public in (True, False):
        (read,) = event(comment(body=foreign, public=public)).comments
        hear(read, CUSTOMER, staff=True, ignored=frozenset(), guess=lambda text: asked.append(text) or "fr")
    assert asked == [foreign]


def test_words_hidden_in_the_html_promise_nothing() -> None:
    html = f'<p>Here it is.</p><p style="display:none">{PROMISE}</p>'
    (read,) = event(comment(body=f"Here it is. {PROMISE}", html_body=html)).comments
    assert hear(read, CUSTOMER, staff=True, ignored=frozenset()).signals is None


@pytest.mark.parametrize(
    ("data", "answered"),
    [
        ({"answered_by_id": 12, "call_duration": 61}, True),
        ({"answered_by_id": "12", "call_duration": "61"}, True),
        ({"answered_by_id": 12, "call_duration": 0}, False),
        ({"answered_by_id": None, "call_duration": 20}, False),
        ({}, False),
    ],
)
def test_a_call_is_a_word_of_whoever_answered_it_and_otherwise_nobodys(
    data: dict[str, Any], *, answered: bool
) -> None:
    (call,) = event(comment(event_type="VoiceComment", author_id=CUSTOMER, data=data)).comments
    heard = hear(call, CUSTOMER, staff=False, ignored=frozenset())
    assert (call.answered, call.channel) == (answered, "voice")
    assert heard.side is (Side.SERVICE if answered else Side.MACHINE)
    assert heard.signals is None
    assert call.author_id == (12 if answered else CUSTOMER)


def test_a_dates_change_is_kept_as_a_date() -> None:
    due = {"id": 4, "event_type": "Change", "due_at": "2026-03-06T17:00:00Z", "previous_value": None}
    assert event(due).changes[0].after == "2026-03-06"


def test_why_a_comment_was_left_alone_is_kept() -> None:
    (read,) = event(
        comment(body="Nous vous répondrons avant vendredi, comme convenu avec votre collègue.")
    ).comments
    signals = hear(read, CUSTOMER, staff=True, ignored=frozenset()).signals
    assert signals is not None
    assert signals.unread
    assert not signals.promises
