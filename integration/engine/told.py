"""What people of the service side ask for in internal notes, at the moment the note is read: an occasion dismissed.

What else a directive asks for (a follow-up, a snooze, a promise kept) is no step of reading: it stands in the ticket's
history, and the policies and the plan see it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from integration.engine.columns import Heard
from integration.engine.comments import RawComment
from integration.engine.context import Context
from integration.engine.intake import RawUpdate
from integration.store import history, ledger, occasions, talk
from integration.store.merges import load_merged, save_merge
from policies.core.signals import Directive, Order


def dismiss_as_told(
    ctx: Context, connection: Connection, updates: Sequence[RawUpdate], heard: Mapping[int, Heard]
) -> None:
    """End the occasions that a note says `#dismiss` of: the one of its reference, else all that are open on the ticket."""
    for update in updates:
        for comment, directive in _directives(update.comments, heard):
            if directive.order is Order.DISMISS:
                for key in _meant(ctx, connection, update.ticket_id, directive.reference):
                    occasions.dismiss(ctx.store, connection, key, update.at, comment.author_id)
                    ctx.counts["dismissed"] += 1


def _directives(
    comments: Iterable[RawComment], heard: Mapping[int, Heard]
) -> Iterable[tuple[RawComment, Directive]]:
    for comment in comments:
        signals = heard[comment.id].signals if comment.id in heard else None
        for directive in signals.directives if signals is not None else ():
            yield comment, directive


def _meant(
    ctx: Context, connection: Connection, ticket_id: int, reference: str | None
) -> set[tuple[str, int, str]]:
    """The occasions on this ticket, and on those merged into it, that a directive means."""
    ids = {ticket_id, *load_merged(ctx.store, connection, [ticket_id])}
    if reference is None:
        return occasions.load_keys(ctx.store, connection, ids, open_only=True)
    rows = [row for own in ledger.load_rows_of(ctx.store, connection, ids).values() for row in own]
    meant = {(row.policy, row.episode) for row in rows if row.reference == reference}
    known = occasions.load_keys(ctx.store, connection, ids)
    return {key for key in known if (key[0], key[2]) in meant}


def note_merges(ctx: Context, connection: Connection, updates: Iterable[RawUpdate]) -> None:
    """Remember which ticket was merged into which: promises, planned follow-ups and snoozes move along."""
    for update in updates:
        if update.merged_into is not None:
            save_merge(ctx.store, connection, [update.ticket_id], update.merged_into)
        if update.merged_from:
            save_merge(ctx.store, connection, update.merged_from, update.ticket_id)


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
            rows = ledger.load_rows_of(ctx.store, connection, [update.ticket_id]).get(update.ticket_id, [])
            if any(row.written_at and f"/{each.comment_id}/" in row.episode for row in rows):
                history.count_gap(
                    ctx.store, connection, "quote_redacted", f"ticket {update.ticket_id}", update.at
                )
