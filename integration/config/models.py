"""The shape of an account's configuration: where it is, its limits and its policies."""

from __future__ import annotations

import hashlib
import json
import pathlib
from datetime import timedelta
from typing import Annotated, Self, get_args

from pydantic import Field, GetCoreSchemaHandler, PrivateAttr, field_validator, model_validator
from pydantic_core import CoreSchema, core_schema

from integration.config.absences import AbsencesSettings
from integration.config.calendars import CalendarSettings, QuietHoursSettings
from integration.config.channels import Channel, ChannelName
from integration.config.files import place_of
from integration.config.lines import Path
from integration.config.monitoring import MonitoringSettings
from integration.config.problems import Problem, dotted
from integration.config.secrets import Secret
from integration.config.sources import Sources
from integration.config.store import StoreSettings
from integration.config.values import BaseUrl, PlainDuration, PolicyName, Subdomain, at_least
from integration.config.walk import steps_in
from integration.config.web import WebSettings
from policies.catalogue import KINDS
from policies.core.calendar import Calendar
from policies.core.conditions import GlobalScope
from policies.core.durations import Duration
from policies.core.own_words import OwnWords
from policies.core.rationing import QuietHours
from policies.core.settings import Settings
from policies.core.shares import Share
from policies.core.steps import Model


class AuthSettings(Model):
    """How the service signs in: an OAuth client of Zendesk, made by a dedicated admin user.

    A secret never stands in this file. Existing accounts may still use email and api_token; Zendesk ends all
    API tokens on 2027-04-30.
    """

    client_id: Annotated[str, Field(min_length=1, examples=["steadyhand"])] | None = None
    """The OAuth client's unique identifier, from Admin Center > Apps and integrations > APIs > OAuth clients."""
    client_secret: Annotated[Secret, Field(examples=[{"env": "STEADYHAND_CLIENT_SECRET"}])] | None = None
    """Its secret: { env = "NAME" } or { file = "/run/secrets/name" }."""
    email: Annotated[str, Field(min_length=3, examples=["robot@northwind.example"])] | None = None
    """In place of an OAuth client: the admin whose API token this is."""
    api_token: Annotated[Secret, Field(examples=[{"env": "STEADYHAND_API_TOKEN"}])] | None = None
    """The API token: { env = "NAME" } or { file = "/run/secrets/name" }."""

    @property
    def is_legacy(self) -> bool:
        """Whether this is an API token, which Zendesk ends on 2027-04-30."""
        return self.api_token is not None

    @model_validator(mode="after")
    def _is_one_whole_way(self) -> Self:
        client, token = (self.client_id, self.client_secret), (self.email, self.api_token)
        if any(client) and any(token):
            msg = "two ways to sign in; keep client_id with client_secret, drop email and api_token"
            raise ValueError(msg)
        if not all(client) and not all(token):
            pair = "email and api_token" if any(token) else "client_id and client_secret"
            raise ValueError(f"needs both {pair}")
        return self


class AccountSettings(Model):
    """The Zendesk account."""

    name: Annotated[str, Field(min_length=1, max_length=60, examples=["northwind"])] | None = None
    """What the account is called in the store and in status; absent: its subdomain or host."""
    subdomain: Subdomain | None = None
    """The first part of northwind.zendesk.com."""
    base_url: BaseUrl | None = None
    """In place of the subdomain: the address of a sandbox or a proxy."""
    history_start: Annotated[PlainDuration, at_least("1h")] = Duration.parse("30 days")
    """How much history is read at the first start; older tickets are completed when they are judged."""
    interval: Annotated[PlainDuration, at_least("15s")] = Duration.parse("60s")
    """How often the account is read; at least 15s."""
    auth: AuthSettings

    @property
    def url(self) -> str:
        """Where Zendesk is: scheme and host, without a slash at the end."""
        return self.base_url or f"https://{self.subdomain}.zendesk.com"

    @property
    def label(self) -> str:
        """The account's key in the store; changing it begins a new history."""
        return self.name or self.subdomain or self.url.partition("//")[2]

    @model_validator(mode="after")
    def _has_one_address(self) -> Self:
        if self.subdomain is None and self.base_url is None:
            msg = 'needs subdomain = "…" (or base_url for a sandbox or proxy)'
            raise ValueError(msg)
        if self.subdomain is not None and self.base_url is not None:
            msg = "has both subdomain and base_url; keep one"
            raise ValueError(msg)
        return self


class ReadingSettings(Model):
    """How comments are read: their language is told by its common words, without any library."""

    language_library: bool = False
    """Where the words do not tell it, ask a library too, which has to be installed:

    pip install 'steadyhand[language]'"""
    abuse: OwnWords = OwnWords()
    """What the reader of abuse and distress knows of you besides its own lists."""


class Brake(Model):
    """When more tickets than this want an update at once, nothing is written until someone releases the brake."""

    tickets: Annotated[int, Field(ge=1)] = 200
    """So many tickets are always allowed."""
    share: Share = 0.05
    """So large a share of the tickets that are open or changed in 24 hours, if that is more."""


