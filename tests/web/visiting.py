"""Visits from plain, synchronous tests, through the same fetcher as in life."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from jobs.analysis.visit import Visit
from jobs.web.fetcher import PoliteFetcher
from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules
from jobs.web.transport import verifying_tls

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Result = TypeVar("Result")

_shared_tls = lru_cache(verifying_tls)


def with_fetcher(rules: FetchRules, use: Callable[[PoliteFetcher], Awaitable[Result]], **network: Any) -> Result:
    async def run() -> Result:
        async with open_fetcher(rules, **{"now": lambda: NOW, "tls": _shared_tls(), **network}) as fetcher:
            return await use(fetcher)

    return asyncio.run(run())


def visit(url: str, rules: FetchRules, **network: Any) -> Visit:
    return with_fetcher(rules, lambda fetcher: fetcher.visit(url), **network)


def visit_all(urls: list[str], rules: FetchRules, **network: Any) -> list[Visit]:
    """All at once, answers in the order of the questions."""

    async def use(fetcher: PoliteFetcher) -> list[Visit]:
        return list(await asyncio.gather(*(fetcher.visit(url) for url in urls)))

    return with_fetcher(rules, use, **network)
