"""The past once more: the same judging and planning over stored events, with timers fired in event time. Pure.

What is planned counts as written at once, so that later rungs follow and nothing is planned twice; the account's
limits are applied afterwards, over all tickets (`rationing`), since tickets are replayed a few at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heapify, heappop, heappush

from policies.core.actions import Entry, InForce, Memory, Occasion, State, Update, references_of
from policies.core.calendar import ALWAYS_OPEN
from policies.core.conditions import GlobalScope
from policies.core.evaluation import Judgement, evaluate
from policies.core.facts import Account, Change, Event, Facts, Origin, Ticket
from policies.core.findings import earliest
from policies.core.past import Beats, Past
from policies.core.planning import Proposal, propose
from policies.core.remembering import Remembered
from policies.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket with all that is stored of it."""

    ticket: Ticket
    events: Sequence[Event]
    dismissed: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """By policy and episode, when a person dismissed it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What all tickets of a replay share."""

    policies: tuple[Settings, ...]
    scope: GlobalScope
    account: Account
    start: datetime
    """Occasions that began before it are history."""
    end: datetime
    beats: Beats
    identities: Mapping[str, str] = field(default_factory=dict)
    """By policy, the name that its actions are known under, where that is another one."""


@dataclass(frozen=True, slots=True)
class Look:
    """One ticket judged once."""

    facts: Facts
    judgements: tuple[Judgement, ...]
    proposal: Proposal

    @property
    def now(self) -> datetime:
        """When."""
        return self.facts.now


def replay(stage: Stage, stories: Iterable[Story], remembered: Remembered) -> Iterator[Look]:
    """Every judging of these tickets from the stage's start to its end, in order of time.

    Tickets that were merged into one of these, and those of people with incidents, have to be told together.
    """
    yield from _Replay(stage, {story.ticket.id: _Course(story) for story in stories}, remembered).run()


@dataclass(slots=True)
class _Course:
    """One ticket on its way through the replay."""

    story: Story
    past: Past = field(init=False)
    entries: dict[str, Entry] = field(default_factory=dict)
    seen: dict[tuple[str, str], Occasion] = field(default_factory=dict)
    ended: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.past = Past(self.story.ticket, self.story.events)


