"""Whether the service is let in: who it is, what its token may do, what it sees, and how many calls it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from integration.config.models import Config
from integration.config.walk import steps_in
from integration.engine.live.findings import Area, Level, LiveFinding, fine, warning
from integration.engine.live.picture import Picture
from integration.zendesk.budget import Limit
from integration.zendesk.errors import ZendeskError
from integration.zendesk.signin import Identity
from policies.core.wording import in_words, listed

_SKEW_WORTH_SAYING_S = 30
_SECONDS_READ_WELL = 120
_FEWEST_LEFT = 0.1
_OTHERS_EXPORTS = 0.7
_EXPORTS = "incremental-exports"
_REMEDIES = {
    "Role": "Create the OAuth client while signed in as an admin.",
    "Suspended": "Create the OAuth client as another admin.",
    "Scope": "Give the OAuth client the scope 'read tickets:write'.",
    "RestrictedView": "Give this user access to all tickets.",
}


def writes(config: Config) -> bool:
    """Whether any policy writes, so that the token needs the right to."""
    return any(policy.mode == "enforce" for policy in config.policies_in_order)


def about_refusal(error: ZendeskError) -> LiveFinding:
    """Why nothing works: Zendesk's answer to the sign-in, or that there was none."""
    return LiveFinding(
        Level.PROBLEM, Area.ACCESS, "Sign-in", str(error), _REMEDIES.get(error.code, ""), refused=True
    )


def about_break(error: ZendeskError) -> LiveFinding:
    """What ended the look after the sign-in."""
    return LiveFinding(
        Level.PROBLEM,
        Area.ACCESS,
        "The look at the account",
        f"{error}. It ended there, so that more may be wrong than is told here.",
        "Run it again; where the same sentence comes back, Zendesk's status page or the request's number may tell why.",
        refused=True,
    )


def about_identity(identity: Identity, config: Config) -> Iterator[LiveFinding]:
    """Who we are, and what the token may do, measured by what the enabled policies need."""
    who = f"{identity.name or 'user'} ({identity.role}, id {identity.user_id})"
    yield fine(Area.ACCESS, "Sign-in", f"{identity.host} takes us for {who}.")
    if identity.scopes is not None:
        yield _about_scopes(identity.scopes, config)
    for sentence in identity.warnings:
        yield warning(
            Area.ACCESS, "Token", sentence, "See docs/operations.md on the least right that is enough."
        )


def _about_scopes(scopes: tuple[str, ...], config: Config) -> LiveFinding:
    enforced = [policy.name for policy in config.policies_in_order if policy.mode == "enforce"]
    has = f"The token has {listed(sorted(scopes)) or 'no scope'}"
    if enforced:
        return fine(
            Area.ACCESS, "Scopes", f"{has}; needed are read, and tickets:write for {listed(enforced)}."
        )
    if {"tickets:write", "write"} & set(scopes):
        return fine(Area.ACCESS, "Scopes", f"{has}; while all policies observe, read is enough.")
    return fine(
        Area.ACCESS,
        "Scopes",
        f"{has}, which is enough while all policies observe; before one is set to enforce, add tickets:write.",
    )


def about_sight(picture: Picture, config: Config) -> Iterator[LiveFinding]:
    """What is open to us, and features that the steps need."""
    if picture.exports:
        yield fine(Area.ACCESS, "Exports", "The ticket export opens.")
    yield from picture.unseen
    if picture.directory is not None:
        yield from (fine(Area.ACCESS, "Plan", note) for note in picture.directory.notes)
    if picture.features is None:
        return
    steps = [step for policy in config.policies_in_order for _, step in steps_in(policy)]
    if not picture.features.tagging and any(step.add_tags or step.remove_tags for step in steps):
        yield warning(
            Area.ACCESS,
            "Tags",
            "Tags on tickets are switched off in this account, and steps add tags.",
            "Switch them on: Admin Center > Objects and rules > Tickets > Settings > Tags.",
        )
    follows = any(step.add_followers or (step.fallback and step.fallback.add_followers) for step in steps)
    if not picture.features.follower_and_email_cc_collaborations and follows:
        yield warning(
            Area.ACCESS,
            "Followers",
            "Followers are switched off in this account, and steps add followers.",
            "Switch them on: Admin Center > Objects and rules > Tickets > Settings > CCs and followers.",
        )


def about_limits(limits: Mapping[str, Limit], config: Config) -> Iterator[LiveFinding]:
    """What the headers of the answers say of the plan's limits."""
    account, exports = limits.get("account"), limits.get(_EXPORTS)
    if account is None:
        yield fine(
            Area.ACCESS,
            "Calls",
            "No header tells how many calls the plan allows; 200 a minute are reckoned with.",
        )
    elif account.remaining < account.total * _FEWEST_LEFT:
        yield warning(
            Area.ACCESS,
            "Calls",
            f"Of {account.total} calls a minute only {account.remaining} were left just now: other tools use up the plan.",
            "Find out which, in Admin Center > Apps and integrations > APIs > API usage.",
        )
    else:
        yield fine(
            Area.ACCESS,
            "Calls",
            f"The plan allows {account.total} calls a minute; the service uses at most half of them. "
            f"{account.remaining} were left just now.",
        )
    if exports is not None:
        yield _about_exports(exports, config.limits.exports_per_minute)


def _about_exports(exports: Limit, ours: int) -> LiveFinding:
    if ours > exports.total * _OTHERS_EXPORTS:
        return warning(
            Area.ACCESS,
            "Exports a minute",
            f"limits.exports_per_minute is {ours}, and Zendesk allows {exports.total} to all tools together.",
            "Leave some to others: 6 of 10 are enough for an account read every minute.",
        )
    return fine(
        Area.ACCESS, "Exports a minute", f"Zendesk allows {exports.total}; the service takes at most {ours}."
    )


def about_clock(skew_s: float | None) -> Iterator[LiveFinding]:
    """Whether this machine's clock is far from Zendesk's."""
    if skew_s is not None and abs(skew_s) > _SKEW_WORTH_SAYING_S:
        yield warning(
            Area.ACCESS,
            "Clock",
            f"This machine's clock is {_span(abs(skew_s))} {'behind' if skew_s > 0 else 'ahead of'} Zendesk's.",
            "Zendesk's clock counts, so nothing is late; let the machine keep time by NTP all the same.",
        )


def _span(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < _SECONDS_READ_WELL else in_words(timedelta(seconds=seconds))
