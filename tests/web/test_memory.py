"""Thousands of visits leave nothing behind."""

import asyncio
import gc
from pathlib import Path

from jobs.web.fetcher import PoliteFetcher
from tests.servers.web import Reply, SiteServer
from tests.web.visiting import with_fetcher

PAGE = b"<p>words and words</p>" * 5_000
MAX_GROWTH_KB = 8_000


def resident_kb() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4


def test_memory_stays_flat_over_many_hosts_that_set_cookies(site_server: SiteServer) -> None:
    """Without the garbage collector, so that a ring of references would show at once."""
    reply = Reply(PAGE, headers=(("Content-Type", "text/html"), ("Set-Cookie", "id=1; Path=/; Max-Age=999999")))
    for number in range(600):
        site_server.put(f"site{number}.example/", reply)
    urls = [site_server.url(f"site{number}.example/") for number in range(600)]

    async def use(fetcher: PoliteFetcher) -> list[int]:
        sizes = []
        for start in range(0, 600, 200):
            for at in range(start, start + 200, 20):
                visits = await asyncio.gather(*(fetcher.visit(url) for url in urls[at : at + 20]))
                assert all(seen.body == PAGE for seen in visits)
            sizes.append(resident_kb())
        return sizes

    gc.disable()
    try:
        _, second, third = with_fetcher(site_server.rules(), use)
    finally:
        gc.enable()
    assert third - second < MAX_GROWTH_KB
    assert not any("cookie" in asked.headers for asked in site_server.asked)
