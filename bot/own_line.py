"""Builds what tells a stranger's silence from our own, as the settings say."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from typing import Any

from bot.blocks.outages import outage_thread
from bot.fetching import fetch_rules
from bot.settings import Settings
from jobs.analysis.visit import Visit
from jobs.note_outage import NoteOutage
from jobs.own_line import OwnLine
from jobs.web.fetcher import Fetcher
from jobs.web.opening import open_fetcher
from jobs.web.transport import verifying_tls
from storage.store import Store


@asynccontextmanager
async def open_own_line(
    settings: Settings,
    store: Store,
    fetch: Fetcher,
    off_loop: Callable[[Callable[[], Any]], Awaitable[Any]],
    now: Callable[[], datetime],
) -> AsyncIterator[OwnLine]:
    """``fetch`` with an eye on our own network. An outage that was written down lasts until somebody answers."""
    note = NoteOutage(store, outage_thread, now, settings.canary_urls)
    tls = cache(verifying_tls)

    async def ask(urls: tuple[str, ...]) -> tuple[Visit, ...]:
        # A fetcher of its own: it remembers no address, so that the name server is asked too.
        async with open_fetcher(fetch_rules(settings), now, tls=tls()) as anew:
            return tuple(await asyncio.gather(*[anew.visit(url, fresh=True) for url in urls]))

    line = OwnLine(
        fetch=fetch,
        ask=ask,
        canaries=lambda: off_loop(note.canaries),
        down=lambda: off_loop(note.begin),
        up=lambda: off_loop(note.end),
        is_down=await off_loop(note.lasts),
    )
    try:
        await line.start()
        yield line
    finally:
        await line.close()
