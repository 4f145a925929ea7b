"""What people of the service side ask for in internal notes, at the moment the note is read: an occasion dismissed.

What else a directive asks for (a follow-up, a snooze, a promise kept) is no step of reading: it stands in the ticket's
history, and the policies and the plan see it there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from integration.engine.columns import Heard
from integration.engine.comments import RawComment
from integration.engine.context import Context
from integration.engine.intake import RawUpdate
from integration.store import history, ledger, occasions, talk
from integration.store.merges import load_merged, load_targets, save_merge
from policies.core.actions import is_end, is_undo
from policies.core.boundary import CARE, incident_named
from policies.core.signals import Directive, Order
from policies.core.snoozes import DIRECTIVES


def dismiss_as_told(
    ctx: Context, connection: Connection, updates: Sequence[RawUpdate], heard: Mapping[int, Heard]
) -> None:
    """End the occasions that a note says `#dismiss` of: the one of its reference, else all that are open on the ticket.

    `#not-abuse` ends those that abuse began; that it gives the strike back is seen when the ticket is judged.
    """
    for update in updates:
        for comment, directive in _directives(update.comments, heard):
            if directive.order not in (Order.DISMISS, Order.NOT_ABUSE):
                continue
            of_abuse = directive.order is Order.NOT_ABUSE
            keys = _meant(ctx, connection, update.ticket_id, directive.reference, of_abuse=of_abuse)
            for key in keys:
                occasions.dismiss(ctx.store, connection, key, update.at, comment.author_id)
                ctx.counts["dismissed"] += 1
            history.mark_to_judge(ctx.store, connection, {key[1] for key in keys} - {update.ticket_id})


def _directives(
    comments: Iterable[RawComment], heard: Mapping[int, Heard]
) -> Iterable[tuple[RawComment, Directive]]:
    for comment in comments:
        signals = heard[comment.id].signals if comment.id in heard else None
        for directive in signals.directives if signals is not None else ():
            yield comment, directive


def _meant(
    ctx: Context, connection: Connection, ticket_id: int, reference: str | None, *, of_abuse: bool
) -> set[tuple[str, int, str]]:
    """The occasions on this ticket, and on those merged into it, that a directive means; what answers one is none.

    With `of_abuse` only those that abuse began, and without a reference also those that have ended since.
    """
    ids = {ticket_id, *load_merged(ctx.store, connection, [ticket_id])}
    rows = [row for own in ledger.load_rows_of(ctx.store, connection, ids).values() for row in own]
    written = [r for r in rows if r.written_at is not None and not is_end(r.step) and not is_undo(r.step)]
    if reference is not None:
        pairs = {(row.policy, row.episode) for row in written if row.reference == reference}
        return {key for key in keys_of(ctx, connection, ticket_id, pairs) if not of_abuse or _is_abuse(key)}
    known = occasions.load_keys(ctx.store, connection, ids)
    told = {(row.policy, row.episode) for row in written} - {(key[0], key[2]) for key in known}
    meant = known if of_abuse else occasions.load_keys(ctx.store, connection, ids, open_only=True)
    meant = meant | {(policy, ticket_id, episode) for policy, episode in told}
    return {key for key in meant if key[0] != DIRECTIVES and (not of_abuse or _is_abuse(key))}


def _is_abuse(key: tuple[str, int, str]) -> bool:
    return incident_named(key[2]) is not None


def keys_of(
    ctx: Context, connection: Connection, ticket_id: int, pairs: Collection[tuple[str, str]]
) -> set[tuple[str, int, str]]:
    """The keys of occasions, given by policy and episode, that were told of on this ticket.

    One that moved here by a merge stands under its own ticket; one that this store has forgotten, under this one.
    """
    ids = {ticket_id, *load_merged(ctx.store, connection, [ticket_id])}
    known = {key for key in occasions.load_keys(ctx.store, connection, ids) if (key[0], key[2]) in pairs}
    forgotten = set(pairs) - {(key[0], key[2]) for key in known}
    return known | {(policy, ticket_id, episode) for policy, episode in forgotten}


def note_merges(ctx: Context, connection: Connection, updates: Iterable[RawUpdate]) -> None:
    """Remember which ticket was merged into which: promises, planned follow-ups and snoozes move along."""
    for update in updates:
        merge = update.merge
        if merge is not None and update.closes:
            save_merge(ctx.store, connection, [update.ticket_id], merge.tickets[0], sure=merge.sure)
        elif merge is not None:
            save_merge(ctx.store, connection, merge.tickets, update.ticket_id, sure=merge.sure)


def withdraw(ctx: Context, connection: Connection, updates: Iterable[RawUpdate]) -> None:
    """Forget the words of comments that were redacted, and take for internal what was taken from the customer's eyes.

    A note of ours that quotes a redacted comment is Zendesk's to show: status names the ticket for the admin.
    """
    for update in updates:
        for each in update.withdrawals:
            if not each.redacted:
                talk.make_private(ctx.store, connection, each.comment_id)
                continue
            talk.blank_excerpts(ctx.store, connection, [each.comment_id])
            targets = load_targets(ctx.store, connection, [update.ticket_id])
            ids = {update.ticket_id, *targets.values()}
            for row in [
                row for own in ledger.load_rows_of(ctx.store, connection, ids).values() for row in own
            ]:
                quoted = f"/{each.comment_id}/" in row.episode and not row.episode.startswith(f"{CARE}/")
                if row.written_at and quoted:
                    name = f"ticket {row.ticket_id}"
                    history.count_gap(ctx.store, connection, "quote_redacted", name, update.at)
