"""What a policy's table is made of: names of the account's things, scopes, and steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from policies.core.durations import Duration

_TAG = re.compile(r"[a-z0-9_:/-]+")
SCALARS = ("priority", "status", "group", "assignee")
"""The fields of a step that set one value of the ticket, so that two steps can contradict each other."""


def check_tag(text: str) -> str:
    """Check a tag as Zendesk stores it; others lose characters or split in two without a word."""
    if not _TAG.fullmatch(text):
        msg = f"{text!r} is no Zendesk tag: use lower-case letters, digits and _ - : / only"
        raise ValueError(msg)
    return text


Tag = Annotated[str, AfterValidator(check_tag), Field(max_length=100)]
Name = str | int
"""A group, agent, brand, form or field: its name (an agent's e-mail address) or its id."""


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a setting whose values (a table's keys) name things of the account, so that they can be looked up."""

    noun: Literal["group", "brand", "form", "agent", "ticket field"]


Names = tuple[Name, ...]


class Model(BaseModel):
    """A frozen table of the configuration that refuses unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, use_attribute_docstrings=True
    )


class Scope(Model):
    """Which tickets a policy looks at. Everything that is given has to fit."""

    groups: Annotated[Names, Named("group")] = ()
    """Only tickets in one of these groups."""
    brands: Annotated[Names, Named("brand")] = ()
    forms: Annotated[Names, Named("form")] = ()
    organizations: tuple[int, ...] = ()
    """Organizations by id."""
    channels: tuple[str, ...] = ()
    """Zendesk's channel names, as email, web, chat, api, voice."""
    priorities: tuple[Literal["low", "normal", "high", "urgent", "none"], ...] = ()
    tags_any: tuple[Tag, ...] = ()
    tags_all: tuple[Tag, ...] = ()
    tags_none: tuple[Tag, ...] = ()
    custom_fields: Annotated[dict[str, str | int | bool | None], Named("ticket field")] = Field(
        default_factory=dict
    )
    """Ticket fields by title or id, and the value they must hold (for a drop-down: the option's tag)."""


class Fallback(Model):
    """Who is told when the owner cannot be reached."""

    add_followers: Annotated[Names, Named("agent")] = ()
    """Agents by e-mail address or id."""
    notify: tuple[str, ...] = ()
    """Channels of [notify.*]."""

    @model_validator(mode="after")
    def _tells_somebody(self) -> Self:
        if not self.add_followers and not self.notify:
            msg = "this fallback tells nobody; give it add_followers or notify"
            raise ValueError(msg)
        return self


class OnEnd(Model):
    """What is done, without a note, when an occasion that was written about ends by itself."""

    add_tags: tuple[Tag, ...] = ()


class Step(Model):
    """One rung of the ladder: what to do, and how long after the occasion."""

    after: Duration | None = None
    """How long after the occasion began; absent: at once."""
    before: Duration | None = None
    """In place of `after`: how long before it, for kinds that know it ahead (a promise's due moment)."""
    add_tags: tuple[Tag, ...] = ()
    remove_tags: tuple[Tag, ...] = ()
    note: bool | str = False
    """An internal note: true for the kind's own text, or a Jinja2 template."""
    priority: Literal["low", "normal", "high", "urgent"] | None = None
    status: Literal["open", "pending", "hold"] | None = None
    """Never solved or closed: that stays a person's decision."""
    custom_fields: Annotated[dict[str, str | int | bool | None], Named("ticket field")] = Field(
        default_factory=dict
    )
    """Ticket fields by title or id, and the value to set."""
    group: Annotated[Name | None, Named("group")] = None
    assignee: Annotated[Name | None, Named("agent")] = None
    """An agent's e-mail address or id. Reassigning is itself a handoff."""
    add_followers: Annotated[Names, Named("agent")] = ()
    """Agents by e-mail address or id."""
    notify: tuple[str, ...] = ()
    """Channels of [notify.*] that are told once the ticket itself is written."""
    fallback: Fallback | None = None
    """What else to do when the ticket's owner is out, suspended, inactive or no member of the group."""

    @property
    def id(self) -> str:
        """The rung's identity: its place in time. Rewording a note does not make a new rung."""
        if self.before is not None:
            return f"before {self.before}"
        return "at once" if self.after is None else f"after {self.after}"

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        acts = (self.add_tags, self.remove_tags, self.note, self.priority, self.status, self.custom_fields)
        if not any(acts) and not any((self.group, self.assignee, self.add_followers, self.notify)):
            msg = "this step does nothing; give it add_tags, note = true, priority, add_followers …"
            raise ValueError(msg)
        if set(self.add_tags) & set(self.remove_tags):
            msg = "this step adds and removes the same tag"
            raise ValueError(msg)
        if self.after is not None and self.before is not None:
            msg = "has both after and before; keep one"
            raise ValueError(msg)
        if self.before is not None and not self.before.amount:
            raise ValueError(f'before = "{self.before}" is when it is due; leave it out')
        return self


@dataclass(frozen=True, slots=True)
class OwnStep:
    """What a kind does about one sort of occasion in place of the policy's steps."""

    sort: str
    """The first part of the occasions' names."""
    when: str
    """Which occasions, as words that follow "about"."""
    step: Step
