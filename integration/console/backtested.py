"""A back-test's answers as data: for the terminal, the HTML page and machines."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from integration.config.models import Config
from integration.replay.backtest import Answer
from integration.replay.limits import Written
from integration.replay.tally import Found
from policies.core.actions import is_end
from policies.core.replaying import Look
from policies.directives import Directives

_SAMPLES = 10


def answer_data(answer: Answer, source: str) -> dict[str, Any]:
    """What one configuration would have found and written; `source` says where its history is from."""
    stage, rationed = answer.question.stage, answer.rationed
    known = stage.beats.watermarks
    config = answer.config
    return {
        "account": stage.account.name,
        "file": str(config.file),
        "digest": config.digest,
        "since": stage.start.isoformat(),
        "until": stage.end.isoformat(),
        "source": source,
        "watermarks": {"stored": len(known), "from": known[0].isoformat() if known else None, "grid_s": 60},
        "tickets": answer.batches.tickets,
        "left_out": answer.batches.incomplete,
        "judgements": answer.tally.looks,
        "policies": {name: _policy(answer, name) for name in _names(answer)},
        "days": _days(answer),
        "groups": _groups(answer),
        "updates": {
            "written": len(rationed.written),
            "waited": {reason.value: count for reason, count in sorted(rationed.waited.items())},
            "never": rationed.never,
            "brakes": [{"at": at.isoformat(), "tickets": tickets} for at, tickets in rationed.brakes],
        },
        "samples": list(_samples(answer)),
    }


def diff_data(before: Answer, after: Answer) -> dict[str, Any]:
    """What an edit changes: by policy, the tickets that are found only by the new settings, and those only by the old."""
    renamed = {p.was: p.name for p in after.config.policies_in_order if p.was is not None}
    found = _tickets(before, renamed), _tickets(after, {})
    written = _written_tickets(before, renamed), _written_tickets(after, {})
    names = sorted({name for told in (*found, *written) for name in told})
    changed = {name: found[0][name] ^ found[1][name] for name in names}
    return {
        "policies": {
            name: {
                "more": sorted(found[1][name] - found[0][name]),
                "fewer": sorted(found[0][name] - found[1][name]),
                "same": len(found[0][name] & found[1][name]),
                "written_more": sorted(written[1][name] - written[0][name]),
                "written_fewer": sorted(written[0][name] - written[1][name]),
            }
            for name in names
        },
        "because": {
            name: {ticket: told for ticket, told in own.items() if int(ticket) in changed[name]}
            for name, own in _sentences(before, after, renamed).items()
        },
        "updates": len(after.rationed.written) - len(before.rationed.written),
    }


def looks_data(config: Config, ticket_id: int, looks: Iterable[Look]) -> dict[str, Any]:
    """One ticket through the time: each judging at which something was other than before."""
    told: list[dict[str, Any]] = []
    last: tuple[Any, ...] | None = None
    for look in looks:
        found = [
            {"policy": j.policy.name, "episode": f.episode, "because": f.because}
            for j in look.judgements
            for f in j.verdict.findings
        ]
        update = look.proposal.update
        would = [f"{item.policy.name}: {item.rung}" for item in update.items] if update is not None else []
        held = [
            {"policy": h.policy, "step": h.step, "reason": h.reason.value, "sentence": h.sentence}
            for h in look.proposal.held
        ]
        seen = ([(f["policy"], f["episode"]) for f in found], would, [tuple(sorted(h.items())) for h in held])
        if seen != last or would:
            told.append({"at": look.now.isoformat(), "found": found, "would_write": would, "held": held})
        last = seen
    return {"ticket": ticket_id, "url": f"{config.account.url}/agent/tickets/{ticket_id}", "judgements": told}


def _names(answer: Answer) -> list[str]:
    return [policy.name for policy in answer.question.stage.policies]


def _policy(answer: Answer, name: str) -> dict[str, Any]:
    tally = answer.tally
    policy = next(p for p in answer.question.stage.policies if p.name == name)
    own = answer.config.policies.get(name)
    found = [each for each in tally.found.values() if each.policy == name]
    fresh = [each for each in found if each.since > answer.question.stage.start]
    rungs = Counter(
        each.rung
        for written in answer.rationed.written
        for each in written.planned.rungs
        if each.policy == name and not is_end(each.rung)
    )
    held = Counter(reason.value for (policy_name, _), reason in tally.held.items() if policy_name == name)
    return {
        "kind": policy.kind,
        "mode": own.mode if own is not None else "beside",
        "found": len(fresh),
        "began_before": len(found) - len(fresh),
        "tickets": len({each.ticket_id for each in fresh}),
        "actions": dict(rungs.most_common()),
        "held": dict(held.most_common()),
        "errors": {error: count for (p, error), count in tally.errors.items() if p == name},
    }


def _fresh(answer: Answer) -> Iterator[Found]:
    """Occasions that began within the time asked for; answers to directives are no findings about tickets."""
    start, beside = answer.question.stage.start, _beside(answer)
    return (each for each in answer.tally.found.values() if each.since > start and each.policy not in beside)


def _beside(answer: Answer) -> set[str]:
    return {p.name for p in answer.question.stage.policies if isinstance(p, Directives)}


def _days(answer: Answer) -> list[dict[str, Any]]:
    """Findings and updates by day (UTC), each day of the time asked for that had any."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for each in _fresh(answer):
        found[f"{each.first_seen:%Y-%m-%d}"][each.policy] += 1
    updates = Counter(f"{written.at:%Y-%m-%d}" for written in answer.rationed.written)
    days = sorted({*found, *updates})
    return [{"day": day, "found": dict(sorted(found[day].items())), "updates": updates[day]} for day in days]


