"""What can go wrong with the store; each stops the account and leaves the others running."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used; nothing was half-written."""


class StoreLocked(StoreError):
    """Another process is using this store; only one may."""


class StoreBusy(StoreError):
    """The store cannot be had for a while: another program holds it, its server is away or its disk full; the next cycle tries again."""


class StoreOutdated(StoreError):
    """The store was written by a newer release; install that release, or restore the copy made before it."""


class StoreUnmigrated(StoreError):
    """The store has no tables yet, or those of an earlier release; `steadyhand migrate` makes them."""


class FenceLost(StoreError):
    """Another process has taken this account over; what this one had not committed is dropped."""
