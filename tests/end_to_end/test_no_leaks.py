"""Known strings are driven through everything, and come out nowhere: no secret, no customer's word, no end user's name."""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport
from structlog.testing import capture_logs

from integration.cli import main
from integration.config.address import Address
from integration.crashes import tell_crash, telling_crashes
from integration.engine.context import Context
from integration.listening import listen
from integration.metrics import exposition
from integration.monitoring import port
from integration.monitoring.accounts import Watched
from integration.monitoring.answers import Answers
from integration.monitoring.ping import ping
from integration.sandbox.auth import CLIENT_SECRET
from integration.sandbox.faults import Fault
from integration.tracing import tracing
from integration.web.app import build_app
from integration.web.server import serving
from integration.web.site import Site
from tests.end_to_end.conduct.scenes import boundaries
from tests.end_to_end.promises.days import say
from tests.integration.engine.acts import many_passed_around, person, policy
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook, answer

WORD, REPLY, NAME, TITLE = "Quibblewort", "Snickerfen", "Zephyrine Oddfellow", "Marmaladegate"
MAIL = "zephyrine.oddfellow@example.org"
TOLD_TO_NOBODY = (WORD, REPLY, NAME, TITLE, MAIL, CLIENT_SECRET)
PORT_TOKEN = "a-token-that-opens-the-port"  # noqa: S105 - invented
DSN_KEY = "0123456789abcdef0123456789abcdef"
PING_PATH = "s3cret-path"  # of the receiver of pings
OPENERS = (PORT_TOKEN, DSN_KEY, PING_PATH)
"""What opens the doors of who watches: told to nobody either, but to whom it is meant for."""
POLICIES = (
    policy() + boundaries() + '[policies.quiet]\nkind = "silence"\n[[policies.quiet.steps]]\nnote = true\n'
)


def angry(harbour: Harbour) -> None:
    """A new ticket on which the customer writes what is to come out nowhere."""
    words = f"You are idiots, all of you at {WORD}. I am {NAME}, {MAIL}."
    say(harbour, harbour.ticket(agent=0), words, who=harbour.customer)


@pytest.fixture
def lived(harbour: Harbour, caplog: pytest.LogCaptureFixture) -> tuple[Harbour, Context, list[str]]:
    """Some days full of these strings, with all that goes wrong between us and Zendesk; and every line of every log."""
    caplog.set_level(logging.DEBUG)
    with harbour.sandbox.lock:
        customer = harbour.world.users[harbour.customer]
        customer.name, customer.email = NAME, MAIL
    with capture_logs() as lines:
        account = harbour.open(POLICIES)
        harbour.cycle(account)
        (bounced,) = many_passed_around(harbour, 1)
        angry(harbour)
        with harbour.sandbox.lock:
            harbour.world.tickets[bounced].subject = TITLE
        say(harbour, bounced, f"{REPLY} is what it says on the parcel.", who=harbour.agents[0])
        for fault in (
            Fault("status", status=500, times=2),
            Fault("html", times=1),
            Fault("truncated", method="GET", times=1),
            Fault("lost_answer", method="PUT", times=1),
            Fault("status", method="PUT", status=422, times=1),
        ):
            harbour.sandbox.faults.add(fault)
        for _ in range(12):
            try:
                harbour.cycle(account, after=600)
            except Exception as error:  # noqa: BLE001 - what it says is looked at as well
                lines.append({"event": "raised", "text": str(error), "log_level": "error"})
        harbour.sandbox.faults.clear()
        person(harbour, bounced, {"remove_tags": ["passed_around"]}, actor=harbour.agents[1])
        harbour.cycle(account, after=600)
    account.store.release_lease()
    said = [json.dumps(line, default=str) for line in lines] + [
        record.getMessage() for record in caplog.records
    ]
    return harbour, account, said


def typed(harbour: Harbour, *words: str) -> str:
    config = Path(harbour.folder) / "config.toml"
    config.write_text(harbour.config_text(POLICIES))
    result = CliRunner().invoke(main, [*words, "--config", str(config)])
    return f"{result.stdout}{result.stderr}{result.exception or ''}"


