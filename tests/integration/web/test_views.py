"""The views of a small company: what they say is what the store says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import requests

from integration.engine.context import BRAKE_PUBLIC
from integration.store.schema import timer
from integration.web import working
from integration.web.when import Wall
from integration.web.written import load_day
from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour
from tests.integration.web.conftest import Serve


def page(url: str) -> str:
    answer = requests.get(url, timeout=20)
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_before_the_first_cycle_it_says_so(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    told = page(serve(account))
    assert "Reading the history" in told
    assert "Nothing was written today." in told


def test_what_was_written_today_stands_there_with_its_reason(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    ticket = harbour.passed_around()
    harbour.cycle(account)
    told = page(serve(account))
    assert "Working" in told
    assert "What it did today, and why" in told
    assert f"#{ticket}" in told
    assert "3 handoffs" in told
    assert "+ passed_around" in told


def test_an_update_of_two_policies_is_one_entry_with_both_reasons(harbour: Harbour) -> None:
    account = harbour.open(policy("one") + policy("two"))
    harbour.cycle(account)
    harbour.passed_around()
    harbour.cycle(account)
    wall = Wall.of(account.wall(), account.names.account.zone)
    day = load_day(account, wall, wall.today)
    assert day.count == 1
    assert [name for name, _ in day.updates[0].reasons] == ["one", "two"]
    assert sorted(day.updates[0].tags) == ["one", "two"]
    assert day.updates[0].note


def test_what_is_observed_only_is_held_and_not_written(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy(mode="observe"))
    harbour.passed_around()
    harbour.cycle(account)
    url = serve(account)
    assert "Nothing was written today." in page(url)
    told = page(f"{url}/held?reason=observe")
    assert "1 held back." in told
    assert "add tag passed_around, write an internal note" in told
    assert "Nothing is held back that fits." in page(f"{url}/held?reason=cap")


def test_what_the_brake_holds_is_listed_with_it(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    account.store.write_brake("Set by hand.", account.now())
    ticket = harbour.passed_around()
    harbour.cycle(account)
    url = serve(account)
    assert "The brake is set: nothing is written Set by hand." in page(url)
    told = page(f"{url}/held?reason=brake")
    assert "1 held back." in told
    assert f"#{ticket}" in told
    account.store.write_brake(None, None)
    assert "goes when the ticket is still as it was judged" in page(f"{url}/held?reason=next%20cycle")


def test_findings_are_filtered_and_followed_to_their_explanation(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy("one") + policy("two"))
    ticket = harbour.passed_around()
    harbour.cycle(account)
    url = serve(account)
    assert "2 findings." in page(f"{url}/findings")
    assert "1 finding." in page(f"{url}/findings?policy=two&state=open&day=2026-03-04")
    assert "0 findings." in page(f"{url}/findings?day=2026-03-03")
    told = page(f"{url}/tickets/{ticket}")
    assert "What each policy says" in told
    assert told.count("3 handoffs") >= 2


def test_a_notes_reference_leads_to_its_ticket(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    ticket = harbour.passed_around()
    harbour.cycle(account)
    (reference,) = re.findall(r"SH-\w{8}", " ".join(harbour.notes(ticket)))[:1]
    url = serve(account)
    for asked in (reference, reference.lower(), str(ticket), f"%23{ticket}"):
        answer = requests.get(f"{url}/tickets?of={asked}", timeout=20)
        assert answer.url == f"{url}/tickets/{ticket}"
    assert requests.get(f"{url}/tickets?of=SH-00000000", timeout=20).status_code == 404


def test_a_ticket_links_to_zendesk(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    ticket = harbour.passed_around()
    harbour.cycle(account)
    text = requests.get(f"{serve(account)}/findings", timeout=20).text
    assert f'href="{account.config.account.url}/agent/tickets/{ticket}"' in text


@pytest.mark.parametrize(
    ("trouble", "state"),
    [("brake", "braked"), ("config", "stale"), ("silence", "stopped"), ("lag", "behind")],
)
def test_what_is_the_matter_is_said_first(harbour: Harbour, serve: Serve, trouble: str, state: str) -> None:
    account = harbour.open()
    harbour.cycle(account)
    if trouble == "brake":
        account.store.write_brake(BRAKE_PUBLIC, account.now())
    elif trouble == "config":
        account.config_problem = "config.toml:3: policies.x: unknown setting"
    else:
        harbour.wait(1800)
        account.transport.get("/api/v2/users/me.json")
        if trouble == "lag":
            account.beat()
    health = working.look(account)
    assert health.state == state
    assert not health.good
    told = page(serve(account))
    assert health.headline in told
    assert trouble != "config" or "unknown setting" in told


def test_the_budget_is_shown_by_the_service_alone(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    assert "single updates" in page(serve(account))
    assert "only run --web knows" in page(serve(account, live=False))


def test_policies_say_what_they_do_and_what_they_found(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy("one") + policy("two", mode="observe"))
    harbour.passed_around()
    harbour.cycle(account)
    told = page(f"{serve(account)}/policies")
    assert "reassignment in mode enforce, acts" in told
    assert "reassignment in mode observe, only records what it would do" in told
    assert "at once: add tag two, write an internal note" in told
    assert told.count("1 found in 14 days") == 2


def test_observing_brings_advice_and_enforcing_brings_precision(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy("one") + policy("two", mode="observe"))
    harbour.cycle(account)
    harbour.passed_around()
    harbour.cycle(account)
    harbour.cycle(account)
    told = page(f"{serve(account)}/policies")
    assert "Of what was written 0 confirmed , 0 dismissed, 0 expired, 1 open yet." in told
    assert "Precision is shown from 20 confirmed or dismissed on." in told
    assert "days of observing; advice comes from 20" in told


def test_a_monitor_reads_figures_and_nothing_of_tickets(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    harbour.passed_around()
    harbour.cycle(account)
    answer = requests.get(f"{serve(account)}/metrics", timeout=20)
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert 'steadyhand_findings{account="harbour",policy="passed-around",state="open"} 1.0' in answer.text
    assert "steadyhand_brake" in answer.text


def test_a_policy_that_left_the_file_keeps_its_findings(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy("one"))
    harbour.passed_around()
    harbour.cycle(account)
    account.config = account.config.model_copy(update={"policies": {}})
    url = serve(account)
    assert "no longer in the file" in page(f"{url}/policies")
    assert "1 finding." in page(f"{url}/findings?policy=one")


def test_what_is_ahead_stands_on_the_timeline_and_in_the_list(harbour: Harbour, serve: Serve) -> None:
    steps = '[[steps]]\nadd_tags = ["one"]\n[[steps]]\nafter = "4h"\nadd_tags = ["two"]'
    account = harbour.open(policy(steps=steps))
    ticket = harbour.passed_around()
    harbour.cycle(account)
    url = serve(account)
    told = page(f"{url}/ahead?days=1")
    assert f"#{ticket}" in told
    assert "in 1 day." in told
    assert "before its time" in page(f"{url}/held?reason=before%20its%20time")
    assert "<circle" in requests.get(f"{url}/ahead", timeout=20).text


def test_a_long_list_is_paged(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy(mode="observe"))
    harbour.passed_around()
    harbour.cycle(account)
    with account.store.transaction() as connection:
        connection.exec_driver_sql(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 60) "
            "insert into finding (account, policy, ticket_id, episode, because, since, first_seen, state, mode) "
            "select account, policy, ticket_id, 'copy ' || i, because, since, first_seen, state, mode "
            "from finding, n"
        )
    url = serve(account)
    first, second = page(f"{url}/findings"), page(f"{url}/findings?page=2")
    assert "61 findings." in first
    assert "Page 1 of 2" in first
    assert first.count("3 handoffs") == 50
    assert second.count("3 handoffs") == 11
    assert "Nothing was found that fits." in page(f"{url}/findings?page=9")


def test_a_long_list_of_what_comes_goes_on_to_what_comes_later(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    with account.store.transaction() as connection:
        due = account.now() + timedelta(hours=1)
        rows = [
            {"account": account.account, "ticket_id": 9_000 + n, "policy": "passed-around", "due": due}
            for n in range(60)
        ]
        connection.execute(timer.insert(), rows)
    url = serve(account)
    told = page(f"{url}/ahead")
    assert "60 moments in 7 days." in told
    assert "Page 1 of 2 Later →" in told
    assert "← Sooner Page 2 of 2" in page(f"{url}/ahead?page=2")


def test_a_writer_that_rests_is_said_and_alarms_nobody(harbour: Harbour) -> None:
    account = harbour.open()
    harbour.cycle(account)
    account.store.save_account(rest_until=account.now())
    health = working.look(account)
    assert (health.state, health.good) == ("resting", True)