def _groups(answer: Answer) -> dict[str, dict[str, int]]:
    """Findings and updates by the group that had the ticket then."""
    found = Counter(each.group for each in _fresh(answer))
    updates = Counter(written.planned.group for written in answer.rationed.written)
    names = sorted({*found, *updates}, key=lambda name: (-found[name], name))
    return {name: {"found": found[name], "updates": updates[name]} for name in names}


def _samples(answer: Answer) -> Iterator[dict[str, Any]]:
    """Ten occasions, from every policy in turn, the same ones each time."""
    by_policy: dict[str, list[Found]] = defaultdict(list)
    for each in sorted(_fresh(answer), key=_shuffled):
        by_policy[each.policy].append(each)
    turns = (each for turn in zip_longest(*by_policy.values()) for each in turn if each is not None)
    for _, each in zip(range(_SAMPLES), turns, strict=False):
        url = f"{answer.config.account.url}/agent/tickets/{each.ticket_id}"
        at = each.first_seen.isoformat()
        yield {
            "ticket": each.ticket_id,
            "url": url,
            "policy": each.policy,
            "group": each.group,
            "at": at,
            "because": each.because,
        }


def _shuffled(found: Found) -> bytes:
    text = f"{found.policy}/{found.ticket_id}/{found.episode}"
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _tickets(answer: Answer, renamed: Mapping[str, str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for each in _fresh(answer):
        found[renamed.get(each.policy, each.policy)].add(each.ticket_id)
    return found


def _written_tickets(answer: Answer, renamed: Mapping[str, str]) -> dict[str, set[int]]:
    told: dict[str, set[int]] = defaultdict(set)
    for written in answer.rationed.written:
        for name in set(_policies_in(written)) - _beside(answer):
            told[renamed.get(name, name)].add(written.planned.ticket_id)
    return told


def _policies_in(written: Written) -> Sequence[str]:
    return [rung.policy for rung in written.planned.rungs]


def _sentences(before: Answer, after: Answer, renamed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By policy and ticket, the sentence of what is found by one of the two alone."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for answer, names in ((before, renamed), (after, {})):
        for each in _fresh(answer):
            told[names.get(each.policy, each.policy)].setdefault(str(each.ticket_id), each.because)
    return told
