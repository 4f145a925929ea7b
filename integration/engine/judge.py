"""Steps 3 to 5: decide, plan and commit, in slices, as of the watermark."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from integration.engine.conduct import remember
from integration.engine.context import Context
from integration.engine.conversations import read_conversations
from integration.engine.keeping import complete_from_audits
from integration.engine.rows import held_row, planned_rows
from integration.metrics import count_policy_error
from integration.store import history, ledger, occasions
from integration.store.loading import load_tickets
from integration.store.memories import load_memories
from integration.store.merges import load_merged, load_targets
from integration.store.usage import load_usage
from policies.core.actions import Held, InForce, Memory, Update, is_end, references_of
from policies.core.calendar import ALWAYS_OPEN
from policies.core.evaluation import Judgement, evaluate
from policies.core.facts import Account, Facts
from policies.core.findings import earliest
from policies.core.planning import Proposal, propose
from policies.core.rationing import DAY, Rationing, brake_threshold
from policies.core.strikes import Conduct
from policies.core.timeline import fold

SLICE = 1000
_SLICES = 20
"""So many slices a cycle: what is left waits for the next, so that a swept account still writes in between."""
_COMPLETED_A_CYCLE = 100
_AFTER_AN_ERROR = timedelta(hours=1)


@dataclass
class Slice:
    """What one slice of tickets comes to, before it is committed."""

    now: datetime
    judged: list[int] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    timers: list[dict[str, Any]] = field(default_factory=list)
    wanted: set[int] = field(default_factory=set)
    """Tickets that would be written to if no cap held them back: what the brake counts."""
    ours: frozenset[str] = frozenset()
    """The tags of the ticket in hand that are there because of us."""
    spared: set[tuple[int, str]] = field(default_factory=set)
    """Tickets and policies that could not be judged, because the policy raised."""
    looked: set[tuple[int, str]] = field(default_factory=set)
    """Tickets and policies that looked at them."""
    left_out: list[tuple[str, int, str]] = field(default_factory=list)
    """Occasions that were to be acted on, on tickets that `enforce_for` leaves out now."""
    gone: list[str] = field(default_factory=list)
    """Keys of rows that an admin takes back and of which nothing is left."""


def judge_changes(ctx: Context, rationing: Rationing) -> set[int]:
    """Judge every ticket that changed, whose timer is due, or whose plan is not sent yet; returns the wanted tickets."""
    watermark = moment_to_judge_at(ctx)
    if watermark is None:
        return set()
    _note_policies(ctx, watermark)
    wanted: set[int] = set()
    seen: set[int] = set()
    for _ in range(_SLICES):
        ids = [i for i in _next_ids(ctx, watermark, first=not seen) if i not in seen]
        if not ids or ctx.stop.is_set():
            break
        seen.update(ids)
        wanted |= judge_tickets(ctx, ids, watermark, rationing)
        ctx.beat()
    ctx.store.save_account(judged_to=watermark)
    return wanted


def moment_to_judge_at(ctx: Context) -> datetime | None:
    """The watermark; None before both exports were read to their end once, and while the tickets are read again."""
    row = ctx.store.load_account()
    moment: datetime | None = row.watermark if row.ticket_end and row.event_end else None
    return moment


def judge_tickets(
    ctx: Context, ids: Sequence[int], now: datetime, rationing: Rationing, *, fresh: bool = False
) -> set[int]:
    """Judge these tickets as of `now`, plan, and commit both in one transaction."""
    with ctx.store.reading() as connection:
        incomplete = history.load_incomplete(ctx.store, connection, ids)
    if incomplete:
        waiting = incomplete - complete_from_audits(ctx, incomplete, _COMPLETED_A_CYCLE)
        ids = [i for i in ids if i not in waiting]
    unread = read_conversations(ctx, ids, now)
    if unread:
        with ctx.store.transaction() as connection:
            history.mark_to_judge(
                ctx.store, connection, unread
            )  # so nothing planned before is sent meanwhile
    ids = [i for i in ids if i not in unread]
    result = Slice(now)
    with ctx.store.transaction() as connection:
        tickets = load_tickets(ctx.store, connection, ids, ctx.names.ignored)
        merged = load_merged(ctx.store, connection, ids)
        targets = load_targets(ctx.store, connection, ids)
        memories = load_memories(ctx.store, connection, ids, merged)
        proposals: list[tuple[Facts, Proposal]] = []
        folded = {ticket_id: fold(ticket, events, now) for ticket_id, (ticket, events) in tickets.items()}
        conduct = remember(ctx, connection, folded, memories, now)
        for ticket_id, ticket in folded.items():
            known = conduct.get(ticket_id, Conduct())
            references = references_of(memories[ticket_id])
            facts = Facts(ticket, now, ALWAYS_OPEN, ctx.names.account, references, known)
            judgements = evaluate(facts, ctx.policies, ctx.config.scope)
            proposal = propose(facts, judgements, memories[ticket_id])
            _record(ctx, result, facts, judgements, proposal, memories[ticket_id])
            result.spared |= _spared(judgements, ticket_id, merged, has_moved=ticket_id in targets)
            result.looked |= _looked(judgements, ticket_id, merged)
            proposals.append((facts, proposal))
        for facts, proposal in sorted(proposals, key=_by_rank_and_age):
            result.ours = memories[facts.ticket.id].own_tags()
            _ration(ctx, result, facts, proposal, rationing, fresh=fresh)
        look = occasions.Look((*result.judged, *merged), now, result.spared, result.looked)
        occasions.save_findings(ctx.store, connection, result.findings, look)
        occasions.leave_out(ctx.store, connection, result.left_out)
        ledger.save_plan(ctx.store, connection, result.actions, result.judged, now, result.spared)
        ledger.mark_gone(ctx.store, connection, result.gone, now)
        occasions.save_timers(ctx.store, connection, _one_timer_each(result.timers), result.judged)
        history.mark_judged(ctx.store, connection, result.judged, now)
    ctx.counts["judged"] += len(result.judged)
    return result.wanted


def new_rationing(ctx: Context) -> Rationing:
    """The account's limits with what was written lately: one for a whole cycle, so that its parts share them."""
    now = ctx.store.load_account().watermark or ctx.now()
    with ctx.store.reading() as connection:
        usage = load_usage(ctx.store, connection, now)
    return Rationing(ctx.config.limits, ctx.config.build_quiet_hours(), usage, now)


