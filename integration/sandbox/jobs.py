"""Asynchronous batches: queued, run later, each ticket with an outcome of its own."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import count
from typing import Any

from integration.sandbox.limits import Limits
from integration.sandbox.records import Job, JobPlan, Refused
from integration.sandbox.render import stamp
from integration.sandbox.world import World
from integration.sandbox.writes import apply_row

KEPT = timedelta(days=1)
AT_ONCE = 30
_BAD_LUCK = 0.3
"""The share of a partial job's rows that are not written."""
_WITHOUT_A_WORD = 0.5
"""The share of those of which the job says nothing."""


class Jobs:
    """The account's jobs."""

    def __init__(self, world: World, seed: int = 7, *, limits: Limits | None = None) -> None:
        self._world = world
        self._limits = limits
        self._jobs: dict[str, Job] = {}
        self._numbers = count(1)
        self._random = random.Random(seed)  # noqa: S311 - a simulation
        self.plans: list[JobPlan] = []
        """What becomes of the coming jobs, first one first."""
        self.fates: list[str] = []
        """The same in short, looked at when no plan is left; afterwards every job completes."""
        self.partial_share = 0.0
        """The share of jobs in which some rows fail for no reason of ours."""

    def queue(
        self,
        rows: list[dict[str, Any]],
        actor_id: int,
        *,
        distinct: bool = True,
        target: int | None = None,
    ) -> Job:
        """Take a batch, or with a `target` tickets to merge into it; it runs after the account's delay."""
        now = self._world.now()
        delay = self._world.switches.job_delay_s
        tickets = self._world.tickets
        stamps = {row["id"]: tickets[row["id"]].updated_at for row in rows if row.get("id") in tickets}
        job = Job(
            f"V3-{next(self._numbers):032x}",
            rows,
            now,
            now + timedelta(seconds=delay),
            self._next_plan(),
            stamps,
            actor_id=actor_id,
            distinct=distinct,
            target=target,
        )
        self._jobs[job.id] = job
        if delay <= 0:
            self._run(job)
        else:
            self._world.later(now + timedelta(seconds=delay / 2), lambda _: self._start(job))
            self._world.later(job.runs_at, lambda _: self._run(job))
        return job

    def find(self, job_id: str) -> Job | None:
        """A job by its id; None once Zendesk has forgotten it."""
        job = self._jobs.get(job_id)
        if job is not None and self._world.now() - (job.ended_at or job.queued_at) > KEPT:
            return None
        return job

    def all(self) -> list[Job]:
        """Every job that is remembered."""
        return [job for job_id in list(self._jobs) if (job := self.find(job_id)) is not None]

    def running(self) -> int:
        """How many are queued or working."""
        return sum(job.ended_at is None for job in self.all())

    def _next_plan(self) -> JobPlan:
        if self.plans:
            return self.plans.pop(0)
        if self.fates:
            return JobPlan(self.fates.pop(0))
        return JobPlan("partial" if self._random.random() < self.partial_share else "completed")

    def _start(self, job: Job) -> None:
        job.status = "working"

    def _run(self, job: Job) -> None:
        fate = job.plan.fate
        if fate == "stuck":
            job.status = "working"
            return
        job.ended_at = self._world.now()
        if fate in ("failed", "killed", "killed_midway"):
            job.status = "failed" if fate == "failed" else "killed"
            done = len(job.rows) // 2 if fate == "killed_midway" else 0
            for index, row in enumerate(job.rows[:done]):
                self._row(job, index, row)
            return
        results = [self._row(job, index, row) for index, row in enumerate(job.rows)]
        job.status = "completed"
        job.results = [result for result in results if result is not None]
        self._random.shuffle(job.results)

    def _row(self, job: Job, index: int, row: dict[str, Any]) -> dict[str, Any] | None:
        """One ticket's outcome; None where the job says nothing about it."""
        number, plan = row.get("id", 0), job.plan
        bad_luck = plan.fate == "partial" and self._random.random() < _BAD_LUCK
        if number in plan.lost or (bad_luck and self._random.random() < _WITHOUT_A_WORD):
            return None
        planned = ("DatabaseConflict", "Database collision") if bad_luck else plan.errors.get(number)
        refusal = planned or self._refusal(job, row)
        if refusal is not None:
            return _failed(index, row, *refusal)
        if number in plan.unreported:
            return None
        return {"action": "update", "status": "Updated", "success": True, "id": number}

    def _refusal(self, job: Job, row: dict[str, Any]) -> tuple[str, str] | None:
        """Carry the row out; the error and its details if Zendesk would not."""
        ticket = self._world.tickets.get(row.get("id", 0))
        if ticket is None or ticket.status == "deleted":
            return "TicketNotFound", "Not found"
        if self._limits is not None and not self._limits.take_update(ticket.id):
            return "TooManyRequests", "Too many requests to update"
        if job.target is not None:
            return self._merge(job, job.target, row)
        outdated = ticket.id in self._world.contested or row.get("updated_stamp") != stamp(ticket.updated_at)
        stale = bool(row.get("safe_update")) and outdated
        if stale or ticket.updated_at != job.stamps.get(ticket.id):
            return "UpdateConflict", "Safe Update prevented the update due to outdated ticket data."
        try:
            apply_row(self._world, ticket.id, row, job.actor_id, job)
        except Refused as refusal:
            return "TicketUpdateFailed", next(iter(refusal.details.values()))[0]["description"]
        return None

    def _merge(self, job: Job, target: int, row: dict[str, Any]) -> tuple[str, str] | None:
        try:
            self._world.merge(
                row["id"],
                target,
                job.actor_id,
                source_comment=row.get("source_comment"),
                target_comment=row.get("target_comment"),
                public=(
                    bool(row.get("source_comment_is_public")),
                    bool(row.get("target_comment_is_public")),
                ),
            )
        except Refused as refusal:
            return "TicketMergeFailed", next(iter(refusal.details.values()))[0]["description"]
        return None


def _failed(index: int, row: dict[str, Any], error: str, details: str) -> dict[str, Any]:
    """A row's failure as it was recorded: without the key `success`."""
    return {"index": index, "id": row.get("id"), "error": error, "details": details}
