"""The directory comes by zenpy through our own transport: our host, our patience, no way to write."""

import logging
from datetime import date
from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher

from integration.zendesk.directory import Brand, CustomStatus, Field, Group, fetch_directory
from integration.zendesk.errors import Refused, SignInRefused, StuckCursor
from integration.zendesk.schedules import Holiday
from integration.zendesk.transport import Transport

BASE = "https://birchlane.zendesk.com/api/v2"
DONE = {
    "meta": {"has_more": False, "after_cursor": "x"},
    "links": {"next": "https://old-name.example/api/v2/x"},
}
OFFSET = {"next_page": None, "previous_page": None, "count": 1}


def person(number: int, name: str, **more: object) -> dict[str, Any]:
    fixed = {"role": "agent", "active": True, "suspended": False, "time_zone": "Amsterdam", "locale": "nl"}
    return {"id": number, "name": name, "email": f"{number}@birchlane.example", **fixed, **more}


def prepare(desk: responses.RequestsMock, **other: dict[str, Any]) -> None:
    answers: dict[str, dict[str, Any]] = {
        "business_hours/schedules": {
            "schedules": [
                {
                    "id": 8,
                    "name": "Week",
                    "time_zone": "London",
                    "intervals": [{"start_time": 1980, "end_time": 2460}],
                }
            ]
        },
        "business_hours/schedules/8/holidays": {
            "holidays": [{"id": 1, "name": "Christmas", "start_date": "2026-12-24", "end_date": "2026-12-26"}]
        },
        "account/settings": {
            "settings": {"localization": {"time_zone": "London", "iana_time_zone": "Europe/London"}}
        },
        "ticket_forms": {"ticket_forms": [{"id": 4, "name": "Parcel", "active": True}]},
        "custom_statuses": {
            "custom_statuses": [
                {
                    "id": 3,
                    "status_category": "hold",
                    "agent_label": "Waiting for courier",
                    "created_at": "2026-01-05 08:00:00+00:00",
                }
            ]
        },
        "group_memberships": {
            "group_memberships": [
                {"id": 1, "user_id": 77, "group_id": 21},
                {"id": 2, "user_id": 77, "group_id": 20},
                {"id": 3, "user_id": 78, "group_id": 20},
            ]
        }
        | DONE,
        "users": {
            "users": [
                person(77, "Bo Example", iana_time_zone="Europe/Amsterdam", tags=["nights", "early"]),
                person(78, "Cy Example", role="admin", suspended=True),
                person(79, "Ann Example", role="end-user"),
            ]
        }
        | DONE,
        "groups": {
            "groups": [
                {"id": 20, "name": "Parcels", "deleted": False},
                {"id": 21, "name": "Old", "deleted": True},
            ]
        }
        | DONE,
        "brands": {"brands": [{"id": 30, "name": "Birch Lane", "active": True}]} | OFFSET,
        "ticket_fields": {
            "ticket_fields": [
                {
                    "id": 360,
                    "title": "Tier",
                    "type": "tagger",
                    "custom_field_options": [{"id": 1, "name": "Gold", "value": "gold"}],
                },
                {"id": 361, "title": "Subject", "type": "subject", "active": False},
            ]
        }
        | OFFSET,
    }
    for path, body in (answers | other).items():
        desk.get(f"{BASE}/{path}.json", **({"json": body} if "status" not in body else body))


def test_everything_comes_as_plain_values(desk: responses.RequestsMock, transport: Transport) -> None:
    prepare(desk)
    directory = fetch_directory(transport)
    agent, admin = directory.agents  # the end user in the list is not ours to name
    assert (agent.name, agent.group_ids, agent.time_zone, agent.locale) == (
        "Bo Example",
        (20, 21),
        "Europe/Amsterdam",
        "nl",
    )
    assert (admin.role, admin.suspended, admin.group_ids, admin.time_zone) == (
        "admin",
        True,
        (20,),
        "Amsterdam",
    )
    assert (agent.tags, admin.tags) == (("early", "nights"), ())
    assert directory.time_zone == "Europe/London"
    assert directory.groups == (Group(20, "Parcels", deleted=False), Group(21, "Old", deleted=True))
    assert directory.brands == (Brand(30, "Birch Lane", active=True),)
    assert directory.fields == (
        Field(360, "Tier", "tagger", ("gold",)),
        Field(361, "Subject", "subject", active=False),
    )
    assert directory.custom_statuses == (CustomStatus(3, "hold", "Waiting for courier"),)
    schedule = directory.schedules[0]
    assert (schedule.time_zone, schedule.intervals) == ("London", ((1980, 2460),))
    assert schedule.holidays == (Holiday("Christmas", date(2026, 12, 24), date(2026, 12, 26)),)
    assert [form.name for form in directory.forms] == ["Parcel"]
    assert directory.notes == ()
    assert not [value for value in vars(directory).values() if "zenpy" in type(value).__module__]


