"""One embedded account, without any HTTP: what people, rules and Zendesk itself do to its tickets."""

from __future__ import annotations

from datetime import datetime, timedelta

from integration.sandbox.account import Switches
from integration.sandbox.clock import Clock
from integration.sandbox.columns import set_column
from integration.sandbox.conversing import Conversing
from integration.sandbox.records import OVER, SYSTEM, Audit, Comment, Ticket, Via
from integration.sandbox.rules import refuse
from integration.sandbox.texts import clean_tags, comment_json, expand_placeholders

__all__ = ["MINUTE", "Switches", "World", "clean_tags", "comment_json", "expand_placeholders"]

MINUTE = timedelta(minutes=1)
"""The exports leave out what happened within it."""
_INK = "▇"


class World(Conversing):
    """One account. Every change takes its moment `at`, which defaults to the clock's."""

    def __init__(self, clock: Clock, subdomain: str = "harbourline") -> None:
        super().__init__(clock, subdomain)
        self.service_user_id = self.add_user(
            "Steadyhand Service", role="admin", email="steadyhand@harbourline.example"
        )

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

    def merge_people(self, former: int, present: int, *, at: datetime | None = None) -> None:
        """A customer is merged into another one, who has the tickets from now on; no update tells of it."""
        self.users[former].active = False
        for ticket in [t for t in self.tickets.values() if t.requester_id == former]:
            ticket.requester_id = present
            self.touch(ticket.id, at=at)

    def delete(self, ticket_id: int, actor_id: int, *, at: datetime | None = None) -> None:
        """Delete a ticket: it stays in the export, and everywhere else it is gone."""
        ticket = self.tickets[ticket_id]
        audit = self._audit_now(ticket, actor_id, at)
        set_column(self, ticket, audit, "status", "deleted")
        self._touch(ticket, audit.at)

    def scrub(self, ticket_id: int, *, at: datetime | None = None) -> None:
        """Thirty days later: exported once more, with its words gone."""
        ticket = self.tickets[ticket_id]
        ticket.subject, ticket.description, ticket.scrubbed = "SCRUBBED", "X", True
        self.touch(ticket_id, at=at)

    def merge(  # noqa: PLR0913 - a merge has two sides
        self,
        source_id: int,
        target_id: int,
        actor_id: int,
        *,
        at: datetime | None = None,
        source_comment: str | None = None,
        target_comment: str | None = None,
        public: tuple[bool, bool] = (False, False),
    ) -> None:
        """Close a ticket into another one, with a comment on both.

        Without words of the agent's own they are Zendesk's, and the target's quote the source's last public comment.
        `public` is for the source's comment and for the target's.

        Raises:
            Refused: one of them is closed already.
        """
        source, target = self.tickets[source_id], self.tickets[target_id]
        changes = {"status": "closed", "additional_tags": ["closed_by_merge"]}
        refuse(self, source, changes, commented=True, actor_id=actor_id)
        told = (source_id,) if self.switches.merge_ids == "from" else ()
        words = target_comment or _merged_in(source)
        self.update(
            target_id,
            actor_id,
            comment=words,
            public=public[1],
            at=at,
            via=Via("web", "merge", ticket_ids=told),
        )
        words = (
            source_comment
            or f'This request was closed and merged into request #{target_id} "{target.subject}".'
        )
        self.update(
            source_id, actor_id, changes, comment=words, public=public[0], at=at, via=Via("web", "merge")
        )

    # -- what happens to comments ------------------------------------------------------------------------------

    def redact(
        self,
        ticket_id: int,
        comment_id: int,
        actor_id: int,
        *,
        at: datetime | None = None,
        text: str | None = None,
    ) -> None:
        """Black out a comment, or only these words of it; also in a closed ticket, and in everything told before."""
        ticket = self.tickets[ticket_id]
        audit = self._audit_now(ticket, actor_id, at)
        audit.events.append({"id": self.next_id(), "type": "CommentRedactionEvent", "comment_id": comment_id})
        for comment in ticket.comments:
            if comment.id == comment_id:
                _black_out(comment, text)
                self._rewrite(comment)
        self._touch(ticket, audit.at)

    def make_private(
        self, ticket_id: int, comment_id: int, actor_id: int, *, at: datetime | None = None
    ) -> None:
        """Turn a public comment into an internal note, which cannot be undone."""
        ticket = self.tickets[ticket_id]
        audit = self._audit_now(ticket, actor_id, at)
        event = {
            "id": self.next_id(),
            "type": "CommentPrivacyChange",
            "comment_id": comment_id,
            "public": False,
        }
        audit.events.append(event)
        for comment in ticket.comments:
            if comment.id == comment_id:
                comment.public = False
                self._rewrite(comment)
        self._touch(ticket, audit.at)

    def _rewrite(self, comment: Comment) -> None:
        """Put a comment's new words where its audit had the old ones."""
        audit = self.audit_by_id[comment.audit_id]
        audit.events = [comment_json(comment) if e["id"] == comment.id else e for e in audit.events]
        audit.rendered = audit.rendered_bare = None

    # -- what customers make of it -----------------------------------------------------------------------------

    def rate(
        self, ticket_id: int, score: str, comment: str | None = None, *, at: datetime | None = None
    ) -> None:
        """The customer says `good` or `bad`; `offered` is Zendesk's own question, which comes before."""
        ticket = self.tickets[ticket_id]
        asks = score == "offered"
        actor = SYSTEM if asks else ticket.requester_id
        via = Via("rule", "automation", "Request customer satisfaction rating") if asks else Via("web")
        audit = self._audit_now(ticket, actor, at, via)
        before = ticket.rating or "unoffered"
        if before != score:
            audit.events.append(self._rating_event("satisfaction_score", before, score))
        if comment is not None and comment != ticket.rating_comment:
            audit.events.append(self._rating_event("satisfaction_comment", ticket.rating_comment, comment))
        ticket.rating, ticket.rating_comment = score, comment or ticket.rating_comment
        self._touch(ticket, audit.at)

    def _rating_event(self, name: str, before: str | None, after: str) -> dict[str, object]:
        frame = {"id": self.next_id(), "type": "Change", "field_name": name}
        return {**frame, "value": after, "previous_value": before}

    def _audit_now(self, ticket: Ticket, actor_id: int, at: datetime | None, via: Via | None = None) -> Audit:
        return self._new_audit(
            ticket, actor_id, (at or self.now()).replace(microsecond=0), via or Via("web"), {}
        )


def _merged_in(source: Ticket) -> str:
    """Zendesk's words in the target of a merge."""
    name = f"Request #{source.id}"
    said = [comment for comment in source.comments if comment.public]
    last = f" Last comment in request #{source.id}:\n\n{said[-1].body}" if said else ""
    return f'{name} "{source.subject}" was closed and merged into this request.{last}'


def _black_out(comment: Comment, text: str | None) -> None:
    """Ink over all of a comment, or over each place where these words stand."""
    if text is None:
        comment.body, comment.html, comment.voice = _INK * 8, None, _silenced(comment)
        return
    ink = "".join(_INK if not sign.isspace() else sign for sign in text)
    comment.body = comment.body.replace(text, ink)
    comment.html = None if comment.html is None else comment.html.replace(text, ink)


def _silenced(comment: Comment) -> dict[str, object] | None:
    """A call without its transcript."""
    if comment.voice is None:
        return None
    return {**comment.voice, "data": {**comment.voice["data"], "transcription_text": None}}
