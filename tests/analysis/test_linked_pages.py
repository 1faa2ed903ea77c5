"""Our own pages: a fault is one only when whoever follows a link meets it, and a failing server must fail twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.analysis.linked_pages import believe_own_page, read_own_page
from jobs.analysis.visit import Trouble, Visit
from storage.domain import Hop, LinkedPage, PageFault, SiteId

URL = "https://acme.com/guide"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = LinkedPage(1, SiteId(1), URL, links=6, domains=5, authority=81, next_due_at=NOW)


def answered(status: int | None = 200, hops: int = 0, trouble: Trouble | None = None) -> Visit:
    way = tuple(Hop(301, f"https://acme.com/{number}") for number in range(hops))
    return Visit(URL, URL, status, way, trouble=trouble)


@pytest.mark.parametrize(
    ("visit", "fault"),
    [
        (answered(200), None),
        (answered(200, hops=3), None),
        (answered(200, hops=4), PageFault.LONG_CHAIN),
        (answered(404), PageFault.NOT_FOUND),
        (answered(404, hops=1), PageFault.NOT_FOUND),
        (answered(410), PageFault.GONE),
        (answered(500), PageFault.SERVER_ERROR),
        (answered(503), PageFault.SERVER_ERROR),
        (answered(302, trouble=Trouble.REDIRECT_LOOP), PageFault.REDIRECT_LOOP),
        (answered(302, trouble=Trouble.TOO_MANY_REDIRECTS), PageFault.REDIRECT_LOOP),
        (answered(200, trouble=Trouble.TOO_LARGE), None),
    ],
)
def test_what_is_wrong_is_what_a_visitor_meets(visit: Visit, fault: PageFault | None) -> None:
    reading = read_own_page(visit)
    assert (reading.answered, reading.fault) == (True, fault)


@pytest.mark.parametrize(
    "visit",
    [answered(401), answered(403), answered(429), *(answered(None, trouble=trouble) for trouble in
     (Trouble.DNS, Trouble.TIMEOUT, Trouble.REFUSED, Trouble.TLS, Trouble.ROBOTS, Trouble.FORBIDDEN_ADDRESS))],
)  # fmt: skip
def test_where_we_could_not_look_nothing_is_learnt(visit: Visit) -> None:
    broken = replace(PAGE, fault=PageFault.GONE, faulty_since=NOW)
    for page in (PAGE, broken):
        after = believe_own_page(page, visit, NOW + HOUR)
        assert (after.fault, after.faulty_since, after.status) == (page.fault, page.faulty_since, page.status)
        assert after.next_due_at > NOW + HOUR


def test_a_page_that_is_gone_is_broken_at_once_and_mended_at_once() -> None:
    gone = believe_own_page(PAGE, answered(404), NOW)
    assert (gone.fault, gone.faulty_since, gone.status) == (PageFault.NOT_FOUND, NOW, 404)
    later = believe_own_page(gone, answered(404), NOW + 24 * HOUR)
    assert later.faulty_since == NOW
    back = believe_own_page(later, answered(200), NOW + 48 * HOUR)
    assert (back.fault, back.faulty_since) == (None, None)


def test_a_failing_server_is_broken_only_when_it_still_fails_an_hour_later() -> None:
    first = believe_own_page(PAGE, answered(502), NOW)
    assert (first.fault, first.faulty_since) == (None, NOW)
    assert first.next_due_at == NOW + HOUR
    assert believe_own_page(first, answered(502), NOW + HOUR / 2).fault is None
    assert believe_own_page(first, answered(502), NOW + HOUR).fault is PageFault.SERVER_ERROR
    recovered = believe_own_page(first, answered(200), NOW + HOUR)
    assert (recovered.fault, recovered.faulty_since) == (None, None)


def test_pages_with_more_links_are_looked_at_more_often() -> None:
    lonely = replace(PAGE, links=1)
    waits = [believe_own_page(page, answered(200), NOW).next_due_at - NOW for page in (PAGE, lonely)]
    assert waits == [24 * HOUR, 7 * 24 * HOUR]