class LimitsSettings(Model):
    """How much the service may write and read, over the whole account."""

    updates_per_ticket_per_day: Annotated[int, Field(ge=1)] = 3
    updates_per_owner_per_day: Annotated[int, Field(ge=1)] = 10
    """Updates of tickets that one agent is assigned to."""
    updates_per_policy_per_cycle: Annotated[int, Field(ge=1)] = 200
    updates_per_hour: Annotated[int, Field(ge=1)] = 1000
    min_gap_per_ticket: PlainDuration = Duration.parse("30m")
    """Two updates of one ticket lie at least this far apart."""
    exports_per_minute: Annotated[int, Field(ge=2, le=30)] = 6
    """Of Zendesk's 10 (30 with the High Volume add-on), one for each export at least; the rest is left to other tools."""
    brake: Brake = Brake()
    """More than the larger of the two, of tickets open or changed in 24 h: write nothing, list, wait for release."""
    quarantine: PlainDuration = Duration.parse("15m")
    """How long a write whose answer was lost is left alone before its ticket's audits are asked what became of it."""

    @property
    def min_gap(self) -> timedelta:
        """The least time between two updates of one ticket."""
        return self.min_gap_per_ticket.timedelta


class _OneOfKinds:
    """Tells a policy's class by its `kind`, for every kind in the catalogue."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A union of all kinds with one precise error instead of one per kind."""
        choices = {literal: handler.generate_schema(kind) for kind in KINDS for literal in kind_names(kind)}
        return core_schema.tagged_union_schema(choices, discriminator="kind")


def kind_names(kind: type[Settings]) -> tuple[str, ...]:
    """What `kind = …` may say for this class."""
    return get_args(kind.model_fields["kind"].annotation)


Policy = Annotated[Settings, _OneOfKinds()]


class Config(Model):
    """One account's whole configuration. `load_config` makes it; a new one takes its place when its files change."""

    account: AccountSettings
    store: StoreSettings = StoreSettings()
    scope: GlobalScope = GlobalScope()
    limits: LimitsSettings = LimitsSettings()
    quiet_hours: QuietHoursSettings | None = None
    calendars: dict[str, CalendarSettings] = Field(default_factory=dict)
    absences: AbsencesSettings = AbsencesSettings()
    reading: ReadingSettings = ReadingSettings()
    web: WebSettings = WebSettings()
    monitoring: MonitoringSettings = MonitoringSettings()
    notify: dict[ChannelName, Channel] = Field(default_factory=dict)
    policies: dict[PolicyName, Policy] = Field(default_factory=dict)

    _sources: Sources | None = PrivateAttr(default=None)
    _warnings: tuple[Problem, ...] = PrivateAttr(default=())
    _digest: str | None = PrivateAttr(default=None)

    @field_validator("policies")
    @classmethod
    def _name_by_key(cls, policies: dict[str, Settings]) -> dict[str, Settings]:
        return {name: policy.model_copy(update={"name": name}) for name, policy in policies.items()}

    def read_from(self, sources: Sources, warnings: tuple[Problem, ...] = ()) -> Self:
        """The same settings, knowing the files and the lines that they came from."""
        known = self.model_copy()
        known._sources, known._warnings = sources, warnings  # noqa: SLF001 - our own class
        return known

    def __copy__(self) -> Self:
        """A copy, which may be given other settings and so makes its own digest."""
        copied = super().__copy__()
        copied._digest = None  # noqa: SLF001 - our own class
        return copied

    def problem(self, path: Path, sentence: str) -> Problem:
        """A sentence about a setting, with the line on which it or its table stands."""
        if self._sources is None:
            return Problem(str(self.file), 0, dotted(path), sentence)
        return self._sources.problem(path, sentence)

    @property
    def file(self) -> pathlib.Path:
        """The file that this was read from, which may draw in others."""
        return self._sources.file if self._sources is not None else pathlib.Path("config.toml")

    @property
    def folder(self) -> pathlib.Path:
        """Where relative paths start."""
        return self.file.parent

    @property
    def store_path(self) -> pathlib.Path:
        """The store's SQLite file; with a database in its place, the file beside which back-tests would put theirs."""
        return place_of(self.store.path, self.folder)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is allowed and probably not meant, in the order of the file."""
        return self._warnings

    @property
    def policies_in_order(self) -> tuple[Settings, ...]:
        """The policies as they stand in the file."""
        return tuple(self.policies.values())

    @property
    def names_custom_fields(self) -> bool:
        """Whether any policy looks at ticket fields or sets them; else their values are neither read nor stored."""
        steps = (step for policy in self.policies.values() for _, step in steps_in(policy))
        in_scopes = any(policy.scope.custom_fields for policy in self.policies.values())
        in_kinds = any(policy.fields_read for policy in self.policies.values())
        return in_scopes or in_kinds or any(step.custom_fields for step in steps)

    def build_calendars(self) -> dict[str, Calendar]:
        """The file's own calendars by name, in its order; the first is the account's default."""
        return {name: settings.build(name) for name, settings in self.calendars.items()}

    def build_quiet_hours(self) -> QuietHours | None:
        """The quiet hours, or None when notes may go at any time."""
        return self.quiet_hours.build() if self.quiet_hours else None

    @property
    def digest(self) -> str:
        """A hash of all settings, so that each finding can tell which rules were in force; secrets have no part in it.

        Made once, for each row of the ledger asks for it. Comments, the order of tables and other spellings of the same value make no difference.
        """
        if self._digest is None:
            content = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
            self._digest = hashlib.blake2b(content.encode(), digest_size=16).hexdigest()
        return self._digest
