"""Steps 6 and 7, and the only door through which anything is written to Zendesk.

The gate lets nothing pass in a dry run, under the brake, while it rests after a stranger's marker, or for a ticket
that changed since it was judged. What passes is marked `sending` on disk before its bytes leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from integration.engine.context import BRAKE_PUBLIC, Context
from integration.engine.echoes import MARKER
from integration.engine.outbox import mark_done
from integration.store import history, ledger
from integration.store.closed import why_closed
from integration.zendesk.errors import Conflict, Gone, Refused, Transient, Unknown, ZendeskError
from integration.zendesk.models import TicketRow, UpdateAnswer
from integration.zendesk.payloads import TicketWrite
from integration.zendesk.tickets import fetch_tickets
from integration.zendesk.updates import put_batch, put_single
from policies.core.actions import Reason, State

BATCH = 100
JOBS_IN_FLIGHT = 2
_TRIES = 3
"""After this many conflicts a ticket is decided and written on one fresh read; after as many more it waits."""
_BUSY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """One ticket's update, ready to send: the rows that it settles and what the fresh read said."""

    keys: tuple[str, ...]
    ticket_id: int
    write: TicketWrite
    tags_now: tuple[str, ...]
    alone: bool


class Gate:
    """The write gate of one account for one cycle."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._judged: dict[str, str] = {}

    def closed_because(self) -> str | None:
        """Why nothing may be written at all, or None."""
        closed = why_closed(self._ctx.store.load_account(), dry_run=self._ctx.dry_run)
        return None if closed is None else closed[1]

    def write_planned(self) -> None:
        """Send what is planned, the urgent and oldest first, until all is sent or the gate closes."""
        refused: set[str] = set()
        while not self._ctx.stop.is_set() and self.closed_because() is None:
            if self.jobs_in_flight() >= JOBS_IN_FLIGHT:
                return
            groups = [g for g in self._planned() if g[0].reference not in refused]
            batch = groups[:BATCH]
            if not batch:
                return
            refused |= {group[0].reference for group in batch}
            letters = self._read_afresh(batch)
            if letters:
                self._send(letters)

    def jobs_in_flight(self) -> int:
        """How many of our batches have no known outcome yet; no call."""
        with self._ctx.store.reading() as connection:
            rows = ledger.load_rows(self._ctx.store, connection, State.QUEUED)
        return len({row.job_id for row in rows})

    def _planned(self) -> list[list[Row[Any]]]:
        """Planned rows by their update, in the order in which they are sent."""
        with self._ctx.store.reading() as connection:
            rows = ledger.load_rows(self._ctx.store, connection, State.PLANNED)
        groups: dict[tuple[int, str], list[Row[Any]]] = {}
        for row in rows:
            groups.setdefault((row.ticket_id, row.reference), []).append(row)
        one_each: dict[int, list[Row[Any]]] = {}
        for (ticket_id, _), group in groups.items():
            one_each.setdefault(ticket_id, group)
        return list(one_each.values())

    def _read_afresh(self, groups: Sequence[list[Row[Any]]]) -> list[Letter]:
        """The fence: only tickets that are as they were judged are sent, with the stamp of this very read."""
        ids = [group[0].ticket_id for group in groups]
        self._judged = {policy.name: policy.judging_digest for policy in self._ctx.policies}
        fresh = fetch_tickets(self._ctx.transport, ids)
        with self._ctx.store.reading() as connection:
            judged = history.load_stamps(self._ctx.store, connection, ids)
            single_only = self._ctx.store.load_account(connection).single_only
        letters = []
        for group in groups:
            row = group[0]
            now_there = fresh.get(row.ticket_id)
            then = judged.get(row.ticket_id)
            if now_there is None or now_there.status in ("closed", "deleted"):
                self._fail(group, "The ticket is closed or gone.")
            elif then is None or then.to_judge:
                continue  # a change is known that was not judged yet
            elif now_there.updated_at != then.updated_at or now_there.status != then.status:
                count_conflict(self._ctx, [row.key for row in group], self._ctx.now())
            else:
                letters.append(self._letter(group, now_there, alone=single_only or row.fresh))
        return letters

    def _letter(self, group: Sequence[Row[Any]], ticket: TicketRow, *, alone: bool) -> Letter:
        payload = group[0].payload
        keys = tuple(row.key for row in group)
        write = TicketWrite(
            ticket_id=ticket.id,
            updated_stamp=ticket.updated_at,
            add_tags=tuple(payload["add_tags"]),
            remove_tags=tuple(payload["remove_tags"]),
            note_html=payload["note"],
            fields=payload["fields"],
            custom_fields={int(k): v for k, v in payload["custom_fields"].items()},
            followers=tuple(payload["followers"]),
            metadata={MARKER: _marker(group, self._ctx.store.epoch, self._judged)},
        )
        return Letter(keys, ticket.id, write, tuple(sorted(ticket.tags)), alone)

    def _send(self, letters: Sequence[Letter]) -> None:
        """The first note of a process goes alone, as do writes that a batch would not carry; the rest as one batch."""
        probe = (
            next((letter for letter in letters if letter.write.note_html), None)
            if self._ctx.probe_due
            else None
        )
        if probe is not None and not self._send_probe(probe):
            return
        rest = [letter for letter in letters if letter is not probe]
        if self._ctx.probe_due:
            rest = [letter for letter in rest if letter.write.note_html is None]
        batch = [letter for letter in rest if not letter.alone]
        alone = [letter for letter in rest if letter.alone] + (batch if len(batch) == 1 else [])
        for letter in alone:
            if self._ctx.stop.is_set() or self.closed_because():
                return
            self._send_single(letter)
        if len(batch) > 1:
            self._send_batch(batch)

    def _send_probe(self, letter: Letter) -> bool:
        """Whether the note's own answer shows that it is private; a public one sets the brake."""
        answer = self._send_single(letter)
        if answer is not None and answer.note_is_private:
            self._ctx.probe_due = False
        return self.closed_because() is None

    def _send_single(self, letter: Letter) -> UpdateAnswer | None:
        """One PUT; its answer is the echo, so the row is done at once."""
        if not self._mark_sending([letter]):
            return None
        try:
            answer = put_single(self._ctx.transport, letter.write, letter.tags_now)
        except ZendeskError as error:
            self._settle_error([letter], error)
            return None
        now = self._ctx.now()
        audit_id = answer.audit.id if answer.audit is not None else None
        with self._ctx.store.transaction() as connection:
            if answer.note_is_private is False:
                self._ctx.store.write_account(connection, brake=BRAKE_PUBLIC, brake_since=now)
            mark_done(self._ctx, connection, letter.keys, now, written_at=now, audit_id=audit_id, reason=None)
        self._ctx.counts["wrote"] += 1
        return answer

    def _send_batch(self, letters: Sequence[Letter]) -> None:
        letters = self._mark_sending(letters)
        if not letters:
            return
        try:
            job_id = put_batch(self._ctx.transport, [letter.write for letter in letters])
        except ZendeskError as error:
            self._settle_error(letters, error)
            return
        self._move(letters, State.QUEUED, job_id=job_id)
        self._ctx.counts["wrote"] += len(letters)

    def _mark_sending(self, letters: Sequence[Letter]) -> list[Letter]:
        """The write-ahead: on disk before the bytes leave, in a commit that only the account's holder can make.

        Those that may leave come back: what was planned may have been withdrawn since, where its customer was forgotten.
        """
        ctx, now = self._ctx, self._ctx.now()
        with ctx.store.transaction() as connection:
            there = ledger.load_to_send(ctx.store, connection, (k for each in letters for k in each.keys))
            leaving = [letter for letter in letters if there.issuperset(letter.keys)]
            keys = [key for letter in leaving for key in letter.keys]
            ledger.move(ctx.store, connection, keys, State.SENDING, now, sent_at=now, job_id=None)
        return leaving

    def _settle_error(self, letters: Sequence[Letter], error: ZendeskError) -> None:
        """Known not applied: planned again, conflicted or failed. Unknown: stays `sending` until reconciled."""
        if isinstance(error, Unknown):
            self._ctx.counts["unknown"] += len(letters)
            return
        if isinstance(error, Conflict):
            for letter in letters:
                count_conflict(self._ctx, letter.keys, self._ctx.now())
        elif isinstance(error, Transient):
            self._move(letters, State.PLANNED, sentence=error.sentence)
        elif isinstance(error, Refused) and len(letters) > 1:
            for letter in letters:  # one bad row refuses a whole batch: each ticket is heard singly
                self._send_single(letter)
        elif isinstance(error, Refused) and not error.code:
            # Not Zendesk's own refusal but that of something before it: nothing was written, and it may pass.
            self._move(letters, State.PLANNED, sentence=error.sentence)
        elif isinstance(error, (Refused, Gone)):
            self._move(letters, State.FAILED, sentence=error.sentence)
            self._ctx.counts["failed"] += len(letters)
        else:
            self._move(letters, State.PLANNED, sentence=error.sentence)
            raise error

    def _move(self, letters: Sequence[Letter], state: State, **values: Any) -> None:  # noqa: ANN401 - ledger columns
        keys = [key for letter in letters for key in letter.keys]
        with self._ctx.store.transaction() as connection:
            ledger.move(self._ctx.store, connection, keys, state, self._ctx.now(), **values)

    def _fail(self, group: Sequence[Row[Any]], sentence: str) -> None:
        with self._ctx.store.transaction() as connection:
            keys = [row.key for row in group]
            ledger.move(self._ctx.store, connection, keys, State.FAILED, self._ctx.now(), sentence=sentence)
        self._ctx.counts["failed"] += 1


