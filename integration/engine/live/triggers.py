"""Triggers that our own updates wake: whom they mail, what they call, what they change, and how to leave us out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from integration.engine.live.conditions import Us, asks_for, holds
from integration.engine.live.findings import Area, LiveFinding, fine, warning
from integration.engine.live.reach import Reach, reach_of
from integration.engine.live.updates import OurUpdate, added_tags
from integration.zendesk.rules import Rule
from policies.core.wording import listed

_ASSIGNEES = "Owners and our notes"
_NOT_OUR_USER = "Current user > Is not > {name}"
_NOT_THE_API = "Ticket > Update via > Is not > Web service (API)"


@dataclass(frozen=True, slots=True)
class Woken:
    """A trigger, and those of our updates that wake it."""

    rule: Rule
    reach: Reach
    by: tuple[OurUpdate, ...]
    sure: bool
    """Whether one of them does so whatever the ticket is."""

    def verb(self, always: str, perhaps: str) -> str:
        """What is said of it: as a fact only where the conditions leave no other way."""
        return always if self.sure else perhaps


def about_triggers(triggers: Iterable[Rule], updates: Sequence[OurUpdate], us: Us) -> Iterator[LiveFinding]:
    """What the account's triggers make of our updates; first whether owners are mailed of our notes.

    Those that act whatever the ticket is come before those that may.
    """
    woken = [one for trigger in triggers if (one := _woken(trigger, updates, us)) is not None]
    woken.sort(key=lambda one: not one.sure)
    yield _about_assignees(woken)
    ours = added_tags(tuple(updates))
    for one in woken:
        yield from _about_mail(one, us)
        if one.reach.outside:
            yield warning(
                Area.RULES,
                _name(one.rule),
                f"{one.verb('Calls', 'May call')} a webhook or target {_when(one.by)}. If what is behind it writes to "
                "the ticket, it and the service can keep waking each other.",
                _leave_out(us),
            )
        if one.reach.fields and (one.sure or asks_for(one.rule, ours)):
            yield warning(
                Area.RULES,
                _name(one.rule),
                f"{one.verb('Sets', 'May set')} {listed(one.reach.fields)} {_when(one.by)}, so that the ticket "
                "changes because of us.",
                _leave_out(us),
            )


def _woken(trigger: Rule, updates: Sequence[OurUpdate], us: Us) -> Woken | None:
    answers = [(update, holds(trigger, update, us)) for update in updates]
    by = tuple(update for update, answer in answers if answer is not False)
    if not by:
        return None
    return Woken(trigger, reach_of(trigger), by, sure=any(answer for _, answer in answers))


def _about_assignees(woken: Iterable[Woken]) -> LiveFinding:
    """Whether a note reaches its owner by mail: good to know in either case, and the account's own decision."""
    mailing = [one for one in woken if one.reach.assignee and any(update.note for update in one.by)]
    if not mailing:
        return fine(
            Area.RULES,
            _ASSIGNEES,
            "No active trigger mails assignees of internal notes: owners see ours only in Zendesk.",
            "To have them mailed, switch on 'Notify assignee of comment update'; else use views, or notify in a step.",
        )
    names = listed([f"'{one.rule.title}'" for one in mailing])
    may = "mails" if any(one.sure for one in mailing) else "may mail"
    return fine(
        Area.RULES, _ASSIGNEES, f"Zendesk {may} assignees of our internal notes, by the trigger {names}."
    )


def _about_mail(one: Woken, us: Us) -> Iterator[LiveFinding]:
    """Mails to the customer, to others than the assignee, and to the assignee where there is no note to read."""
    customers = [update for update in one.by if not (update.note and one.reach.only_with_ccs)]
    if one.reach.customer and customers:
        yield warning(
            Area.RULES,
            _name(one.rule),
            f"{one.verb('Mails', 'May mail')} the customer {_when(customers)}.",
            f"Add to its conditions: Ticket > Comment > Is > Public, or {_NOT_OUR_USER.format(name=_user(us))}.",
        )
    if one.reach.others:
        yield warning(
            Area.RULES,
            _name(one.rule),
            f"{one.verb('Mails', 'May mail')} {listed(one.reach.others)} {_when(one.by)}.",
            _leave_out(us),
        )
    quiet = [update for update in one.by if not update.note]
    if one.reach.assignee and quiet:
        yield warning(
            Area.RULES,
            _name(one.rule),
            f"{one.verb('Mails', 'May mail')} the assignee also {_when(quiet)}.",
            f"Add to its conditions: Ticket > Comment > Is > Present, or {_NOT_OUR_USER.format(name=_user(us))}.",
        )


def _name(rule: Rule) -> str:
    return f"{rule.sort} '{rule.title}'"


def _user(us: Us) -> str:
    return us.name or f"the user {us.id}"


def _leave_out(us: Us) -> str:
    return f"Add to its conditions: {_NOT_OUR_USER.format(name=_user(us))}, or {_NOT_THE_API}."


def _when(updates: Sequence[OurUpdate]) -> str:
    """Which of our updates: notes, or what is done without one."""
    noted = any(update.note for update in updates)
    quiet = any(not update.note for update in updates)
    what = (
        "write a note"
        if not quiet
        else "change tags or fields without a note"
        if not noted
        else "write a note or change tags"
    )
    return f"when we {what}"
