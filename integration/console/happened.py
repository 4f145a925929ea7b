"""What happened on a ticket as the policies see it, in plain words: who, what, when, and nobody's text but what a note would quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policies.core.facts import Account, Change, Comment, Facts, Origin, Side, Value
from policies.core.signals import Signals
from policies.core.wording import listed

_BY = {
    Origin.RULE: "a business rule",
    Origin.ROUTING: "routing",
    Origin.SYSTEM: "Zendesk itself",
    Origin.APP: "an ignored actor",
    Origin.MERGE: "a merge",
    Origin.OURS: "Steadyhand",
}
_SIDES = {Side.CUSTOMER: "the customer", Side.THIRD: "somebody else", Side.MACHINE: "a machine"}
_FIELDS = {"assignee_id": "assignee", "group_id": "group", "ticket_form_id": "form", "brand_id": "brand"}
_UNTOLD = frozenset({"requester_id", "submitter_id", "subject", "brand_id"})
_UPSET = ("", "annoyed", "angry", "furious")


def happened_on(facts: Facts) -> list[dict[str, Any]]:
    """The ticket's history up to the moment of judging, oldest first: `at` in ISO 8601, `who`, `what`, `detail`, `ours`."""
    ticket, account = facts.ticket, facts.account
    first = [change for change in ticket.changes if change.first]
    events: list[tuple[Any, ...]] = []
    if first:
        events.append((first[0].at, first[0].update_id, 0, _creation(facts, first)))
    events += [(c.at, c.update_id, c.id, _change(facts, c)) for c in ticket.changes if not c.first]
    ours = {change.update_id for change in ticket.changes if change.origin is Origin.OURS}
    comments = (*ticket.merged, *ticket.comments)
    events += [(c.at, c.update_id, c.id, _comment(account, c, ours=c.update_id in ours)) for c in comments]
    return [row for *_, row in sorted(events, key=lambda event: event[:3])]


def _creation(facts: Facts, first: Sequence[Change]) -> dict[str, Any]:
    """All first values in one row; what only says who asked, or is not set, is left out."""
    told = [
        f"{_field_name(facts.account, change.field)} {_value(facts.account, change.field, change.after)}"
        for change in first
        if change.field not in _UNTOLD and change.after not in (None, (), "")
    ]
    who = "the customer" if first[0].actor_id == facts.ticket.requester_id else "somebody"
    return _row(first[0].at.isoformat(), who, "created", ", ".join(told), ours=False)


def _change(facts: Facts, change: Change) -> dict[str, Any]:
    account = facts.account
    if change.field == "tags":
        detail = _tags(change.before, change.after)
    else:
        before, after = (_value(account, change.field, value) for value in (change.before, change.after))
        detail = f"{before} → {after}"
    ours = change.origin is Origin.OURS
    return _row(
        change.at.isoformat(), _who(facts, change), _field_name(account, change.field), detail, ours=ours
    )


def _who(facts: Facts, change: Change) -> str:
    if change.origin in _BY:
        return _BY[change.origin]
    if change.actor_id == facts.ticket.requester_id:
        return "the customer"
    return facts.account.agents.get(change.actor_id, f"user {change.actor_id}")


def _field_name(account: Account, field: str) -> str:
    if field.startswith("custom_field:"):
        number = int(field.partition(":")[2])
        return f"field {account.fields.get(number, number)}"
    return _FIELDS.get(field, field.removesuffix("_id").replace("_", " "))


def _value(account: Account, field: str, value: Value) -> str:
    if field == "assignee_id":
        return account.agent_name(value if isinstance(value, int) else None)
    if field == "group_id":
        return account.group_name(value if isinstance(value, int) else None)
    if isinstance(value, tuple):
        return ", ".join(value)
    return "nothing" if value is None else str(value)


def _tags(before: Value, after: Value) -> str:
    old, new = (set(value) if isinstance(value, tuple) else set() for value in (before, after))
    return " ".join([*(f"+{tag}" for tag in sorted(new - old)), *(f"-{tag}" for tag in sorted(old - new))])


def _comment(account: Account, comment: Comment, *, ours: bool) -> dict[str, Any]:
    if comment.channel == "voice":
        what = "call that was answered" if comment.answered else "call"
    else:
        what = "public reply" if comment.public else "internal note"
    who = account.agent_name(comment.author_id) if comment.side is Side.SERVICE else _SIDES[comment.side]
    if ours and comment.side is Side.MACHINE:
        who = _BY[Origin.OURS]
    parts = list(_heard(comment.signals)) if comment.signals is not None else []
    if comment.ticket_id is not None:
        parts.insert(0, f"on #{comment.ticket_id}, merged since")
    return _row(comment.at.isoformat(), who, what, "; ".join(parts), ours=ours)


def _heard(signals: Signals) -> Iterator[str]:
    """What was read in a comment."""
    for promise in signals.promises:
        quote = f" “{promise.quote}”" if promise.quote else ""
        unsure = "" if promise.confidence >= 1 else f", confidence {promise.confidence:.2f}"
        yield f"promise ({promise.about.value}{unsure}){quote}"
    for directive in signals.directives:
        yield f"#{directive.order.value}" if directive.order else "a directive that was not understood"
    remarks = sorted({remark.category.value for remark in signals.remarks if remark.directed})
    if remarks:
        yield f"rough words aimed at the team: {listed(remarks)}"
    if signals.upset:
        yield _UPSET[min(signals.upset, len(_UPSET) - 1)]
    if signals.distressed:
        yield "words of distress"
    if signals.automatic:
        yield "reads like an automatic reply"
    if signals.unread:
        yield signals.unread.removesuffix(".")


def _row(at: str, who: str, what: str, detail: str, *, ours: bool) -> dict[str, Any]:
    return {"at": at, "who": who, "what": what, "detail": detail, "ours": ours}


def state_of(facts: Facts) -> Mapping[str, Any]:
    """The ticket's present state, with names in place of ids."""
    ticket, account = facts.ticket, facts.account
    return {
        "id": ticket.id,
        "status": ticket.status,
        "group": account.group_name(ticket.group_id),
        "assignee": account.agent_name(ticket.assignee_id),
        "priority": ticket.priority,
        "channel": ticket.channel,
        "tags": sorted(ticket.tags),
        "created_at": ticket.created_at.isoformat(),
        "shared": ticket.shared,
    }
