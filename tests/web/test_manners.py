"""A host sees one request of ours at a time and a pause after each, whatever we were asked to do."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from jobs.web.fetcher import PoliteFetcher
from jobs.web.pace import Pace
from tests.servers.web import Asked, Reply, SiteServer
from tests.web.visiting import visit_all, with_fetcher

PAUSE = 0.1
_LATE = 0.03  # by which a busy server may note the end of its answer too late


def gaps(asked: list[Asked]) -> list[float]:
    """Seconds between the end of one request and the start of the next, by the server's own log."""
    in_order = sorted(asked, key=lambda one: one.began)
    return [later.began - (earlier.ended or later.began + 1) + _LATE for earlier, later in itertools.pairwise(in_order)]


def test_requests_to_one_host_never_overlap_and_keep_the_pause(site_server: SiteServer) -> None:
    """Two names of one owner are one host; its robots.txt, redirects and slow answers count like any request."""
    reply = Reply(b"a page", delay=0.02)
    urls = [site_server.put(f"{name}.blog.example/{number}", reply) for name in ("a", "b") for number in range(3)]
    urls.append(site_server.redirect("a.blog.example/old", "/0"))
    seen = visit_all(urls, site_server.rules(host_pause=timedelta(seconds=PAUSE)))
    assert {one.status for one in seen} == {200}
    assert len(site_server.asked) == len(urls) + 1 + 2
    assert min(gaps(site_server.asked)) >= PAUSE


def test_different_hosts_do_not_wait_for_each_other(site_server: SiteServer) -> None:
    urls = [site_server.put(f"site{number}.example/", Reply(b"page", delay=0.3)) for number in range(20)]
    visit_all(urls, site_server.rules(host_pause=timedelta(seconds=PAUSE)))
    pages = [asked for asked in site_server.asked if asked.path == "/"]
    assert max(asked.began for asked in pages) < min(asked.ended or 0 for asked in pages)


def test_no_more_requests_than_allowed_run_at_once(site_server: SiteServer) -> None:
    urls = [site_server.put(f"site{number}.example/", Reply(b"page", delay=0.03)) for number in range(12)]
    visit_all(urls, site_server.rules(concurrency=3))
    moments = [asked.began for asked in site_server.asked]
    at_once = [sum(one.began <= at < (one.ended or at) for one in site_server.asked) for at in moments]
    assert max(at_once) <= 3


def test_a_struggling_host_gets_longer_and_longer_pauses_until_it_recovers(site_server: SiteServer) -> None:
    statuses = iter([200, 429, 503, 200, 200, 200])
    url = site_server.put("busy.example/", lambda _: Reply(b"page", next(statuses)))
    site_server.robots("busy.example", "")

    async def in_turn(fetcher: PoliteFetcher) -> None:
        for _ in range(6):
            await fetcher.visit(url)

    with_fetcher(site_server.rules(host_pause=timedelta(seconds=PAUSE)), in_turn)
    least = [PAUSE, PAUSE, 2 * PAUSE, 4 * PAUSE, 2 * PAUSE, PAUSE]
    assert all(gap >= wanted for gap, wanted in zip(gaps(site_server.asked), least, strict=True))


def test_a_pause_grows_to_its_cap_and_shrinks_back() -> None:
    async def run() -> list[float]:
        pace = Pace(pause=1.0, max_pause=5.0)
        extras = []
        async with pace.turn("busy.example", 0) as turn:
            for status in (503, 429, 500, 502, 200, 404, 301, 200):
                pace.note(turn, status)
                extras.append(turn.extra)
        return extras

    assert asyncio.run(run()) == [2.0, 4.0, 5.0, 5.0, 2.5, 1.25, 0.0, 0.0]


def test_a_host_keeps_its_turn_when_a_visit_is_cancelled(site_server: SiteServer) -> None:
    quick = site_server.put("blog.example/quick", b"page")

    async def use(fetcher: PoliteFetcher) -> str:
        loop, asked = asyncio.get_running_loop(), asyncio.Event()

        def slowly(_: Asked) -> Reply:
            loop.call_soon_threadsafe(asked.set)
            return Reply(b"page", delay=5)

        task = asyncio.create_task(fetcher.visit(site_server.put("blog.example/slow", slowly)))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return (await fetcher.visit(quick)).body.decode()

    assert with_fetcher(site_server.rules(), use) == "page"


def test_tens_of_thousands_of_hosts_are_forgotten_again() -> None:
    async def run() -> tuple[int, int]:
        pace = Pace(pause=0.0, max_pause=0.0)
        most = 0
        for number in range(30_000):
            async with pace.turn(f"site{number}.example", 0):
                most = max(most, len(pace))
        return most, len(pace)

    most, left = asyncio.run(run())
    assert most <= 2049
    assert left <= 2049


def test_hosts_in_use_or_at_rest_are_not_forgotten() -> None:
    async def run() -> bool:
        pace = Pace(pause=0.0, max_pause=60.0)
        async with pace.turn("first.example", 0) as held:
            for number in range(5000):
                async with pace.turn(f"site{number}.example", 0):
                    pass
            waiting = asyncio.create_task(_enter(pace, "first.example"))
            await asyncio.sleep(0)
            is_kept = not waiting.done()
        return is_kept and await waiting is held

    async def _enter(pace: Pace, host: str) -> object:
        async with pace.turn(host, 0) as turn:
            return turn

    assert asyncio.run(run())
