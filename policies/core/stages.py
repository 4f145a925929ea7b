"""How far the answer to an incident goes: by the strikes of its author, and by how grave it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from policies.core.conduct import Category
from policies.core.steps import Model, Step
from policies.core.strikes import Incident, Stage

Strikes = Annotated[int, Field(ge=1, le=100)]
Severity = Annotated[int, Field(ge=1, le=3)]


class StageSettings(Model):
    """When a stage is reached, and what is done then."""

    strikes: Strikes = 1
    """It is reached by this many incidents of one person that have not expired."""
    severity: Severity | None = None
    """It is also reached by one incident that is this grave: 1 mild, 2 plain, 3 grave."""
    steps: tuple[Step, ...] = ()
    """What to do, rung by rung; absent: a tag and a note, and from the second stage on the lead is told."""


class Boundary(StageSettings):
    """The boundary is said: a note with the incident and a calm wording to adapt."""

    strikes: Strikes = 1


class Lead(StageSettings):
    """The team lead is informed, and asked to look after whom it hit."""

    strikes: Strikes = 2
    severity: Severity | None = 3


class Restriction(StageSettings):
    """A restriction is proposed, for one of `approvers` to decide."""

    strikes: Strikes = 3


class Stages(Model):
    """The three stages, each reached by so many `strikes` of one person, or by one incident of its `severity`.

    A threat goes to the last one at once.
    """

    boundary: Boundary = Boundary()
    lead: Lead = Lead()
    restriction: Restriction = Restriction()

    @model_validator(mode="after")
    def _go_up(self) -> Self:
        if not self.boundary.strikes < self.lead.strikes < self.restriction.strikes:
            raise ValueError("each stage needs more strikes than the one before: boundary, lead, restriction")
        return self

    def of(self, stage: Stage) -> StageSettings:
        """The settings of a stage."""
        return (self.boundary, self.lead, self.restriction)[stage - 1]

    def reached(self, strikes: Sequence[Incident], *, step_by_step: bool) -> Stage | None:
        """How far the latest of these strikes goes; None while there are too few for the first stage.

        With `step_by_step` the number of strikes goes no further than one stage past what was said before: nobody is
        restricted for a boundary that they were never told. How grave an incident is may skip a stage, as may a threat.
        """
        latest = strikes[-1]
        by_count = max((stage for stage in Stage if len(strikes) >= self.of(stage).strikes), default=None)
        if step_by_step and by_count is not None:
            said = max((each.told for each in strikes[:-1] if each.told), default=0)
            by_count = Stage(min(by_count, said + 1))
        grave = [stage for stage in Stage if latest.severity >= (self.of(stage).severity or 4)]
        if latest.category is Category.THREAT:
            grave.append(Stage.RESTRICTION)
        return max((stage for stage in (by_count, *grave) if stage is not None), default=None)
