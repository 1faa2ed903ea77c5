"""Pages are parsed side by side; one that breaks or outlasts its parser is unreadable, and no other is held up."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from dataclasses import replace

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.harmless import is_harmless
from jobs.analysis.pages import Page, UnreadablePageError
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble, Visit
from jobs.parse_pages import PageParser
from jobs.reading.lone_reader import Bounds
from jobs.reading.page_to_read import PageToRead
from storage.domain import Conclusion, Verdict
from tests.analysis.readings import OWN
from tests.cli.running import eventually
from tests.reading.hostile_pages import DEEP, HUGE, LINK, PAGE_URL, SLOW, children_of

QUICK = Bounds(seconds=1.0)
PATIENT = Bounds(seconds=60.0)
LARGE = b"<p>words</p>" * 30_000 + LINK


def visit(body: bytes, **changes) -> Visit:
    page = Visit(PAGE_URL, PAGE_URL, status=200, headers=(("content-type", "text/html"),), body=body)
    return replace(page, **changes)


def read(*bodies: bytes, bounds: Bounds = QUICK) -> list[tuple[Visit, Page | None]]:
    async def run() -> list[tuple[Visit, Page | None]]:
        with PageParser(bounds) as parser:
            return await asyncio.gather(*(parser.read(visit(body), OWN) for body in bodies))

    return asyncio.run(run())


def test_small_and_large_pages_are_read() -> None:
    assert is_harmless(LINK)
    assert not is_harmless(LARGE)
    for _, page in read(LINK, LARGE, bounds=PATIENT):
        assert page is not None
        assert [link.target_url for link in page.links] == ["https://acme.com/"]


@pytest.mark.parametrize(
    ("body", "bounds", "trouble", "reason"),
    [
        (SLOW, QUICK, Trouble.TOO_SLOW_TO_READ, "page takes too long to read"),
        (HUGE, PATIENT, Trouble.UNREADABLE, "page could not be read"),
        (DEEP, PATIENT, Trouble.UNREADABLE, "page could not be read"),
    ],
)
def test_a_page_that_cannot_be_read_is_no_answer_and_says_why(
    body: bytes, bounds: Bounds, trouble: Trouble, reason: str
) -> None:
    ((seen, page),) = read(body, bounds=bounds)
    judgement = judge(seen, page, OWN)
    assert (page, seen.trouble) == (None, trouble)
    assert (judgement.conclusion, judgement.verdict) == (Conclusion.NO_ANSWER, Verdict.UNREACHABLE)
    assert judgement.reason == reason


def test_xhtml_whose_bytes_hide_what_it_becomes_breaks_nothing_of_ours() -> None:
    fonts = b"".join(b"<h:font color='%d'>" % number for number in range(1_900))
    body = b"<html xmlns:h='http://www.w3.org/1999/xhtml'><p>" + fonts + b"<p>x" * 2_000 + LINK
    assert is_harmless(body)

    async def run() -> tuple[Visit, Page | None]:
        with PageParser(QUICK) as parser:
            return await parser.read(visit(body, headers=(("content-type", "application/xhtml+xml"),)), OWN)

    seen, page = asyncio.run(run())
    assert (page, seen.trouble) in ((None, Trouble.UNREADABLE), (None, Trouble.TOO_SLOW_TO_READ))


def test_a_page_that_is_gone_is_gone_whatever_stands_on_it() -> None:
    async def run() -> tuple[Visit, Page | None]:
        with PageParser(QUICK) as parser:
            return await parser.read(visit(DEEP, status=404), OWN)

    assert judge(*asyncio.run(run()), OWN).verdict is Verdict.GONE_404


def test_more_hostile_pages_than_readers_hold_up_no_small_page_and_lose_no_reader() -> None:
    pages: list[float] = []

    async def run() -> None:
        with PageParser(QUICK) as parser:
            hostile = [asyncio.create_task(parser.read(visit(body), OWN)) for body in (SLOW, HUGE) * 3]
            began = time.monotonic()
            for _ in range(50):
                _, page = await parser.read(visit(LINK), OWN)
                assert page is not None
            pages.append(time.monotonic() - began)
            assert not any(task.done() and task.result()[1] for task in hostile)
            assert all(page is None for _, page in await asyncio.gather(*hostile))
            (_, large) = await PageParser.read(parser, visit(LINK * 1_000), OWN)
            assert large is not None

    asyncio.run(run())
    assert pages[0] < 5


def test_a_fault_in_reading_a_page_is_logged_and_costs_only_that_page(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> list[tuple[Visit, Page | None]]:
        with PageParser(QUICK) as parser:
            broken = OwnDomains(("acme.com",))
            object.__setattr__(broken, "domains", None)  # a fault of ours, as seen by whoever reads the page
            return [await parser.read(visit(LINK), broken), await parser.read(visit(LINK), OWN)]

    (seen, nothing), (_, page) = asyncio.run(run())
    assert (nothing, seen.trouble) == (None, Trouble.UNREADABLE)
    assert page is not None
    assert [record.getMessage() for record in caplog.records] == ["page not read"]


def test_whoever_stops_waiting_for_a_page_leaves_nothing_behind() -> None:
    before = children_of(os.getpid())  # whoever ran tests here before may have left some
    began = time.monotonic()

    async def run() -> None:
        with PageParser(Bounds(seconds=600)) as parser, pytest.raises(TimeoutError):
            async with asyncio.timeout(1.5):
                await parser.read(visit(SLOW), OWN)

    asyncio.run(run())
    assert time.monotonic() - began < 30
    assert children_of(os.getpid()) == before


def test_a_parser_that_closes_ends_its_readers_in_the_middle_of_a_page() -> None:
    before = children_of(os.getpid())
    trouble: list[BaseException] = []
    with PageParser(Bounds(seconds=600)) as parser:

        def wait() -> None:
            try:
                parser.read_now(PageToRead(SLOW, PAGE_URL, None))
            except UnreadablePageError as error:
                trouble.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        eventually(lambda: children_of(os.getpid()) != before)
    waiting.join()
    assert len(trouble) == 1
    assert children_of(os.getpid()) == before


def test_large_pages_that_wait_for_their_reader_do_not_stop_all_fetching() -> None:
    async def run() -> None:
        with PageParser(Bounds(seconds=600)) as parser:
            large = SLOW + b" " * (4_900_000 - len(SLOW))
            waiting = [asyncio.create_task(parser.read(visit(large), OWN)) for _ in range(5)]
            await asyncio.sleep(0)
            async with asyncio.timeout(1):
                await parser.room.wait()
            for task in waiting:
                task.cancel()

    asyncio.run(run())


def test_what_waits_stays_in_bounds_all_the_same() -> None:
    async def run() -> None:
        with PageParser(Bounds(seconds=600)) as parser:
            large = SLOW + b" " * (4_900_000 - len(SLOW))
            waiting = [asyncio.create_task(parser.read(visit(large), OWN)) for _ in range(12)]
            await asyncio.sleep(0)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await parser.room.wait()
            for task in waiting:
                task.cancel()

    asyncio.run(run())
