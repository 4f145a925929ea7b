"""The account's own business rules, as far as one has to reason about them: conditions and actions, no texts of mails.

Titles, conditions and actions are an admin's words. What an action sends is dropped on arrival; only whom it reaches is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from integration.zendesk.errors import StuckCursor
from integration.zendesk.models import PageMeta, WireModel
from integration.zendesk.shapes import Id, NullIsEmpty
from integration.zendesk.transport import Transport

Sort = Literal["trigger", "automation", "macro", "SLA policy"]
_LISTS: dict[Sort, tuple[str, str]] = {
    "trigger": ("/api/v2/triggers.json", "triggers"),
    "automation": ("/api/v2/automations.json", "automations"),
    "macro": ("/api/v2/macros.json", "macros"),
    "SLA policy": ("/api/v2/slas/policies.json", "sla_policies"),
}
_A_PAGE = 100
_TITLE = 100
_NOTIFIES = "notification_"
_WRITES = ("comment_value", "side_conversation", "deflection", "tweet", "subject")
"""Actions whose values are texts."""


def _texts(value: object) -> tuple[str, ...]:
    """A value as texts: Zendesk's are text, number, boolean, null, or a list of these."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(_text(part) for part in value if part is not None and not isinstance(part, dict | list))
    return (_text(value),) if not isinstance(value, dict) else ()


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a rule asks of a ticket or of an update."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule does; of what it sends, only to whom."""

    field: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """An active rule of the account."""

    sort: Sort
    id: int
    title: str
    every: tuple[Condition, ...] = ()
    """All of these have to hold."""
    any: tuple[Condition, ...] = ()
    """One of these has to hold, if there are any."""
    actions: tuple[Action, ...] = ()


class _Condition(WireModel):
    field: str = ""
    operator: str | None = None
    value: Texts = ()


class _Conditions(WireModel):
    all: Annotated[tuple[_Condition, ...], NullIsEmpty()] = ()
    any: Annotated[tuple[_Condition, ...], NullIsEmpty()] = ()


class _Action(WireModel):
    field: str = ""
    value: Texts = ()


class _Row(WireModel):
    id: Id
    title: str | None = None
    active: bool = True
    conditions: _Conditions | None = None
    filter: _Conditions | None = None
    """What SLA policies have in place of conditions."""
    actions: Annotated[tuple[_Action, ...], NullIsEmpty()] = ()


class _Page(WireModel):
    triggers: tuple[_Row, ...] = ()
    automations: tuple[_Row, ...] = ()
    macros: tuple[_Row, ...] = ()
    sla_policies: tuple[_Row, ...] = ()
    meta: PageMeta | None = None


def fetch_rules(transport: Transport, sort: Sort) -> tuple[Rule, ...]:
    """Fetch the active rules of one sort, in the order in which Zendesk runs them; one call for each 100.

    Macros include the personal ones of agents, which an admin's token is shown.

    Raises:
        Refused: this role or plan is not shown them (403, 404).

    Source: developer.zendesk.com, Business Rules, read 2026-11; SLA policies come without pages.
    """
    path, name = _LISTS[sort]
    found: list[Rule] = []
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = (
            {} if sort == "SLA policy" else {"active": "true", "page[size]": _A_PAGE}
        )
        if cursor is not None:
            params["page[after]"] = cursor
        page, _ = transport.fetch(path, params, _Page)
        found += [_rule(sort, row) for row in getattr(page, name) if row.active]
        after = page.meta.after_cursor if page.meta is not None and page.meta.has_more else None
        if after is None:
            return tuple(found)
        if after == cursor:
            raise StuckCursor(0, "A list gives back the cursor it was asked with.")
        cursor = after


def _rule(sort: Sort, row: _Row) -> Rule:
    asked = (row.filter if sort == "SLA policy" else row.conditions) or _Conditions()
    return Rule(
        sort=sort,
        id=row.id,
        title=_one_line(row.title) or str(row.id),
        every=tuple(_condition(each) for each in asked.all),
        any=tuple(_condition(each) for each in asked.any),
        actions=tuple(_action(each) for each in row.actions),
    )


def _condition(row: _Condition) -> Condition:
    return Condition(row.field, row.operator or "is", row.value)


def _action(row: _Action) -> Action:
    """What is done; of a notification only whom it reaches, which stands before its texts."""
    if row.field.startswith(_NOTIFIES):
        return Action(row.field, row.value[:1])
    return Action(row.field, () if row.field.startswith(_WRITES) else row.value)


def _one_line(title: str | None) -> str:
    """A title that can be printed: one line, no control characters, not endless."""
    shown = "".join(sign if sign.isprintable() else " " for sign in title or "")
    return " ".join(shown.split())[:_TITLE]