def test_neither_logs_nor_metrics_nor_errors_nor_the_page_nor_the_verbs_tell_what_is_nobodys_business(
    lived: tuple[Harbour, Context, list[str]],
) -> None:
    harbour, account, said = lived
    ids = sorted(harbour.world.tickets)
    told = {
        "logs": "\n".join(said),
        "metrics": exposition(account.store, account.now()).decode(),
        "status": typed(harbour, "status", "--json"),
        "ledger": typed(harbour, "status", "--ledger", "--json"),
        "brake": typed(harbour, "brake", "--json"),
        "check": typed(harbour, "check", "--live", "--json"),
        "backtest": typed(harbour, "backtest", "--since", "5d", "--json"),
        "undo": typed(harbour, "undo", "--policy", "passed-around", "--json"),
        "case": typed(harbour, "case", "--json"),
        "explain": "".join(typed(harbour, "explain", str(number), "--json") for number in ids),
    }
    with serving(build_app(Site(account, live=True)), listen(Address("127.0.0.1", 0))) as url:
        views = ("", "findings", "held", "ahead", "policies", "cases", *(f"tickets/{n}" for n in ids))
        told["page"] = "".join(requests.get(f"{url}/{view}", timeout=10).text for view in views)
    assert all(text.strip() for text in told.values())
    assert "cycle" in told["logs"]
    assert '"verdict": "found"' in told["explain"]
    leaks = {(where, word) for where, text in told.items() for word in TOLD_TO_NOBODY if word in text}
    # The words that an incident rests on stand where a note would quote them: in the ticket's explanation alone.
    assert leaks == {("explain", WORD), ("page", WORD)}


def test_the_store_keeps_no_names_no_addresses_no_secret_and_of_texts_what_findings_rest_on(
    lived: tuple[Harbour, Context, list[str]],
) -> None:
    _, account, _ = lived
    assert isinstance(account.store.place, Path)
    with closing(sqlite3.connect(str(account.store.place))) as connection:
        content = "\n".join(connection.iterdump())
    assert "passed_around" in content
    assert [word for word in TOLD_TO_NOBODY if word in content and word != WORD] == []


class _Kept(Transport):
    """Events for Sentry, kept in place of being sent."""

    def __init__(self) -> None:
        super().__init__()
        self.envelopes: list[str] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        """Keep all that would travel."""
        self.envelopes.append(envelope.serialize().decode())


def crashed(harbour: Harbour, account: Context) -> Exception:
    """A bug of ours: an error whose text and whose variables hold what a customer wrote, and its cause too."""
    comments = [comment.body for ticket in harbour.world.tickets.values() for comment in ticket.comments]
    words = f"{TITLE} {NAME} {MAIL} {CLIENT_SECRET} {account.account} {comments}"
    try:
        try:
            int(words)
        except ValueError as cause:
            raise RuntimeError(words) from cause
    except RuntimeError as error:
        return error


def test_who_watches_is_told_nothing_that_is_nobodys_business(
    lived: tuple[Harbour, Context, list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    """The port with and without its token, a ping that fails, spans of good and bad cycles, a crash; and their logs."""
    harbour, account, _ = lived
    caplog.clear()
    account.store.take_lease(account.wall())
    account.config_problem = f"config.toml:7: {WORD}"  # what a file can quote
    accounts = [
        Watched("harbour", timedelta(minutes=1), account),
        Watched("southwind", timedelta(minutes=1), trouble="Zendesk refuses the sign-in."),
    ]
    spans, kept = InMemorySpanExporter(), _Kept()
    bug = crashed(harbour, account)
    assert WORD in str(bug)
    with Hook(answers=[answer(404), "drop"]) as receiver, capture_logs() as lines:
        with tracing(spans), telling_crashes(SecretStr(f"https://{DSN_KEY}@sentry.example/7"), kept):
            angry(harbour)
            harbour.cycle(account, after=600)
            harbour.sandbox.faults.add(Fault("html", times=None))
            with pytest.raises(Exception) as failed:  # noqa: PT011 - what it says is looked at
                harbour.cycle(account, after=600)
            harbour.sandbox.faults.clear()
            tell_crash(failed.value)
            tell_crash(bug)
        pinged = [ping(SecretStr(receiver.url)) or "" for _ in range(2)]
        answers = Answers(lambda: accounts, SecretStr(PORT_TOKEN))
        with port.serving(answers, listen(Address("127.0.0.1", 0))) as url:
            right = {"Authorization": f"Bearer {PORT_TOKEN}"}
            addresses = [
                f"{url}/{path}" for path in ("metrics", "health/live", "health/ready", WORD, f"?q={NAME}")
            ]
            port_told = [
                requests.get(each, headers=head, timeout=10) for each in addresses for head in ({}, right)
            ]
    told = {
        "port": "".join(f"{one.status_code} {one.headers} {one.text}" for one in port_told),
        "spans": "".join(span.to_json() for span in spans.get_finished_spans()),
        "sentry": "".join(kept.envelopes),
        "ping": f"{pinged} {receiver.requests[0].headers}",
        "logs": "\n".join(
            [json.dumps(line, default=str) for line in lines] + [r.getMessage() for r in caplog.records]
        ),
    }
    assert "steadyhand_account_up" in told["port"]
    assert '"name": "judge"' in told["spans"]
    assert '"type":"RuntimeError"' in told["sentry"].replace(" ", "")
    assert all(told.values())
    leaks = {
        (where, word) for where, text in told.items() for word in (*TOLD_TO_NOBODY, *OPENERS) if word in text
    }
    assert leaks == set()
    assert len(kept.envelopes) == 2
