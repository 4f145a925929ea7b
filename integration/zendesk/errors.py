"""Every failed call to Zendesk ends as one of these classes, chosen in one table.

The table (`_TABLE`) looks at the method, the status and the code in Zendesk's JSON. The method counts because a read
may always be repeated, while a write whose answer was lost may have happened.
"""

from collections.abc import Callable
from dataclasses import dataclass

import requests
import urllib3.exceptions
from requests import exceptions as wire

from integration.causes import causes_of
from integration.zendesk.envelopes import Answer, read_answer


class ZendeskError(Exception):
    """A call to Zendesk did not do what was asked."""

    def __init__(
        self,
        sentence: str = "",
        *,
        status: int | None = None,
        code: str = "",
        request_id: str | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        self.sentence = sentence or (type(self).__doc__ or "").partition("\n")[0]
        """What a user may read: ours, or Zendesk's own validation sentence; never a customer's words."""
        self.status = status
        """HTTP status of the answer; None when there was none."""
        self.code = code
        """Zendesk's code (`RecordInvalid`), or ours (`timeout`, `truncated`) when there was no JSON."""
        self.request_id = request_id
        """What Zendesk's support asks for."""
        self.retry_after_s = retry_after_s
        """Seconds that Zendesk asks to wait; None when it did not say."""
        super().__init__(self.sentence)

    def __str__(self) -> str:
        facts = [str(self.status) if self.status else "", self.code]
        facts.append(f"request {self.request_id}" if self.request_id else "")
        known = ", ".join(fact for fact in facts if fact)
        return f"{self.sentence} ({known})" if known else self.sentence


class Transient(ZendeskError):
    """Zendesk could not answer just now; nothing was written, and the same call may be made again."""


class RateLimited(Transient):
    """Zendesk has had enough calls for the moment; nothing was written."""


class Unknown(ZendeskError):
    """The answer to a write was lost: it may have happened. Never send it again before the audits were read."""


class Conflict(ZendeskError):
    """The ticket changed after the moment we decided on; nothing was written. Decide again on fresh facts."""


class Refused(ZendeskError):
    """Zendesk will not do this, today or tomorrow; nothing was written."""


class Gone(ZendeskError):
    """The record is deleted or closed: it can no longer be read or no longer be changed."""


class SignInRefused(ZendeskError):
    """Zendesk does not accept our sign-in, or not for this work. The account stops until somebody looks at it."""


class UnknownAccount(ZendeskError):
    """There is no help desk at this address. Whoever claims it would receive the credentials, so all calls stop."""


class StuckCursor(ZendeskError):
    """A full page of an export ends in the second in which it began, so the time cursor cannot advance."""

    def __init__(self, second: int, sentence: str = "") -> None:
        self.second = second
        """Unix second at which the export stands still."""
        super().__init__(sentence or f"The export cannot get past the second {second}.", code="StuckCursor")


class Stopping(ZendeskError):
    """The service is stopping, so the call was not made."""


OTHER_HOST = "OtherHost"
"""Our code for an address or a redirect that leads away from the configured host."""

_DATABASE = frozenset({"DatabaseConflict", "DatabaseDeadlock"})
_CLOSED_CODES = frozenset({"ClosedTicket", "TicketClosed"})
_GONE_CODES = frozenset({"RecordNotFound", "NotFound", "TicketNotFound"})
_RENAMED = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 409, 423, 425, 429})


def _says_closed(answer: Answer) -> bool:
    return answer.code in _CLOSED_CODES or "closed prevents" in answer.sentence.lower()


@dataclass(frozen=True)
class _Row:
    """One line of the table: which answers it is about, and what they mean for a read and for a write."""

    statuses: frozenset[int]
    read: type[ZendeskError]
    write: type[ZendeskError]
    only: Callable[[Answer], bool] = lambda _: True


# Read from the top; the first line that fits wins. Source: zendesk API reference, errors; deps: "known not applied".
_TABLE = (
    _Row(frozenset({404}), UnknownAccount, UnknownAccount, lambda a: a.no_help_desk),
    _Row(frozenset({429}), RateLimited, RateLimited),
    _Row(frozenset({409, 503}), Transient, Transient, lambda a: a.code in _DATABASE),
    _Row(frozenset({409}), Conflict, Conflict, lambda a: a.code == "UpdateConflict"),
    _Row(frozenset({401}), SignInRefused, SignInRefused),
    _Row(frozenset({404}), Refused, Refused, lambda a: a.code == "InvalidEndpoint"),
    _Row(frozenset({404, 410}), Gone, Gone),
    _Row(frozenset({422}), Gone, Gone, _says_closed),
    _Row(_RENAMED, Refused, Unknown),
    _Row(frozenset(range(400, 500)) - _PASSING, Refused, Refused),
    # The rest: 5xx, 408, 423, an unnamed 409, and a 200 that holds no JSON.
    _Row(frozenset(range(100, 600)), Transient, Unknown),
)

_MOVED = "Zendesk points to another host, and nothing was sent there: has the help desk got a new address?"
_NO_DATA = "The answer is a web page or cut off, not the JSON that was asked for."


def classify(method: str, failure: requests.Response | Exception) -> ZendeskError:
    """Name the error that a failed call stands for.

    `failure` is an answer that is no success (or a success without JSON), or what the Session raised. For every method
    but GET and HEAD an unclear outcome is Unknown.
    """
    if isinstance(failure, ZendeskError):
        return failure
    reading = method.upper() in {"GET", "HEAD"}
    if isinstance(failure, requests.Response):
        return _of_answer(read_answer(failure), reading=reading)
    return _of_exception(failure, reading=reading)


def classify_row(code: str, sentence: str = "") -> ZendeskError:
    """Name the error that one failed row of a batch job stands for; rows carry a code and a sentence, but no status."""
    answer = Answer(status=0, code=code, sentence=sentence, is_json=True)
    if code == "UpdateConflict":
        return Conflict(code=code)
    if code in _DATABASE:
        return Transient(code=code)
    if code in _GONE_CODES or _says_closed(answer):
        return Gone(sentence, code=code)
    return Refused(sentence, code=code)


def _of_answer(answer: Answer, *, reading: bool) -> ZendeskError:
    row = next(row for row in _TABLE if answer.status in row.statuses and row.only(answer))
    kind = row.read if reading else row.write
    renamed = answer.status in _RENAMED
    ours = _MOVED if renamed else _NO_DATA if answer.status < min(_RENAMED) else ""
    retry_after_s = answer.retry_after_s
    if kind is RateLimited and retry_after_s is None:
        retry_after_s = 60.0  # endpoint limits may come without the header; a minute is their window
    return kind(
        ours or answer.sentence,
        status=answer.status,
        code=OTHER_HOST if renamed else answer.code,
        request_id=answer.request_id,
        retry_after_s=retry_after_s,
    )


def _of_exception(failure: Exception, *, reading: bool) -> ZendeskError:
    code = "timeout" if isinstance(failure, wire.Timeout) else type(failure).__name__
    if isinstance(failure, ValueError):  # requests' own complaints about an address or a header
        return Refused("The call could not even be put together.", code=code)
    if reading or _never_left(failure):
        return Transient("Zendesk could not be reached, or the connection broke.", code=code)
    return Unknown(code=code)


def _never_left(failure: Exception) -> bool:
    """Whether no byte of the request can have reached Zendesk: there was no connection to send it on."""
    if isinstance(failure, wire.ConnectTimeout):
        return True
    return any(isinstance(cause, urllib3.exceptions.ConnectTimeoutError) for cause in causes_of(failure))