def exceeds_brake(ctx: Context, wanted: set[int], now: datetime) -> str | None:
    """Why the brake is due: more tickets than the larger of a number and a share of the active ones."""
    brake = ctx.config.limits.brake
    if len(wanted) <= brake.tickets:
        return None
    with ctx.store.reading() as connection:
        released = ctx.store.load_account(connection).brake_since
        wanted = wanted - ledger.load_known(ctx.store, connection, wanted, released)
        active = history.count_active(ctx.store, connection, now - DAY)
    threshold = brake_threshold(brake.tickets, brake.share, active)
    if len(wanted) <= threshold:
        return None
    return (
        f"This cycle would write to {len(wanted)} tickets; the brake holds above {threshold}. "
        "Look at what is held back with `steadyhand brake`, then `steadyhand brake release`."
    )


def _next_ids(ctx: Context, watermark: datetime, *, first: bool) -> list[int]:
    with ctx.store.reading() as connection:
        changed = history.load_to_judge(ctx.store, connection, watermark, SLICE)
        due = occasions.load_due(ctx.store, connection, watermark, SLICE)
        planned = ledger.load_planned_tickets(ctx.store, connection) if first else []
        stamps = history.load_stamps(ctx.store, connection, planned)
    ctx.counts["changed"] += len(changed)
    ctx.counts["due"] += len(due)
    settled = [i for i in planned if i in stamps and not stamps[i].to_judge]
    return sorted({*changed, *due, *settled})


def _note_policies(ctx: Context, watermark: datetime) -> None:
    """Note edits of the policies and of calendars; after one, open tickets are judged once, without a call to Zendesk."""
    row = ctx.store.load_account()
    calendars = _calendars_digest(ctx.names.account)
    digest = f"{ctx.config.digest}{calendars}"
    if row.digest == digest:
        return
    with ctx.store.transaction() as connection:
        before = row.judged_to or watermark
        occasions.note_policies(ctx.store, connection, ctx.policies, watermark, before, calendars)
        history.mark_to_judge(ctx.store, connection)
        ctx.store.write_account(connection, digest=digest)
    ctx.probe_due = True


def _calendars_digest(account: Account) -> str:
    """A short hash of all opening hours and holidays: a changed holiday judges anew, as an edit of a setting does."""
    default = account.default_calendar.name if account.default_calendar is not None else ""
    told = [(key, c.zone, c.hours, sorted(c.holidays)) for key, c in sorted(account.calendars.items())]
    return hashlib.blake2b(repr((default, told)).encode(), digest_size=8).hexdigest()


