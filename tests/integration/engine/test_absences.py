"""Who is out is known by dates in their own zone, by tags, by statuses, and by what Zendesk says of the user."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from integration.config.absences import AbsencesSettings
from integration.engine.absences import who_is_out
from integration.engine.context import Context, Names
from integration.sandbox.faults import Fault
from integration.zendesk.directory import Agent
from policies.core.absences import why_out
from policies.core.facts import Account, Ticket
from tests.integration.engine.acts import policy, rows
from tests.integration.engine.harbour import Harbour

ANA, BEN = 1, 2
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def out(
    absences: str = "{}",
    *,
    moment: datetime = NOON,
    zone: str | None = None,
    statuses: Mapping[int, str] | None = None,
    **changes: Any,  # noqa: ANN401 - an agent's fields
) -> str | None:
    """Why Ana is out, if she is."""
    agent = {
        "id": ANA,
        "name": "Ana Reyes",
        "role": "agent",
        "active": True,
        "suspended": False,
        "group_ids": (),
        "time_zone": zone,
        "locale": None,
        **changes,
    }
    account = Account("harbour", zones={ANA: zone} if zone else {}, zone="Europe/London")
    names = Names(account, agent_ids={"ana@harbour.example": ANA, "1": ANA}, people=(Agent(**agent),))
    settings = AbsencesSettings.model_validate_json(absences)
    return who_is_out(settings, names, statuses or {}, moment).get(ANA)


def dates(*spans: tuple[str, str]) -> str:
    rows = [f'{{"agent": "ana@harbour.example", "from": "{a}", "until": "{b}"}}' for a, b in spans]
    return f'{{"out": [{", ".join(rows)}]}}'


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-03-02", "2026-03-06", "out until 6 Mar"),
        ("2026-03-04", "2026-03-04", "out until 4 Mar"),
        ("2026-03-05", "2026-03-06", None),
        ("2026-03-01", "2026-03-03", None),
    ],
)
def test_an_absence_has_both_its_days(first: str, last: str, expected: str | None) -> None:
    assert out(dates((first, last))) == expected


def test_absences_that_touch_are_one() -> None:
    spans = dates(("2026-03-05", "2026-03-12"), ("2026-03-02", "2026-03-04"), ("2026-03-20", "2026-03-21"))
    assert out(spans) == "out until 12 Mar"


def test_a_day_is_the_agents_own_day() -> None:
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    spans = dates(("2026-03-04", "2026-03-04"))
    assert out(spans, moment=late, zone="Europe/Berlin") == "out until 4 Mar"
    assert out(spans, moment=late, zone="America/New_York") is None
    assert out(spans, moment=late) is None, "the account's zone, where the agent's is not known"


def test_a_tag_or_a_status_says_it_only_as_configured() -> None:
    assert out(tags=("out_of_office",)) == "tagged out_of_office"
    assert out('{"user_tags": []}', tags=("out_of_office",)) is None
    assert out(statuses={ANA: "Away"}) is None
    assert out('{"agent_statuses": ["away"]}', statuses={ANA: "Away"}) == "set to away"
    assert out('{"agent_statuses": ["away"]}', statuses={BEN: "away"}) is None


def test_who_cannot_sign_in_is_out_whatever_the_dates_say() -> None:
    assert out(dates(("2026-03-02", "2026-03-06")), suspended=True) == "suspended"
    assert out(active=False) == "no longer active"


def test_an_owner_is_out_who_is_absent_or_not_in_the_group() -> None:
    account = Account("harbour", out={ANA: "suspended"}, members={10: frozenset({ANA, BEN}), 11: frozenset()})

    def reason(assignee: int | None, group: int | None) -> str | None:
        return why_out(account, Ticket(7, "open", NOON, 99, group_id=group, assignee_id=assignee))

    assert reason(ANA, 10) == "suspended"
    assert reason(BEN, 10) is None
    assert "no member of the group" in (reason(BEN, 11) or "")
    assert reason(BEN, 12) is None, "a group that is not known says nothing"
    assert reason(None, 11) is None


STATUSES = '[absences]\nagent_statuses = ["away"]\n'


def away(harbour: Harbour, agent: int, status: str = "away") -> None:
    with harbour.sandbox.lock:
        harbour.world.users[harbour.agents[agent]].status = status


def asked(account: Context) -> int:
    return account.transport.calls["GET agent_availabilities"]


def test_zendesk_is_asked_for_statuses_only_when_one_is_configured_and_every_five_minutes(
    harbour: Harbour,
) -> None:
    quiet = harbour.open(policy())
    harbour.cycle(quiet)
    assert asked(quiet) == 0
    quiet.store.release_lease()
    account = harbour.open(policy(), extra=STATUSES)
    away(harbour, 0)
    harbour.cycle(account)
    assert account.names.account.out == {harbour.agents[0]: "set to away"}
    harbour.cycle(account, after=60)
    assert asked(account) == 1
    away(harbour, 0, "online")
    harbour.cycle(account, after=300)
    assert asked(account) == 2
    assert account.names.account.out == {}


def test_statuses_that_cannot_be_read_stop_nothing(harbour: Harbour) -> None:
    account = harbour.open(policy(), extra=STATUSES)
    with harbour.sandbox.lock:
        harbour.world.switches.agent_statuses = False
    harbour.cycle(account)
    assert account.names.account.out == {}
    with harbour.sandbox.lock:
        harbour.world.switches.agent_statuses = True
    away(harbour, 1)
    harbour.cycle(account, after=400)
    harbour.sandbox.faults.add(Fault("status", path="agent_availabilities", status=400, times=None))
    harbour.cycle(account, after=400)
    assert account.names.account.out == {harbour.agents[1]: "set to away"}, "the last ones stand"


def test_the_directory_tells_members_and_zones(harbour: Harbour) -> None:
    account = harbour.open(policy())
    facts = account.names.account
    assert facts.members[harbour.groups[0]] == frozenset(harbour.agents)
    assert facts.zones[harbour.agents[0]] == "Europe/London"
    assert facts.zone == "Europe/London", "of the first schedule, as the settings do not say"


def test_a_suspended_owners_ticket_tells_the_fallback(harbour: Harbour) -> None:
    steps = '[[steps]]\nadd_tags = ["passed_around"]\nfallback = { add_followers = ["Dora Lind"] }'
    account = harbour.open(policy(steps=steps))
    harbour.cycle(account)
    tickets = {}
    for agent in (1, 2):
        ticket_id = harbour.passed_around()
        harbour.wait(60)
        with harbour.sandbox.lock:
            harbour.world.update(ticket_id, harbour.agents[0], {"assignee_id": harbour.agents[agent]})
        tickets[agent] = ticket_id
    with harbour.sandbox.lock:
        harbour.world.users[harbour.agents[1]].suspended = True
    harbour.cycle(account, after=3600)
    told = {agent: rows(account, ticket)[0].payload["followers"] for agent, ticket in tickets.items()}
    assert told == {1: [harbour.agents[3]], 2: []}
