"""Reads the sitemaps of our own sites: where a broken page might lead, and what a mention might link to."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.sitemaps import MOST_PAGES, Sitemap, read_sitemap, sitemaps_in_robots
from jobs.analysis.visit import Trouble, Visit
from jobs.web.exchange import Headers
from jobs.web.fetcher import Errand, Fetcher
from storage.domain import Site
from storage.store import Store

logger = logging.getLogger(__name__)

InThread = Callable[..., Awaitable[Any]]

_EVERY = timedelta(days=7)
_WHILE_BROKEN = timedelta(hours=20)
_MOST_SITEMAPS = 20
_MOST_PLACES = 4
_ASKED_OF = 20
_USUAL = ("/sitemap.xml", "/sitemap_index.xml")


def _is_there(status: int, _headers: Headers) -> bool:
    """A packed sitemap calls itself many things."""
    return 200 <= status < 300


_READING = Errand(wants=_is_there)


@dataclass(frozen=True)
class ReadSitemaps:
    """``off_loop`` runs a storage call without holding up the visits, and ``in_thread`` the reading of what came back.

    Safe to repeat, to skip and to run late.
    """

    store: Store
    fetch: Fetcher
    off_loop: Callable[[Callable[[], Any]], Awaitable[Any]]
    in_thread: InThread
    now: Callable[[], datetime]

    async def read(self) -> int:
        """Read where it is time to; once a day while a page of the site is broken. Returns how many sites were due."""
        sites: tuple[Site, ...] = await self.off_loop(self._due)
        for site in sites:
            places: tuple[str, ...] = await self.off_loop(lambda: self._places(site))  # noqa: B023  (awaited at once)
            reading = _Reading(self.fetch, self.in_thread, OwnDomains(site.settings.domains))
            try:
                for place in places:
                    await reading.read(place)
            except _OfflineError:
                break
            await self.off_loop(lambda: self._record(site, reading))  # noqa: B023  (awaited at once)
        return len(sites)

    def _due(self) -> tuple[Site, ...]:
        with self.store.surveying() as tx:
            return tx.own_pages.sites_to_read(self.now(), _EVERY, _WHILE_BROKEN)

    def _places(self, site: Site) -> tuple[str, ...]:
        """Where the site's pages are, as far as links lead there; else where its domains say."""
        with self.store.reading(site.workspace_id) as tx:
            linked = tx.linked_pages.most_linked(site.id, _ASKED_OF)
        found: dict[str, str] = {}
        own = OwnDomains(site.settings.domains)
        for url in (*filter(own.owns, linked), *[f"https://{domain}/" for domain in site.settings.domains]):
            parts = urlsplit(url)
            found.setdefault(parts.netloc.removeprefix("www."), f"{parts.scheme}://{parts.netloc}/")
        return tuple(found.values())[:_MOST_PLACES]

    def _record(self, site: Site, reading: "_Reading") -> None:
        """Where nobody answered, the pages we knew stay."""
        with self.store.transaction(site.workspace_id) as tx:
            if reading.pages or not reading.had_trouble:
                tx.own_pages.replace_all(site.id, tuple(reading.pages)[:MOST_PAGES], self.now())
            else:
                tx.own_pages.note_reading(site.id, self.now())
        facts = {"site": site.domain, "sitemaps": reading.read_so_far, "pages": len(reading.pages)}
        logger.info("sitemaps read", extra=facts)


class _OfflineError(Exception):
    """Our own network is down: nobody was asked, so nothing was read."""


class _Reading:
    """One site's sitemaps: those that robots.txt names, else those in the usual places, and what they lead to."""

    def __init__(self, fetch: Fetcher, in_thread: InThread, own: OwnDomains) -> None:
        self._fetch = fetch
        self._in_thread = in_thread
        self._own = own
        self._seen: set[str] = set()
        self.pages: dict[str, None] = {}
        self.read_so_far = 0
        self.had_trouble = False

    async def read(self, place: str) -> None:
        robots = await self._visit(urljoin(place, "/robots.txt"))
        named = sitemaps_in_robots(robots.body, robots.final_url) if robots.status == 200 else ()
        if named:
            await self._read_all(named)
            return
        for usual in _USUAL:
            if await self._read_all([urljoin(place, usual)]):
                return

    async def _read_all(self, urls: Sequence[str]) -> bool:
        """Each once, and what indexes lead to. Returns whether any was a sitemap."""
        waiting, found = list(urls), False
        while waiting and self.read_so_far < _MOST_SITEMAPS and len(self.pages) < MOST_PAGES:
            url = waiting.pop(0)
            if url in self._seen:
                continue
            self._seen.add(url)
            sitemap = await self._one(url)
            found = found or bool(sitemap.pages or sitemap.sitemaps)
            self.pages.update(dict.fromkeys(sitemap.pages))
            waiting += sitemap.sitemaps[:_MOST_SITEMAPS]
        return found

    async def _one(self, url: str) -> Sitemap:
        self.read_so_far += 1
        visit = await self._visit(url)
        if visit.status != 200 or not visit.body:
            return Sitemap()
        said = visit.header("content-type") or ""
        sitemap: Sitemap = await self._in_thread(read_sitemap, visit.body, visit.final_url, self._own, said)
        return sitemap

    async def _visit(self, url: str) -> Visit:
        visit = await self._fetch.visit(url, errand=_READING)
        if visit.trouble is Trouble.OFFLINE:
            raise _OfflineError
        self.had_trouble = self.had_trouble or visit.status is None or visit.status >= 500
        return visit
