"""What a batch job says about itself, row by row: `completed` does not mean that anything succeeded."""

from dataclasses import dataclass
from typing import Any

from integration.zendesk.envelopes import validation_sentence
from integration.zendesk.errors import ZendeskError, classify_row
from integration.zendesk.shapes import WireModel, int_or_none

_OVER = frozenset({"completed", "failed", "killed"})


@dataclass(frozen=True)
class JobRow:
    """The outcome of one ticket in a batch."""

    ticket_id: int | None
    """None when the row names only its place."""
    ok: bool
    code: str = ""
    sentence: str = ""

    @property
    def failure(self) -> ZendeskError | None:
        """Why this row was not written; None when it was."""
        return None if self.ok else classify_row(self.code, self.sentence)


class JobStatus(WireModel):
    """A batch job; kept by Zendesk for about a day."""

    id: str
    status: str
    """`queued`, `working`, `completed`, `failed` or `killed`."""
    total: int | None = None
    progress: int | None = None
    results: Any = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen in it."""
        return self.status in _OVER

    def rows(self) -> tuple[JobRow, ...]:
        """Outcome by ticket; empty until the end, and for tickets of which the job says nothing at all."""
        results = self.results if isinstance(self.results, list) else [self.results]
        return tuple(_row(result) for result in results if isinstance(result, dict))


class JobAnswer(WireModel):
    """One job, wrapped."""

    job_status: JobStatus


class JobsAnswer(WireModel):
    """The account's jobs, of everybody."""

    job_statuses: tuple[JobStatus, ...] = ()


def _row(result: dict[str, Any]) -> JobRow:
    error = result.get("error") or result.get("errors")
    details = result.get("details")
    return JobRow(
        ticket_id=int_or_none(result.get("id")),
        ok=not error and "error" not in result and bool(result.get("success", True)),
        code=error[:80] if isinstance(error, str) else "",
        sentence=validation_sentence(details) if isinstance(details, str) else "",
    )
