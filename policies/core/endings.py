"""When an occasion ends by itself, our tags of it come off again, quietly. That is no dismissal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from policies.core.actions import END, WRITTEN, Held, Item, Memory, Occasion, Reason, action_key, hold
from policies.core.evaluation import Judgement
from policies.core.facts import Facts
from policies.core.findings import Finding, Verdict
from policies.core.settings import Step
from policies.core.snoozes import snoozed_until


def endings_of(
    facts: Facts, judgements: Sequence[Judgement], memory: Memory
) -> tuple[list[Item], list[Held]]:
    """What is to be cleared on this ticket now, and what waits.

    An occasion has ended when its policy looked at the ticket and did not find it again. Where the policy did not look
    (out of scope, quarantined, gone) nothing is known to have ended.
    """
    looked = [j for j in judgements if not j.out_of_scope and not j.error]
    open_now = {(j.policy.name, finding.episode) for j in looked for finding in j.verdict.findings}
    needed = _tags_of(memory, open_now)
    items, held = [], []
    for judgement in looked:
        for occasion in memory.occasions.values():
            if occasion.policy != judgement.policy.name or (occasion.policy, occasion.episode) in open_now:
                continue
            item = _ending(facts, judgement, occasion, memory, needed)
            if item is not None:
                blocked = _blocked(facts, item)
                items += [] if blocked else [item]
                held += [blocked] if blocked else []
    return items, held


def _tags_of(memory: Memory, occasions: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The tags of ours that occasions which are still open stand behind."""
    return frozenset(tag for key in occasions for entry in memory.written(*key) for tag in entry.own_tags)


def _ending(
    facts: Facts, judgement: Judgement, occasion: Occasion, memory: Memory, needed: frozenset[str]
) -> Item | None:
    policy = judgement.policy
    written = [e for e in memory.written(policy.name, occasion.episode) if e.step != END]
    if not written or occasion.dismissed or occasion.since is None:
        return None
    ticket_id = occasion.ticket_id or facts.ticket.id
    key = action_key(facts.account.name, memory.identity(policy.name), ticket_id, occasion.episode, END)
    entry = memory.entries.get(key)
    if entry is not None and entry.state in WRITTEN:
        return None
    own = frozenset(tag for each in written for tag in each.own_tags)
    remove = tuple(sorted(own & facts.ticket.tags - needed)) if policy.clear_tags else ()
    marked = policy.on_end.add_tags if _is_marked(judgement.verdict, occasion, facts.now) else ()
    add = tuple(tag for tag in marked if tag not in facts.ticket.tags)
    if not remove and not add:
        return None
    finding = Finding(occasion.episode, "It ended by itself.", occasion.since, ticket_id=occasion.ticket_id)
    return Item(key, policy, finding, Step(remove_tags=remove, add_tags=add), END)


def _is_marked(verdict: Verdict, occasion: Occasion, now: datetime) -> bool:
    if verdict.marked_ends is not None:
        return occasion.episode in verdict.marked_ends
    return occasion.since is not None and occasion.since <= (occasion.ended_at or now)


def _blocked(facts: Facts, item: Item) -> Held | None:
    if item.policy.mode == "observe":
        return hold(item, Reason.OBSERVE, "The policy only observes.")
    if item.policy.heeds_snoozes and (until := snoozed_until(facts)):
        return hold(item, Reason.SNOOZED, f"Snoozed until {until:%Y-%m-%d %H:%M} UTC.", until)
    if facts.ticket.status in ("closed", "deleted"):
        return hold(item, Reason.CLOSED, f"The ticket is {facts.ticket.status}; Zendesk refuses updates.")
    return None
