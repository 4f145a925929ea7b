"""Channels and absences: what is wrong with them is told with its line, and no address or secret is quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integration.config.channels import SmtpChannel, WebhookChannel
from integration.config.models import Config
from integration.config.words import step_in_words

Load = Callable[[str], Config]
Problems = Callable[[str], list[str]]

HOOK = '[notify.leads]\nkind = "webhook"\nurl = { env = "LEADS_URL" }\n'
MAIL = (
    '[notify.desk]\nkind = "smtp"\nhost = "smtp.northwind.example"\n'
    'from = "steadyhand@northwind.example"\nto = ["leads@northwind.example"]\n'
)
POLICY = '[policies.p]\nkind = "reassignment"\nwindow = "3 days"\n'
STEP = '[[policies.p.steps]]\nadd_tags = ["p"]\n'
TOLD = POLICY + STEP + 'notify = ["leads"]\n'


def test_channels_load_with_what_is_usual(with_account: Load) -> None:
    text = HOOK + MAIL + TOLD + 'fallback = { notify = ["desk"] }\n'
    config = with_account(text)
    hook, mail = config.notify["leads"], config.notify["desk"]
    assert isinstance(hook, WebhookChannel)
    assert hook.format == "json"
    assert isinstance(mail, SmtpChannel)
    assert (mail.security, mail.port_in_use, mail.sender) == (
        "starttls",
        587,
        "steadyhand@northwind.example",
    )
    assert config.warnings == ()


def test_a_step_says_whom_it_tells(with_account: Load) -> None:
    text = (
        HOOK + MAIL + TOLD + 'fallback = { add_followers = ["lead@northwind.example"], notify = ["desk"] }\n'
    )
    (step,) = with_account(text).policies["p"].steps
    assert step_in_words(step) == (
        "at once: add tag p, tell leads, if the owner cannot be reached add follower lead@northwind.example and tell desk"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HOOK + TOLD.replace('["leads"]', '["leeds"]'),
            "14: policies.p.steps.0.notify.0: there is no channel 'leeds'; did you mean 'leads'?",
        ),
        (
            POLICY + STEP + 'notify = ["x"]\n',
            "11: policies.p.steps.0.notify.0: there is no channel 'x'; add a table [notify.x]",
        ),
        (
            HOOK + POLICY + STEP + 'fallback = { notify = ["lead"] }\n',
            "policies.p.steps.0.fallback.notify.0: there is no channel 'lead'; did you mean 'leads'?",
        ),
        (
            HOOK + POLICY + '[[policies.p.steps]]\nnotify = ["leads"]\n',
            "13: policies.p.steps.0.notify: this step only tells a channel",
        ),
        (
            '[notify.x]\nkind = "webhok"\n',
            "7: notify.x.kind: 'webhok' is no kind of channel; did you mean 'webhook'? (webhook, smtp, apprise)",
        ),
        (
            '[notify.x]\nurl = "https://a.example"\n',
            '6: notify.x: has no kind; write kind = "webhook" (webhook, smtp, apprise)',
        ),
        ('[notify.x]\nkind = "webhook"\n', "6: notify.x.url: is missing"),
        (
            '[notify.x]\nkind = "webhook"\nurl = "http://hooks.northwind.example/s3cret"\n',
            "8: notify.x.url: must be https",
        ),
        (
            '[notify.x]\nkind = "webhook"\nurl = "https://me:s3cret@hooks.northwind.example"\n',
            "8: notify.x.url: must not carry a user or a password",
        ),
        ('[notify.x]\nkind = "webhook"\nurl = "s3cret"\n', "8: notify.x.url: must be an address"),
        (
            HOOK + 'headers = { Authorization = "s3cret" }\n',
            "9: notify.leads.headers.Authorization: a secret must not stand in this file",
        ),
        (
            HOOK + 'headers = { Idempotency-Key = { env = "K" } }\n',
            "the header Idempotency-Key is written by the service itself",
        ),
        (
            MAIL + 'security = "none"\nuser = "u"\npassword = { env = "P" }\n',
            "6: notify.desk: the password would travel unencrypted",
        ),
        (MAIL + 'user = "u"\n', "6: notify.desk: needs both user and password, or neither"),
        (MAIL + 'password = "s3cret"\n', "11: notify.desk.password: a secret must not stand in this file"),
        (
            MAIL.replace('"leads@northwind.example"', '"Leads <leads@northwind.example>"'),
            "10: notify.desk.to.0: 'Leads <leads@northwind.example>' is no mail address",
        ),
        (MAIL.replace("smtp.northwind", "smtp://smtp.northwind"), "8: notify.desk.host: must be the name"),
        (MAIL.replace("to = ", "too = "), "10: notify.desk.too: unknown setting; did you mean 'to'?"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_without_the_value_that_may_be_secret(
    problems_behind_account: Problems, text: str, expected: str
) -> None:
    found = "\n".join(problems_behind_account(text))
    assert expected in found
    assert "s3cret" not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HOOK, "6: notify.leads: no step tells this channel"),
        (
            HOOK.replace('{ env = "LEADS_URL" }', '"https://hooks.slack.com/services/T0/B0/x"') + TOLD,
            "8: notify.leads.url: whoever knows this address can write to the channel",
        ),
    ],
)
def test_what_is_probably_not_meant_is_a_warning(with_account: Load, text: str, expected: str) -> None:
    assert any(
        expected in f"{warning.line}: {warning.path}: {warning.sentence}"
        for warning in with_account(text).warnings
    )


def test_a_hook_on_this_machine_needs_no_encryption(with_account: Load) -> None:
    text = '[notify.leads]\nkind = "webhook"\nurl = "http://127.0.0.1:9000/in"\n' + TOLD
    assert with_account(text).warnings == ()


def test_absences_load(with_account: Load) -> None:
    absences = with_account(
        '[absences]\nout = [{ agent = "ana@northwind.example", from = 2026-03-02, until = 2026-03-06 }]\n'
        'agent_statuses = ["Away"]\n' + POLICY + STEP
    ).absences
    (out,) = absences.out
    assert (out.agent, out.first.isoformat(), out.until.isoformat()) == (
        "ana@northwind.example",
        "2026-03-02",
        "2026-03-06",
    )
    assert (absences.user_tags, absences.agent_statuses) == (("out_of_office",), ("Away",))


@pytest.mark.parametrize(
    ("absence", "expected"),
    [
        (
            '{ agent = "ana@a.example", from = 2026-03-06, until = 2026-03-02 }',
            "7: absences.out.0: ends before it begins",
        ),
        (
            '{ agent = "ana@a.example", from = "soon", until = 2026-03-02 }',
            "7: absences.out.0.from: must be a date, as 2026-12-21, is 'soon'",
        ),
        ('{ agent = "ana@a.example", until = 2026-03-02 }', "7: absences.out.0.from: is missing"),
        (
            '{ agent = "ana@a.example", first = 2026-03-02, until = 2026-03-02 }',
            "absences.out.0.first: unknown setting",
        ),
    ],
)
def test_a_mistake_in_an_absence_is_told_with_its_line(
    problems_behind_account: Problems, absence: str, expected: str
) -> None:
    assert expected in "\n".join(problems_behind_account(f"[absences]\nout = [{absence}]\n"))
