"""A poll in turn: a cycle that begins by taking the account over from the worker that polled it last."""

from __future__ import annotations

import structlog

from integration.cycle import run_cycle
from integration.engine.context import Context
from integration.engine.turns import begin_turn, end_turn
from integration.store.errors import FenceLost, StoreBusy, StoreLocked

log = structlog.get_logger(__name__)


def poll_in_turn(ctx: Context) -> None:
    """One cycle. Where another worker has begun one since, this process was held up: it has written nothing since then.

    Raises:
        StoreBusy: a service that runs holds the account, or the store is away: the next poll tries again.
        ZendeskError, StoreError: as a cycle does.
    """
    try:
        begin_turn(ctx)
        try:
            run_cycle(ctx)
        finally:
            end_turn(ctx)
    except FenceLost:
        log.warning("turn_lost", account=ctx.account)
    except StoreLocked as error:
        raise StoreBusy(str(error)) from error
