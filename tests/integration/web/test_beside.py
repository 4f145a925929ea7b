"""The page is looked at while cycles run in the same process, and neither disturbs the other."""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import requests
from sqlalchemy import event

from tests.integration.engine.acts import policy
from tests.integration.engine.harbour import Harbour
from tests.integration.web.conftest import Serve

VIEWS = ("/", "/findings", "/held", "/ahead", "/policies", "/cases", "/health")


def test_looking_while_cycles_run_disturbs_neither(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open(policy("one") + policy("two", mode="observe"))
    harbour.cycle(account)
    tickets = [harbour.passed_around() for _ in range(3)]
    url = serve(account)
    answers: Counter[int] = Counter()
    over = threading.Event()

    def watch() -> None:
        session = requests.Session()
        while not over.is_set():
            for path in (*VIEWS, f"/tickets/{tickets[0]}"):
                answers[session.get(url + path, timeout=30).status_code] += 1

    watchers = [threading.Thread(target=watch) for _ in range(3)]
    for watcher in watchers:
        watcher.start()
    try:
        for _ in range(6):
            harbour.passed_around()
            harbour.cycle(account)
    finally:
        over.set()
        for watcher in watchers:
            watcher.join(60)
    assert all(len(harbour.notes(ticket)) == 1 for ticket in tickets)
    assert set(answers) <= {200, 404}, "404: the ticket was not read yet"
    assert answers[200] > 20


def test_many_who_look_at_once_leave_the_cycles_their_connections(harbour: Harbour, serve: Serve) -> None:
    account = harbour.open()
    harbour.cycle(account)
    url, taken, most = serve(account), [0], [0]

    def take(*_: object) -> None:
        taken[0] += 1
        most[0] = max(most[0], taken[0])
        time.sleep(0.02)  # a store that takes its time

    def give_back(*_: object) -> None:
        taken[0] -= 1

    event.listen(account.store.engine, "checkout", take)
    event.listen(account.store.engine, "checkin", give_back)
    with ThreadPoolExecutor(40) as people:
        answers = list(people.map(lambda _: requests.get(url, timeout=60).status_code, range(40)))
    assert set(answers) == {200}
    assert 1 < most[0] < 8, "the pool has 15, and a cycle that gets none for 30 s fails"
