"""The control door and the clock, for processes that cannot reach into the sandbox."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from integration.sandbox.clock import Clock
from integration.sandbox.world import World
from tests.integration.sandbox.account import START, Account


def knock(account: Account, name: str, status: int = 200, **body: Any) -> Any:  # noqa: ANN401 - JSON
    """One control call, without any sign-in."""
    url = f"{account.sandbox.url}/_sandbox/{name}"
    answer = account.http.post(url, json=body, headers={"Authorization": None}, timeout=5)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_the_clock_is_read_set_and_advanced(account: Account) -> None:
    later = (account.clock.now() + timedelta(days=1)).replace(microsecond=0)
    assert knock(account, "clock", set=later.isoformat())["now"] == later.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert knock(account, "clock", advance_s=90)["now"] > later.isoformat()
    assert account.clock.now() == later + timedelta(seconds=90)


def test_the_clock_stands_still_or_runs_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    real = [100.0]
    monkeypatch.setattr("integration.sandbox.clock.time.monotonic", lambda: real[0])
    clock = Clock(START)
    real[0] += 5
    assert clock.now() == START
    clock.run(60)
    real[0] += 5
    assert clock.now() == START + timedelta(minutes=5)
    clock.run(0)
    real[0] += 5
    assert clock.now() == START + timedelta(minutes=5)
    clock.sleep(2.5)
    assert clock.seconds() == START.timestamp() + 302.5


def test_what_is_due_happens_at_its_own_moment_in_order(account: Account) -> None:
    seen: list[tuple[str, datetime]] = []
    now = account.clock.now().replace(microsecond=0)

    def note_as(name: str) -> Callable[[World], None]:
        return lambda world: seen.append((name, world.now()))

    for name, minutes in (("second", 20), ("first", 10), ("third", 30)):
        account.world.later(now + timedelta(minutes=minutes), note_as(name))
    knock(account, "clock", advance_s=25 * 60)
    knock(account, "state", ids=[])
    expected = [("first", now + timedelta(minutes=10)), ("second", now + timedelta(minutes=20))]
    assert seen == expected


def test_faults_and_switches_and_fates_come_through_the_door(account: Account) -> None:
    knock(account, "faults", add=[{"kind": "status", "status": 500, "times": None}])
    assert account.call("GET", "groups.json").status_code == 500
    knock(account, "faults", clear=True)
    assert account.call("GET", "groups.json").status_code == 200
    assert knock(account, "switches", batch_tags="ignored")["batch_tags"] == "ignored"
    assert account.world.switches.batch_tags == "ignored"
    knock(account, "jobs", fates=["killed"])
    assert account.batch([{"id": account.ticket().id, "priority": "low"}])["status"] == "killed"


def test_a_jobs_plan_comes_through_the_door(account: Account) -> None:
    failing, silent, lost = (account.ticket() for _ in range(3))
    errors = {str(failing.id): ["DatabaseConflict", "Database collision"]}
    knock(account, "jobs", plans=[{"errors": errors, "unreported": [silent.id], "lost": [lost.id]}])
    job = account.batch([{"id": ticket.id, "priority": "low"} for ticket in (failing, silent, lost)])
    assert [(r["id"], r["error"]) for r in job["results"]] == [(failing.id, "DatabaseConflict")]
    assert [t.priority for t in (failing, silent, lost)] == [None, "low", None]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("jobs", {"plans": [{"fade": "killed"}]}),
        ("switches", {"no_such": 1}),
        ("faults", {"add": [{"sort": "odd"}]}),
        ("clock", {"set": "tomorrow"}),
        ("happening", {"ticket_id": 1}),
        ("happening", {"act": "catch_up"}),
        ("happening", {"act": "call", "with": {"ticket": 1}}),
    ],
)
def test_a_mistake_at_the_door_is_told(account: Account, name: str, body: dict[str, Any]) -> None:
    assert knock(account, name, status=422, **body)["error"]


def test_people_act_through_the_door_and_the_state_shows_it(account: Account) -> None:
    columns = {"subject": "Lost", "tags": ["vip"]}
    number = knock(account, "happening", requester_id=account.ann, columns=columns)["ticket_id"]
    knock(
        account,
        "happening",
        ticket_id=number,
        actor_id=account.bo,
        changes={"assignee_id": account.bo},
        comment="Let me see.",
        public=False,
    )
    state = knock(account, "state", ids=[number])[str(number)]
    assert (state["status"], state["tags"]) == ("open", ["vip"])
    assert [comment["public"] for comment in state["comments"]] == [True, False]
    ticket = account.world.tickets[number]
    account.note(ticket, metadata={"v": 1})
    assert knock(account, "state", ids=[number])[str(number)]["metadata"] == [{"v": 1}]


def test_calls_messages_and_merges_happen_through_the_door(account: Account) -> None:
    first, second = account.ticket(), account.ticket()
    knock(
        account, "happening", act="call", **{"with": {"ticket_id": first.id, "seconds": 9, "voicemail": True}}
    )
    assert first.comments[-1].voice is not None
    knock(
        account,
        "happening",
        act="merge",
        **{"with": {"source_id": first.id, "target_id": second.id, "actor_id": account.bo}},
    )
    assert first.status == "closed"
    opened = {"requester_id": account.ann, "text": "hi"}
    number = knock(account, "happening", act="open_conversation", **{"with": opened})["ticket_id"]
    assert account.world.tickets[number].messages[0].text == "hi"


def test_the_door_tells_every_call_but_its_own_and_no_secret(account: Account) -> None:
    account.sign_in()
    account.get("groups.json")
    rows = knock(account, "requests")["requests"]
    assert [row["path"] for row in rows[-2:]] == ["/oauth/tokens", "/api/v2/groups.json"]
    assert not [row for row in rows if row["path"].startswith("/_sandbox")]
    assert account.sandbox.requests[-2].body == {}


def test_the_door_knows_its_rooms(account: Account) -> None:
    assert "clock" in knock(account, "cellar", status=404)["known"]


def test_the_door_opens_behind_a_login_page_too(account: Account) -> None:
    knock(account, "switches", login_page=True)
    assert knock(account, "switches", login_page=False)["login_page"] is False
