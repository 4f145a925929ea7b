"""What the small port answers: the figures, and whether the process lives and is ready."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import SecretStr

from integration.config.values import LOOPBACK
from integration.metrics import exposition_of
from integration.monitoring.accounts import Accounts, Verdict, Watched, liveness, readiness

_TEXT = "text/plain; charset=utf-8"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    body: bytes
    kind: str = _TEXT


@dataclass(frozen=True)
class Answers:
    """The port's three addresses, behind its door.

    With a token the figures are for those who send it, and others hear of health in one word, nothing of any account.
    Without, which only loopback may be, it answers to this machine's own names alone, so that no web page elsewhere can
    have its name point here and read along.
    """

    accounts: Accounts
    token: SecretStr | None = None

    def get(self, path: str, host: str, authorization: str) -> Answer:
        """Answer one GET; the two are headers, empty where they are not sent."""
        known = self._is_known(authorization)
        if self.token is None and _name_in(host) not in LOOPBACK:
            return _sentence(421, "This port answers to 127.0.0.1 and localhost only.")
        path = path.partition("?")[0]
        if path == "/health/live":
            return self._health("live", liveness, told=known)
        if path == "/health/ready":
            return self._health("ready", readiness, told=known)
        if path != "/metrics":
            return _sentence(404, "There are /metrics, /health/live and /health/ready.")
        if not known:
            return _sentence(401, "The figures need the token, as `Authorization: Bearer ...`.")
        return Answer(200, exposition_of(each.seen() for each in self.accounts()), CONTENT_TYPE_LATEST)

    def _is_known(self, authorization: str) -> bool:
        if self.token is None:
            return True
        scheme, _, sent = authorization.partition(" ")
        right = hmac.compare_digest(sent.strip().encode(), self.token.get_secret_value().encode())
        return scheme.lower() == "bearer" and right

    def _health(self, word: str, judge: Callable[[Watched], Verdict], *, told: bool) -> Answer:
        verdicts = {each.label: judge(each) for each in self.accounts()}
        good = all(verdict.good for verdict in verdicts.values())
        data: dict[str, object] = {word: good}
        if told:
            data["accounts"] = {
                label: {word: verdict.good, "because": verdict.because} for label, verdict in verdicts.items()
            }
        return Answer(200 if good else 503, json.dumps(data).encode() + b"\n", _JSON)


def _sentence(status: int, text: str) -> Answer:
    return Answer(status, f"{text}\n".encode())


def _name_in(host: str) -> str:
    """The name in a `Host` header, without the port and a literal's brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
