"""Repeats what asks strangers, beside the clock and whatever happens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

logger = logging.getLogger(__name__)


async def again_and_again(what: str, look: Callable[[], Awaitable[object]], every: timedelta) -> None:
    """Not a tick of the clock: it asks strangers, and must be cut short when the worker stops.

    Strangers' answers find faults of ours; one that ended this would end it silently, for all and for good.
    """
    while True:
        (outcome,) = await asyncio.gather(look(), return_exceptions=True)
        if isinstance(outcome, Exception):
            logger.error("not looked at", exc_info=outcome, extra={"what": what})  # it stays due
        await asyncio.sleep(every.total_seconds())
