"""The one gate through which tickets are written; what may be written is in payloads.py.

Nothing here repeats a write. After Unknown the ticket's audits say whether it happened.
"""

from collections.abc import Iterable, Sequence

import requests

from integration.zendesk.errors import Gone, Refused, Transient, Unknown
from integration.zendesk.jobs import JobAnswer, JobsAnswer, JobStatus
from integration.zendesk.models import UpdateAnswer
from integration.zendesk.payloads import TicketWrite
from integration.zendesk.reading import ModelT, read_model
from integration.zendesk.transport import Transport

_BATCH = 100


def put_batch(transport: Transport, writes: Sequence[TicketWrite]) -> str:
    """Queue one update for each of at most 100 tickets; the id of the job that will carry them out.

    Each row carries its own stamp: a ticket that changed meanwhile fails alone, inside the job.

    Raises:
        Unknown: the job may be queued; the audits will tell.

    """
    if not 0 < len(writes) <= _BATCH:
        raise ValueError("a batch holds 1 to 100 tickets")
    if len({write.ticket_id for write in writes}) != len(writes):
        raise ValueError("a batch holds each ticket once")
    body = {"tickets": [write.as_batch_row() for write in writes]}
    response = transport.put("/api/v2/tickets/update_many.json", body)
    return _read_written(JobAnswer, response).job_status.id


def put_single(transport: Transport, write: TicketWrite, tags_now: tuple[str, ...]) -> UpdateAnswer:
    """Update one ticket at once; the answer holds the audit, so a note's privacy can be seen.

    `tags_now` are the tags of the read whose `updated_at` is the stamp.

    Raises:
        Conflict: the ticket changed after the stamp; nothing was written.
        Gone: it is deleted or closed.
        Unknown: it may have been written; the audits will tell.

    """
    response = transport.put(f"/api/v2/tickets/{write.ticket_id}.json", write.as_single(tags_now))
    return _read_written(UpdateAnswer, response)


def fetch_job(transport: Transport, job_id: str) -> JobStatus | None:
    """Fetch the job as it stands; None when Zendesk has forgotten it (after about a day)."""
    try:
        return transport.fetch(f"/api/v2/job_statuses/{job_id}.json", None, JobAnswer)[0].job_status
    except Gone:
        return None


def fetch_jobs(transport: Transport, job_ids: Iterable[str]) -> dict[str, JobStatus]:
    """Fetch several jobs as they stand, by id, in one call.

    A job that is missing here is not proven to be forgotten: only `fetch_job` tells.
    """
    params = {"ids": ",".join(job_ids)}
    try:
        answer, _ = transport.fetch("/api/v2/job_statuses/show_many.json", params, JobsAnswer)
    except (Gone, Refused):
        return {}
    return {job.id: job for job in answer.job_statuses}


def fetch_jobs_running(transport: Transport) -> frozenset[str]:
    """The ids of the jobs of the whole account, anybody's, that are queued or working; 30 at once are the limit."""
    answer, _ = transport.fetch("/api/v2/job_statuses.json", None, JobsAnswer)
    return frozenset(job.id for job in answer.job_statuses if not job.is_over)


def _read_written(model: type[ModelT], response: requests.Response) -> ModelT:
    """Read the answer to a write that Zendesk took; when it cannot be read, what was written is Unknown."""
    try:
        return read_model(model, response)
    except (Transient, Refused) as failure:
        raise Unknown(status=response.status_code, code=failure.code) from None
