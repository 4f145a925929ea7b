"""Asynchronous batches: queued, run later, each ticket with an outcome of its own."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import count
from typing import Any

from integration.sandbox.records import Job, Refused
from integration.sandbox.render import stamp
from integration.sandbox.world import World
from integration.sandbox.writes import apply_row

KEPT = timedelta(days=1)
AT_ONCE = 30


class Jobs:
    """The account's jobs."""

    def __init__(self, world: World, seed: int = 7) -> None:
        self._world = world
        self._jobs: dict[str, Job] = {}
        self._numbers = count(1)
        self._random = random.Random(seed)  # noqa: S311 - a simulation
        self.fates: list[str] = []
        """The fates of the coming jobs, first one first; afterwards every job completes."""
        self.partial_share = 0.0
        """The share of jobs in which some rows fail for no reason of ours."""

    def queue(self, rows: list[dict[str, Any]], actor_id: int) -> Job:
        """Take a batch; it runs after the account's delay."""
        now = self._world.now()
        delay = self._world.switches.job_delay_s
        fate = (
            self.fates.pop(0)
            if self.fates
            else ("partial" if self._random.random() < self.partial_share else "completed")
        )
        tickets = self._world.tickets
        stamps = {row["id"]: tickets[row["id"]].updated_at for row in rows if row.get("id") in tickets}
        job = Job(
            f"V3-{next(self._numbers):032x}",
            rows,
            now,
            now + timedelta(seconds=delay),
            fate,
            stamps,
            actor_id=actor_id,
        )
        self._jobs[job.id] = job
        if delay <= 0:
            self._run(job)
        else:
            self._world.later(job.runs_at, lambda _: self._run(job))
        return job

    def find(self, job_id: str) -> Job | None:
        """A job by its id; None once Zendesk has forgotten it."""
        job = self._jobs.get(job_id)
        if job is not None and job.ended_at is not None and self._world.now() - job.ended_at > KEPT:
            return None
        return job

    def all(self) -> list[Job]:
        """Every job that is remembered."""
        return [job for job_id in list(self._jobs) if (job := self.find(job_id)) is not None]

    def running(self) -> int:
        """How many are queued or working."""
        return sum(job.ended_at is None for job in self._jobs.values())

    def _run(self, job: Job) -> None:
        if job.fate == "stuck":
            job.status = "working"
            return
        job.ended_at = self._world.now()
        if job.fate in ("failed", "killed"):
            job.status = job.fate
            return
        results = [self._row(job, index, row) for index, row in enumerate(job.rows)]
        job.status = "completed"
        job.results = [result for result in results if result is not None]
        self._random.shuffle(job.results)

    def _row(self, job: Job, index: int, row: dict[str, Any]) -> dict[str, Any] | None:
        """One ticket's outcome; None where the job says nothing about it."""
        if job.fate == "partial" and self._random.random() < 0.3:  # noqa: PLR2004 - about a third of its rows
            if self._random.random() < 0.5:  # noqa: PLR2004 - half of them without a word
                return None
            return {
                "index": index,
                "id": row.get("id"),
                "error": "DatabaseConflict",
                "details": "Database collision",
            }
        ticket = self._world.tickets.get(row.get("id", 0))
        if ticket is None or ticket.status == "deleted":
            return {"index": index, "id": row.get("id"), "error": "TicketNotFound", "details": "Not found"}
        sent = row.get("updated_stamp")
        stale = bool(row.get("safe_update")) and sent != stamp(ticket.updated_at)
        if stale or ticket.updated_at != job.stamps.get(ticket.id):
            sentence = "Safe Update prevented the update due to outdated ticket data."
            return {"index": index, "id": ticket.id, "error": "UpdateConflict", "details": sentence}
        try:
            apply_row(self._world, ticket.id, row, job.actor_id, batch=True)
        except Refused as refusal:
            details = next(iter(refusal.details.values()))[0]["description"]
            return {"index": index, "id": ticket.id, "error": "TicketUpdateFailed", "details": details}
        return {"action": "update", "status": "Updated", "success": True, "id": ticket.id}
