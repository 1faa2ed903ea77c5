"""Ours in B4: one visit to each of many names that all set a cookie; the first and the last of them are measured."""

import asyncio
import sys
from collections.abc import Awaitable

from benchmarks.contenders.crawl import crawling, resident_mb, visit
from benchmarks.measuring import Section, measured, tell

_AT_ONCE = 64


async def crawl(port: int, names: int, part: int) -> None:
    def urls(start: int, end: int) -> list[str]:
        return [f"http://name{number}.example:{port}/page/{number}" for number in range(start, end)]

    async with crawling() as fetcher:
        await visit(fetcher, urls(names, names + part), _AT_ONCE)  # warms up what any number of names needs
        first, whole = await _measured(visit(fetcher, urls(0, part), _AT_ONCE))
        after_first = resident_mb()
        whole += await visit(fetcher, urls(part, names - part), _AT_ONCE)
        last, more = await _measured(visit(fetcher, urls(names - part, names), _AT_ONCE))
        growth = resident_mb() - after_first
    tell(last, whole + more, first=first.cpu, times=last.cpu / first.cpu, growth=growth)


async def _measured(work: Awaitable[int]) -> tuple[Section, int]:
    with measured() as section:
        whole = await work
    return section, whole


if __name__ == "__main__":
    asyncio.run(crawl(*map(int, sys.argv[1:])))
