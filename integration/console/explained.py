"""An explanation as data, for machines and for the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from integration.config.models import Config
from integration.config.words import acts_in_words
from integration.console.happened import happened_on, state_of
from integration.console.moments import iso
from integration.engine.explain import Explanation, Traced
from policies.core.actions import Held, Item, Update
from policies.core.facts import Account
from policies.core.findings import Finding


def explanation_data(config: Config, told: Explanation) -> dict[str, Any]:
    """Why a ticket was acted on or was not; moments in ISO 8601, UTC. Its keys are told in docs/explain.md."""
    facts = told.facts
    return {
        "ticket": {**state_of(facts), "url": f"{config.account.url}/agent/tickets/{facts.ticket.id}"},
        "as_of": facts.now.isoformat(),
        "read_live": told.live,
        "waiting": told.waiting,
        "timeline": happened_on(facts),
        "policies": [_policy(config, told, traced) for traced in told.policies],
        "plan": {
            "update": _update(told.update),
            "held": [_held(held) for held in told.held],
            "gate": told.gate,
        },
        "ledger": [_ledger_row(row) for row in told.ledger],
    }


def _policy(config: Config, told: Explanation, traced: Traced) -> dict[str, Any]:
    judgement = traced.judgement
    policy, verdict = judgement.policy, judgement.verdict
    found = [_finding(config, told, policy.name, finding) for finding in verdict.findings]
    return {
        "name": policy.name,
        "kind": policy.kind,
        "mode": policy.mode,
        "verdict": _verdict(traced),
        "because": judgement.out_of_scope or verdict.because,
        "error": judgement.error,
        "conditions": [{"met": c.met, "sentence": c.sentence} for c in traced.conditions],
        "findings": found,
        "before": _ended(told, policy.name, {finding["episode"] for finding in found}),
        "recheck": iso(verdict.recheck),
    }


def _verdict(traced: Traced) -> str:
    judgement = traced.judgement
    if judgement.error:
        return "error"
    if judgement.out_of_scope:
        return "out of scope"
    if not judgement.verdict.looked:
        return "not looked at"
    return "found" if judgement.verdict.findings else "not found"


def _finding(config: Config, told: Explanation, policy: str, finding: Finding) -> dict[str, Any]:
    stored = next((r for r in told.occasions if (r.policy, r.episode) == (policy, finding.episode)), None)
    planned = told.update.items if told.update is not None else ()
    rungs = [_due(item) for item in planned if _is_of(item, policy, finding.episode)]
    rungs += [_held(held) for held in told.held if (held.policy, held.episode) == (policy, finding.episode)]
    would = {rung["step"]: _would(config, policy, rung["step"], finding.episode) for rung in rungs}
    return {
        "episode": finding.episode,
        "because": finding.because,
        "since": finding.since.isoformat(),
        "evidence": list(finding.evidence),
        **_stored(told.facts.account, stored),
        "rungs": [{**rung, "would": would[rung["step"]]} for rung in rungs],
    }


def _is_of(item: Item, policy: str, episode: str) -> bool:
    return (item.policy.name, item.finding.episode) == (policy, episode)


def _would(config: Config, policy: str, step: str, episode: str) -> str:
    settings = config.policies.get(policy)
    return acts_in_words(settings, step, episode) if settings is not None else ""


def _ended(told: Explanation, policy: str, found: set[str]) -> list[dict[str, Any]]:
    """Occasions that were seen before and are not found now: how each ended, and by whom."""
    rows = [row for row in told.occasions if row.policy == policy and row.episode not in found]
    return [
        {
            "episode": row.episode,
            "because": row.because,
            "since": row.since.isoformat(),
            **_stored(told.facts.account, row),
        }
        for row in rows
    ]


def _stored(account: Account, row: Row[Any] | None) -> dict[str, Any]:
    if row is None:
        return {"state": "not seen before", "first_seen": None, "ended_at": None, "ended_by": None}
    return {
        "state": row.state,
        "first_seen": row.first_seen.isoformat(),
        "ended_at": iso(row.ended_at),
        "ended_by": None if row.ended_by is None else account.agent_name(row.ended_by),
    }


def _due(item: Item) -> dict[str, Any]:
    sentence = "It is due, and nothing holds it back."
    return {
        "policy": item.policy.name,
        "step": item.rung,
        "reason": "due",
        "sentence": sentence,
        "until": None,
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "policy": held.policy,
        "step": held.step,
        "reason": held.reason.value,
        "sentence": held.sentence,
        "until": iso(held.until),
    }


def _update(update: Update | None) -> dict[str, Any] | None:
    if update is None:
        return None
    return {
        "reference": update.reference,
        "policies": _once(item.policy.name for item in update.items),
        "add_tags": list(update.add_tags),
        "remove_tags": list(update.remove_tags),
        "note": update.note,
        "fields": {
            name: value
            for name in ("status", "priority", "group", "assignee")
            if (value := getattr(update, name)) is not None
        },
        "custom_fields": dict(update.custom_fields),
        "add_followers": [str(name) for name in update.add_followers],
        "notify": list(update.notify),
    }


def _ledger_row(row: Row[Any]) -> dict[str, Any]:
    return {
        "policy": row.policy,
        "episode": row.episode,
        "step": row.step,
        "state": row.state,
        "reason": row.reason,
        "sentence": row.sentence,
        "reference": row.reference,
        "planned_at": row.first_at.isoformat(),
        "sent_at": iso(row.sent_at),
        "written_at": iso(row.written_at),
        "audit_id": row.audit_id,
        "job_id": row.job_id,
        "conflicts": row.conflicts,
        "outcome": row.outcome,
    }


def _once(words: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(words))
