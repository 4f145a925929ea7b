"""What may be written: internal notes only, and nothing that Zendesk would silently change."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import integration
from integration.zendesk.payloads import TicketWrite

STAMP = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def write(**more: Any) -> TicketWrite:  # noqa: ANN401 - a test's shorthand
    return TicketWrite(**{"ticket_id": 4711, "updated_stamp": STAMP} | more)


def test_a_batch_row_carries_differences_stamp_and_marker() -> None:
    row = write(
        add_tags=("passed_around",),
        remove_tags=("old", "passed_around"),
        note_html="<p>Four owners.</p>",
        fields={"priority": "high", "group_id": 7},
        custom_fields={360: "gold"},
        followers=(12, "lead@birchlane.example"),
        metadata={"v": 1, "keys": ["k1"]},
    ).as_batch_row()
    assert row == {
        "id": 4711,
        "priority": "high",
        "group_id": 7,
        "comment": {"html_body": "<p>Four owners.</p>", "public": False},
        "custom_fields": [{"id": 360, "value": "gold"}],
        "followers": [
            {"user_id": 12, "action": "put"},
            {"user_email": "lead@birchlane.example", "action": "put"},
        ],
        "metadata": {"v": 1, "keys": ["k1"]},
        "safe_update": True,
        "updated_stamp": "2026-03-02T09:30:00Z",
        "additional_tags": ["passed_around"],
        "remove_tags": ["old"],
    }


def test_a_single_update_sends_the_whole_tag_list_of_the_fresh_read() -> None:
    body = write(add_tags=("new", "kept"), remove_tags=("old", "new")).as_single(("kept", "old", "vip"))
    assert body == {
        "ticket": {
            "tags": ["kept", "vip", "new"],
            "safe_update": True,
            "updated_stamp": "2026-03-02T09:30:00Z",
        }
    }


def test_without_a_change_of_tags_no_tags_are_sent() -> None:
    ticket = write(note_html="<p>x</p>").as_single(("vip",))["ticket"]
    assert isinstance(ticket, dict)
    assert "tags" not in ticket


@given(
    note=st.none() | st.text(min_size=1, max_size=200),
    tags=st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), max_size=4),
    status=st.sampled_from(["open", "pending", "solved"]),
)
def test_no_comment_is_ever_public(note: str | None, tags: list[str], status: str) -> None:
    one = write(note_html=note, add_tags=tuple(tags), fields={"status": status})
    for body in (one.as_batch_row(), one.as_single(("x",))["ticket"]):
        assert isinstance(body, dict)
        assert ("comment" in body) == (note is not None)
        if note is not None:
            assert body["comment"]["public"] is False
            assert set(body["comment"]) == {"html_body", "public"}
        assert body["safe_update"] is True


def test_no_argument_and_no_line_of_code_can_make_a_comment_public() -> None:
    assert not [field.name for field in dataclasses.fields(TicketWrite) if "public" in field.name]
    with pytest.raises(TypeError):
        write(public=True)
    with pytest.raises(ValueError, match="not ours"):
        write(fields={"comment": {"public": True}})
    root = Path(integration.__file__).parent / "zendesk"
    assert not [path for path in root.rglob("*.py") if '"public": True' in path.read_text()]


def test_placeholders_are_not_expanded_by_zendesk() -> None:
    comment = write(note_html="{{ticket.requester.email}} {% if x %} {{{x}}}").as_batch_row()["comment"]
    assert isinstance(comment, dict)
    assert "{{" not in comment["html_body"]
    assert "{%" not in comment["html_body"]


def test_the_stamp_is_told_in_utc() -> None:
    local = datetime(2026, 3, 2, 11, 30, tzinfo=timezone(timedelta(hours=2)))
    assert write(updated_stamp=local).as_batch_row()["updated_stamp"] == "2026-03-02T09:30:00Z"


@pytest.mark.parametrize(
    "odd",
    [
        {"updated_stamp": datetime(2026, 3, 2, 9, 30)},  # noqa: DTZ001 - the point of the case
        {"add_tags": ("two words",)},
        {"remove_tags": ("",)},
        {"note_html": ""},
        {"note_html": "x" * 65_000},
        {"fields": {"status": "closed"}},
        {"fields": {"status": "deleted"}},
        {"fields": {"priority": None}},
        {"fields": {"tags": ["x"]}},
        {"fields": {"description": "x"}},
    ],
)
def test_what_zendesk_would_silently_change_is_refused(odd: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"stamp|tag|note|ours|status|priority"):
        write(**odd)


def test_a_note_does_not_show_in_the_text_form() -> None:
    assert "card" not in repr(write(note_html="<p>the card number</p>", custom_fields={1: "card"}))
