"""What is remembered of people across the tickets of a replay, as a store would have come to know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from policies.core.boundary import incident_named
from policies.core.conditions import GlobalScope, why_out_of_scope
from policies.core.facts import Facts, Ticket
from policies.core.incidents import distress_on, incidents_on, people_on
from policies.core.settings import Settings
from policies.core.speech import why_unheard
from policies.core.strikes import Case, CaseState, Conduct, Incident, Record, Strike


@dataclass(slots=True)
class Remembered:
    """Incidents and words of distress as tickets tell of them; empty while nobody listens."""

    listeners: tuple[Settings, ...] = ()
    """The policies that ask what is remembered of people."""
    report_tags: frozenset[str] = frozenset()
    cases: Mapping[int, tuple[Case, ...]] = field(default_factory=dict)
    """By person, as they stand now."""
    _incidents: dict[int, Incident] = field(default_factory=dict)
    _by_person: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _on_ticket: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _crises: dict[int, dict[int, datetime]] = field(default_factory=lambda: defaultdict(dict))
    _tickets: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def take(
        self, facts: Facts, scope: GlobalScope, dismissed: Mapping[tuple[str, str], datetime]
    ) -> Iterator[int]:
        """Learn what a ticket tells at a moment; other tickets that are to be judged again for it."""
        if not self.listeners:
            return
        ticket = facts.ticket
        for person in people_on(ticket):
            self._tickets[person].add(ticket.id)
        if scope.why_not(ticket) or not any(_hears(policy, facts) for policy in self.listeners):
            return
        shaken: set[int] = set()
        for incident in incidents_on(ticket, self.report_tags):
            shaken |= self._note(_given_back(incident, dismissed, facts.now))
        for comment in distress_on(ticket):
            if comment.id not in self._crises[comment.author_id]:
                self._crises[comment.author_id][comment.id] = comment.at
                shaken.add(comment.author_id)
        yield from {other for person in shaken for other in self._tickets[person]} - {ticket.id}

    def tell(self, strike: Strike, policy: str) -> None:
        """What was said because of an incident stands on its ticket from now on."""
        known = self._incidents.get(strike.comment_id)
        if known is not None:
            told = replace(known, told=strike.stage, policy=policy, case=strike.case)
            self._incidents[strike.comment_id] = told

    def conduct(self, ticket: Ticket, now: datetime) -> Conduct:
        """What is remembered of the people on a ticket."""
        if not self.listeners:
            return Conduct()
        people = people_on(ticket) | {
            i.person_id for i in self._incidents.values() if i.ticket_id == ticket.id
        }
        records = {person: self._record(person, now) for person in people}
        return Conduct({person: record for person, record in records.items() if record != Record()})

    def _note(self, incident: Incident) -> set[int]:
        before = self._incidents.get(incident.comment_id)
        if before is not None:
            incident = replace(incident, told=before.told, policy=before.policy, case=before.case)
        self._incidents[incident.comment_id] = incident
        self._by_person[incident.person_id].add(incident.comment_id)
        self._on_ticket[incident.ticket_id].add(incident.comment_id)
        given_back = incident.given_back and (before is None or not before.given_back)
        return {incident.person_id} if given_back else set()

    def _record(self, person: int, now: datetime) -> Record:
        own = sorted((self._incidents[number] for number in self._by_person[person]), key=lambda i: i.place)
        cases = tuple(_as_of(case, now) for case in self.cases.get(person, ()) if case.proposed_at <= now)
        return Record(tuple(own), tuple(sorted(self._crises[person].values())), cases)


def _hears(policy: Settings, facts: Facts) -> bool:
    heard = not why_unheard(facts.ticket, messaging=policy.messaging)
    return heard and why_out_of_scope(policy.scope, facts) is None


def _given_back(incident: Incident, dismissed: Mapping[tuple[str, str], datetime], now: datetime) -> Incident:
    """The incident given back, where the occasion that it was is dismissed by then."""
    ends = [at for (_, episode), at in dismissed.items() if incident_named(episode) == incident.comment_id]
    if incident.given_back or not ends or min(ends) > now:
        return incident
    return replace(incident, given_back_at=min(ends))


def _as_of(case: Case, now: datetime) -> Case:
    if case.decided_at is None or case.decided_at <= now:
        return case
    return replace(case, state=CaseState.PROPOSED, decided_at=None, decided_by=None)
