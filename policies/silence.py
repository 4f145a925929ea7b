"""No customer waits in silence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field, field_validator

from policies.core.durations import Duration
from policies.core.facts import Facts, Side
from policies.core.findings import Condition, Finding, Verdict
from policies.core.settings import Settings
from policies.core.speech import heard_last, last_word, said_on, told, why_unheard
from policies.core.statuses import entered
from policies.core.wording import listed

Status = Literal["new", "open", "pending", "hold"]
_SHOWN = {"hold": "on-hold"}


class Silence(Settings):
    """Flag tickets on which the service has not said a public word for too long.

    The count begins at the last of these: the service's last public comment or answered call, the ticket's creation,
    and the moment at which it came into one of `statuses` from another status. Internal notes, machines and automatic
    replies are no word. It ends with the next word, and when the ticket leaves `statuses`.
    """

    kind: Literal["silence"]
    after: Duration = Duration.parse("3 business days")
    """How long without a public word of the service side."""
    statuses: Annotated[tuple[Status, ...], Field(min_length=1)] = ("new", "open", "hold")
    """In which statuses it is counted. pending only where it is named: there the customer is awaited."""

    @field_validator("after")
    @classmethod
    def _is_some_time(cls, after: Duration) -> Duration:
        if not after.amount:
            raise ValueError(f'"{after}" would find every ticket at once; write it like "3 business days"')
        return after

    def uses_business_time(self) -> bool:
        return self.after.business or super().uses_business_time()

    def decide(self, facts: Facts) -> Verdict:
        ticket = facts.ticket
        if ticket.status not in self.statuses:
            return Verdict(because=f"The ticket is {ticket.status}; looked at are {listed(self.statuses)}.")
        if unheard := why_unheard(ticket, messaging=self.messaging):
            return Verdict(because=unheard, looked=False)
        begins, due = self._span(facts)
        if facts.now < due:
            because = (
                f"The service is silent since {told(facts, begins)}, and may be until {told(facts, due)}."
            )
            return Verdict(recheck=due, because=because)
        return Verdict((self._finding(facts, begins, due),))

    def trace(self, facts: Facts) -> tuple[Condition, ...]:
        ticket = facts.ticket
        looks = ticket.status in self.statuses
        status = f"The ticket is {ticket.status}; looked at are {listed(self.statuses)}."
        told_of = [Condition(met=looks, sentence=status)]
        if unheard := why_unheard(ticket, messaging=self.messaging):
            told_of.append(Condition(met=False, sentence=unheard))
        elif looks:
            begins, due = self._span(facts)
            silent = f"The service is silent since {told(facts, begins)}; found from {told(facts, due)} on."
            told_of.append(Condition(met=facts.now >= due, sentence=silent))
        told_of.append(Condition(met=None, sentence=f"{heard_last(facts)}."))
        return tuple(told_of)

    def _span(self, facts: Facts) -> tuple[datetime, datetime]:
        """Since when the customer has heard nothing in one of the statuses, and when that has been too long."""
        ticket = facts.ticket
        word, came = last_word(ticket), entered(ticket, self.statuses)
        begins = max(at for at in (ticket.created_at, word and word.at, came and came.at) if at)
        return begins, facts.calendar.add(begins, self.after)

    def _finding(self, facts: Facts, begins: datetime, due: datetime) -> Finding:
        return Finding(
            episode=f"silence/{begins.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            because=f"The customer has not heard from us for {self.after}, {self._since(facts, begins)}.",
            since=due,
            evidence=(heard_last(facts), *_asked(facts)),
            ask="A short word on how it stands would help, even if nothing is new yet.",
        )

    def _since(self, facts: Facts, begins: datetime) -> str:
        """From when it is counted; where that is no word and no beginning, why."""
        word, came = last_word(facts.ticket), entered(facts.ticket, self.statuses)
        when = told(facts, begins)
        if came is None or came.at != begins or came.first or (word is not None and word.at == begins):
            return f"since {when}"
        return f"counted from {when}, when it became {_SHOWN.get(str(came.after), came.after)}"


def _asked(facts: Facts) -> tuple[str, ...]:
    """When the customer wrote last, if that was after the last word."""
    word = last_word(facts.ticket)
    asked = [c for c in said_on(facts.ticket) if c.side is Side.CUSTOMER and (word is None or c.at > word.at)]
    if not asked:
        return ()
    return (f"The customer wrote last {told(facts, asked[-1].at)}",)
