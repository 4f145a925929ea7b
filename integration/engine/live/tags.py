"""Rules, and ticket fields, that have to do with the tags of our steps: take them off, set them, or wait for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from integration.engine.live.conditions import Us, asks_for, holds, is_only_at_creation, spared_by, words_of
from integration.engine.live.findings import Area, LiveFinding, warning
from integration.engine.live.updates import OurUpdate
from integration.zendesk.directory import Field
from integration.zendesk.rules import Rule
from policies.core.wording import listed

_SHOWN = 4
_NO_TAGS = "Ticket > Tags > Contains none of the following > {tags}"


def about_tags(
    rules: Iterable[Rule],
    fields: Iterable[Field],
    updates: Sequence[OurUpdate],
    us: Us,
    told: Collection[str] = (),
) -> Iterator[LiveFinding]:
    """What the account's rules and drop-down fields do with the tags that our steps add or remove.

    Of rules whose titles are in `told` it is known already that our updates wake them.
    """
    added = frozenset(tag for update in updates for tag in update.adds)
    ours = added | frozenset(tag for update in updates for tag in update.removes)
    for rule in rules:
        touched = [*_taken_off(rule, added, updates, us), *_set(rule, ours)]
        yield from touched
        if not touched and _name(rule) not in told and (waits := asks_for(rule, added)):
            yield _waiting(rule, waits)
    for field in fields:
        if field.active and (shared := ours & set(field.options)):
            yield _option(field, shared)


def _taken_off(
    rule: Rule, added: frozenset[str], updates: Sequence[OurUpdate], us: Us
) -> Iterator[LiveFinding]:
    removed = _words(rule, "remove_tags") & added
    kept = _words(rule, "set_tags")
    if kept:
        removed |= added - kept
    removed -= spared_by(rule)
    if not removed or is_only_at_creation(rule):
        return
    how = "Replaces all tags of a ticket, and so takes off" if kept else "Takes off"
    yield warning(
        Area.RULES,
        _name(rule),
        f"{how} our {_tags(removed)}{_at_once(rule, removed, updates, us)}. We count that as no dismissal and do not put it back.",
        _instead_of_setting(removed)
        if kept
        else f"Take {_tags(removed)} out of its actions, or use another tag in the step.",
    )


def _at_once(rule: Rule, removed: frozenset[str], updates: Sequence[OurUpdate], us: Us) -> str:
    """Whether a trigger does so in the very update that adds the tag."""
    if rule.sort != "trigger":
        return " when an agent applies it" if rule.sort == "macro" else " some time later"
    answers = [holds(rule, update, us) for update in updates if update.adds & removed]
    if True in answers:
        return " in the very update that adds it, so that nobody ever sees it"
    return ", perhaps in the very update that adds it" if None in answers else " on later updates of others"


def _set(rule: Rule, ours: frozenset[str]) -> Iterator[LiveFinding]:
    if shared := (_words(rule, "current_tags") | _words(rule, "set_tags")) & ours:
        yield warning(
            Area.RULES,
            _name(rule),
            f"Adds {_tags(shared)} itself, so that the tag does not tell that we set it, and removing it dismisses nothing.",
            "Use another tag in the step, or in the rule.",
        )


def _waiting(rule: Rule, waits: frozenset[str]) -> LiveFinding:
    if rule.sort == "SLA policy":
        sentence = f"Applies to tickets tagged {_tags(waits)}, so our step may change a ticket's targets."
    else:
        sentence = f"Waits for our {_tags(waits)}, so our step is what it acts on."
    return warning(
        Area.RULES,
        _name(rule),
        sentence,
        f"If that is not meant, use another tag in the step, or change its conditions to {_NO_TAGS.format(tags=_plain(waits))}.",
    )


def _option(field: Field, shared: frozenset[str]) -> LiveFinding:
    return warning(
        Area.RULES,
        f"ticket field '{field.title}'",
        f"Has an option with the tag {_plain(shared)}: adding our tag may set the field, and taking it off may empty it.",
        "Use another tag in the step.",
    )


def _instead_of_setting(removed: frozenset[str]) -> str:
    return f"Use its action Add tags in place of Set tags, or add to its conditions: {_NO_TAGS.format(tags=_plain(removed))}."


def _words(rule: Rule, action: str) -> frozenset[str]:
    return words_of(value for each in rule.actions if each.field == action for value in each.values)


def _name(rule: Rule) -> str:
    return f"{rule.sort} '{rule.title}'"


def _tags(tags: frozenset[str]) -> str:
    return f"{'tag' if len(tags) == 1 else 'tags'} {_plain(tags)}"


def _plain(tags: frozenset[str]) -> str:
    shown = sorted(tags)
    more = len(shown) - _SHOWN
    return listed(shown) if more <= 0 else f"{', '.join(shown[:_SHOWN])} and {more} more"
