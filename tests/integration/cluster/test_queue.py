"""Each account by one worker at a time, as often as it is due; no worker that dies takes an account with it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import URL

from integration.cluster.accounts import due_now
from integration.cluster.tables import claim_of, make_queue
from integration.store.access import Store
from integration.store.errors import FenceLost, StoreUnmigrated
from integration.telemetry import start_logging
from tests.integration.cluster.crew import Notebook, in_queue, overlaps, wait_for, working
from tests.postgres import Server

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EVERY_SECOND = {"harbour": SECOND, "quay": SECOND, "tick": SECOND}
_BEATS = 6
"""So many take longer than it is from tick to tick."""
_AT_WORK = "SELECT 1 FROM procrastinate_jobs WHERE status = 'doing' AND task_name = 'poll'"
_STALLED = """
INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour');
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, worker_id) VALUES
  ('default', 'poll', 'account harbour', 'account harbour', '{"label": "harbour"}', 'doing',
   (SELECT max(id) FROM procrastinate_workers)),
  ('default', 'poll', 'account harbour', 'account harbour', '{"label": "harbour"}', 'todo', NULL);
"""


class SlowToRead(Notebook):
    """Accounts whose files take their time."""

    slow = threading.Event()
    reading = threading.Event()
    go_on = threading.Event()

    def intervals(self) -> Mapping[str, timedelta]:
        """As ever, once the files are read."""
        if self.slow.is_set():
            self.reading.set()
            self.go_on.wait(60)
        return self.every


@pytest.fixture
def name(postgres_server: Server) -> Iterator[str]:
    """A database with the store's tables, and the queue's."""
    with postgres_server.database() as made:
        make_queue(postgres_server.place(made))
        yield made


@pytest.fixture
def database(postgres_server: Server, name: str) -> URL:
    return postgres_server.place(name)


def holder_of(database: URL, label: str) -> str | None:
    holder: str | None = Store.load_as_it_is(database, label).holder
    return holder


@pytest.mark.parametrize(
    ("ago", "due"),
    [(None, True), (59, False), (60, True), (3600, True), (-59, False), (-60, True)],
)
def test_an_account_is_due_an_interval_after_its_last_poll_began(ago: int | None, *, due: bool) -> None:
    """Of a machine whose clock is ahead as well: it delays a poll by an interval at the most."""
    begun = {"harbour": None if ago is None else NOW - timedelta(seconds=ago)}
    assert list(due_now({"harbour": timedelta(seconds=60)}, begun, NOW)) == (["harbour"] if due else [])


def test_workers_share_the_accounts_out_and_never_poll_one_twice_at_once(database: URL) -> None:
    crew = [Notebook(database, EVERY_SECOND) for _ in range(3)]
    with working(database, *crew):
        wait_for(lambda: sum(len(notebook.polls) for notebook in crew) >= 12)
    assert overlaps(crew) == 0
    assert {label for notebook in crew for label, _, _ in notebook.polls} == set(EVERY_SECOND)


def test_an_account_that_is_not_due_is_left_alone(database: URL) -> None:
    notebook = Notebook(database, {"harbour": timedelta(hours=1), "quay": SECOND})
    with working(database, notebook):
        wait_for(lambda: [label for label, _, _ in notebook.polls].count("quay") >= 3)
    assert [label for label, _, _ in notebook.polls].count("harbour") == 1


def test_a_stalled_poll_is_finished_as_failed_also_where_the_next_one_waits_already(database: URL) -> None:
    """Tried again under its `queueing_lock` it would meet that of the next, and the account would stand still."""
    in_queue(database, _STALLED)
    notebook = Notebook(database, {"harbour": SECOND})
    with working(database, notebook):
        wait_for(lambda: len(notebook.polls) >= 3)
    jobs = in_queue(
        database, "SELECT status, count(*) FROM procrastinate_jobs WHERE task_name = 'poll' GROUP BY 1"
    )
    assert dict(jobs)["failed"] == 1  # type: ignore[arg-type, call-overload]


def test_who_stood_still_before_its_poll_began_does_not_take_the_account_from_another(database: URL) -> None:
    """The queue is asked in the transaction that takes it over, and its answer stands until that has ended."""
    in_queue(database, _STALLED)
    store = Store.open(database, "harbour")
    ((job,),) = in_queue(database, "SELECT id FROM procrastinate_jobs WHERE status = 'doing'")
    store.take_turn(NOW, claim_of(job))  # type: ignore[arg-type]
    in_queue(database, f"SELECT procrastinate_finish_job_v1({job}, 'failed', false)")
    with pytest.raises(FenceLost):
        store.take_turn(NOW, claim_of(job))  # type: ignore[arg-type]
    store.close()


def test_a_poll_whose_end_could_not_be_written_does_not_stand_in_the_way(database: URL) -> None:
    """Its worker lives, so nobody else would take it for stalled."""
    in_queue(database, "ALTER FUNCTION procrastinate_finish_job_v1 RENAME TO gone")
    notebook = Notebook(database, {"harbour": SECOND})
    with working(database, notebook):
        wait_for(lambda: len(notebook.polls) == 1)
        in_queue(database, "ALTER FUNCTION gone RENAME TO procrastinate_finish_job_v1")
        wait_for(lambda: len(notebook.polls) >= 3)


def test_workers_go_on_when_the_server_cut_all_their_connections(
    postgres_server: Server, name: str, database: URL
) -> None:
    crew = [Notebook(database, EVERY_SECOND) for _ in range(2)]
    with working(database, *crew) as workers:
        for wanted in (4, 8, 12):
            wait_for(lambda: sum(len(notebook.polls) for notebook in crew) >= wanted)  # noqa: B023 - called here
            postgres_server.cut(name)
        wait_for(lambda: sum(len(notebook.polls) for notebook in crew) >= 16)
    assert overlaps(crew) == 0
    assert [worker.failure for worker in workers] == [None, None]


def test_a_poll_that_crashes_is_told_without_its_words_and_the_others_go_on(
    database: URL, capsys: pytest.CaptureFixture[str]
) -> None:
    start_logging()
    notebook = Notebook(database, EVERY_SECOND, crashing="harbour")
    with working(database, notebook):
        wait_for(lambda: len(notebook.polls) >= 4)
    said = capsys.readouterr().err
    assert "parcel" not in said
    events = [json.loads(line) for line in said.splitlines()]
    assert {("poll_crashed", "harbour", "ArithmeticError")} == {
        (line["event"], line["account"], line["error"]) for line in events if line["level"] == "error"
    }


def test_a_worker_asked_to_stop_ends_its_polls_first(database: URL) -> None:
    notebook = Notebook(database, {"harbour": SECOND}, takes_s=60)
    with working(database, notebook):
        wait_for(lambda: bool(in_queue(database, _AT_WORK)))
    assert len(notebook.polls) == 1
    assert not in_queue(database, _AT_WORK)


def test_the_last_worker_to_stop_lets_the_accounts_go(database: URL) -> None:
    crew = [Notebook(database, {"harbour": timedelta(hours=1)}) for _ in range(2)]
    with working(database, crew[0]):
        with working(database, crew[1]):
            wait_for(lambda: len(crew[0].polls) + len(crew[1].polls) == 1)
        assert holder_of(database, "harbour") is not None, "a worker still polls it"
    assert holder_of(database, "harbour") is None


def test_a_worker_ends_when_the_store_becomes_another_releases(database: URL) -> None:
    """Its supervisor starts what is installed then."""
    notebook = Notebook(database, {"harbour": SECOND})
    with working(database, notebook) as workers:
        wait_for(lambda: bool(notebook.polls))
        in_queue(database, "UPDATE public.alembic_version SET version_num = '0001'")
        wait_for(lambda: workers[0].failure is not None)
    assert isinstance(workers[0].failure, StoreUnmigrated)


def test_a_worker_shows_that_it_lives_while_its_files_are_read(database: URL) -> None:
    """Else it would be taken for dead, and all its polls with it."""
    accounts = SlowToRead(database, EVERY_SECOND)
    seen = "SELECT max(last_heartbeat) FROM procrastinate_workers"
    with working(database, accounts):
        wait_for(lambda: bool(accounts.polls))
        accounts.slow.set()
        try:
            assert accounts.reading.wait(60)
            beats = {in_queue(database, seen)[0]}

            def it_lives_on() -> bool:
                beats.update(in_queue(database, seen))
                return len(beats) > _BEATS

            wait_for(it_lives_on)
        finally:
            accounts.go_on.set()


def test_what_somebody_puts_into_the_queue_is_a_name_and_polls_no_account_but_our_own(database: URL) -> None:
    odd = ({"label": "elsewhere"}, {"label": ["harbour"]}, {"label": "harbour", "force": True}, {})
    accounts = Notebook(database, {"harbour": SECOND})
    with working(database, accounts) as (worker,):
        for args in odd:
            put = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'poll', '{}')"
            in_queue(database, put.format(json.dumps(args)))
        in_queue(
            database, "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'drop')"
        )
        wait_for(lambda: in_queue(database, "SELECT 1 FROM procrastinate_jobs WHERE status = 'todo'") == [])
        polls = len(accounts.polls)
        wait_for(lambda: len(accounts.polls) > polls)
    assert worker.failure is None
    assert {label for label, _, _ in accounts.polls} == {"harbour"}
