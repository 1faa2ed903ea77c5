"""Builds a fetcher and shuts it down, after proving that its guard stands."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from jobs.analysis.visit import Trouble
from jobs.web.asking import Asker
from jobs.web.fetcher import Fetcher, PoliteFetcher
from jobs.web.resolver import LookUp, Resolver, system_look_up
from jobs.web.robots import Robots
from jobs.web.room import Room
from jobs.web.rules import FetchRules
from jobs.web.transport import verifying_tls
from storage.errors import AnchorwatchError

_OURSELVES = "http://127.0.0.1/"


class GuardBrokenError(AnchorwatchError):
    """Our own machine would have been visited."""

    def __init__(self) -> None:
        super().__init__("The guard against private addresses does not hold here, so nothing may be visited.")


@asynccontextmanager
async def open_fetcher(
    rules: FetchRules,
    now: Callable[[], datetime],
    *,
    look_up: LookUp = system_look_up,
    tls: ssl.SSLContext | None = None,
    room: Room | None = None,
) -> AsyncIterator[PoliteFetcher]:
    """A fetcher for as long as the context lasts. Raises ``GuardBrokenError`` where it would visit our own machine."""
    tls, room = tls or verifying_tls(), room or Room()
    closed = replace(rules, allow_networks=(), hosts={}, ports=frozenset({80}))
    async with _opened(closed, Resolver(closed, look_up), tls, now, room) as fetcher:
        await prove_guard(fetcher)
    async with _opened(rules, Resolver(rules, look_up), tls, now, room) as fetcher:
        yield fetcher


async def prove_guard(fetcher: Fetcher) -> None:
    """Try to visit our own machine, which a fetcher without allowed networks has to refuse."""
    visit = await fetcher.visit(_OURSELVES)
    if visit.trouble is not Trouble.FORBIDDEN_ADDRESS:
        raise GuardBrokenError


@asynccontextmanager
async def _opened(
    rules: FetchRules, resolver: Resolver, tls: ssl.SSLContext, now: Callable[[], datetime], room: Room
) -> AsyncIterator[PoliteFetcher]:
    asker = Asker(rules, resolver, tls, now, room)
    robots = Robots(asker.ask)
    try:
        yield PoliteFetcher(rules, asker, robots, now)
    finally:
        await robots.close()
        await asker.close()
