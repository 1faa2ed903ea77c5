"""Visits pages once, many at a time, and says of each what may be concluded from that one visit."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from threading import Thread
from typing import Any

from jobs.analysis.addresses import AddressError, OwnDomains, page_address
from jobs.analysis.describe import inspection
from jobs.analysis.linked_pages import with_own_page
from jobs.analysis.sights import Subject
from jobs.analysis.verdicts import Judgement
from jobs.analysis.visit import Visit
from jobs.look_closer import LookCloser
from jobs.parse_pages import PageParser
from jobs.web.fetcher import Errand, Fetcher
from jobs.web.lanes import lane
from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules

_LOOK_AHEAD = 20_000
# Each page of ours takes its turn at our own site: a long list of links is not kept waiting for hundreds of them.
_MOST_OWN_PAGES = 30
_OWN_PAGE_SECONDS = 15.0

Show = Callable[[Mapping[str, Any]], None]
Bundles = Iterable[Sequence[str]]


def inspect_pages(rules: FetchRules, now: Callable[[], datetime], own: OwnDomains, urls: Bundles, show: Show) -> None:
    """Visit the pages of every bundle as it arrives, and show each result as it comes."""

    async def inspect() -> None:
        with PageParser() as parser:
            async with open_fetcher(rules, now, room=parser.room) as fetch:
                closer = LookCloser(fetch, parser.read, Random())  # noqa: S311  addresses that nobody has, no secret
                await InspectPages(closer, OwnPages(fetch), own, rules.hosts_under_way).inspect(urls, show)

    asyncio.run(inspect())


@dataclass
class OwnPages:
    """The few pages of ours that links lead to: a link to a broken one is first of all ours to mend."""

    fetch: Fetcher
    _visits: dict[str, asyncio.Task[Visit]] = field(default_factory=dict)

    async def look(self, judgement: Judgement) -> Judgement:
        """Each page is visited once, by the same manners as any other; what gives no answer changes nothing."""
        facts = judgement.facts
        visit = self._visit(facts.target_url) if facts is not None else None
        return judgement if visit is None else with_own_page(judgement, await asyncio.shield(visit))

    def _visit(self, url: str) -> asyncio.Task[Visit] | None:
        """Many links lead to the same page, and all of them wait for one visit."""
        if url not in self._visits and len(self._visits) < _MOST_OWN_PAGES:
            errand = Errand(within=_OWN_PAGE_SECONDS)
            self._visits[url] = asyncio.ensure_future(self.fetch.visit(url, fresh=True, errand=errand))
        return self._visits.get(url)


@dataclass
class InspectPages:
    """``at_once`` hosts are under way at the same time; the fetcher bounds how many of them are connected."""

    closer: LookCloser
    own_pages: OwnPages
    own: OwnDomains
    at_once: int
    _waiting: dict[str, deque[str]] = field(default_factory=dict)

    async def inspect(self, urls: Bundles, show: Show) -> None:
        """The order of answers is not that of the questions. Reading on waits while too many are unanswered."""
        slots = asyncio.Semaphore(self.at_once)
        room = asyncio.Semaphore(_LOOK_AHEAD)
        bundles = iter(urls)
        try:
            async with asyncio.TaskGroup() as hosts:
                while (bundle := await _next(bundles)) is not None:
                    for url in bundle:
                        await room.acquire()
                        self._add(url, lambda host: hosts.create_task(self._drain(host, slots, room, show)))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None  # the first failure ended the others

    def _add(self, url: str, start: Callable[[str], object]) -> None:
        host = _host(url)
        if host in self._waiting:
            self._waiting[host].append(url)
        else:
            self._waiting[host] = deque([url])
            start(host)

    async def _drain(self, host: str, slots: asyncio.Semaphore, room: asyncio.Semaphore, show: Show) -> None:
        waiting = self._waiting[host]
        while waiting:
            async with slots:
                show(await self._look(waiting.popleft()))
            room.release()
        del self._waiting[host]

    async def _look(self, url: str) -> Mapping[str, Any]:
        sight = await self.closer.look(Subject(url, self.own))
        return inspection(sight.visit, sight.page, await self.own_pages.look(sight.judgement))


async def _next(bundles: Iterator[Sequence[str]]) -> Sequence[str] | None:
    """The next bundle, None at the end. Its thread is a daemon: a wait for more must not outlive the command."""
    arrived: Future[Sequence[str] | None] = Future()
    arrived.set_running_or_notify_cancel()

    def wait() -> None:
        try:
            arrived.set_result(next(bundles, None))
        except OSError as error:
            arrived.set_exception(error)

    Thread(target=wait, name="bundles", daemon=True).start()
    return await asyncio.wrap_future(arrived)


def _host(url: str) -> str:
    """What takes turns with what: pages of one host are visited one after the other."""
    try:
        return lane(page_address(url).host)
    except AddressError:
        return url  # the visit will say what is wrong with it
