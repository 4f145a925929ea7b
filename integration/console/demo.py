"""The demo: the real cycle against the embedded Zendesk, a lifelike week and the days after it in fast motion."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from integration.config.load import parse_config
from integration.console.leads_room import LeadsRoom
from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.engine.left_alone import why_left_alone
from integration.sandbox.auth import CLIENT_ID, CLIENT_SECRET
from integration.sandbox.server import Sandbox
from integration.sandbox.week import Cast, build_cast_and_week
from integration.service import Clockwork, open_account
from integration.store.access import Store
from integration.store.ledger import load_rows
from policies.core.actions import State

DAYS = timedelta(days=3)
_STEP = timedelta(minutes=30)
_NIGHT_STEP = timedelta(hours=2)
_OFFICE = range(7, 20)
_CONFIG = """
[account]
name = "harbourline"
base_url = "{url}"
history_start = "30 days"
[account.auth]
client_id = "{client_id}"
client_secret = {{ file = "{secret}" }}
[store]
path = "steadyhand.db"
[scope]
ignore_actors = ["Round Robin", "Parcel Tracker"]
[limits]
updates_per_owner_per_day = 4
brake = {{ tickets = 6, share = "1%" }}
[quiet_hours]
daily = "18:00-08:00"
time_zone = "Europe/London"

[policies.passed-around]
kind = "reassignment"
mode = "enforce"
effective_from = {effective_from}
max_handoffs = 3
window = "5 business days"
triage_groups = ["Front Desk"]
scope = {{ groups = ["Front Desk", "Orders", "Billing", "Technical", "Returns"] }}
[[policies.passed-around.steps]]
add_tags = ["passed_around"]
note = true
[[policies.passed-around.steps]]
after = "4 business hours"
add_tags = ["passed_around_escalated"]
add_followers = ["marguerite.oyelara@harbourline.example"]

[policies.login-trouble]
kind = "reassignment"
mode = "enforce"
effective_from = {monday}
max_handoffs = 3
triage_groups = ["Front Desk"]
scope = {{ tags_any = ["login"], groups = ["Facilities", "Technical", "Returns"] }}
[[policies.login-trouble.steps]]
note = true

[policies.many-groups]
kind = "reassignment"
mode = "observe"
max_groups = 3
triage_groups = ["Front Desk"]
[[policies.many-groups.steps]]
add_tags = ["many_groups"]

[policies.kept-promises]
kind = "promise"
mode = "enforce"
effective_from = {monday}
auto_close_after = "2 days"
on_end = {{ add_tags = ["promise_kept_late"] }}
[[policies.kept-promises.steps]]
add_tags = ["promise_overdue"]
note = true
fallback = {{ add_followers = ["marguerite.oyelara@harbourline.example"] }}
[[policies.kept-promises.steps]]
after = "3 business hours"
add_tags = ["promise_escalated"]
add_followers = ["marguerite.oyelara@harbourline.example"]

[policies.planned]
kind = "follow_up"
mode = "enforce"
effective_from = {monday}
after = "1 business day"
only_if = ["bad_rating", "reopened"]
planned = ["directive", "due_date"]
[[policies.planned.steps]]
add_tags = ["follow_up_due"]
note = true

[policies.gone-quiet]
kind = "silence"
mode = "observe"
after = "3 business days"
scope = {{ groups = ["Billing"] }}
[[policies.gone-quiet.steps]]
add_tags = ["gone_quiet"]

[notify.leads]
kind = "webhook"
url = "{leads}"
[policies.boundaries]
kind = "abuse"
mode = "enforce"
approvers = ["marguerite.oyelara@harbourline.example"]
leads = ["marguerite.oyelara@harbourline.example"]
notify = ["leads"]
"""


Progress = Callable[[str, float], None]


@dataclass
class DemoResult:
    """What the demo showed, for the terminal and for machines."""

    cast: Cast
    account: Context
    leads: LeadsRoom
    """What the team leads were told outside of Zendesk."""
    counts: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    cycles: int = 0
    brake: str = ""
    left_alone: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By reason, a ticket and its sentence."""
    began: datetime | None = None
    ended: datetime | None = None


