"""Thousands of visits leave nothing behind."""

import asyncio
import gc
from pathlib import Path

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.visit import Visit
from jobs.parse_pages import PageParser
from jobs.web.fetcher import PoliteFetcher
from jobs.web.room import Room
from tests.servers.web import Reply, SiteServer
from tests.web.visiting import with_fetcher

SMALL_PAGE = b"<p>words</p>" * 100
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


def test_no_page_is_asked_for_while_those_that_wait_to_be_read_take_all_the_room(site_server: SiteServer) -> None:
    urls = [site_server.put(f"site{number}.example/", b"page") for number in range(5)]
    room = Room(most=1000)

    async def use(fetcher: PoliteFetcher) -> tuple[int, int]:
        with room.holding(400), room.holding(600):
            visits = [asyncio.create_task(fetcher.visit(url)) for url in urls]
            await asyncio.wait(visits, timeout=0.2)
            asked_meanwhile = len(site_server.asked)
        return asked_meanwhile, sum([(await visit).status == 200 for visit in visits])

    assert with_fetcher(site_server.rules(), use, room=room) == (0, 5)


def test_pages_that_wait_to_be_read_take_up_room_until_they_are() -> None:
    async def read() -> list[bool]:
        with PageParser() as parser:
            parser.room = Room(most=len(SMALL_PAGE))
            seen = Visit("https://a.example/", "https://a.example/", 200, body=SMALL_PAGE)
            reading = asyncio.create_task(parser.read(seen, OwnDomains(("acme.example",))))
            await asyncio.sleep(0)
            has_room = asyncio.create_task(parser.room.wait())
            await asyncio.sleep(0)
            meanwhile = has_room.done()
            await reading
            await has_room
            return [meanwhile, has_room.done()]

    assert asyncio.run(read()) == [False, True]
