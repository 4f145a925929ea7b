"""Each service that a message can go to says what it is given in one request, and has no other way out."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests

from integration.config.services import SERVICES, is_installed, service_at
from integration.notify.delivery import Delivery, Outcome
from integration.notify.wire import Wire, confine, one_try
from tests.integration.notify.addresses import ADDRESSES
from tests.integration.notify.test_message import MESSAGE

pytestmark = pytest.mark.skipif(
    not is_installed(),
    reason="The extra 'notify' is not installed, so nothing can be asked of it: pip install 'steadyhand[notify]'.",
)
EACH = pytest.mark.parametrize("scheme", [service.schemes[0] for service in SERVICES.values()])
OTHER_WAYS = {"asyncio", "ftplib", "http", "httplib", "smtplib", "socket", "ssl", "subprocess", "urllib3"}
YES = {"slack": b"ok"}
"""What a service says in place of JSON when it has taken a message."""


def module_of(service: Any) -> ModuleType:  # noqa: ANN401 - the library's own classes
    return sys.modules[type(service).__module__]


@EACH
def test_a_service_says_all_it_is_given_once_and_encrypted_and_adds_no_link_of_its_own(scheme: str) -> None:
    requested: list[tuple[str, dict[str, Any]]] = []

    def keep(
        _method: str, url: str, _timeout: tuple[float, float], content: dict[str, Any]
    ) -> tuple[requests.Response, Delivery]:
        requested.append((url, content))
        answer = requests.Response()
        answer.status_code = 200
        answer._content = YES.get(scheme, b'{"ok": true, "success": true}')  # noqa: SLF001 - an answer without a wire
        return answer, Delivery(Outcome.SENT)

    service = service_at(ADDRESSES[scheme])
    assert confine(module_of(service))
    title, body = MESSAGE.as_plain()
    with one_try(send=keep):
        assert service.notify(body=body, title=title, notify_type="warning", body_format="text")
    ((url, content),) = requested
    said = repr(content).replace("\\", "")
    assert url.startswith("https://")
    assert "SH-0123ABCD" in said
    assert "It was handed over 3 times within 5 business days" in said
    assert "github" not in said
    assert "appriseit" not in said


@EACH
def test_a_service_uses_no_more_of_the_network_than_the_wire_has(scheme: str) -> None:
    """Read in its source, so that a new version of the library cannot bring another way out unseen."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module_of(service_at(ADDRESSES[scheme]))))))
    named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "requests"
    }
    imported = {
        (node.module or "" if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0)
        for alias in node.names
    }
    assert used <= {name for name in dir(Wire) if not name.startswith("_")}
    assert not imported & OTHER_WAYS
    assert not named & {"urlopen", "Popen", "system"}


def test_what_speaks_past_requests_is_not_told() -> None:
    module = ModuleType("odd")
    assert not confine(module)
    module.requests = object()  # type: ignore[attr-defined]  # as if a later version wrapped it
    assert not confine(module)


def test_the_page_names_every_service_with_its_schemes() -> None:
    page = (Path(__file__).parents[3] / "docs/notify.md").read_text()
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in page.splitlines() if " | `" in line}
    for name, service in SERVICES.items():
        assert all(f"`{scheme}://`" in rows[name] for scheme in service.schemes)
