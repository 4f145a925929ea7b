"""Reading: what the exports leave out is found elsewhere, and nothing is decided on half a story."""

from __future__ import annotations

from datetime import timedelta

import pytest

from integration.config.load import parse_config
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.sandbox.records import AUTOMATION, SYSTEM, Via
from integration.service import Clockwork, open_account
from integration.store.loading import load_tickets
from policies.core.facts import Facts, Side
from policies.core.findings import Verdict
from policies.core.timeline import fold
from policies.reassignment import Reassignment
from tests.integration.engine.acts import (
    findings,
    gaps,
    many_passed_around,
    person,
    policy,
    rows,
    states,
    stored,
    written,
)
from tests.integration.engine.harbour import Harbour


def ready(harbour: Harbour, text: str = "", extra: str = "") -> Context:
    account = harbour.open(text or policy(), extra)
    harbour.cycle(account)
    return account


def settle(harbour: Harbour, account: Context, cycles: int = 3) -> None:
    for _ in range(cycles):
        harbour.cycle(account)


def audit_reads(harbour: Harbour, ticket_id: int) -> int:
    return sum(r.path.startswith(f"/api/v2/tickets/{ticket_id}/audits") for r in harbour.sandbox.requests)


def test_a_ticket_older_than_the_history_is_completed_once_before_it_is_judged(harbour: Harbour) -> None:
    ticket_id = harbour.ticket()
    harbour.hand(ticket_id, 1, 2)
    harbour.wait(11 * 86400)
    window = policy(extra='window = "20 days"')
    account = ready(harbour, window)
    harbour.hand(ticket_id, 0)
    settle(harbour, account)
    harbour.hand(ticket_id, 1)
    settle(harbour, account)
    assert len(harbour.notes(ticket_id)) == 1, "the two handoffs before the history count"
    assert audit_reads(harbour, ticket_id) == 1


def test_a_change_by_a_rule_alone_is_read_and_counted_for_nobody(harbour: Harbour) -> None:
    account = ready(harbour)
    ticket_id = harbour.ticket()
    harbour.hand(ticket_id, 1, 2)
    settle(harbour, account, 1)
    move = {"group_id": harbour.groups[0], "assignee_id": None}
    person(harbour, ticket_id, move, actor=SYSTEM, via=Via("rule", AUTOMATION, "Night shift", 3))
    settle(harbour, account, 2)
    assert stored(account, ticket_id).group_id == harbour.groups[0]
    assert findings(account) == []
    harbour.hand(ticket_id, 1)
    settle(harbour, account, 2)
    assert len(harbour.notes(ticket_id)) == 1