def _spared(
    judgements: Sequence[Judgement], ticket_id: int, merged: Mapping[int, int], *, has_moved: bool
) -> set[tuple[int, str]]:
    """Tickets and policies whose occasions this judgement does not end.

    Where a policy raised, also those of the tickets merged into this one; of a ticket that was itself merged, those
    that went along: they are its target's business.
    """
    sources = [source for source, target in merged.items() if target == ticket_id]
    raised = {(i, j.policy.name) for j in judgements if j.error for i in (ticket_id, *sources)}
    gone = {(ticket_id, j.policy.name) for j in judgements if has_moved and j.policy.moves_at_merge}
    return raised | gone


def _looked(
    judgements: Sequence[Judgement], ticket_id: int, merged: Mapping[int, int]
) -> set[tuple[int, str]]:
    """Tickets, those merged into this one among them, and the policies that looked at them."""
    sources = [source for source, target in merged.items() if target == ticket_id]
    names = [j.policy.name for j in judgements if j.looked]
    return {(i, name) for name in names for i in (ticket_id, *sources)}


def _by_rank_and_age(pair: tuple[Facts, Proposal]) -> tuple[int, datetime]:
    facts, proposal = pair
    update = proposal.update
    return (0, facts.now) if update is None else (-update.rank, update.since)


def _record(
    ctx: Context,
    result: Slice,
    facts: Facts,
    judgements: Sequence[Judgement],
    proposal: Proposal,
    memory: Memory,
) -> None:
    ticket = facts.ticket
    result.judged.append(ticket.id)
    for judgement in judgements:
        name = judgement.policy.name
        if judgement.error:
            ctx.counts["policy_errors"] += 1
            count_policy_error(ctx.account, name)
        due = result.now + _AFTER_AN_ERROR if judgement.error else proposal.timers.get(name)
        if due is not None or judgement.verdict.measure is not None:
            row = {"ticket_id": ticket.id, "policy": name, "due": due, "measure": judgement.verdict.measure}
            result.timers.append(row)
        mode = "observe" if judgement.policy.why_observed(facts, memory.identity) else "enforce"
        for finding in judgement.verdict.findings:
            seen = memory.occasions.get((name, finding.episode))
            if mode != judgement.policy.mode and seen is not None and not seen.observed_first:
                result.left_out.append((name, finding.ticket_id or ticket.id, finding.episode))
            result.findings.append(
                {
                    "policy": name,
                    "ticket_id": finding.ticket_id or ticket.id,
                    "episode": finding.episode,
                    "because": finding.because,
                    "since": finding.since,
                    "mode": mode,
                    "first_mode": mode,
                    "digest": ctx.config.digest,
                    "found_by_edit": memory.in_force.get(name, InForce()).judged_since,
                }
            )
    ctx.counts["found"] += sum(len(j.verdict.findings) for j in judgements)


def _ration(
    ctx: Context, result: Slice, facts: Facts, proposal: Proposal, rationing: Rationing, *, fresh: bool
) -> None:
    held = list(proposal.held)
    result.gone += proposal.gone
    if proposal.update is not None:
        update, refused = rationing.admit(proposal.update, facts.ticket.assignee_id)
        held += refused
        if not _is_calm(proposal.update, refused):
            result.wanted.add(proposal.ticket_id)
        if update is not None:
            result.actions += planned_rows(ctx, facts, update, result.ours, fresh=fresh)
    for item in held:
        result.actions.append(held_row(ctx, facts, item))
        if item.until is not None:
            result.timers.append(
                {"ticket_id": facts.ticket.id, "policy": item.policy, "due": item.until, "measure": None}
            )
    ctx.counts["planned"] += proposal.update is not None
    ctx.counts["held"] += len(held)


def _is_calm(update: Update, refused: Sequence[Held]) -> bool:
    """Whether the brake need not count it: what `drip` holds back is no flood, nor is what takes our own tags off."""
    if update.is_undo:
        return not (update.note or update.add_tags or update.restore)
    return all(is_end(item.rung) or (bool(refused) and item.from_history) for item in update.items)


def _one_timer_each(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One timer per ticket and policy: the earliest."""
    merged: dict[tuple[int, str], dict[str, Any]] = {}
    for row in rows:
        known = merged.setdefault((row["ticket_id"], row["policy"]), dict(row))
        known["due"] = earliest((known["due"], row["due"]))
        known["measure"] = row["measure"] if known["measure"] is None else known["measure"]
    return list(merged.values())
