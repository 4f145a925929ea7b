"""The whole look at an account, in its order: who we are, what we see, names, notes, calendars, rules."""

from __future__ import annotations

from collections.abc import Iterator

from integration.config.models import Config
from integration.engine.live.access import (
    about_break,
    about_clock,
    about_identity,
    about_limits,
    about_refusal,
    about_sight,
    writes,
)
from integration.engine.live.automations import about_automations
from integration.engine.live.calendars import about_calendars
from integration.engine.live.closing import about_closing
from integration.engine.live.conditions import Us
from integration.engine.live.findings import LiveFinding
from integration.engine.live.names import about_names
from integration.engine.live.notes import about_notes
from integration.engine.live.picture import Picture, take_picture
from integration.engine.live.silence import about_silence
from integration.engine.live.tags import about_tags
from integration.engine.live.triggers import about_triggers
from integration.engine.live.updates import updates_of
from integration.engine.names import resolve_names
from integration.zendesk.errors import ZendeskError
from integration.zendesk.signin import Identity, look_at_sign_in
from integration.zendesk.transport import Transport


def look_at_account(transport: Transport, config: Config) -> Iterator[LiveFinding]:
    """Ask the account for all that the configuration needs of it; nothing is written to it.

    Costs about twenty calls, one of them an export. Whatever Zendesk refuses is a finding; where it cannot be reached
    any more, that is the last one.
    """
    try:
        identity, refusals = look_at_sign_in(transport, writes=writes(config))
    except ZendeskError as error:
        yield about_refusal(error)
        return
    yield from about_identity(identity, config)
    yield from map(about_refusal, refusals)
    try:
        yield from _look(transport, config, identity)
    except ZendeskError as error:
        yield about_break(error)


def _look(transport: Transport, config: Config, identity: Identity) -> Iterator[LiveFinding]:
    yield from about_clock(transport.clock_skew_s)
    picture = take_picture(transport, config)
    yield from about_sight(picture, config)
    yield from about_limits(transport.budget.limits, config)
    if picture.directory is not None:
        names, problems = resolve_names(picture.directory, config, config.account.label)
        yield from about_names(config, picture, problems)
        yield from about_notes(config)
        yield from about_calendars(config, picture.directory, names)
    else:
        yield from about_notes(config)
    yield from _about_rules(config, picture, identity)


def _about_rules(config: Config, picture: Picture, identity: Identity) -> Iterator[LiveFinding]:
    fields = picture.directory.fields if picture.directory is not None else ()
    ids = {key: field.id for field in fields for key in (field.title, str(field.id))}
    updates, us = updates_of(config, ids), Us(identity.user_id, identity.name)
    triggers, automations = picture.rules.get("trigger"), picture.rules.get("automation")
    found: list[LiveFinding] = []
    if triggers is not None:
        found += about_triggers(triggers, updates, us)
    if automations is not None:
        found += about_automations(automations, updates, us)
        found += about_closing((*automations, *(triggers or ())), config)
        found += about_silence(automations, config)
    yield from found
    yield from about_tags(picture.every_rule(), fields, updates, us, {finding.title for finding in found})
