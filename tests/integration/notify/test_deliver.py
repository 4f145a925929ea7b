"""A channel's secrets are read where the configuration says, anew for each message."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

from integration.config.load import parse_config
from integration.config.models import Config
from integration.config.online import secret_problems
from integration.notify.deliver import deliver
from integration.notify.delivery import Outcome
from tests.integration.notify.receivers import Hook, MailDesk
from tests.integration.notify.test_message import MESSAGE

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
ACCOUNT = """
[account]
subdomain = "northwind"
[account.auth]
client_id = "steadyhand"
client_secret = { file = "there" }
"""


def config(folder: Path, channels: str) -> Config:
    (folder / "there").write_text("x")
    return parse_config(ACCOUNT + channels, folder / "config.toml")


def test_address_and_header_come_from_their_files(tmp_path: Path) -> None:
    channels = (
        '[notify.desk]\nkind = "webhook"\nurl = { file = "url" }\n'
        'headers = { Authorization = { file = "token" } }\n'
    )
    with Hook() as hook:
        settings = config(tmp_path, channels)
        assert [problem.path for problem in secret_problems(settings)] == [
            "notify.desk.url",
            "notify.desk.headers.Authorization",
        ]
        (tmp_path / "url").write_text(f"{hook.url}\n")
        for token in ("Bearer first", "Bearer second"):
            (tmp_path / "token").write_text(f"{token}\n")
            assert deliver(settings, "desk", MESSAGE, NOW).outcome is Outcome.SENT
    assert [request.headers["authorization"] for request in hook.requests] == [
        "Bearer first",
        "Bearer second",
    ]


def test_a_mail_desks_user_and_password_come_from_their_files(tmp_path: Path) -> None:
    with MailDesk() as desk:
        channels = (
            f'[notify.desk]\nkind = "smtp"\nhost = "127.0.0.1"\nport = {desk.port}\nsecurity = "none"\n'
            'user = { file = "user" }\npassword = { file = "password" }\n'
            'from = "steadyhand@northwind.example"\nto = ["leads@northwind.example"]\n'
        )
        settings = config(tmp_path, channels)
        assert deliver(settings, "desk", MESSAGE, NOW).outcome is Outcome.LATER
        assert desk.lines == []
        (tmp_path / "user").write_text("steadyhand")
        (tmp_path / "password").write_text("open sesame")
        assert deliver(settings, "desk", MESSAGE, NOW).outcome is Outcome.SENT
    signed_in = next(line for line in desk.lines if line.startswith("AUTH")).split(" ")[-1]
    assert base64.b64decode(signed_in) == b"\0steadyhand\0open sesame"
