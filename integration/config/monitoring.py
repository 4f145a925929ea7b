"""Who watches the process: a small port for machines, a ping that is missed, OpenTelemetry and Sentry."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from integration.config.address import Address, readable
from integration.config.secrets import Secret
from integration.config.values import outward_address
from policies.core.steps import Model


def ping_address(text: str) -> str:
    """Check the address of a ping. It is never quoted, since whoever knows it can ping in our place.

    Raises:
        ValueError: with what is wrong, without the address.
    """
    return outward_address(text, "https://hc-ping.com/…", "such an address is its own secret")


def _sort_of(value: object) -> str:
    return "text" if isinstance(value, str) else "secret"


PingUrl = Annotated[
    Annotated[Annotated[str, AfterValidator(ping_address)], Tag("text")] | Annotated[Secret, Tag("secret")],
    Discriminator(_sort_of),
]


class MonitoringSettings(Model):
    """Who watches the process, whatever accounts it runs. All of it is off until it is set."""

    listen: Annotated[str, AfterValidator(readable), Field(examples=["127.0.0.1:9480"])] | None = None
    """Host and port of /metrics for Prometheus, /health/live and /health/ready; absent: no such port. Beyond this machine's
    own 127.0.0.1 a token is needed."""
    token: Annotated[Secret, Field(examples=[{"env": "STEADYHAND_MONITORING_TOKEN"}])] | None = None
    """What whoever asks there sends as `Authorization: Bearer …`, at least 16 characters: { env = "NAME" } or
    { file = "/run/secrets/name" }."""
    ping: Annotated[PingUrl, Field(examples=[{"env": "STEADYHAND_PING_URL"}])] | None = None
    """An address that is fetched after each round in which all accounts finished a cycle, at most once a minute, as
    healthchecks.io has them: it calls somebody when the pings stay away."""
    sentry_dsn: Annotated[Secret, Field(examples=[{"env": "SENTRY_DSN"}])] | None = None
    """Where crashes are told, as types of errors and places in the code, without any text:

    pip install 'steadyhand[sentry]'"""
    otel: bool = False
    """Send each cycle and its steps as spans, by OTLP over HTTP, as the usual variables OTEL_* of the environment say:

    pip install 'steadyhand[otel]'"""

    @model_validator(mode="after")
    def _is_not_open_to_all(self) -> Self:
        if self.listen is None:
            return self
        if self.token is None and not Address.parse(self.listen).is_loopback:
            raise ValueError('listens beyond this machine, so it needs token = { env = "NAME" }')
        return self