def test_a_deleted_ticket_ends_its_findings(harbour: Harbour) -> None:
    account = ready(harbour, policy(mode="observe"))
    (ticket_id,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    assert [f.state for f in findings(account)] == ["open"]
    with harbour.sandbox.lock:
        harbour.world.delete(ticket_id, harbour.agents[0])
    settle(harbour, account)
    assert [f.state for f in findings(account)] == ["resolved"]
    assert states(account, ticket_id) == {"passed-around: at once": "obsolete"}


def test_unknown_kinds_of_events_are_kept_and_counted(harbour: Harbour) -> None:
    account = ready(harbour)
    ticket_id = harbour.ticket()
    with harbour.sandbox.lock:
        audit = harbour.world.update(ticket_id, harbour.agents[0], {"priority": "low"})
        strange = {"id": harbour.world.next_id(), "type": "HologramShown", "value": {"deep": ["shape"]}}
        audit.events.append(strange)
    harbour.hand(ticket_id, 1, 2, 0)
    settle(harbour, account)
    assert gaps(account) == {("event_type", "HologramShown"): 1}
    assert len(harbour.notes(ticket_id)) == 1


@pytest.mark.parametrize(
    ("lines", "gap_counted"),
    [
        pytest.param(150, 1, id="3,000 events: more than a page without words"),
        pytest.param(30, 0, id="600 events: one page without words"),
    ],
)
def test_a_second_too_full_for_a_page_is_mended_from_the_audits(
    harbour: Harbour, lines: int, gap_counted: int
) -> None:
    account = ready(harbour)
    world = harbour.world
    (told,) = many_passed_around(harbour, 1, handoffs=2)
    noisy = [harbour.ticket() for _ in range(20)]
    harbour.wait(30)
    with harbour.sandbox.lock:  # an import that touches the same tickets again and again, all in one second
        world.switches.events_limit = 400
        for number in range(lines):
            for ticket_id in noisy:
                world.update(ticket_id, harbour.agents[1], comment=f"Imported line {number}.")
        world.update(told, harbour.agents[0], {"group_id": harbour.groups[0]}, comment="Over to you")
    harbour.cycle(account)
    assert [count for (kind, _), count in gaps(account).items() if kind == "second"] == [1] * gap_counted
    assert harbour.notes(told), "the others go on, and what the second hid is known"
    harbour.cycle(account)
    assert written(harbour) == [told]
    with account.store.reading() as connection:
        known = load_tickets(account.store, connection, noisy, frozenset())
    for ticket, events in known.values():
        comments = fold(ticket, events, world.clock.now()).comments
        assert [c.side for c in comments] == [Side.CUSTOMER] + [Side.SERVICE] * lines
        assert {c.author_id for c in comments} == {harbour.customer, harbour.agents[1]}


def test_the_watermark_never_passes_what_either_stream_has_shown(harbour: Harbour) -> None:
    account = ready(harbour)
    marks = []
    for step in (5, 61, 90, 400, 3, 30, 7200):
        many_passed_around(harbour, 1)
        harbour.cycle(account, after=step)
        row = account.store.load_account()
        assert row.watermark <= min(row.ticket_mark, row.event_mark)
        assert row.watermark <= harbour.world.clock.now() - timedelta(seconds=60)
        marks.append(row.watermark)
    assert marks == sorted(marks)


def test_a_ticket_whose_row_is_newer_than_the_watermark_waits(harbour: Harbour) -> None:
    account = ready(harbour)
    (ticket_id,) = many_passed_around(harbour, 1)
    report = harbour.cycle(account, after=66)  # exported, and 9 s behind the watermark's border
    assert report.counts.get("tickets") == 1
    assert report.counts.get("judged", 0) == 0
    report = harbour.cycle(account, after=15)
    assert report.counts.get("judged") == 1
    assert len(harbour.notes(ticket_id)) == 1


def test_a_ticket_that_an_app_touches_all_the_time_gets_its_note_soon_and_once(harbour: Harbour) -> None:
    account = ready(harbour)
    (ticket_id,) = many_passed_around(harbour, 1)
    found_at = harbour.world.clock.now()
    told_at = None
    for turn in range(30):  # fifteen minutes
        person(
            harbour,
            ticket_id,
            {"tags": ["sync_a", f"sync_{turn % 2}"]} | keep(harbour, ticket_id),
            actor=harbour.agents[3],
        )
        if turn % 2:
            harbour.cycle(account, after=30)
        else:
            harbour.wait(30)
        if told_at is None and harbour.notes(ticket_id):
            told_at = harbour.world.clock.now()
    assert told_at is not None
    assert told_at - found_at <= timedelta(minutes=5)
    assert len(harbour.notes(ticket_id)) == 1


def keep(harbour: Harbour, ticket_id: int) -> dict[str, object]:
    """The app writes its own tags and leaves ours."""
    own = [tag for tag in harbour.tags(ticket_id) if not tag.startswith("sync_")]
    return {"additional_tags": own}


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_wrong_wall_clock_changes_nothing(harbour: Harbour, minutes: int) -> None:
    clock = harbour.world.clock
    wrong = timedelta(minutes=minutes)
    config = parse_config(harbour.config_text(policy()), harbour.folder / "config.toml")
    clockwork = Clockwork(monotonic=clock.seconds, wall=lambda: clock.now() + wrong, sleep=clock.sleep)
    account = open_account(config, clockwork=clockwork)
    harbour.accounts.append(account)
    harbour.cycle(account)
    (ticket_id,) = many_passed_around(harbour, 1)
    before = harbour.world.clock.now()
    harbour.cycle(account)
    assert len(harbour.notes(ticket_id)) == 1
    assert account.store.load_account().watermark <= harbour.world.clock.now() - timedelta(seconds=60)
    wrong = -wrong * 3  # it jumps, also backwards
    settle(harbour, account)
    account.store.release_lease()
    again = open_account(config, clockwork=clockwork)
    harbour.accounts.append(again)
    settle(harbour, again)
    assert len(harbour.notes(ticket_id)) == 1
    assert rows(again, ticket_id)[0].written_at >= before


def test_a_policy_that_raises_is_left_out_and_the_others_go_on(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = ready(harbour, policy("broken", mode="observe") + policy("sound"))
    (before,) = many_passed_around(harbour, 1)
    settle(harbour, account)
    decide = Reassignment.decide
    broken = [True]

    def failing(self: Reassignment, facts: Facts) -> Verdict:
        if self.name == "broken" and broken:
            raise ZeroDivisionError
        return decide(self, facts)

    monkeypatch.setattr(Reassignment, "decide", failing)
    (ticket_id,) = many_passed_around(harbour, 1)
    person(harbour, before, {"priority": "low"})
    report = harbour.cycle(account)
    assert report.counts["policy_errors"] == 2
    assert harbour.tags(ticket_id) == {"sound"}
    kept = {(f.ticket_id, f.policy): f.state for f in findings(account)}
    assert kept == {(before, "broken"): "open", (before, "sound"): "open", (ticket_id, "sound"): "open"}
    assert states(account, before)["broken: at once"] == "held: observe"
    broken.clear()
    harbour.cycle(account, after=3700)
    assert (ticket_id, "broken") in {(f.ticket_id, f.policy) for f in findings(account)}, (
        "asked again in an hour"
    )


def test_nothing_is_judged_before_both_streams_were_read_to_their_end(harbour: Harbour) -> None:
    many_passed_around(harbour, 2)
    harbour.wait(120)
    config = parse_config(harbour.config_text(policy()), harbour.folder / "config.toml")
    clock = harbour.world.clock
    account = open_account(config, clockwork=Clockwork(clock.seconds, clock.now, clock.sleep))
    harbour.accounts.append(account)
    account.store.save_account(ticket_mark=clock.now(), ticket_end=True)
    from integration.engine.judge import judge_changes, new_rationing  # noqa: PLC0415 - one step alone

    assert judge_changes(account, new_rationing(account)) == set()
    assert findings(account) == []


def test_a_bulk_move_is_no_handoff_of_any_ticket(harbour: Harbour) -> None:
    account = ready(harbour, policy(mode="observe"))
    ids = many_passed_around(harbour, 12, handoffs=2)
    for ticket_id in ids:
        person(harbour, ticket_id, {"group_id": harbour.groups[0]})
    settle(harbour, account)
    assert findings(account) == []


def events_in_five_minutes(harbour: Harbour, per_second: int) -> None:
    """A rush on twenty tickets, as long as the overlap of the polls."""
    tickets = [harbour.ticket() for _ in range(20)]
    start = harbour.world.clock.now()
    with harbour.sandbox.lock:
        for number in range(300 * per_second):
            at = start + timedelta(seconds=number / per_second)
            priority = "low" if number // 20 % 2 else "high"
            harbour.world.update(tickets[number % 20], harbour.agents[1], {"priority": priority}, at=at)
    harbour.wait(300)


def event_pages(harbour: Harbour) -> int:
    return sum("ticket_events" in request.path for request in harbour.sandbox.requests)


def test_a_rush_of_more_events_than_the_exports_allow_in_five_minutes_is_read_to_its_end(
    harbour: Harbour,
) -> None:
    """A page a minute, and more than one in the five minutes that a poll begins before the last end."""
    account = ready(harbour, extra="[limits]\nexports_per_minute = 2")
    events_in_five_minutes(harbour, 4)
    for _ in range(3):
        harbour.wait(60)
        run_cycle(account)
    row = account.store.load_account()
    assert harbour.world.clock.now() - row.watermark < timedelta(seconds=90)


@pytest.mark.parametrize(("exports_a_minute", "pages"), [(4, 1), (9, 3)])
def test_after_a_rush_a_poll_reads_as_much_again_as_the_exports_leave_over(
    harbour: Harbour, exports_a_minute: int, pages: int
) -> None:
    """The rush costs three pages, and the tickets one; what is left of it in the five minutes would be three again."""
    account = ready(harbour, extra=f"[limits]\nexports_per_minute = {exports_a_minute}")
    events_in_five_minutes(harbour, 9)
    harbour.cycle(account)
    before = event_pages(harbour)
    harbour.cycle(account, after=1)
    assert event_pages(harbour) - before == pages


def test_a_cycle_that_comes_seconds_early_waits_until_the_calls_before_it_are_a_minute_old(
    harbour: Harbour,
) -> None:
    """Three calls of four a minute; the second event page of the next cycle is had with a little patience."""
    account = ready(harbour, extra="[limits]\nexports_per_minute = 4")
    events_in_five_minutes(harbour, 5)
    run_cycle(account)
    before = event_pages(harbour)
    events_in_five_minutes(harbour, 5)
    harbour.world.clock.advance(timedelta(seconds=57 - 300))
    run_cycle(account)
    assert event_pages(harbour) - before == 2


def test_an_event_that_came_late_is_read_all_the_same(harbour: Harbour) -> None:
    account = ready(harbour)
    (late,) = many_passed_around(harbour, 1, handoffs=2)
    settle(harbour, account, 1)
    early = harbour.world.clock.now() - timedelta(seconds=240)  # and that cycle has read up to 165 s later
    move = {"group_id": harbour.groups[0], "assignee_id": None}
    with harbour.sandbox.lock:
        harbour.world.update(late, harbour.agents[0], move, at=early)
    settle(harbour, account, 2)
    assert written(harbour) == [late]
