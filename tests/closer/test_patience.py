"""All that is asked beyond the page itself is bounded: in time, in number and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from random import Random
from time import monotonic

from jobs.analysis.echoes import HostAnswer, unlikely_address
from jobs.analysis.sights import Sight, Subject
from jobs.look_closer import HostAnswers, LookCloser
from tests.analysis.visits import OWN
from tests.closer.looking import POST, REMOVED, article, said, with_closer
from tests.servers.web import Reply, SiteServer


def test_when_patience_is_over_the_first_word_stands_and_nobody_is_asked(site_server: SiteServer) -> None:
    site_server.put(POST, article('<a href="/go/9">x</a>'))
    clock: Iterator[float] = chain([0.0], repeat(31.0))

    async def use(closer: LookCloser) -> Sight:
        hurried = LookCloser(closer.fetch, closer.read, closer.chance, HostAnswers(lambda: next(clock)))
        return await hurried.look(Subject(site_server.url(POST), OWN))

    assert said(with_closer(site_server, use)) == REMOVED
    assert site_server.pages_asked() == [POST]


def test_a_slow_stranger_cannot_hold_a_look_up_for_longer_than_its_patience(site_server: SiteServer) -> None:
    links = "".join(f'<a href="{site_server.url(f"bit.ly/{n}")}">x</a>' for n in range(5))
    site_server.put("bit.ly/*", Reply(b"", delay=20.0))
    site_server.robots("bit.ly", "")
    site_server.put(POST, article(links))
    began = monotonic()
    clock: Iterator[float] = chain([0.0], repeat(29.5))

    async def use(closer: LookCloser) -> Sight:
        hurried = LookCloser(closer.fetch, closer.read, closer.chance, HostAnswers(lambda: next(clock)))
        return await hurried.look(Subject(site_server.url(POST), OWN, is_expected=False))

    assert said(with_closer(site_server, use)) == REMOVED
    assert monotonic() - began < 10


def test_what_hosts_said_is_remembered_in_bounded_memory_for_some_hours() -> None:
    time = [0.0]
    answers = HostAnswers(lambda: time[0])
    for number in range(200):
        answers.keep(f"https://{number}.example/", HostAnswer("", "", 200, "", "x" * 50_000))
    kept = [number for number in range(200) if answers.recall(f"https://{number}.example/")]
    assert 0 < len(kept) < 100
    assert kept[-1] == 199
    time[0] = 7 * 60 * 60.0
    assert answers.recall("https://199.example/") is None


def test_an_address_that_nobody_has_stands_beside_the_page_and_ends_like_it() -> None:
    chance = Random(7)
    page = "https://blog.example:8080/2024/05/post.html?a=b"
    one, other = unlikely_address(page, chance), unlikely_address(page, chance)
    assert one != other
    assert one.startswith("https://blog.example:8080/2024/05/")
    assert one.endswith(".html")
    assert unlikely_address("https://blog.example", chance).count("/") == 3
