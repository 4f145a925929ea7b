"""The company of the engine's tests, for what shows only in a cycle."""

from __future__ import annotations

from tests.integration.engine.conftest import harbour

__all__ = ["harbour"]
