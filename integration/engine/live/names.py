"""Whether everything that the configuration names exists: all at once, and the rest of the check goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from integration.config.lines import Path
from integration.config.models import Config
from integration.config.problems import Problem
from integration.config.sentences import did_you_mean
from integration.config.walk import settings_in
from integration.engine.live.findings import Area, Level, LiveFinding, fine, place_of, warning
from integration.engine.live.picture import Picture
from integration.engine.names import named_in
from integration.zendesk.directory import DirectorySnapshot, Field
from policies.core.steps import Scope, Step
from policies.core.wording import listed, times

_REMEDY = "Correct the name, or make it in Zendesk."


def about_names(config: Config, picture: Picture, problems: Sequence[Problem]) -> Iterator[LiveFinding]:
    """Names that the account does not have, people who cannot act, values that a field does not take.

    `problems` are the names that were looked for in the directory in vain.
    """
    if picture.directory is None:
        return
    for problem in problems:
        yield _unknown(problem.path, problem.sentence, place_of(problem))
    yield from _organizations(config, picture)
    yield from _statuses(config, picture)
    yield from _people(config, picture.directory)
    yield from _values(config, picture.directory.fields)
    named = {(noun, name) for _, noun, name in named_in(config)}
    if named and not problems:
        yield fine(
            Area.NAMES,
            "Names",
            f"{times(len(named), 'name')} of groups, people, brands, forms and fields found.",
        )


def _unknown(path: str, sentence: str, place: str) -> LiveFinding:
    end = "" if sentence.endswith("?") or "\n" in sentence else "."
    said = f"{sentence[:1].upper()}{sentence[1:]}{end}"
    return LiveFinding(Level.PROBLEM, Area.NAMES, path, said, _REMEDY, place=place)


def _organizations(config: Config, picture: Picture) -> Iterator[LiveFinding]:
    if picture.organizations is None:
        return
    for name, policy in config.policies.items():
        for place, number in enumerate(policy.scope.organizations):
            if number not in picture.organizations:
                problem = config.problem(
                    ("policies", name, "scope", "organizations", place),
                    f"the account has no organization {number}",
                )
                yield _unknown(problem.path, problem.sentence, place_of(problem))


def _statuses(config: Config, picture: Picture) -> Iterator[LiveFinding]:
    """A status that nobody has now may exist all the same; without routing none does."""
    if config.absences.agent_statuses and picture.statuses is None:
        yield _doubt(
            config,
            ("absences", "agent_statuses"),
            "This plan or role shows no agents' statuses, so nobody counts as out by them.",
            "Use [absences] out or user_tags.",
        )


def _people(config: Config, directory: DirectorySnapshot) -> Iterator[LiveFinding]:
    """Agents whom policies name, and who are gone or cannot take the ticket that a step gives them."""
    agents = {key: each for each in directory.agents for key in (str(each.id), each.name, each.email) if key}
    groups = {key: each.id for each in directory.groups for key in (str(each.id), each.name)}
    for path, noun, name in named_in(config):
        agent = agents.get(name) if noun == "agent" else None
        if agent is not None and (agent.suspended or not agent.active) and path[0] == "policies":
            state = "suspended" if agent.suspended else "deleted"
            yield _doubt(config, path, f"'{name}' is {state}, and sees nothing of it.", "Name somebody else.")
    for path, value in settings_in(config):
        if not isinstance(value, Step) or value.group is None or value.assignee is None:
            continue
        agent, group = agents.get(str(value.assignee)), groups.get(str(value.group))
        if agent is not None and group is not None and group not in agent.group_ids:
            sentence = (
                f"'{value.assignee}' is no member of the group '{value.group}', so Zendesk refuses the step."
            )
            yield _doubt(config, (*path, "assignee"), sentence, "Name a member, or leave one of the two out.")


def _values(config: Config, fields: Sequence[Field]) -> Iterator[LiveFinding]:
    """Values for drop-down fields that are no option of theirs."""
    options = {key: each.options for each in fields if each.options for key in (each.title, str(each.id))}
    for path, value in settings_in(config):
        if not isinstance(value, Step | Scope):
            continue
        for title, wanted in value.custom_fields.items():
            known = options.get(title)
            if known and isinstance(wanted, str) and wanted not in known:
                hint = did_you_mean(wanted, known) or f"; it takes {listed(known[:8], 'or')}."
                sentence = f"'{wanted}' is no option of the field '{title}'{hint}"
                yield _doubt(config, (*path, "custom_fields", title), sentence, "Write the option's tag.")


def _doubt(config: Config, path: Path, sentence: str, remedy: str) -> LiveFinding:
    """A warning about a setting, with its line."""
    problem = config.problem(path, sentence)
    return warning(Area.NAMES, problem.path, sentence, remedy, place_of(problem))
