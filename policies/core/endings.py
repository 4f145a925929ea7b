"""When an occasion ends by itself, our tags of it come off again, quietly. That is no dismissal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from policies.core.actions import (
    END,
    WRITTEN,
    Entry,
    Held,
    Item,
    Memory,
    Occasion,
    Reason,
    State,
    action_key,
    hold,
)
from policies.core.evaluation import Judgement
from policies.core.facts import Facts
from policies.core.findings import Finding, Verdict
from policies.core.snoozes import snoozed_until
from policies.core.steps import Step

_JUST_DISMISSED = timedelta(hours=1)
"""So long after a dismissal what we left on the ticket is taken off; what a person puts on later is theirs."""


def endings_of(
    facts: Facts, judgements: Sequence[Judgement], memory: Memory
) -> tuple[list[Item], list[Held]]:
    """What is to be cleared on this ticket now, and what waits.

    An occasion has ended when its policy looked at the ticket and did not find it again, or a person dismissed it.
    Where the policy did not look (out of scope, quarantined, gone) nothing is known to have ended. An ending is told
    when it comes: what had ended before, without anything to do, stays as it is through later edits.
    """
    looked = [j for j in judgements if not j.out_of_scope and not j.error]
    needed = _needed(looked, memory)
    items, held = [], []
    for judgement in looked:
        for occasion in _ended(judgement, memory):
            item = _ending(facts, judgement, occasion, memory, needed)
            if item is not None:
                blocked = _blocked(facts, item, memory)
                items += [] if blocked else [item]
                held += [blocked] if blocked else []
    return items, held


def _needed(looked: Sequence[Judgement], memory: Memory) -> frozenset[str]:
    """Our tags of occasions that are open still, or of which nobody knows."""
    names = {j.policy.name for j in looked}
    open_now = {(j.policy.name, finding.episode) for j in looked for finding in j.verdict.findings}
    return frozenset(
        tag
        for entry in memory.entries.values()
        if entry.state in WRITTEN and not _is_dismissed(memory, entry)
        if (entry.policy, entry.episode) in open_now or entry.policy not in names
        for tag in entry.own_tags
    )


def _is_dismissed(memory: Memory, entry: Entry) -> bool:
    occasion = memory.occasions.get((entry.policy, entry.episode))
    return occasion is not None and occasion.dismissed


def _ended(judgement: Judgement, memory: Memory) -> Iterator[Occasion]:
    """The occasions of the policy that are not found, those among them that only the ledger remembers."""
    name = judgement.policy.name
    found = {finding.episode for finding in judgement.verdict.findings}
    told = {
        entry.episode for entry in memory.entries.values() if entry.policy == name and entry.state in WRITTEN
    }
    for episode in sorted(told):
        occasion = memory.occasions.get((name, episode)) or Occasion(name, episode)
        moved_on = occasion.ticket_id is not None and not judgement.policy.moves_at_merge
        if (episode not in found or occasion.dismissed) and not moved_on:
            yield occasion


def _ending(
    facts: Facts, judgement: Judgement, occasion: Occasion, memory: Memory, needed: frozenset[str]
) -> Item | None:
    policy = judgement.policy
    written = memory.written(policy.name, occasion.episode)
    rung = f"{END} of {len(written)}"
    ticket_id = occasion.ticket_id or facts.ticket.id
    key = action_key(facts.account.name, memory.identity(policy.name), ticket_id, occasion.episode, rung)
    if _is_settled(memory.entries.get(key), occasion, facts.now):
        return None
    here = [entry for entry in written if entry.ticket_id in (None, facts.ticket.id)]
    own = frozenset(tag for each in here for tag in each.own_tags)
    remove = tuple(sorted(own & facts.ticket.tags - needed)) if policy.clear_tags else ()
    marked = policy.on_end.add_tags if _is_marked(judgement.verdict, occasion, facts.now) else ()
    add = tuple(tag for tag in marked if tag not in facts.ticket.tags)
    if not remove and not add:
        return None
    since = occasion.since or facts.now
    finding = Finding(occasion.episode, "It ended by itself.", since, ticket_id=occasion.ticket_id)
    return Item(key, policy, finding, Step(remove_tags=remove, add_tags=add), rung)


def _is_settled(entry: Entry | None, occasion: Occasion, now: datetime) -> bool:
    """Whether the ending was written, was refused, or came so long ago that it is no news."""
    if entry is not None:
        return entry.state in WRITTEN | {State.FAILED}
    if occasion.dismissed:
        return occasion.ended_at is None or now - occasion.ended_at > _JUST_DISMISSED
    return occasion.ended_at is not None


def _is_marked(verdict: Verdict, occasion: Occasion, now: datetime) -> bool:
    if occasion.dismissed or occasion.since is None:
        return False
    if verdict.marked_ends is not None:
        return occasion.episode in verdict.marked_ends
    return occasion.since <= (occasion.ended_at or now)


def _blocked(facts: Facts, item: Item, memory: Memory) -> Held | None:
    if item.policy.mode == "observe":
        return hold(item, Reason.OBSERVE, "The policy only observes.")
    if item.policy.heeds_snoozes and (until := snoozed_until(facts, memory)):
        return hold(item, Reason.SNOOZED, f"Snoozed until {until:%Y-%m-%d %H:%M} UTC.", until)
    if facts.ticket.status in ("closed", "deleted"):
        return hold(item, Reason.CLOSED, f"The ticket is {facts.ticket.status}; Zendesk refuses updates.")
    return None
