"""The values that settings are made of: plain durations, zones, names, addresses."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from policies.core.durations import Duration
from policies.core.zones import iana_zone

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are this machine itself; only to them may credentials travel unencrypted."""

_SUBDOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def plain(duration: Duration) -> Duration:
    """Check that a duration needs no calendar."""
    if duration.business:
        elapsed = Duration(duration.amount, duration.unit)
        raise ValueError(f'counts elapsed time, so write it without business, as "{elapsed}"')
    return duration


def at_least(text: str) -> AfterValidator:
    """Check that a plain duration is no shorter than this."""
    least = Duration.parse(text)

    def check(duration: Duration) -> Duration:
        if duration.timedelta < least.timedelta:
            raise ValueError(f'must be at least "{text}", is "{duration}"')
        return duration

    return AfterValidator(check)


PlainDuration = Annotated[Duration, AfterValidator(plain)]
"""A duration of elapsed time."""


def _zone(name: str) -> str:
    iana_zone(name)
    return name


Zone = Annotated[str, AfterValidator(_zone), Field(examples=["Europe/Berlin"])]
"""A time zone by its IANA name or by Zendesk's, as "Pacific Time (US & Canada)"."""


def _subdomain(text: str) -> str:
    if not _SUBDOMAIN.fullmatch(text):
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        guess = host.removesuffix(".zendesk.com")
        hint = f"; did you mean '{guess}'?" if _SUBDOMAIN.fullmatch(guess) else ""
        raise ValueError(
            f"must be the first part of your Zendesk address only, as 'northwind' of northwind.zendesk.com{hint}"
        )
    return text


Subdomain = Annotated[str, AfterValidator(_subdomain), Field(examples=["northwind"])]


def _base_url(text: str) -> str:
    # The address is never quoted in a sentence: it could carry a password.
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        msg = "must be an address, as https://zendesk-proxy.example.com"
        raise ValueError(msg)
    if parts.username is not None or parts.password is not None:
        msg = "must not carry a user or a password; credentials belong into [account.auth]"
        raise ValueError(msg)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        msg = f"must end after the host, as {parts.scheme}://{host}"
        raise ValueError(msg)
    if parts.scheme == "http" and host not in LOOPBACK:
        raise ValueError(f"must be https: credentials would travel to {host} unencrypted")
    return text.removesuffix("/")


BaseUrl = Annotated[str, AfterValidator(_base_url), Field(examples=["http://127.0.0.1:8900"])]


def outward_address(text: str, sample: str, credentials: str) -> str:
    """Check an address outside of Zendesk: https, or this machine itself. It is never quoted, since it may be a secret.

    `sample` is shown in place of one that is none, `credentials` says where a user and a password belong.

    Raises:
        ValueError: with what is wrong, without the address.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or not text.isprintable() or " " in text:
        raise ValueError(f"must be an address, as {sample}")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"must not carry a user or a password; {credentials}")
    if parts.scheme == "http" and host not in LOOPBACK:
        msg = "must be https: what is told would travel unencrypted"
        raise ValueError(msg)
    return text


def name_of_table(name: str) -> str:
    """Check a policy's or calendar's name as far as it goes into tags' neighbourhood, logs and metrics."""
    if not NAME.fullmatch(name):
        msg = "a policy's name has letters, digits, - and _ only"
        raise ValueError(msg)
    return name


PolicyName = Annotated[str, AfterValidator(name_of_table), Field(max_length=60)]
