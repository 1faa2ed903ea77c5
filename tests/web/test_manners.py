"""A host sees one request of ours at a time and a pause after each, whatever we were asked to do."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta
from math import inf

import pytest

from jobs.analysis.visit import Trouble, Visit
from jobs.web.fetcher import PoliteFetcher
from jobs.web.lanes import lane
from jobs.web.pace import Pace
from jobs.web.rests import Rests
from tests.servers.web import Asked, Reply, SiteServer
from tests.web.visiting import NOW, visit_all, with_fetcher

PAUSE = 0.1
_LATE = 0.03  # by which a busy server may note the end of its answer too late


def gaps(asked: list[Asked]) -> list[float]:
    """Seconds between the end of one request and the start of the next, by the server's own log."""
    in_order = sorted(asked, key=lambda one: one.began)
    return [later.began - (earlier.ended or later.began + 1) + _LATE for earlier, later in itertools.pairwise(in_order)]


def no_rests() -> Rests:
    return Rests(timedelta(seconds=60), lambda: NOW)


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
    assert max(asked.began for asked in pages) < min(
        asked.ended or inf for asked in pages
    )  # the server may note an end late


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
        pace = Pace(1.0, 5.0, no_rests())
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
        pace = Pace(0.0, 0.0, no_rests())
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
        pace = Pace(0.0, 60.0, no_rests())
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


def test_the_next_request_waits_as_long_as_the_last_answer_took(site_server: SiteServer) -> None:
    """Whatever our own pause: a server that needs half a second for a page is a busy one."""
    site_server.robots("busy.example", "")
    urls = [site_server.put(f"busy.example/{number}", Reply(b"page", delay=0.4)) for number in range(2)]
    visit_all(urls, site_server.rules(host_pause=timedelta(seconds=PAUSE)))
    _, to_first, to_second = [0.0, *gaps(site_server.asked)]
    assert to_first >= PAUSE
    assert to_second >= 0.4


def test_a_slow_answer_earns_no_pause_beyond_the_longest(site_server: SiteServer) -> None:
    urls = [site_server.put(f"busy.example/{number}", Reply(b"page", delay=0.5)) for number in range(2)]
    rules = site_server.rules(host_pause=timedelta(seconds=0.01), max_host_pause=timedelta(seconds=0.05))
    visit_all(urls, rules)
    assert max(gaps(site_server.asked)) < 0.4


def test_visits_that_waited_for_a_pause_do_not_all_come_at_its_end(site_server: SiteServer) -> None:
    site_server.put("busy.example/robots.txt", Reply(b"", headers=(("Content-Type", "text/plain"),)))
    urls = [site_server.put(f"busy.example/{number}", Reply(b"page", 200 if number else 503)) for number in range(8)]
    visit_all(urls, site_server.rules(host_pause=timedelta(seconds=0.05)))
    assert len(site_server.asked) == 9
    assert min(gaps(site_server.asked)) >= 0.05
    assert len({round(asked.began, 3) for asked in site_server.asked}) == 9


