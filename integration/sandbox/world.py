"""The tickets of one embedded account, without any HTTP: their audits, their comments, the order of the exports."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from integration.sandbox.account import Account, Switches
from integration.sandbox.clock import Clock
from integration.sandbox.columns import apply_changes, creation_events, set_column
from integration.sandbox.records import (
    OVER,
    SYSTEM,
    Audit,
    Comment,
    Effect,
    Ticket,
    Via,
)
from integration.sandbox.rules import refuse
from integration.sandbox.texts import clean_tags, comment_json, cut, expand_placeholders

__all__ = ["MINUTE", "Switches", "World", "clean_tags", "comment_json", "expand_placeholders"]

MINUTE = timedelta(minutes=1)
"""The exports leave out what happened within it."""
_WAITING = ("pending", "hold", "solved")


class World(Account):
    """One account. Every change takes its moment `at`, which defaults to the clock's."""

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
        self.service_user_id = self.add_user(
            "Steadyhand Service", role="admin", email="steadyhand@harbourline.example"
        )

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
        audit = self._new_audit(ticket, submitter_id or requester_id, moment, via, {})
        self._comment(ticket, audit, body, None, public=public, author=submitter_id or requester_id)
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
    ) -> Audit:
        """One update, with its comment and what rules add.

        `public=None` inherits the publicity of the ticket's first comment, as Zendesk does.

        Raises:
            Refused: the ticket is closed or deleted, or a value is not allowed.
        """
        ticket = self.tickets[ticket_id]
        moment = (at or self.now()).replace(microsecond=0)
        via = via or Via("web")
        commented = comment is not None or comment_html is not None
        author = comment_author_id or actor_id
        shown = ticket.is_public if public is None else public
        refuse(self, ticket, changes or {}, commented=commented, actor_id=actor_id)
        audit = self._new_audit(ticket, actor_id, moment, via, metadata or {})
        if commented:
            if via.channel == "api" and not shown:
                self._notes_written += 1
                shown = self._notes_written == self.switches.public_note
            self._comment(ticket, audit, comment or "", comment_html, public=shown, author=author)
        reopened = {"status": "open"} if commented and shown and self._reopens(ticket, author) else {}
        apply_changes(self, ticket, audit, {**reopened, **(changes or {})}, None)
        for effect in effects:
            apply_changes(self, ticket, audit, effect.changes, effect.via)
        if audit.events or metadata:
            self._touch(ticket, moment)
        else:
            self._forget(ticket, audit)
        return audit

    def _new_audit(
        self, ticket: Ticket, actor: int, at: datetime, via: Via, custom: Mapping[str, Any]
    ) -> Audit:
        audit = Audit(self.next_id(), ticket.id, at, actor, via, [], dict(custom))
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

    def _comment(
        self, ticket: Ticket, audit: Audit, body: str, html: str | None, *, public: bool, author: int
    ) -> None:
        text, shown = cut(body), None if html is None else cut(html)
        if self.is_staff(audit.author_id):
            # Whoever writes decides: what a customer mails stays as it is.
            text = expand_placeholders(text, ticket)
            shown = None if shown is None else expand_placeholders(shown, ticket)
        comment = Comment(
            self.next_id(), audit.id, author, text, shown, public, audit.at, audit.via, audit.custom
        )
        ticket.comments.append(comment)
        audit.events.append(comment_json(comment))

    def _touch(self, ticket: Ticket, moment: datetime) -> None:
        ticket.updated_at = max(ticket.updated_at, moment)
        self._generate(ticket, int(ticket.updated_at.timestamp()) + ticket.id % 4)

    def _generate(self, ticket: Ticket, second: int) -> None:
        ticket.generated = max(second, ticket.generated)
        insort(self.export, (ticket.generated, ticket.id))

    def touch(self, ticket_id: int, *, at: datetime | None = None) -> None:
        """A system update: the ticket is exported again, and nothing in it changed, not even `updated_at`."""
        self._generate(self.tickets[ticket_id], int((at or self.now()).timestamp()))

    # -- what happens to tickets -------------------------------------------------------------------------------

    def remove_from_group(self, user_id: int, group_id: int, *, at: datetime | None = None) -> None:
        """An agent leaves a group, and Zendesk by itself takes its tickets from them.

        What is unsolved has no assignee then; what is solved goes to the member who serves longest, if any is left.
        """
        user = self.users[user_id]
        user.groups = tuple(group for group in user.groups if group != group_id)
        heir = self.longest_serving(group_id)
        held = [t for t in self.tickets.values() if (t.assignee_id, t.group_id) == (user_id, group_id)]
        for ticket in held:
            holder = heir if ticket.status == "solved" else None
            if ticket.status not in OVER and (holder is not None or ticket.status != "solved"):
                self.update(ticket.id, SYSTEM, {"assignee_id": holder}, at=at, via=Via("system"))

    def merge(self, source_id: int, target_id: int, actor_id: int, *, at: datetime | None = None) -> None:
        """Close a ticket into another one, with a comment on both."""
        via = Via("web", "merge")
        target_note = f"Request #{source_id} was closed and merged into this request."
        self.update(target_id, actor_id, comment=target_note, public=False, at=at, via=via)
        source_note = f"This request was closed and merged into request #{target_id}."
        changes = {"status": "closed", "additional_tags": ["closed_by_merge"]}
        self.update(source_id, actor_id, changes, comment=source_note, public=False, at=at, via=via)

    def delete(self, ticket_id: int, actor_id: int, *, at: datetime | None = None) -> None:
        """Delete a ticket: it stays in the export, and everywhere else it is gone."""
        ticket = self.tickets[ticket_id]
        audit = self._new_audit(ticket, actor_id, (at or self.now()).replace(microsecond=0), Via("web"), {})
        set_column(self, ticket, audit, "status", "deleted")
        self._touch(ticket, audit.at)

    def scrub(self, ticket_id: int, *, at: datetime | None = None) -> None:
        """Thirty days later: exported once more, with its words gone."""
        ticket = self.tickets[ticket_id]
        ticket.subject, ticket.description, ticket.scrubbed = "SCRUBBED", "X", True
        self.touch(ticket_id, at=at)

    def redact(self, ticket_id: int, comment_id: int, actor_id: int, *, at: datetime | None = None) -> None:
        """Black out a comment."""
        ticket = self.tickets[ticket_id]
        audit = self._new_audit(ticket, actor_id, (at or self.now()).replace(microsecond=0), Via("web"), {})
        audit.events.append({"id": self.next_id(), "type": "CommentRedactionEvent", "comment_id": comment_id})
        for comment in ticket.comments:
            if comment.id == comment_id:
                comment.body, comment.html = "▇" * 8, None
                self._rewrite(comment)
        self._touch(ticket, audit.at)

    def _rewrite(self, comment: Comment) -> None:
        """Put a comment's new words where its audit had the old ones."""
        audit = self.audit_by_id[comment.audit_id]
        audit.events = [comment_json(comment) if e["id"] == comment.id else e for e in audit.events]
        audit.rendered = audit.rendered_bare = None

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
