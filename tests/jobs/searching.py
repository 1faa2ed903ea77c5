"""A site whose brand is searched for: a source names pages of the loopback web, and the worker's way looks at them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from jobs.analysis.unwrapping import mention_address
from jobs.find_mentions import FindMentions
from jobs.look_closer import LookCloser
from jobs.look_for_mentions import LookForMentions
from jobs.parse_pages import PageParser
from jobs.record_mentions import RecordMentions
from jobs.web.opening import open_fetcher
from storage.candidates import NamedPage
from storage.domain import Backlink, Brand, Candidate, CandidateId, LinkState, Mention, Site, SiteSettings, Wanted
from tests.analysis.visits import PROSE, html
from tests.jobs.world import DAY, World
from tests.servers.web import Reply, SiteServer


@dataclass
class Search:
    """acme.com with the brand Acme Rockets; pages are named by a source called news, and then looked at."""

    world: World
    server: SiteServer
    said: int = 0

    @property
    def site(self) -> Site:
        with self.world.store.reading(self.world.workspace_id) as tx:
            site = tx.sites.get(self.world.site.id)
        assert site is not None
        return site

    def name(self, where: str, body: str | Reply, **words: Any) -> str:
        """Put a page there, and have the source name it."""
        url = self.server.put(where, body if isinstance(body, Reply) else body.encode())
        self.hear(url, **words)
        return url

    def hear(self, url: str, source: str = "news", **words: Any) -> None:
        self.said += 1
        page, now = mention_address(url), self.world.clock()
        said = Candidate(CandidateId(0), self.site.id, page.url, page.domain, Wanted.MENTIONS, now, **words)
        with self.world.store.transaction(self.world.workspace_id) as tx:
            tx.candidates.hear(self.site.id, source, [NamedPage(page.key, b"%016d" % self.said, said)], now)

    def look(self) -> int:
        """Let every page that is due be looked at."""

        async def off_loop(call: Callable[[], Any]) -> Any:
            return await asyncio.to_thread(call)

        async def run() -> int:
            with PageParser() as parser:
                async with open_fetcher(self.server.rules(), self.world.clock, room=parser.room) as fetch:
                    look = LookForMentions(fetch, LookCloser(fetch, parser.read, Random(1)), parser)
                    record = RecordMentions(self.world.store, self.world.clock)
                    find = FindMentions(self.world.store, look, record, off_loop, self.world.clock)
                    find.prepare()
                    return await find.find()

        return asyncio.run(run())

    @property
    def mentions(self) -> tuple[Mention, ...]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return tx.mentions.lately(self.site.id, self.world.clock() - 1_000 * DAY, 1_000)

    @property
    def only(self) -> Mention:
        (mention,) = self.mentions
        return mention

    @property
    def links(self) -> list[Backlink]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return list(tx.backlinks.list(self.site.id, set(LinkState), 10))

    def call(self, brand: Brand) -> None:
        """Search for this brand from now on."""
        with self.world.store.transaction(self.world.workspace_id) as tx:
            tx.sites.change(self.site.id, SiteSettings(("acme.com",), (brand.name,), "C0LINKS"))
            tx.brands.keep(self.site.id, brand)


def a_search(world: World, server: SiteServer) -> Search:
    search = Search(world, server)
    search.call(Brand(("Acme Rockets",)))
    return search


def article(said: str, around: str = "") -> str:
    return html(f"<article><h1>On rockets</h1><p>{PROSE}</p><p>{said}</p><p>{PROSE}</p></article>{around}")
