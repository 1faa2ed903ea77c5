"""Draining a host: real pages over loopback, judged and stored, in slices, politely, people first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from jobs.add_backlink import URGENT
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page
from jobs.analysis.visit import Visit
from jobs.check_backlinks import CheckBacklinks
from jobs.record_checks import Look
from storage.domain import LinkState, PageMemory, Verdict
from tests.analysis.visits import GOOD_PAGE, LINK, PAGE_WITHOUT_LINK
from tests.jobs.checking import drain, with_checker
from tests.jobs.world import DAY, HOUR, World
from tests.servers.texts import shown_text
from tests.servers.web import HTML, Asked, Reply, SiteServer

GOOD = GOOD_PAGE.encode()
WITHOUT = PAGE_WITHOUT_LINK.encode()
MIN = timedelta(minutes=1)
PLEASE_WAIT = Reply(b"slow down", 429, (*HTML, ("Retry-After", "600")))


def plain_looks(server: SiteServer) -> list[Asked]:
    """The visits to the page itself, without the closer looks that a missing link leads to."""
    asked = server.asked_for("blog.example/post")
    return [one for one in asked if one.headers["user-agent"].startswith("AnchorwatchBot")]


def test_pages_are_visited_judged_and_stored(world: World, site_server: SiteServer) -> None:
    linking = world.add_link(site_server.put("blog.example/post", GOOD))
    without = world.add_link(site_server.put("blog.example/other", WITHOUT))
    gone = world.add_link(site_server.url("blog.example/gone"))
    drain(world, site_server, "blog.example")
    assert [world.link(link.id).state for link in (linking, without, gone)] == [
        LinkState.LIVE,
        LinkState.ABSENT,
        LinkState.ABSENT,
    ]
    assert world.link(gone.id).verdict is Verdict.GONE_404
    assert world.link(linking.id).facts.anchor_text == "Acme"
    assert world.changes(linking) == ()


def test_a_removed_link_is_lost_after_two_visits_a_day_apart_and_not_before(
    world: World, site_server: SiteServer
) -> None:
    link = world.add_link(site_server.put("blog.example/post", GOOD))
    drain(world, site_server, "blog.example")
    site_server.put("blog.example/post", WITHOUT)
    states = []
    for hours in (24 * 8, 1, 22, 2):
        world.clock.advance(hours * HOUR)
        drain(world, site_server, "blog.example")
        states.append(world.link(link.id).state)
    assert states == [LinkState.SUSPECT, LinkState.SUSPECT, LinkState.SUSPECT, LinkState.LOST]
    assert len(plain_looks(site_server)) == 5
    assert [change.verdict for change in world.changes(link)] == [Verdict.REMOVED]


def test_what_is_not_due_is_not_visited(world: World, site_server: SiteServer) -> None:
    world.add_link(site_server.put("blog.example/post", GOOD))
    drain(world, site_server, "blog.example")
    drain(world, site_server, "blog.example")
    assert site_server.pages_asked() == ["blog.example/post"]


def test_what_people_wait_for_is_visited_first(world: World, site_server: SiteServer) -> None:
    pages = [site_server.put(f"blog.example/{number}", GOOD) for number in range(4)]
    for page, prio in zip(pages, (0, 10, 100, 0), strict=True):
        world.add_link(page, prio=prio)
    drain(world, site_server, "blog.example")
    assert site_server.pages_asked() == [f"blog.example/{number}" for number in (2, 1, 0, 3)]


def test_one_drain_visits_twenty_links_and_leaves_the_rest_due(world: World, site_server: SiteServer) -> None:
    for number in range(25):
        world.add_link(site_server.put(f"blog.example/{number}", GOOD))
    drain(world, site_server, "blog.example")
    assert len(site_server.pages_asked()) == 20
    drain(world, site_server, "blog.example")
    assert len(set(site_server.pages_asked())) == 25


def test_the_next_page_does_not_wait_for_the_last_ones_commit_but_the_drain_does(
    world: World, site_server: SiteServer
) -> None:
    links = [world.add_link(site_server.put(f"blog.example/{n}", GOOD)) for n in range(3)]

    async def use(check: CheckBacklinks) -> None:
        third = asyncio.Event()

        async def read(visit: Visit, own: OwnDomains, known: PageMemory | None) -> tuple[Visit, Page | None]:
            if len(site_server.pages_asked()) == 3:
                third.set()
            return await check.closer.read(visit, own, known)

        async def record(looks: Sequence[Look]) -> None:
            async with asyncio.timeout(10):
                await third.wait()
            await check.record(looks)

        closer = replace(check.closer, read=read)
        later = replace(check, closer=closer, record=lambda looks: asyncio.ensure_future(record(looks)))
        await later.drain("blog.example")
        assert {world.link(link.id).slot for link in links} == {1}

    with_checker(world, site_server, use)


def test_a_slow_host_holds_a_drain_no_longer_than_its_slice(world: World, site_server: SiteServer) -> None:
    for number in range(9):
        world.add_link(site_server.put(f"blog.example/{number}", GOOD))
    seconds = count(0, 12)
    drain(world, site_server, "blog.example", monotonic=lambda: float(next(seconds)))
    assert len(site_server.pages_asked()) == 2


def test_an_unchanged_page_is_not_sent_again_but_a_doubt_gets_a_fresh_look(
    world: World, site_server: SiteServer
) -> None:
    tag = ("ETag", '"one"')

    def page(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == tag[1]:
            return Reply(status=304, headers=(tag,))
        return Reply(GOOD, headers=(*HTML, tag))

    link = world.add_link(site_server.put("blog.example/post", page))
    drain(world, site_server, "blog.example")
    world.clock.advance(8 * DAY)
    drain(world, site_server, "blog.example")
    assert world.link(link.id).state is LinkState.LIVE
    site_server.put("blog.example/post", WITHOUT)
    world.clock.advance(8 * DAY)
    drain(world, site_server, "blog.example")
    world.clock.advance(HOUR)
    drain(world, site_server, "blog.example")
    asked_if = ["if-none-match" in asked.headers for asked in plain_looks(site_server)]
    assert asked_if == [False, True, True, False]
    assert plain_looks(site_server)[-1].headers["cache-control"] == "no-cache"
    assert site_server.connections == len(site_server.asked), "each on a connection of its own"


def test_the_words_of_a_page_that_keeps_being_edited_are_taken_at_every_fifth_look(
    world: World, site_server: SiteServer
) -> None:
    link = world.add_link(site_server.put("blog.example/post", GOOD))
    hashes, sketches = [], []
    for look in range(6):
        edited = GOOD_PAGE.replace("</p>", f" on day {look}</p>", 1)
        site_server.put("blog.example/post", edited.encode())
        drain(world, site_server, "blog.example")
        page = world.link(link.id).page
        assert page is not None
        hashes.append(page.content_hash)
        sketches.append(page.sketch)
        world.clock.advance(60 * DAY)
    assert len(set(hashes)) == 6
    assert sketches[:5] == [sketches[0]] * 5
    assert sketches[5] != sketches[0]


def test_a_host_that_asks_for_a_pause_is_left_alone_and_its_run_reports_the_rest(
    world: World, site_server: SiteServer
) -> None:
    world.add_link(site_server.put("quick.example/", GOOD))
    for number in range(3):
        world.add_link(site_server.put(f"busy.example/{number}", PLEASE_WAIT))
    world.ask_for_check()
    drain(world, site_server, "busy.example")
    assert len(site_server.pages_asked()) == 1
    with world.store.surveying() as tx:
        assert [host.source_domain for host in tx.planner.due_hosts(world.clock(), 10)] == ["quick.example"]
        assert tx.hosts.get("busy.example").backoff_until == world.clock() + timedelta(seconds=600)
    drain(world, site_server, "quick.example")
    report = shown_text(world.outbox()["run/1"])
    assert "Checked 2 links: 1 live and 1 could not be read." in report
    world.clock.advance(timedelta(seconds=601))
    with world.store.surveying() as tx:
        assert [host.source_domain for host in tx.planner.due_hosts(world.clock(), 10)] == ["busy.example"]


def test_a_host_that_keeps_failing_is_asked_half_as_often_each_time_until_it_answers_again(
    world: World, site_server: SiteServer
) -> None:
    """The count stands in a row, so a worker that is started anew goes on from it."""
    for number in range(3):
        world.add_link(site_server.put(f"busy.example/{number}", Reply(b"no", 503)))
    rests = []
    for _ in range(4):
        drain(world, site_server, "busy.example")
        rests.append(_rest(world, "busy.example"))
        world.clock.advance(8 * DAY)
    assert rests == [(1, timedelta(minutes=5)), (2, timedelta(minutes=10)), (3, timedelta(minutes=20)), (4, 40 * MIN)]
    assert len(site_server.pages_asked()) == 4, "one failure ends a drain"
    for number in range(3):
        site_server.put(f"busy.example/{number}", GOOD)
    drain(world, site_server, "busy.example")
    assert _rest(world, "busy.example") == (0, None)
    assert len(site_server.pages_asked()) == 7


def test_a_person_who_asks_waits_for_no_rest_that_the_host_did_not_ask_for(
    world: World, site_server: SiteServer
) -> None:
    for number in range(3):
        world.add_link(site_server.put(f"busy.example/{number}", Reply(b"no", 503)), prio=URGENT)
    drain(world, site_server, "busy.example")
    assert len(site_server.pages_asked()) == 3
    assert _rest(world, "busy.example") == (3, None)


def test_one_page_that_fails_by_itself_slows_nobody(world: World, site_server: SiteServer) -> None:
    world.add_link(site_server.put("blog.example/broken", Reply(b"no", 500)))
    world.add_link(site_server.put("blog.example/post", GOOD))
    drain(world, site_server, "blog.example")
    assert _rest(world, "blog.example") == (0, None)
    assert len(site_server.pages_asked()) == 2


def _rest(world: World, host: str) -> tuple[int, timedelta | None]:
    with world.store.surveying() as tx:
        known = tx.hosts.get(host)
    return known.failures, known.backoff_until and known.backoff_until - world.clock()


def test_two_drains_of_one_host_record_every_visit_once(world: World, site_server: SiteServer) -> None:
    links = [world.add_link(site_server.put(f"blog.example/{number}", GOOD)) for number in range(5)]

    async def twice(check: CheckBacklinks) -> None:
        await asyncio.gather(check.drain("blog.example"), check.drain("blog.example"))

    with_checker(world, site_server, twice)
    assert [world.link(link.id).slot for link in links] == [1] * 5


def test_a_page_no_parser_can_read_gives_no_answer(world: World, site_server: SiteServer) -> None:
    link = world.add_live_link(site_server.put("blog.example/post", b"\0\1\2\3" * 2000))
    world.clock.advance(8 * DAY)
    drain(world, site_server, "blog.example")
    assert world.link(link.id).state is LinkState.LIVE
    assert world.link(link.id).unanswered_since == world.clock()


def test_a_page_that_we_fail_to_judge_is_no_answer_and_holds_up_neither_its_host_nor_the_run(
    world: World, site_server: SiteServer, caplog: pytest.LogCaptureFixture
) -> None:
    odd = world.add_link(site_server.put("blog.example/odd", GOOD))
    fine = world.add_link(site_server.put("blog.example/post", GOOD))
    world.ask_for_check()

    async def use(check: CheckBacklinks) -> None:
        read = check.closer.read

        async def stumble(visit: Visit, own: OwnDomains, known: PageMemory | None) -> tuple[Visit, Page | None]:
            if visit.url.endswith("/odd"):
                raise IndexError("a mistake of ours")
            return await read(visit, own, known)

        await replace(check, closer=replace(check.closer, read=stumble)).drain("blog.example")

    with_checker(world, site_server, use)
    assert (world.link(odd.id).verdict, world.link(odd.id).slot) == (Verdict.UNREACHABLE, 1)
    assert world.link(fine.id).state is LinkState.LIVE
    assert "run/1" in world.outbox()
    assert "page not judged" in caplog.text


def test_half_a_page_shows_that_a_link_stands_and_nothing_else_of_it(world: World, site_server: SiteServer) -> None:
    whole = GOOD.replace(b"</article>", f"<p>{'x ' * 500}{LINK}</p></article>".encode())
    link = world.add_link(site_server.put("blog.example/post", whole))
    drain(world, site_server, "blog.example")
    half = whole[: whole.rindex(b"<a ")]
    framed = (*HTML, ("Content-Length", str(len(whole))))
    site_server.put("blog.example/post", Reply(half, headers=framed))
    for _ in range(3):
        world.clock.advance(8 * DAY)
        drain(world, site_server, "blog.example")
    known = world.link(link.id)
    assert (known.state, known.slot, world.changes(link)) == (LinkState.LIVE, 4, ())
    assert known.facts is not None
    assert known.facts.occurrences == 2