def test_every_call_goes_to_our_own_host_signed_in(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    more = {
        "meta": {"has_more": True},
        "links": {"next": "https://old-name.example/api/v2/groups/more.json?page%5Bafter%5D=c1"},
    }
    prepare(desk, groups={"groups": [{"id": 20, "name": "Parcels", "deleted": False}]} | more)
    desk.get(f"{BASE}/groups/more.json", json={"groups": [{"id": 21, "name": "Old", "deleted": True}]} | DONE)
    assert [group.id for group in fetch_directory(transport).groups] == [20, 21]
    for call in desk.calls:
        assert str(call.request.url).startswith(BASE)
        assert call.request.headers["Authorization"].startswith("Basic ")
        assert call.request.headers["User-Agent"] == "Steadyhand/0.1 (test)"
        assert call.request.method == "GET"
    assert transport.calls["GET users"] == 1


def test_a_next_link_that_lost_the_filter_gets_it_back(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    more = {
        "meta": {"has_more": True},
        "links": {"next": "https://old-name.example/api/v2/users.json?page%5Bafter%5D=c1"},
    }
    prepare(desk, users={"users": [person(77, "Bo Example")]} | more)
    fixed = {"page[size]": "100", "role[]": ["agent", "admin"]}
    last = {"users": [person(78, "Cy Example")]} | DONE
    desk.get(f"{BASE}/users.json", match=[query_param_matcher(fixed | {"page[after]": "c1"})], json=last)
    assert [agent.id for agent in fetch_directory(transport).agents] == [77, 78]


@pytest.mark.parametrize("status", [403, 404])
def test_what_the_plan_does_not_have_is_empty_with_a_note(
    desk: responses.RequestsMock, transport: Transport, status: int
) -> None:
    none = {"status": status, "json": {"error": {"title": "Forbidden", "message": "Restricted"}}}
    lists = ("business_hours/schedules", "ticket_forms", "custom_statuses", "account/settings")
    prepare(desk, **dict.fromkeys(lists, none))
    desk.assert_all_requests_are_fired = False  # the holidays of no schedule
    directory = fetch_directory(transport)
    assert (directory.schedules, directory.forms, directory.custom_statuses) == ((), (), ())
    assert directory.time_zone is None
    assert [note.split(" (")[0] for note in directory.notes] == [
        "Zendesk shows no schedules",
        "Zendesk shows no ticket forms",
        "Zendesk shows no custom statuses",
    ]


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [("groups", 403, Refused), ("users", 401, SignInRefused), ("brands", 403, Refused)],
)
def test_what_every_plan_has_must_be_readable(
    desk: responses.RequestsMock, transport: Transport, path: str, status: int, error: type[Exception]
) -> None:
    desk.assert_all_requests_are_fired = False
    prepare(desk, **{path: {"status": status, "json": {"error": "Forbidden"}}})
    with pytest.raises(error):
        fetch_directory(transport)


def test_a_shape_that_zenpy_cannot_read_is_refused_without_its_content(
    desk: responses.RequestsMock, transport: Transport
) -> None:
    desk.assert_all_requests_are_fired = False
    prepare(desk, groups={"groups": [{"name": "Ann Example's group"}], "odd": True})
    with pytest.raises(Refused) as failure:
        fetch_directory(transport)
    assert "Ann" not in str(failure.value)


def test_a_list_that_leads_to_itself_ends(desk: responses.RequestsMock, transport: Transport) -> None:
    desk.assert_all_requests_are_fired = False
    loop = {"meta": {"has_more": True}, "links": {"next": f"{BASE}/groups.json?page%5Bsize%5D=100"}}
    prepare(desk, groups={"groups": [{"id": 20, "name": "Parcels", "deleted": False}]} | loop)
    with pytest.raises(StuckCursor):
        fetch_directory(transport)


def test_zenpy_logs_no_page_even_when_everything_is_logged(
    desk: responses.RequestsMock, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    prepare(desk)
    fetch_directory(transport)
    assert "Bo Example" not in caplog.text
    assert not [record for record in caplog.records if record.name.startswith("zenpy")]
