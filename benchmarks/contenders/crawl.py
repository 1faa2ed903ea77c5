"""Our fetcher over many names of the pretend web, as the benchmarks of hosts use it; not a contender itself."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from jobs.web.fetcher import Fetcher
from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules

_RULES = FetchRules(
    host_pause=timedelta(0), deadline=timedelta(minutes=10), allow_networks=(ip_network("127.0.0.0/8"),)
)


@asynccontextmanager
async def crawling() -> AsyncIterator[Fetcher]:
    """Every name leads to loopback, by way of the resolver's threads."""
    async with open_fetcher(_RULES, lambda: datetime.now(UTC), look_up=lambda _: ["127.0.0.1"]) as fetcher:
        yield fetcher


async def visit(fetcher: Fetcher, urls: Iterable[str], at_once: int) -> int:
    """How many of the pages came back whole, with so many visits under way all the time."""
    waiting = iter(urls)

    async def one_after_the_other() -> int:
        seen = [await _is_whole(fetcher, url) for url in waiting]
        return sum(seen)

    return sum(await asyncio.gather(*(one_after_the_other() for _ in range(at_once))))


async def _is_whole(fetcher: Fetcher, url: str) -> bool:
    seen = await fetcher.visit(url)
    return seen.trouble is None and bool(seen.body)


def resident_mb() -> float:
    """What this process holds now; its peak says nothing about growth."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6
