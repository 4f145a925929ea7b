"""The service on one machine: a new configuration at a cycle's border, outages survived, an end between steps."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from structlog.testing import capture_logs

from integration import scheduler
from integration.engine.context import Context
from integration.sandbox.faults import Fault
from integration.scheduler import Service
from integration.zendesk.errors import SignInRefused
from tests.integration.engine.acts import many_passed_around, policy
from tests.integration.engine.harbour import Harbour


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    with Harbour(tmp_path) as company:
        yield company


def service_of(harbour: Harbour, text: str | None = None) -> tuple[Service, Context, Path]:
    """The service with an open account on the simulated clock, and its file."""
    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text(text or policy()))
    service = Service(file, opener=lambda _config, **_: harbour.open(text or policy()))
    (keeper,) = service.fleet.keepers.values()
    return service, keeper.open(), file


def tick(harbour: Harbour, service: Service) -> list[str]:
    """A tick, some time later; what was logged, by its event."""
    harbour.wait(90)
    (label,) = service.fleet.keepers
    with capture_logs() as logs:
        service.tick(label)
    return [str(entry["event"]) for entry in logs]


def rewrite(harbour: Harbour, file: Path, text: str) -> None:
    before = file.stat().st_mtime_ns
    file.write_text(harbour.config_text(text))
    os.utime(file, ns=(before + 10**9, before + 10**9))


def test_a_changed_good_configuration_is_taken_at_the_border(harbour: Harbour) -> None:
    service, account, file = service_of(harbour, policy(mode="observe"))
    tick(harbour, service)
    rewrite(harbour, file, policy(mode="enforce"))
    assert "config_taken" in tick(harbour, service)
    assert account.config.policies["passed-around"].mode == "enforce"
    many_passed_around(harbour, 1)
    tick(harbour, service)
    assert len(harbour.sandbox.writes()) == 1
    assert "config_taken" not in tick(harbour, service), "once"


@pytest.mark.parametrize(
    "bad", ["max_handofs = 2", 'scope = { groups = ["Nobody here"] }', "max_handoffs = [broken"]
)
def test_a_bad_configuration_leaves_the_old_one_in_force_and_is_told(harbour: Harbour, bad: str) -> None:
    service, account, file = service_of(harbour)
    tick(harbour, service)
    digest = account.config.digest
    rewrite(harbour, file, policy(extra=bad))
    assert "config_stale" in tick(harbour, service)
    assert account.config.digest == digest
    assert account.config_problem is not None
    assert "config_stale" not in tick(harbour, service), "told once"
    many_passed_around(harbour, 1)
    tick(harbour, service)
    assert len(harbour.sandbox.writes()) == 1, "the old one works on"
    rewrite(harbour, file, policy(extra="max_handoffs = 4"))
    assert "config_taken" in tick(harbour, service)
    assert account.config_problem is None


def test_a_configuration_that_came_during_an_outage_is_taken_after_it(harbour: Harbour) -> None:
    service, account, file = service_of(harbour)
    tick(harbour, service)
    rewrite(harbour, file, policy(extra="max_handoffs = 4"))
    harbour.sandbox.faults.add(Fault("status", times=None, status=503))
    assert "zendesk_out_of_reach" in tick(harbour, service)
    harbour.sandbox.faults.clear()
    assert "config_taken" in tick(harbour, service)
    assert account.config.digest != ""
    assert getattr(account.config.policies["passed-around"], "max_handoffs", None) == 4


def test_a_new_interval_is_the_pace_of_its_cycles(harbour: Harbour) -> None:
    service, _, file = service_of(harbour)
    jobs = BackgroundScheduler(timezone="UTC")
    jobs.start(paused=True)
    service._schedule(jobs)  # noqa: SLF001 - what its thread does every five seconds
    text = harbour.config_text(policy())
    file.write_text(text.replace("[account]", '[account]\ninterval = "30s"'))
    assert "config_needs_restart" not in tick(harbour, service)
    service._schedule(jobs)  # noqa: SLF001 - as above
    (job,) = jobs.get_jobs()
    assert job.trigger.interval.total_seconds() == 30
    jobs.shutdown()


def test_a_new_address_or_store_waits_for_the_next_start(harbour: Harbour) -> None:
    service, account, file = service_of(harbour)
    tick(harbour, service)
    digest = account.config.digest
    file.write_text(harbour.config_text(policy(), store="elsewhere.db"))
    assert "config_needs_restart" in tick(harbour, service)
    assert account.config.digest == digest


def test_a_new_name_of_the_only_account_waits_for_the_next_start(harbour: Harbour) -> None:
    service, account, file = service_of(harbour)
    tick(harbour, service)
    file.write_text(harbour.config_text(policy()).replace('name = "harbour"', 'name = "quay"'))
    assert "config_needs_restart" in tick(harbour, service)
    assert list(service.fleet.keepers) == ["harbour"]
    assert account.store.load_account().holder is not None


@pytest.mark.parametrize(
    "table",
    ['[web]\ntoken = { env = "PAGE_TOKEN" }\n', '[monitoring]\nlisten = "9480"\n'],
    ids=["web", "monitoring"],
)
def test_what_is_the_processes_own_waits_for_the_next_start_and_all_else_does_not(
    harbour: Harbour, table: str
) -> None:
    service, account, file = service_of(harbour)
    tick(harbour, service)
    file.write_text(harbour.config_text(policy(extra="max_handoffs = 4"), table))
    told = tick(harbour, service)
    assert "config_needs_restart" in told
    assert "config_taken" in told
    assert getattr(account.config.policies["passed-around"], "max_handoffs", None) == 4
    assert "config_needs_restart" not in tick(harbour, service), "told once"


@pytest.mark.parametrize("kind", ["status", "reset", "html"])
def test_an_outage_does_not_end_the_service(harbour: Harbour, kind: str) -> None:
    service, _, _ = service_of(harbour)
    tick(harbour, service)
    (ticket_id,) = many_passed_around(harbour, 1)
    harbour.sandbox.faults.add(Fault(kind, times=None, status=503))  # type: ignore[arg-type]
    assert "zendesk_out_of_reach" in tick(harbour, service)
    assert service.failure is None
    harbour.sandbox.faults.clear()
    tick(harbour, service)
    tick(harbour, service)
    assert len(harbour.notes(ticket_id)) == 1


def test_a_refused_sign_in_ends_it(harbour: Harbour) -> None:
    service, _, _ = service_of(harbour)
    tick(harbour, service)
    harbour.sandbox.faults.add(Fault("status", times=None, status=401))
    for _ in range(3):
        tick(harbour, service)
    assert isinstance(service.failure, SignInRefused)
    many_passed_around(harbour, 1)
    harbour.sandbox.faults.clear()
    calls = len(harbour.sandbox.requests)
    tick(harbour, service)
    assert len(harbour.sandbox.requests) == calls, "an ended service asks nothing"


def test_a_group_that_is_renamed_in_zendesk_does_not_end_the_service(harbour: Harbour) -> None:
    service, account, _ = service_of(harbour, policy(extra='scope = { groups = ["Billing"] }'))
    tick(harbour, service)
    harbour.world.groups[harbour.groups[0]] = "Invoices"
    harbour.wait(3600)
    assert "names_stale" in tick(harbour, service)
    assert service.failure is None
    assert "Billing" in (account.config_problem or "")
    (ticket_id,) = many_passed_around(harbour, 1)
    tick(harbour, service)
    assert len(harbour.notes(ticket_id)) == 1, "it goes on with the names that it knows"


def test_one_cycle_at_a_time_and_a_late_one_is_made_up_for_once(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Coalesced, never two at once, and never dropped for being late."""
    seen: dict[str, object] = {}

    class Watched(BackgroundScheduler):  # type: ignore[misc]  # APScheduler has no types
        def start(self, *_args: object, **_options: object) -> None:
            super().start(paused=True)
            (job,) = self.get_jobs()
            seen.update(coalesce=job.coalesce, max_instances=job.max_instances, grace=job.misfire_grace_time)

    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text(policy()))
    monkeypatch.setattr(scheduler, "BackgroundScheduler", Watched)
    service = Service(file, opener=lambda _config, **_: harbour.open())
    service._ended.set()  # noqa: SLF001 - a request to stop that came before the start
    runner = threading.Thread(target=service.run)
    runner.start()
    runner.join(20)
    assert not runner.is_alive()
    assert seen == {"coalesce": True, "max_instances": 1, "grace": None}
    assert harbour.accounts[0].store.load_account().holder is None, "the lease is given back"


@pytest.mark.slow
def test_sigterm_ends_the_service_between_two_steps(harbour: Harbour) -> None:
    harbour.world.clock.run(1.0)
    file = harbour.folder / "config.toml"
    file.write_text(harbour.config_text(policy(), '[monitoring]\nlisten = "0"\n'))
    program = "import sys; from integration.cli import main; sys.argv = ['steadyhand', *sys.argv[1:]]; main()"
    command = [sys.executable, "-c", program, "run", "--config", str(file)]
    with subprocess.Popen(  # noqa: S603 - this very interpreter
        command, stderr=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not any(
            "/incremental/ticket_events" in r.path for r in harbour.sandbox.requests
        ):
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert '"event": "stopped"' in said
    assert '"event": "monitoring_started"' in said, "the port is the process's"
    assert '"event": "monitoring_stopped"' in said
    account = harbour.open()
    assert account.store.load_account().watermark is not None
