"""When an occasion ends by itself, our tags of it come off again, quietly. That is no dismissal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from policies.core.actions import (
    END,
    IN_FLIGHT,
    STANDING,
    WRITTEN,
    Entry,
    Held,
    Item,
    Memory,
    Occasion,
    Reason,
    State,
    hold,
    is_end,
    is_undo,
)
from policies.core.evaluation import Judgement
from policies.core.facts import Facts
from policies.core.findings import Finding, Verdict
from policies.core.keys import action_key
from policies.core.snoozes import snoozed_until
from policies.core.steps import Step

SHOWN_AFTER = timedelta(minutes=5)
"""So long after a write the exports may still show the ticket without it."""
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
    looked = [j for j in judgements if j.looked]
    needed = _needed(facts, looked, memory)
    items: list[Item] = []
    held: list[Held] = []
    for judgement in looked:
        for occasion in _ended(judgement, memory):
            ending = _ending(facts, judgement, occasion, memory, needed)
            if isinstance(ending, Item):
                ending = _blocked(facts, ending, memory) or ending
            if isinstance(ending, Item):
                items.append(ending)
            elif ending is not None:
                held.append(ending)
    return items, held


def _needed(facts: Facts, looked: Sequence[Judgement], memory: Memory) -> frozenset[str]:
    """Our tags on this ticket of occasions that are open still, or of which nobody knows."""
    names = {j.policy.name for j in looked}
    open_now = {(j.policy.name, finding.episode) for j in looked for finding in j.verdict.findings}
    return frozenset(
        tag
        for entry in memory.entries.values()
        if entry.state in STANDING and is_here(entry, facts) and not _is_given_up(memory, entry)
        if (entry.policy, entry.episode) in open_now or entry.policy not in names
        for tag in entry.own_tags
    )


def is_here(entry: Entry, facts: Facts) -> bool:
    """Whether it was written to this very ticket, and not to one that was merged into it."""
    return entry.ticket_id in (None, facts.ticket.id)


def _is_given_up(memory: Memory, entry: Entry) -> bool:
    occasion = memory.occasions.get((entry.policy, entry.episode))
    return occasion is not None and (occasion.dismissed or occasion.undone_at is not None)


def _ended(judgement: Judgement, memory: Memory) -> Iterator[Occasion]:
    """The occasions of the policy that are not found, those among them that only the ledger remembers.

    What was taken back does not end: all that was ours of it comes off as it is.
    """
    name = judgement.policy.name
    found = {finding.episode for finding in judgement.verdict.findings}
    told = {entry.episode for entry in memory.entries.values() if entry.policy == name and _is_out(entry)}
    for episode in sorted(told):
        occasion = memory.occasions.get((name, episode)) or Occasion(name, episode)
        moved_on = occasion.ticket_id is not None and not judgement.policy.moves_at_merge
        gone = episode not in found or occasion.dismissed
        if gone and not moved_on and occasion.undone_at is None:
            yield occasion


def _is_out(entry: Entry) -> bool:
    """Whether a rung has left for Zendesk."""
    return entry.state in WRITTEN | IN_FLIGHT and not is_end(entry.step) and not is_undo(entry.step)


def _ending(
    facts: Facts, judgement: Judgement, occasion: Occasion, memory: Memory, needed: frozenset[str]
) -> Item | Held | None:
    policy, episode = judgement.policy, occasion.episode
    rungs = [
        e for e in memory.entries.values() if (e.policy, e.episode) == (policy.name, episode) and _is_out(e)
    ]
    rung = f"{END} of {len(rungs)}"
    ticket_id = occasion.ticket_id or facts.ticket.id
    key = action_key(facts.account.name, memory.identity(policy.name), ticket_id, occasion.episode, rung)
    if _is_settled(memory.entries.get(key), occasion, facts.now):
        return None
    if any(_is_young(each, facts.now) for each in rungs):
        sentence = "Our last write is too young for the ticket to show it."
        return Held(key, policy.name, episode, rung, Reason.UNDER_WAY, sentence, facts.now + SHOWN_AFTER)
    own = frozenset(tag for each in rungs if is_here(each, facts) for tag in each.own_tags)
    remove = tuple(sorted(own & facts.ticket.tags - needed)) if policy.clear_tags else ()
    marked = policy.on_end.add_tags if _is_marked(judgement.verdict, occasion, facts.now) else ()
    add = tuple(tag for tag in marked if tag not in facts.ticket.tags)
    if not remove and not add:
        return None
    since = occasion.since or facts.now
    finding = Finding(occasion.episode, "It ended by itself.", since, ticket_id=occasion.ticket_id)
    return Item(key, policy, finding, Step(remove_tags=remove, add_tags=add), rung)


def _is_young(entry: Entry, now: datetime) -> bool:
    """Whether the ticket as it was exported may not show this write yet."""
    return entry.state not in WRITTEN or (
        entry.written_at is not None and now - entry.written_at < SHOWN_AFTER
    )


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
    if item.policy.mode == "observe":  # not where `enforce_for` leaves it out: what we wrote there comes off
        return hold(item, Reason.OBSERVE, "The policy only observes.")
    if item.policy.heeds_snoozes and (until := snoozed_until(facts, memory)):
        return hold(item, Reason.SNOOZED, f"Snoozed until {until:%Y-%m-%d %H:%M} UTC.", until)
    if facts.ticket.status in ("closed", "deleted"):
        return hold(item, Reason.CLOSED, f"The ticket is {facts.ticket.status}; Zendesk refuses updates.")
    return None
