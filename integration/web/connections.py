"""Connections of the page: so many at a time, and none that asks for nothing; each takes a descriptor from the cycles."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

AT_ONCE = 64
PATIENCE_S = 10.0
"""After one to two of these without a whole request a connection is closed."""


class Impatient(H11Protocol):
    """uvicorn's connection, which by itself waits for ever for a request's end, and stays open where it is one too many."""

    _look: asyncio.TimerHandle | None = None
    _idle_with: tuple[RequestResponseCycle | None] | None = None
    """The request that was answered last, if any, when a look found nothing to answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Take the connection, or drop it where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > AT_ONCE:
            transport.abort()
            return
        self._look = self.loop.call_later(PATIENCE_S, self._close_if_idle)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def _close_if_idle(self) -> None:
        last: RequestResponseCycle | None = self.cycle
        idle = last is None or last.response_complete
        if idle and self._idle_with == (last,):
            self.transport.close()
            return
        self._idle_with = (last,) if idle else None
        self._look = self.loop.call_later(PATIENCE_S, self._close_if_idle)
