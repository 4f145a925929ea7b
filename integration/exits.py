"""What the exit codes mean; every verb uses these and no others."""

from __future__ import annotations

from typing import Final

FINE: Final = 0
"""All is well."""
WARNED: Final = 1
"""There is a warning, where it was asked to fail on one: `check --strict`; or `health` is bad."""
USAGE: Final = 2
"""The command line or the configuration is wrong."""
ZENDESK: Final = 3
"""Zendesk cannot be reached, or refuses."""
STORE: Final = 4
"""The store is locked, damaged, away or of another release."""
UNSETTLED: Final = 5
"""The brake is set, or a write's outcome is still unknown."""

_FAMILIES: Final = {
    "integration.config.problems.ConfigError": USAGE,
    "integration.zendesk.errors.ZendeskError": ZENDESK,
    "integration.store.errors.StoreError": STORE,
}
"""By name, so that telling an error's family loads none of them."""


def exit_code_of(error: BaseException) -> int | None:
    """The exit code of an error that an admin can do something about; None for any other, which is a bug."""
    names = (f"{family.__module__}.{family.__qualname__}" for family in type(error).__mro__)
    return next((_FAMILIES[name] for name in names if name in _FAMILIES), None)
