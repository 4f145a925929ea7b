"""The settings that every kind of policy shares, and the question that each kind answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from policies.core.canary import EnforceFor
from policies.core.facts import Facts
from policies.core.findings import Condition, Verdict
from policies.core.signals import Order
from policies.core.steps import Model, Names, OnEnd, OwnStep, Scope, Step


class Settings(Model):
    """What every policy has in common; a kind adds its own settings and `decide`.

    `decide(facts)` is pure and is told once here: it is given the ticket's folded history at the moment
    `facts.now` (the watermark) and answers with a `Verdict`. It may raise only on a bug; the engine then
    quarantines the policy for that cycle and goes on with the others.
    """

    _not_judging: ClassVar[frozenset[str]] = frozenset(
        {
            "name",
            "was",
            "mode",
            "enforce_for",
            "steps",
            "rank",
            "effective_from",
            "include_open",
            "drip",
            "on_solved",
            "on_end",
            "clear_tags",
            "shared_tickets",
        }
    )

    heeds_snoozes: ClassVar[bool] = True
    """Whether its findings wait while a ticket is snoozed."""
    moves_at_merge: ClassVar[bool] = False
    """Whether what is open of it goes along when its ticket is merged into another one."""
    has_own_ladder: ClassVar[bool] = False
    """Whether the kind brings the steps for all that it finds, so that none need to be configured."""
    knows_ahead: ClassVar[bool] = False
    """Whether the moment of an occasion is known ahead, so that a step may come `before` it."""

    name: str = ""
    """The key of the policy's table; part of a finding's identity."""
    kind: str
    mode: Literal["observe", "enforce"] = "observe"
    """observe: record what would be done. enforce: do it."""
    enforce_for: Annotated[EnforceFor, Field(examples=[{"share": "10%"}])] | None = None
    """In enforce, act on these tickets only and observe the others: groups, a share, or both."""
    was: str | None = None
    """The policy's former name, so that renaming it does not repeat what was done."""
    rank: int = 0
    """When two policies want different values for one field, the higher rank wins."""
    scope: Scope = Scope()
    steps: tuple[Step, ...] = ()
    calendar: str | None = None
    """Business hours to count in; absent: Zendesk's schedule of the ticket, else the account's first."""
    effective_from: AwareDatetime | None = None
    """Act only on occasions that began after this; absent: after the policy was first seen in enforce."""
    include_open: bool = False
    """Also act on occasions that were open before that, at most `drip` a day."""
    drip: Annotated[int, Field(ge=1, le=1000)] = 20
    on_solved: bool = False
    """Also write to solved tickets."""
    clear_tags: bool = True
    """Take our tags of an occasion off again, without a note, when it ends by itself."""
    on_end: OnEnd = OnEnd()
    """What else to do then."""
    messaging: bool = False
    """For kinds that read words or wait for a reply: also look at messaging and chat tickets, from their
    conversation log, which costs a call for each such ticket that changes."""
    shared_tickets: bool = False
    """Also write notes on tickets shared with another account, which then reads them."""

    @model_validator(mode="after")
    def _rungs_differ(self) -> Self:
        ids = [step.id for step in self.steps]
        if len(ids) != len(set(ids)):
            msg = "two steps are due at the same time; join them, or give one another `after`"
            raise ValueError(msg)
        return self

    @property
    def judging_digest(self) -> str:
        """A short hash of the settings that decide what is found, so that an edit of them is noticed."""
        content = self.model_dump(mode="json", exclude=set(self._not_judging))
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def hears(self) -> frozenset[Order]:
        """The directives in notes that the policy acts on."""
        return frozenset()

    @property
    def reads_customers(self) -> bool:
        """Whether the kind needs to know how customers write; else their words are not read at all."""
        return False

    @property
    def fields_read(self) -> Names:
        """The ticket fields, by title or id, that the kind itself looks at."""
        return ()

    def why_observed(self, facts: Facts, identity: Callable[[str], str]) -> str | None:
        """Why it only observes this ticket, as a sentence; None where it acts. `identity` tells a policy's first name."""
        if self.mode == "observe":
            return "The policy only observes."
        return None if self.enforce_for is None else self.enforce_for.why_not(facts, identity(self.name))

    def own_steps(self) -> tuple[OwnStep, ...]:
        """What is done besides `steps`, about occasions for which the kind has a step of its own."""
        return ()

    def rungs(self) -> tuple[str, ...]:
        """The names of all rungs, by which it is known since when each is in force."""
        return tuple(step.id for step in self.steps)

    def uses_business_time(self) -> bool:
        """Whether any setting counts business hours or days, so that a calendar is needed."""
        moments = (moment for step in self.steps for moment in (step.after, step.before))
        return any(moment is not None and moment.business for moment in moments)

    def hoped_for_at(
        self,
        facts: Facts,
        written_at: datetime,
        ended_at: datetime | None,
    ) -> datetime | None:
        """When the act that a written rung hopes for happened, as far as it has; by default, when its occasion ended."""
        return ended_at

    def decide(self, facts: Facts) -> Verdict:
        """Judge one ticket at one moment."""
        raise NotImplementedError

    def trace(self, facts: Facts) -> tuple[Condition, ...]:
        """Each thing that `decide` asks of a ticket, met or not, in the order in which it asks; for `explain` alone.

        Where nothing is found at least one is not met. A kind that says nothing of its own gives its verdict.
        """
        verdict = self.decide(facts)
        if not verdict.findings:
            return (Condition(met=False, sentence=verdict.because or "Nothing was found."),)
        return tuple(Condition(met=True, sentence=finding.because) for finding in verdict.findings)
