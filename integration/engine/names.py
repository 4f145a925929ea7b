"""The account's names and calendars: read once an hour, and held against the names in the configuration."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog
from pydantic import BaseModel

from integration.config.lines import Path
from integration.config.models import Config
from integration.config.online import missing_calendar_error, unknown_calendar_error
from integration.config.problems import ConfigError, Problem
from integration.config.sentences import did_you_mean
from integration.config.walk import key_of
from integration.engine.context import Context, Names
from integration.store import occasions
from integration.zendesk.directory import DirectorySnapshot, fetch_directory
from integration.zendesk.schedules import ScheduleRow
from policies.core.calendar import Calendar
from policies.core.facts import Account
from policies.core.hours import dates_from
from policies.core.settings import Settings
from policies.core.steps import Named
from policies.core.zones import known_zone

log = structlog.get_logger(__name__)
FRESH_FOR = timedelta(hours=1)
PERCENTILES_FRESH_FOR = timedelta(days=1)
_ENOUGH = 200
"""Fewer tickets than this make no percentile."""


def refresh_names(ctx: Context) -> None:
    """Fetch the directory when it is older than an hour; about ten calls."""
    now = ctx.now()
    if ctx.names_at is None or now - ctx.names_at >= FRESH_FOR:
        _take_names(ctx)
        ctx.names_at = now
    row = ctx.store.load_account()
    if row.directory_at != ctx.names_at:
        _save_names(ctx)
    if row.watermark is not None and (
        row.percentiles_at is None or now - row.percentiles_at >= PERCENTILES_FRESH_FOR
    ):
        _save_percentiles(ctx)
    with ctx.store.reading() as connection:
        tables = occasions.load_percentiles(ctx.store, connection)
    ctx.names = replace(ctx.names, account=replace(ctx.names.account, percentiles=tables))


def _take_names(ctx: Context) -> None:
    """Take the present names; if a name in the configuration is no more, go on with the old ones and say so."""
    try:
        ctx.names = names_of(fetch_directory(ctx.transport), ctx.config, ctx.account)
    except ConfigError as error:
        ctx.config_problem = str(error)
        problems = [str(problem) for problem in error.problems]
        log.error("names_stale", account=ctx.account, problems=problems)  # noqa: TRY400 - sentences, no traceback


def names_of(snapshot: DirectorySnapshot, config: Config, account: str) -> Names:
    """The directory in the policies' words.

    Raises:
        ConfigError: the configuration names something that the account does not have; all such names in one go.
    """
    names, problems = resolve_names(snapshot, config, account)
    if problems:
        raise ConfigError(problems)
    return names


def resolve_names(
    snapshot: DirectorySnapshot, config: Config, account: str
) -> tuple[Names, tuple[Problem, ...]]:
    """The directory in the policies' words, and each name in the configuration that the account does not have."""
    schedules, _ = calendars_of(snapshot)
    by_id = {str(row.id): schedules[row.name] for row in snapshot.schedules if row.name in schedules}
    own = config.build_calendars()
    in_order = [*schedules.values(), *own.values()]
    facts = Account(
        name=account,
        groups={group.id: group.name for group in snapshot.groups if not group.deleted},
        agents={agent.id: agent.name for agent in snapshot.agents},
        brands={brand.id: brand.name for brand in snapshot.brands},
        forms={form.id: form.name for form in snapshot.forms},
        fields={f.id: f.title for f in snapshot.fields},
        calendars={**by_id, **schedules, **own},
        default_calendar=in_order[0] if in_order else None,
        zones={agent.id: zone for agent in snapshot.agents if (zone := known_zone(agent.time_zone))},
        zone=known_zone(snapshot.time_zone) or (in_order[0].zone if in_order else None),
        members=_members(snapshot),
    )
    agents = {key: a.id for a in snapshot.agents for key in (str(a.id), a.name, a.email) if key}
    problems = list(_unknown_names(config, facts, agents))
    for error in (unknown_calendar_error(config, facts.calendars), _no_hours(config, facts)):
        problems += error.problems if error is not None else ()
    ignored = frozenset(agents[str(name)] for name in config.scope.ignore_actors if str(name) in agents)
    numbers = frozenset(name for name in config.scope.ignore_actors if isinstance(name, int))
    return Names(facts, ignored | numbers, agents, snapshot.agents), tuple(problems)