def run_demo(folder: Path, progress: Progress) -> tuple[DemoResult, Sandbox]:
    """Run the service over the week and three days more; `progress` is told a sentence and a share of the whole.

    The sandbox and the leads' room still listen when this returns; whoever calls stops both.
    """
    progress("An invented company's week is being made", 0.0)
    world, cast = build_cast_and_week()
    sandbox, leads = Sandbox(world).start(), LeadsRoom().start()
    result = DemoResult(cast, _open(folder, sandbox, cast, leads), leads, began=world.clock.now())
    _let_a_sync_app_win(sandbox, cast)
    progress("The first cycle reads the history", 0.05)
    _cycle(result)
    play(result, sandbox, DAYS, progress)
    return result, sandbox


def play(result: DemoResult, sandbox: Sandbox, span: timedelta, progress: Progress) -> None:
    """Let the clock go on by a span, with cycle after cycle."""
    clock = sandbox.world.clock
    end = clock.now() + span
    while clock.now() < end:
        step = _STEP if clock.now().hour in _OFFICE else _NIGHT_STEP
        clock.advance(min(step, end - clock.now()))
        _cycle(result)
        share = 1 - (end - clock.now()) / span
        progress(f"{clock.now():%A %H:%M}, cycle {result.cycles}", 0.1 + 0.9 * max(0.0, share))
    result.ended = clock.now()
    result.left_alone |= {
        reason: pair
        for reason, pair in why_left_alone(result.account).items()
        if reason not in result.left_alone
    }


def _open(folder: Path, sandbox: Sandbox, cast: Cast, leads: LeadsRoom) -> Context:
    secret = folder / "client_secret"
    secret.write_text(CLIENT_SECRET)
    text = _CONFIG.format(
        url=sandbox.url,
        leads=leads.url,
        client_id=CLIENT_ID,
        secret=secret,
        effective_from=f"{cast.ends - timedelta(days=4):%Y-%m-%dT%H:%M:%SZ}",
        monday=f"{cast.monday:%Y-%m-%dT%H:%M:%SZ}",
    )
    clock = sandbox.world.clock
    clockwork = Clockwork(monotonic=clock.seconds, wall=clock.now, sleep=clock.sleep)
    return open_account(parse_config(text, folder / "config.toml"), clockwork=clockwork)


def _let_a_sync_app_win(sandbox: Sandbox, cast: Cast) -> None:
    """On one ticket a sync app is always a moment faster than we are: Zendesk answers our write with a conflict."""
    sandbox.world.contested.add(cast.one("busy"))


def _cycle(result: DemoResult) -> None:
    """One cycle. When it sets the brake, look at what it holds, and release it as an admin would."""
    account = result.account
    report = run_cycle(account, drain=True)
    result.counts.update(report.counts)
    result.calls += report.calls
    result.cycles += 1
    row = account.store.load_account()
    if row.brake:
        result.brake = row.brake
        result.left_alone["brake"] = _first_planned(account.store, row.brake)
        account.store.write_brake(None, None)
        account.config = account.config.model_copy(
            update={
                "limits": account.config.limits.model_copy(
                    update={"brake": account.config.limits.brake.model_copy(update={"tickets": 200})}
                )
            }
        )
    for reason, pair in why_left_alone(account).items():
        result.left_alone.setdefault(reason, pair)


def _first_planned(store: Store, sentence: str) -> tuple[int, str]:
    with store.reading() as connection:
        rows = load_rows(store, connection, State.PLANNED, limit=1)
    return (rows[0].ticket_id if rows else 0), sentence


def demo_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for the demo's store that goes when it ends."""
    return tempfile.TemporaryDirectory(prefix="steadyhand-demo-")
