"""`steadyhand worker` as it is typed: what it refuses and what to do then, and a worker beside the other verbs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from integration import exits
from integration.cli import main
from integration.cluster import tables
from tests.integration.cluster.crew import in_queue, wait_for
from tests.integration.engine.harbour import Harbour
from tests.postgres import Server

POLICY = '[policies.watched]\nkind = "reassignment"\nmax_handoffs = 3\nwindow = "1 day"\n'


@pytest.fixture
def company(postgres_server: Server, tmp_path: Path) -> Iterator[Harbour]:
    """The company with its store in a database, and a clock like everybody's."""
    with (
        postgres_server.database() as name,
        Harbour(tmp_path, database=postgres_server.address(name)) as harbour,
    ):
        harbour.world.clock.set(datetime.now(UTC))
        harbour.world.clock.run(1)
        yield harbour


def configured(harbour: Harbour) -> list[str]:
    """The options that name the company's configuration."""
    path = harbour.folder / "config.toml"
    path.write_text(harbour.config_text(POLICY))
    return ["--config", str(path)]


def typed(harbour: Harbour, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, *configured(harbour)])


@contextmanager
def started(harbour: Harbour, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The verb as a process of its own."""
    command = [sys.executable, "-c", "from integration.cli import main; main()", *words, *configured(harbour)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        try:
            yield process
        finally:
            process.kill()


def test_a_store_in_a_file_is_refused(tmp_path: Path) -> None:
    with Harbour(tmp_path) as harbour:
        refused = typed(harbour, "worker")
    assert refused.exit_code == exits.USAGE
    assert refused.stderr.endswith(
        "store: workers share a PostgreSQL database, and this is a file; write url in place of path\n"
    )


def test_accounts_with_databases_of_their_own_are_refused(tmp_path: Path) -> None:
    entry = '[[accounts]]\nsubdomain = "{0}"\nstore = {{ url = "postgresql://db.example.com/{0}" }}\n'
    auth = 'auth = { client_id = "steadyhand", client_secret = { env = "SECRET" } }\n'
    config = tmp_path / "config.toml"
    config.write_text("".join(entry.format(name) + auth for name in ("northwind", "harbour")) + POLICY)
    refused = CliRunner().invoke(main, ["worker", "--config", str(config)])
    assert refused.exit_code == exits.USAGE
    assert "workers share one database for all accounts; write [store] once, at the top" in refused.stderr


def test_without_the_extra_it_says_what_to_install(company: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda _name: None)
    refused = typed(company, "worker")
    assert refused.exit_code == exits.USAGE
    assert "Workers need an extra: pip install 'steadyhand[cluster]'" in refused.stderr
    assert "the queue" not in typed(company, "migrate").stdout


def test_a_store_without_tables_and_one_without_a_queue_are_refused_until_migrate_was_typed(
    postgres_server: Server, tmp_path: Path
) -> None:
    with (
        postgres_server.database(empty=True) as name,
        Harbour(tmp_path, database=postgres_server.address(name)) as harbour,
    ):
        refused = typed(harbour, "worker")
        assert (refused.exit_code, refused.stderr.split(": ", 1)[1]) == (
            exits.STORE,
            "has no tables yet; type: steadyhand migrate\n",
        )
        made = typed(harbour, "migrate").stdout.splitlines()
        assert made[1] == f"postgresql://postgres@/{name}: the queue of workers was made."
        assert len(typed(harbour, "migrate").stdout.splitlines()) == 1
        in_queue(postgres_server.place(name), f"DROP SCHEMA {tables.SCHEMA} CASCADE")
        refused = typed(harbour, "worker")
        assert (refused.exit_code, refused.stderr.split(": ", 1)[1]) == (
            exits.STORE,
            "has no queue yet; type: steadyhand migrate\n",
        )


def test_a_user_who_may_make_no_schema_has_the_store_all_the_same(
    postgres_server: Server, tmp_path: Path
) -> None:
    with (
        postgres_server.database() as name,
        Harbour(tmp_path, database=postgres_server.address(name, "bystander")) as harbour,
    ):
        place = postgres_server.place(name)
        in_queue(place, "CREATE ROLE bystander LOGIN")
        in_queue(place, "GRANT ALL ON ALL TABLES IN SCHEMA public TO bystander")
        made = typed(harbour, "migrate")
        in_queue(place, "DROP OWNED BY bystander")
        in_queue(place, "DROP ROLE bystander")
    assert made.exit_code == exits.FINE
    assert "nothing to do" in made.stdout
    assert "the queue of workers was not made, and `steadyhand worker` alone needs it" in made.stderr


@pytest.mark.slow
def test_a_worker_polls_is_seen_by_the_other_verbs_keeps_a_service_out_and_ends_in_peace(
    company: Harbour,
) -> None:
    typed(company, "migrate")
    with started(company, "worker") as worker:
        wait_for(lambda: typed(company, "health").exit_code == exits.FINE)
        holder = json.loads(typed(company, "status", "--json").stdout)["holder"]
        assert holder.startswith("worker ")
        assert holder.endswith(f":{worker.pid}")
        with started(company, "run") as service:
            _, said = service.communicate(timeout=120)
        assert service.returncode == exits.STORE
        assert f"{holder} is already running this account; stop it first" in said
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=120)
    assert worker.returncode == exits.FINE
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert (events[0], events[-2:]) == ("worker_started", ["worker_stopped", "stopped"])
    assert "The service was ended" in typed(company, "health").stdout
