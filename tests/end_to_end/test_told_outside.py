"""Whatever customers write and are called, none of it is told outside Zendesk, by whichever kind of channel."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from integration.config.services import is_installed
from tests.end_to_end.promises.days import say
from tests.integration.engine.acts import many_passed_around, policy
from tests.integration.engine.harbour import Harbour
from tests.integration.notify.receivers import Hook, MailDesk

WORD, NAME, TITLE, MAIL = (
    "Quibblewort",
    "Zephyrine Oddfellow",
    "Marmaladegate",
    "zephyrine.oddfellow@example.org",
)
STEPS = '[[steps]]\nnote = true\nadd_tags = ["passed_around"]\nnotify = ["hook", "desk", "mail"]'


@pytest.mark.skipif(
    not is_installed(),
    reason="The extra 'notify' is not installed, so not all kinds can be told: pip install 'steadyhand[notify]'.",
)
def test_what_is_told_by_hook_service_and_mail_holds_no_word_of_a_customer(harbour: Harbour) -> None:
    with harbour.sandbox.lock:
        customer = harbour.world.users[harbour.customer]
        customer.name, customer.email = NAME, MAIL
    with Hook() as hook, Hook() as desk, MailDesk() as post:
        (harbour.folder / "hook").write_text(hook.url)
        (harbour.folder / "desk").write_text(f"gotify://127.0.0.1:{desk.port}/token")
        channels = (
            f'[notify.hook]\nkind = "webhook"\nurl = {{ file = "{harbour.folder / "hook"}" }}\n'
            f'[notify.desk]\nkind = "apprise"\nurl = {{ file = "{harbour.folder / "desk"}" }}\n'
            f'[notify.mail]\nkind = "smtp"\nhost = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\n'
            'from = "steadyhand@harbour.example"\nto = ["leads@harbour.example"]\n'
        )
        account = harbour.open(policy(steps=STEPS), extra=channels)
        harbour.cycle(account)
        (bounced,) = many_passed_around(harbour, 1)
        with harbour.sandbox.lock:
            harbour.world.tickets[bounced].subject = TITLE
        say(harbour, bounced, f"{WORD}! I am {NAME}, {MAIL}.", who=harbour.customer)
        for _ in range(4):
            harbour.cycle(account)
        told = [request.body.decode() for request in (*hook.requests, *desk.requests)]
        mails = [message_from_bytes(mail, policy=default) for mail in post.mails]
        told += [f"{mail.items()} {mail.get_content()}" for mail in mails]
    assert len(told) == 3
    assert all(str(bounced) in text for text in told)
    assert not [word for word in (WORD, NAME, TITLE, MAIL, "Zephyrine") for text in told if word in text]