@pytest.mark.parametrize("said", ["3600", "Sun, 01 Mar 2026 13:00:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_an_hour_is_not_asked_again_within_it(
    site_server: SiteServer, said: str, status: int
) -> None:
    site_server.robots("busy.example", "")
    first = site_server.put("busy.example/a", Reply(b"", status, (("Retry-After", said),)))
    more = [site_server.put(f"{name}busy.example/b", b"page") for name in ("", "www.")]
    moments = [NOW]

    async def use(fetcher: PoliteFetcher) -> list[Visit]:
        seen = [await fetcher.visit(first)]
        moments.append(NOW + timedelta(minutes=59))
        seen += [await fetcher.visit(url) for url in more]
        moments.append(NOW + timedelta(minutes=61))
        return [*seen, await fetcher.visit(more[0])]

    seen = with_fetcher(site_server.rules(max_host_pause=timedelta(seconds=30)), use, now=lambda: moments[-1])
    assert [one.status for one in seen] == [status, None, None, 200]
    assert {one.trouble for one in seen[1:3]} == {Trouble.RESTING}
    assert {one.retry_after for one in seen[1:3]} == {timedelta(minutes=1)}
    assert site_server.pages_asked() == ["busy.example/a", "busy.example/b"]


def test_a_short_rest_is_waited_for(site_server: SiteServer) -> None:
    site_server.robots("busy.example", "")
    tired = site_server.put("busy.example/a", Reply(b"", 429, (("Retry-After", "1"),)))
    fresh = site_server.put("busy.example/b", b"page")

    async def use(fetcher: PoliteFetcher) -> Visit:
        await fetcher.visit(tired)
        return await fetcher.visit(fresh)

    assert with_fetcher(site_server.rules(), use, now=lambda: datetime.now(UTC)).status == 200
    assert gaps(site_server.asked)[-1] >= 1


def test_a_robots_file_that_asks_for_rest_gets_it_for_the_whole_host(site_server: SiteServer) -> None:
    site_server.put("busy.example/robots.txt", Reply(b"", 503, (("Retry-After", "7200"),)))
    other = site_server.put("www.busy.example/a", b"page")
    seen = visit_all([site_server.put("busy.example/a", b"page"), other], site_server.rules())
    assert seen[0].trouble is Trouble.ROBOTS_UNAVAILABLE
    assert (seen[1].trouble, seen[1].retry_after) == (Trouble.RESTING, timedelta(hours=2))
    assert [asked.host for asked in site_server.asked] == ["busy.example"]


@pytest.mark.parametrize(
    ("names", "lanes"),
    [
        (["shop.example", "www.shop.example", "a.b.shop.example", "SHOP.example"], 1),
        (["a.co.uk", "b.co.uk"], 2),
        (["127.0.0.1", "127.0.0.2", "localhost"], 3),
        ([f"blog{number}.blogspot.com" for number in range(500)], 8),
        ([f"blog{number}.wordpress.com" for number in range(500)], 8),
        (["one.blogspot.com", "www.one.blogspot.com"], 1),
    ],
)
def test_hosts_of_one_owner_share_a_lane_and_a_platform_has_a_few(names: list[str], lanes: int) -> None:
    assert len({lane(name.lower()) for name in names}) == lanes


def test_a_platform_with_many_tenants_is_visited_over_a_few_connections_only(site_server: SiteServer) -> None:
    urls = [site_server.put(f"blog{number}.blogspot.com/", Reply(b"page", delay=0.05)) for number in range(40)]
    seen = visit_all(urls, site_server.rules())
    assert {one.status for one in seen} == {200}
    at_once = [
        sum(one.began <= asked.began < (one.ended or asked.began) - _LATE for one in site_server.asked)
        for asked in site_server.asked
    ]
    assert 2 <= max(at_once) <= 8


def test_one_tenant_that_wants_rest_does_not_rest_its_neighbours(site_server: SiteServer) -> None:
    tired = site_server.put("tired.blogspot.com/", Reply(b"", 429, (("Retry-After", "9999"),)))
    fresh = [site_server.put(f"blog{number}.blogspot.com/", b"page") for number in range(16)]

    async def use(fetcher: PoliteFetcher) -> set[int | None]:
        await fetcher.visit(tired)
        return {(await fetcher.visit(url)).status for url in fresh}

    assert with_fetcher(site_server.rules(), use) == {200}


def test_one_host_that_wants_rest_does_not_rest_the_other_hosts_of_its_owner(site_server: SiteServer) -> None:
    tired = site_server.put("shop.acme-blog.example/", Reply(b"", 429, (("Retry-After", "9999"),)))
    fresh = site_server.put("news.acme-blog.example/", b"page")

    async def use(fetcher: PoliteFetcher) -> int | None:
        await fetcher.visit(tired)
        return (await fetcher.visit(fresh)).status

    assert with_fetcher(site_server.rules(), use) == 200


def test_hosts_that_rested_are_forgotten_again() -> None:
    moments = [NOW]
    rests = Rests(timedelta(seconds=60), lambda: moments[-1])
    for number in range(30_000):
        moments.append(NOW + timedelta(seconds=number))
        rests.note(f"site{number}.example", timedelta(seconds=100))
    assert len(rests) <= 2048