def calendars_of(snapshot: DirectorySnapshot) -> tuple[dict[str, Calendar], dict[str, str]]:
    """Zendesk's schedules by name, and those that cannot be counted in with the reason: never open, an unknown zone."""
    usable: dict[str, Calendar] = {}
    unusable: dict[str, str] = {}
    for row in snapshot.schedules:
        try:
            usable[row.name] = _calendar(row)
        except ValueError as error:
            unusable[row.name] = str(error)
    return usable, unusable


def _members(snapshot: DirectorySnapshot) -> dict[int, frozenset[int]]:
    """By group, its agents; groups without any are there, and empty."""
    members: dict[int, set[int]] = {group.id: set() for group in snapshot.groups if not group.deleted}
    for agent in snapshot.agents:
        for group_id in agent.group_ids:
            members.setdefault(group_id, set()).add(agent.id)
    return {group_id: frozenset(agents) for group_id, agents in members.items()}


def _calendar(row: ScheduleRow) -> Calendar:
    holidays = dates_from((holiday.start, holiday.end) for holiday in row.holidays)
    return Calendar(row.name, row.time_zone, row.intervals, holidays)


def _no_hours(config: Config, facts: Account) -> ConfigError | None:
    return None if facts.default_calendar is not None else missing_calendar_error(config)


def _unknown_names(config: Config, facts: Account, agents: Mapping[str, int]) -> Iterator[Problem]:
    known: dict[str, Collection[str]] = {
        "group": _words(facts.groups),
        "brand": _words(facts.brands),
        "form": _words(facts.forms),
        "ticket field": _words(facts.fields),
        "agent": agents,
    }
    for path, noun, name in named_in(config):
        if name not in known[noun]:
            hint = did_you_mean(name, known[noun])
            yield config.problem(path, f"the account has no {noun} '{name}'{hint}")


def named_in(config: Config) -> Iterator[tuple[Path, str, str]]:
    """Every name of the account's things in the configuration: its path, what it names, and itself as text."""
    return _names_in(config, ())


def _words(names: Mapping[int, str]) -> set[str]:
    return {*names.values(), *map(str, names)}


def _names_in(value: object, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Every name in the configuration that its field marks as `Named`, with its path and what it names."""
    if isinstance(value, BaseModel):
        for field_name, info in type(value).model_fields.items():
            inner, own = getattr(value, field_name), (*path, key_of(field_name, info))
            for mark in (m for m in info.metadata if isinstance(m, Named)):
                yield from ((own, mark.noun, str(name)) for name in _each(inner))
            yield from _names_in(inner, own)
        if isinstance(value, Settings):
            yield from ((path, "ticket field", str(name)) for name in value.fields_read)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _names_in(item, (*path, str(key)))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _names_in(item, (*path, place))


def _each(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, tuple | Mapping) else (value,)


def _save_names(ctx: Context) -> None:
    """Keep the names for status pages, which are shown without asking Zendesk."""
    account = ctx.names.account
    kinds = {
        "group": account.groups,
        "agent": account.agents,
        "brand": account.brands,
        "form": account.forms,
        "field": account.fields,
    }
    with ctx.store.transaction() as connection:
        for kind, names in kinds.items():
            occasions.save_names(ctx.store, connection, kind, names)
        ctx.store.write_account(connection, directory_at=ctx.names_at)


def _save_percentiles(ctx: Context) -> None:
    """What is usual for the account's own tickets, once a day."""
    with ctx.store.transaction() as connection:
        for policy in ctx.policies:
            measures = occasions.load_measures(ctx.store, connection, policy.name)
            if len(measures) >= _ENOUGH:
                places = ((len(measures) * p + 99) // 100 - 1 for p in range(1, 100))  # p % are at or below
                occasions.save_percentiles(
                    ctx.store, connection, policy.name, [measures[place] for place in places]
                )
        ctx.store.write_account(connection, percentiles_at=ctx.now())
