"""A back-test: one or two configurations over the same stored past, on all cores, with nothing written."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from multiprocessing.connection import wait
from typing import TypeVar

from sqlalchemy import select

from integration.config.models import Config
from integration.engine.cases import policies_of_abuse
from integration.engine.context import Context
from integration.replay.limits import Rationed, ration
from integration.replay.stories import Batches, batches_of, load_stories
from integration.replay.tally import Tally
from integration.store import history, occasions
from integration.store.access import Store
from integration.store.cases import load_every_case
from integration.store.database import open_store
from integration.store.place import Place
from integration.store.schema import run
from policies.core.past import Beats
from policies.core.rationing import DAY
from policies.core.remembering import Remembered
from policies.core.replaying import Look, Stage, Story, replay
from policies.core.settings import Settings
from policies.core.strikes import Case
from policies.directives import Directives

_T = TypeVar("_T")
_INLINE = 6
"""Fewer sets of tickets than this are replayed here: another process would take longer to start."""


@dataclass(frozen=True, slots=True)
class Question:
    """One configuration to be asked what it would have done."""

    stage: Stage
    listeners: tuple[Settings, ...]
    report_tags: frozenset[str]
    cases: dict[int, tuple[Case, ...]]
    ignored: frozenset[int]
    renamed: Mapping[str, str]
    """By a policy's name in the account's store, the new one that this configuration gives it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one configuration would have found and done."""

    config: Config
    question: Question
    tally: Tally
    rationed: Rationed
    batches: Batches


def enforced(config: Config) -> tuple[Settings, ...]:
    """The policies as if each had been in enforce from the first moment on."""
    own = config.policies_in_order
    acting = [p.model_copy(update={"mode": "enforce", "effective_from": None}) for p in own]
    return (*acting, Directives.beside(acting))


def question_of(ctx: Context, own: Store, start: datetime, end: datetime) -> Question:
    """What is asked: the context's policies, in enforce, from one moment to another.

    `own` is the account's own store, which knows what is usual, what was decided, and when cycles judged.
    """
    with own.reading() as connection:
        percentiles = occasions.load_percentiles(own, connection)
        in_force = occasions.load_in_force(own, connection)
        renamed = _renamed(ctx.config, in_force)
        cases: dict[int, tuple[Case, ...]] = {}
        for case in load_every_case(own, connection):
            told = replace(case, policy=renamed.get(case.policy, case.policy))
            cases[case.person_id] = (*cases.get(case.person_id, ()), told)
    stage = Stage(
        policies=enforced(ctx.config),
        scope=ctx.config.scope,
        account=replace(ctx.names.account, percentiles=_by_new_names(percentiles, renamed), out={}),
        start=start,
        end=end,
        beats=Beats(load_watermarks(own, start)),
        identities=_by_new_names({n: known.identity or n for n, known in in_force.items()}, renamed),
    )
    listeners = tuple(policies_of_abuse(ctx))
    tags = frozenset(tag for policy in listeners for tag in policy.report_tags)
    return Question(stage, listeners, tags, cases, ctx.names.ignored, renamed)


def _renamed(config: Config, known: Collection[str]) -> dict[str, str]:
    """The policies that go by another name in the store, as the next cycle would rename them."""
    return {
        p.was: p.name
        for p in config.policies_in_order
        if p.was is not None and p.was in known and p.name not in known
    }


def _by_new_names(told: Mapping[str, _T], renamed: Mapping[str, str]) -> dict[str, _T]:
    return {renamed.get(name, name): value for name, value in told.items()}


def load_watermarks(store: Store, start: datetime) -> tuple[datetime, ...]:
    """The watermarks of the stored cycles from `start` on, ascending."""
    query = select(run.c.watermark).where(run.c.account == store.account, run.c.watermark >= start)
    with store.reading() as connection:
        return tuple(sorted({moment for moment in connection.scalars(query) if moment is not None}))


def run_backtest(
    contexts: Sequence[Context],
    own: Store,
    start: datetime,
    end: datetime,
    progress: Callable[[float], None],
) -> list[Answer]:
    """What each context's configuration would have done over their store, which is one; `own` is the account's.

    Works on every core; memory grows with what is found, not with the store. `progress` is told a share of the whole.

    Raises:
        WorkerLost: a process that replays was ended from outside.
    """
    store = contexts[0].store
    questions = [question_of(ctx, own, start, end) for ctx in contexts]
    with store.reading() as connection:
        tags = {tag for question in questions for tag in question.report_tags}
        listens = any(question.listeners for question in questions)
        batches = batches_of(store, connection, start, by_people=listens, report_tags=tags)
        active = history.count_active(store, connection, end - DAY)
    tallies = [Tally() for _ in questions]
    for place, counted in enumerate(_counted(store, questions, batches.sets), start=1):
        for tally, part in zip(tallies, counted, strict=True):
            tally.join(part)
        progress(place / len(batches.sets))
    return [
        Answer(ctx.config, question, tally, _rationed(ctx.config, question.stage, tally, active), batches)
        for ctx, question, tally in zip(contexts, questions, tallies, strict=True)
    ]


class WorkerLost(Exception):
    """A process that replays has died; its text says what may help."""


class NotFollowed(Exception):
    """The store has not got the ticket whole; its text says so."""


def looks_at(ctx: Context, own: Store, ticket_id: int, start: datetime, end: datetime) -> Iterator[Look]:
    """Every judging of one ticket, for a person who follows it.

    Raises:
        NotFollowed: the store has not got it, or not from its beginning, or it was closed before `start`.
    """
    question = question_of(ctx, own, start, end)
    with ctx.store.reading() as connection:
        listens = bool(question.listeners)
        tags = question.report_tags
        batches = batches_of(
            ctx.store, connection, start, by_people=listens, report_tags=tags, only=ticket_id
        )
    if not batches.sets:
        raise NotFollowed(
            f"Ticket {ticket_id} is not in what is back-tested since {start:%Y-%m-%d %H:%M} UTC: it is not known, was "
            f"closed before, or its history begins before the store's. `steadyhand explain {ticket_id}` looks at it as it is now."
        )
    for ids in batches.sets:
        looks = _looks(question, _stories(ctx.store, question, ids))
        yield from (look for look in looks if look.facts.ticket.id == ticket_id)


def _counted(
    store: Store, questions: Sequence[Question], sets: Sequence[Sequence[int]]
) -> Iterator[list[Tally]]:
    if len(sets) < _INLINE:
        yield from (_count(store, questions, ids) for ids in sets)
        return
    context = multiprocessing.get_context("spawn")
    begin = partial(_begin, store.place, store.account, questions)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=begin) as pool:
        # Ctrl-C is for this process alone: workers have it blocked from their first moment on.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            counted = pool.map(_count_here, sets)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        try:
            yield from counted
        except BrokenProcessPool:
            raise WorkerLost(
                "A process of the back-test was ended from outside, probably because memory ran out; "
                "try a shorter --since, or free some memory."
            ) from None


_HERE: dict[str, tuple[Store, Sequence[Question]]] = {}
"""In a worker process, what it works on."""


def _begin(place: Place, account: str, questions: Sequence[Question]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _HERE["work"] = (Store(open_store(place), account, place), questions)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _count_here(ids: Sequence[int]) -> list[Tally]:
    return _count(*_HERE["work"], ids)


def _count(store: Store, questions: Sequence[Question], ids: Sequence[int]) -> list[Tally]:
    """What each question comes to on these tickets, which are loaded once for all that know them by the same names."""
    loaded: dict[tuple[object, ...], list[Story]] = {}
    tallies = []
    for question in questions:
        key = (question.ignored, *sorted(question.renamed.items()))
        if key not in loaded:
            loaded[key] = _stories(store, question, ids)
        tally = Tally()
        tally.take(_looks(question, loaded[key]))
        tallies.append(tally)
    return tallies


def _stories(store: Store, question: Question, ids: Sequence[int]) -> list[Story]:
    with store.reading() as connection:
        return list(load_stories(store, connection, ids, question.ignored, question.renamed))


def _looks(question: Question, stories: Sequence[Story]) -> Iterator[Look]:
    remembered = Remembered(question.listeners, question.report_tags, question.cases)
    return replay(question.stage, stories, remembered)


def _rationed(config: Config, stage: Stage, tally: Tally, active: int) -> Rationed:
    brake = config.limits.brake
    quiet = config.build_quiet_hours()
    policies = {policy.name: policy for policy in stage.policies}
    limits = (brake.tickets, brake.share, active)
    return ration(tally.planned, policies, config.limits, quiet, stage.end, limits)
