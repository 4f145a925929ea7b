"""Who is out: agents by dates, by a tag of their user, or by their status in Zendesk."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from policies.core.steps import Model, Name, Named, Tag


class Absence(Model):
    """An agent is out on these days."""

    agent: Annotated[Name, Named("agent"), Field(examples=["ana.reyes@example.com"])]
    """The agent's e-mail address or id."""
    first: Annotated[date, Field(alias="from")]
    """The first day."""
    until: date
    """The last day."""

    @model_validator(mode="after")
    def _begins_first(self) -> Self:
        if self.until < self.first:
            msg = "ends before it begins; until is the last day"
            raise ValueError(msg)
        return self


class AbsencesSettings(Model):
    """When an agent cannot be reached, so that a step's `fallback` tells somebody else."""

    out: tuple[Absence, ...] = ()
    """By dates, both ends included, in the agent's own time zone:

    { agent = "ana.reyes@example.com", from = 2026-12-21, until = 2027-01-02 }"""
    user_tags: tuple[Tag, ...] = ("out_of_office",)
    """By a tag of the agent's user in Zendesk; read once an hour."""
    agent_statuses: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = ()
    """By their status in omnichannel routing, as "Away" or one of your own; read every five minutes. "Offline" is
    everybody at night."""