@dataclass(slots=True)
class _Replay:
    stage: Stage
    courses: dict[int, _Course]
    remembered: Remembered
    _heap: list[tuple[datetime, int]] = field(default_factory=list)
    _in_force: dict[str, InForce] = field(default_factory=dict)

    def run(self) -> Iterator[Look]:
        stage = self.stage
        self._in_force = {
            p.name: InForce(stage.identities.get(p.name), enforced_since=stage.start) for p in stage.policies
        }
        self._heap = [
            moment for number, course in self.courses.items() for moment in self._wakes(number, course)
        ]
        heapify(self._heap)
        while self._heap and self._heap[0][0] <= stage.end:
            yield from self._cycle(self._heap[0][0])

    def _cycle(self, now: datetime) -> Iterator[Look]:
        """As a cycle judges: what its tickets tell of people is remembered first; whom that stirs is judged in it, too."""
        seen: set[int] = set()
        while tickets := {number: self.courses[number].past.at(now) for number in self._due(now)}:
            seen.update(tickets)
            stirred = self._learn(tickets, now) & self.courses.keys() - tickets.keys()
            for number, ticket in tickets.items():
                yield self._look(number, ticket, now)
            for number in stirred:
                heappush(self._heap, (self.stage.beats.after(now) if number in seen else now, number))

    def _due(self, now: datetime) -> Iterator[int]:
        """The tickets to be judged at a moment, ascending, each once."""
        last: int | None = None
        while self._heap and self._heap[0][0] == now:
            _, number = heappop(self._heap)
            if number != last and self.courses[number].story.ticket.created_at <= now:
                yield number
            last = number

    def _learn(self, tickets: Mapping[int, Ticket], now: datetime) -> set[int]:
        """Remember what these tickets tell of people; other tickets that are to be judged again for it."""
        stirred: set[int] = set()
        for number, ticket in tickets.items():
            plain = Facts(ticket, now, ALWAYS_OPEN, self.stage.account)
            dismissed = self.courses[number].story.dismissed
            stirred.update(self.remembered.take(plain, self.stage.scope, dismissed))
        return stirred

    def _wakes(self, number: int, course: _Course) -> Iterator[tuple[datetime, int]]:
        """When somebody else's event makes a cycle look at the ticket, and the beginning."""
        beats, start = self.stage.beats, self.stage.start
        changes = {event.at for event in course.story.events if event.at > start and not _is_ours(event)}
        moments = {beats.first(at) for at in {start, *changes}}
        return ((moment, number) for moment in moments)

    def _look(self, number: int, ticket: Ticket, now: datetime) -> Look:
        course = self.courses[number]
        memory = self._memory(course, now)
        known = self.remembered.conduct(ticket, now)
        facts = Facts(ticket, now, ALWAYS_OPEN, self.stage.account, references_of(memory), known)
        judgements = evaluate(facts, self.stage.policies, self.stage.scope)
        proposal = propose(facts, judgements, memory)
        if proposal.update is not None:
            self._write(course, facts, proposal.update)
        self._note(course, judgements, now)
        wake = earliest([*proposal.timers.values(), *(held.until for held in proposal.held)])
        if wake is not None:
            self._wake(number, wake, now)
        return Look(facts, judgements, proposal)

    def _wake(self, number: int, moment: datetime, now: datetime) -> None:
        """Look again at the first beat from a moment on, and not at the present one."""
        beats = self.stage.beats
        beat = beats.first(moment) if moment > now else beats.after(now)
        if number in self.courses:
            heappush(self._heap, (beat, number))

    def _memory(self, course: _Course, now: datetime) -> Memory:
        entries, seen = dict(course.entries), dict(course.seen)
        told = [course.story, *(self.courses[n].story for n in course.past.sources(now) if n in self.courses)]
        for number in course.past.sources(now):
            source = self.courses.get(number)
            if source is not None:
                entries |= source.entries
                seen |= {key: replace(each, ticket_id=number) for key, each in source.seen.items()}
        for story in told:
            for key, at in story.dismissed.items():
                if at <= now:
                    known = seen.get(key) or Occasion(*key, since=at)
                    seen[key] = replace(known, dismissed=True, ended_at=at)
        return Memory(entries, seen, self._in_force)

    def _write(self, course: _Course, facts: Facts, update: Update) -> None:
        """Take what is planned for written: its rungs are done, and what was said of an incident is remembered."""
        for item in update.items:
            own = frozenset(tag for tag in item.step.add_tags if tag not in facts.ticket.tags)
            course.entries[item.key] = Entry(
                key=item.key,
                policy=item.policy.name,
                episode=item.finding.episode,
                step=item.rung,
                state=State.DONE,
                written_at=facts.now,
                ticket_id=facts.ticket.id,
                reference=update.reference,
                own_tags=own,
                strike=item.finding.strike,
            )
            if item.finding.strike is not None:
                self.remembered.tell(item.finding.strike, item.policy.name)

    def _note(self, course: _Course, judgements: Sequence[Judgement], now: datetime) -> None:
        """Remember which occasions were seen, and which have ended by themselves."""
        for judgement in judgements:
            if not judgement.looked:
                continue
            name = judgement.policy.name
            found = {finding.episode: finding for finding in judgement.verdict.findings}
            for episode, finding in found.items():
                course.seen[name, episode] = Occasion(name, episode, since=finding.since)
            for key, occasion in course.seen.items():
                if key[0] == name and key[1] not in found and occasion.ended_at is None:
                    course.seen[key] = replace(occasion, ended_at=now)


def _is_ours(event: Event) -> bool:
    return isinstance(event, Change) and event.origin is Origin.OURS
