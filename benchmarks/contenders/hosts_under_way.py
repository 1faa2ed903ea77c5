"""Ours with so many hosts known and under way at once: the same number of visits, spread over all of them."""

import asyncio
import sys
from itertools import cycle, islice

from benchmarks.contenders.crawl import crawling, resident_mb, visit
from benchmarks.measuring import measured, tell


async def crawl(port: int, hosts: int, visits: int) -> None:
    urls = [f"http://host{number}.example:{port}/page/{number}" for number in range(hosts)]
    async with crawling() as fetcher:
        await visit(fetcher, urls, hosts)  # now every host and its rules are known
        before = resident_mb()
        with measured() as section:
            whole = await visit(fetcher, islice(cycle(urls), visits), hosts)
        growth = resident_mb() - before
    tell(section, whole, growth=growth)


if __name__ == "__main__":
    asyncio.run(crawl(*map(int, sys.argv[1:])))
