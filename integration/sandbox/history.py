"""The tickets of one embedded account: their updates, their comments, and the order in which exports tell them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from integration.sandbox.account import Account
from integration.sandbox.clock import Clock
from integration.sandbox.columns import apply_changes, creation_events
from integration.sandbox.records import (
    SYSTEM,
    Audit,
    Comment,
    Effect,
    Ticket,
    Via,
)
from integration.sandbox.rules import refuse
from integration.sandbox.texts import clean_tags, comment_json, cut, expand_placeholders

CLOSING_RULE = 20_000_000_001
"""The id of the automation that closes what is solved."""
_WAITING = ("pending", "hold", "solved")


class History(Account):
    """An account with its tickets. Every change takes its moment `at`, which defaults to the clock's."""

    def __init__(self, clock: Clock, subdomain: str = "harbourline") -> None:
        super().__init__(clock, subdomain)
        self.tickets: dict[int, Ticket] = {}
        self.export: list[tuple[int, int]] = []
        """(generated, ticket id), ascending; entries that a later change outdated are skipped when read."""
        self.audits: list[tuple[int, int]] = []
        """(second, audit id), ascending."""
        self.audit_by_id: dict[int, Audit] = {}
        self._ticket_ids = count(1001)
        self._notes_written = 0

    # -- tickets -----------------------------------------------------------------------------------------------

    def add_ticket(  # noqa: PLR0913 - a ticket has many columns
        self,
        requester_id: int,
        body: str,
        *,
        at: datetime | None = None,
        subject: str = "A question",
        via: Via | None = None,
        public: bool = True,
        submitter_id: int | None = None,
        effects: Sequence[Effect] = (),
        flags: Sequence[int] = (),
        voice: Mapping[str, Any] | None = None,
        support_type: str = "agent",
        sharing_agreement_ids: Sequence[int] = (),
        from_messaging_channel: bool = False,
        tags: Sequence[str] = (),
        custom_fields: Mapping[int, Any] | None = None,
        **columns: Any,  # noqa: ANN401 - group_id, assignee_id, priority …
    ) -> int:
        """Create a ticket with its first comment and Create events; its id."""
        moment = (at or self.now()).replace(microsecond=0)
        via = via or Via("email")
        ticket = Ticket(
            id=next(self._ticket_ids),
            created_at=moment,
            updated_at=moment,
            requester_id=requester_id,
            submitter_id=submitter_id or requester_id,
            via=via,
            subject=subject,
            description=body,
            is_public=public,
            support_type=support_type,
            sharing_agreement_ids=tuple(sharing_agreement_ids),
            from_messaging_channel=from_messaging_channel,
            tags=clean_tags(tags),
            custom_fields=dict(custom_fields or {}),
            **columns,
        )
        if ticket.assignee_id is not None and ticket.status == "new":
            ticket.status = "open"
        self.tickets[ticket.id] = ticket
        author = submitter_id or requester_id
        audit = self._new_audit(ticket, author, moment, via, {}, flags)
        self._comment(ticket, audit, body, None, public=public, author=author, voice=voice)
        audit.events += creation_events(self, ticket)
        for effect in effects:
            apply_changes(self, ticket, audit, effect.changes, effect.via)
        self._touch(ticket, moment)
        return ticket.id

    def update(  # noqa: PLR0913 - an update has many sides
        self,
        ticket_id: int,
        actor_id: int,
        changes: Mapping[str, Any] | None = None,
        *,
        comment: str | None = None,
        comment_html: str | None = None,
        public: bool | None = True,
        comment_author_id: int | None = None,
        at: datetime | None = None,
        via: Via | None = None,
        effects: Sequence[Effect] = (),
        metadata: Mapping[str, Any] | None = None,
        flags: Sequence[int] = (),
        voice: Mapping[str, Any] | None = None,
    ) -> Audit:
        """One update, with its comment and what rules add.

        `public=None` inherits the publicity of the ticket's first comment, as Zendesk does; a light agent's is never
        public. `voice` makes the comment a call's.

        Raises:
            Refused: the ticket is closed or deleted, or a value is not allowed.
        """
        ticket = self.tickets[ticket_id]
        moment = (at or self.now()).replace(microsecond=0)
        via = via or Via("web")
        commented = comment is not None or comment_html is not None
        author = comment_author_id or actor_id
        shown = (ticket.is_public if public is None else public) and not self.is_light(author)
        refuse(self, ticket, changes or {}, commented=commented, actor_id=actor_id)
        audit = self._new_audit(ticket, actor_id, moment, via, metadata or {}, flags)
        if commented:
            if via.channel == "api" and not shown:
                self._notes_written += 1
                shown = self._notes_written == self.switches.public_note
            self._comment(
                ticket, audit, comment or "", comment_html, public=shown, author=author, voice=voice
            )
        reopened = {"status": "open"} if commented and shown and self._reopens(ticket, author) else {}
        apply_changes(self, ticket, audit, {**reopened, **(changes or {})}, None)
        for effect in effects:
            apply_changes(self, ticket, audit, effect.changes, effect.via)
        if audit.events or metadata:
            self._touch(ticket, moment)
            self._plan_closing(ticket, audit)
        else:
            self._forget(ticket, audit)
        return audit

    def _new_audit(
        self,
        ticket: Ticket,
        actor: int,
        at: datetime,
        via: Via,
        custom: Mapping[str, Any],
        flags: Sequence[int] = (),
    ) -> Audit:
        audit = Audit(self.next_id(), ticket.id, at, actor, via, [], dict(custom), tuple(flags))
        ticket.audits.append(audit)
        self.audit_by_id[audit.id] = audit
        insort(self.audits, (int(at.timestamp()), audit.id))
        return audit

    def _forget(self, ticket: Ticket, audit: Audit) -> None:
        ticket.audits.remove(audit)
        del self.audit_by_id[audit.id]
        del self.audits[bisect_left(self.audits, (int(audit.at.timestamp()), audit.id))]

    def _reopens(self, ticket: Ticket, author: int) -> bool:
        """A customer's answer opens a ticket that waits or is solved, unless the update says another status."""
        return ticket.status in _WAITING and not self.is_staff(author)

    def _comment(  # noqa: PLR0913 - a comment has many sides
        self,
        ticket: Ticket,
        audit: Audit,
        body: str,
        html: str | None,
        *,
        public: bool,
        author: int,
        voice: Mapping[str, Any] | None = None,
    ) -> None:
        text, shown = cut(body), None if html is None else cut(html)
        if self.is_staff(audit.author_id):
            # Whoever writes decides: what a customer mails stays as it is.
            text = expand_placeholders(text, ticket)
            shown = None if shown is None else expand_placeholders(shown, ticket)
        comment = Comment(
            self.next_id(),
            audit.id,
            author,
            text,
            shown,
            public,
            audit.at,
            audit.via,
            audit.custom,
            audit.flags if self.switches.comment_flags == "comment" else (),
            voice,
        )
        ticket.comments.append(comment)
        audit.events.append(comment_json(comment))

    def _plan_closing(self, ticket: Ticket, audit: Audit) -> None:
        """After so many hours an automation closes what an update has solved; it looks at the full hour."""
        hours = self.switches.close_after_hours
        solved = any(e.get("field_name") == "status" and e["value"] == "solved" for e in audit.events)
        if hours is None or not solved:
            return
        ripe = audit.at + timedelta(hours=hours)
        looks = ripe.replace(minute=0, second=0) + timedelta(hours=1 if ripe.minute or ripe.second else 0)

        def close(world: History) -> None:
            last = [a for a in ticket.audits if any(e.get("field_name") == "status" for e in a.events)][-1]
            if ticket.status == "solved" and last is audit:
                via = Via(
                    "rule", "automation", f"Close ticket {hours:g} hours after it is solved", CLOSING_RULE
                )
                world.update(ticket.id, SYSTEM, {"status": "closed"}, at=looks, via=via)

        self.later(looks, close)

    def _touch(self, ticket: Ticket, moment: datetime) -> None:
        ticket.updated_at = max(ticket.updated_at, moment)
        self._generate(ticket, int(ticket.updated_at.timestamp()) + ticket.id % 4)

    def _generate(self, ticket: Ticket, second: int) -> None:
        ticket.generated = max(second, ticket.generated)
        insort(self.export, (ticket.generated, ticket.id))

    def touch(self, ticket_id: int, *, at: datetime | None = None) -> None:
        """A system update: the ticket is exported again, and nothing in it changed, not even `updated_at`."""
        self._generate(self.tickets[ticket_id], int((at or self.now()).timestamp()))

    # -- reading -----------------------------------------------------------------------------------------------

    def exported(self, after: tuple[int, int], until: int, limit: int) -> list[Ticket]:
        """Tickets behind a place in the export, up to a second, in order."""
        found: list[Ticket] = []
        start = bisect_left(self.export, (after[0], after[1] + 1))
        for generated, ticket_id in self.export[start:]:
            if generated > until or len(found) >= limit:
                break
            ticket = self.tickets[ticket_id]
            if ticket.generated == generated and (not found or found[-1].id != ticket_id):
                found.append(ticket)
        return found

    def audits_from(self, second: int, until: int, limit: int) -> list[Audit]:
        """Audits from a second on, up to another, in order."""
        start = bisect_left(self.audits, (second, 0))
        found = []
        for at, audit_id in self.audits[start : start + limit]:
            if at > until:
                break
            found.append(self.audit_by_id[audit_id])
        return found


def closing_title(hours: float) -> str:
    """The name of the automation that closes what has been solved for so long."""
    return f"Close ticket {hours:g} hours after status is set to solved"
