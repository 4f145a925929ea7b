"""The answer to when a time that was said falls due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from policies.core.due_office import Office

_PAST = "That time was already past."


@dataclass(frozen=True, slots=True)
class Due:
    """When a time that was said falls due. Moments are UTC."""

    moment: datetime
    begins: datetime | None = None
    """Where the time that was named begins, when that is earlier: of "next week" its Monday, of a range its first end."""
    grain: str = "day"
    """How finely it was said: `minute`, `part` (of a day), `day`, or a longer unit."""
    impossible: str = ""
    """Why it cannot be kept, as a sentence; empty when it can. Only then `moment` may lie before the comment."""
    assumptions: tuple[str, ...] = ()
    """What the words left open and how it was taken, in short phrases."""

    def assuming(self, assumption: str) -> Due:
        """The same, with one more assumption."""
        return replace(self, assumptions=(*self.assumptions, assumption)) if assumption else self

    def judged(self, office: Office) -> Due:
        """With the sentence that it is past, if so."""
        late = self.moment < office.said_at and not self.impossible
        return replace(self, impossible=_PAST) if late else self