def _marker(group: Sequence[Row[Any]], epoch: int, judged: Mapping[str, str]) -> dict[str, Any]:
    """What a store that has forgotten this write needs to know it again: each key, its occasion and its tags.

    `judged` is a short hash of each policy's settings: whether they are still those of the present.
    """
    rows = {
        row.key: {
            "policy": row.policy,
            "episode": row.episode,
            "step": row.step,
            "tags": sorted(row.payload["own_tags"]),
            "judged": judged.get(row.policy, ""),
            **({"strike": strike} if (strike := row.payload.get("strike")) else {}),
            **({"undoes": keys} if (keys := row.payload.get("undoes")) else {}),
        }
        for row in group
    }
    return {"v": 1, "epoch": epoch, "keys": list(rows), "rows": rows}


def count_conflict(ctx: Context, keys: Sequence[str], now: datetime) -> None:
    """Somebody changed the ticket first, which is good news: it is decided again. Too often, and it waits an hour."""
    with ctx.store.transaction() as connection:
        ledger.count_conflict(ctx.store, connection, keys, now)
        busy = ledger.load_conflicted(ctx.store, connection, keys, at_least=2 * _TRIES)
        if busy:
            sentence = "Something else keeps changing the ticket; tried again in an hour."
            values = {
                "reason": Reason.BUSY,
                "sentence": sentence,
                "held_until": now + _BUSY,
                "conflicts": _TRIES,
            }
            ledger.move(ctx.store, connection, busy, State.HELD, now, **values)
    ctx.counts["conflicts"] += 1
