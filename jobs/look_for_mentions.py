"""Visits one page, or reads a saved one, and says where it names brands and how it links to their site."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from random import Random

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.brand_terms import BrandTerms
from jobs.analysis.link_status import OwnPlaces, link_status, own_targets
from jobs.analysis.mention_report import MentionReading
from jobs.analysis.mentions import read_mentions
from jobs.analysis.pages import Page, PageLink
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.visit import Trouble
from jobs.look_closer import LookCloser
from jobs.parse_pages import PageParser
from jobs.web.fetcher import Fetcher
from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules
from storage.domain import Brand, Conclusion, LinkStatus, Verdict

_GONE = frozenset({404, 410})
_MOST_TARGETS = 3
_SEEN_WITHOUT_LINK = frozenset(
    {Verdict.REMOVED, Verdict.PLAIN_MENTION, Verdict.ROTATED, Verdict.MOVED_LOST, Verdict.JS_ONLY}
)


@dataclass(frozen=True)
class Wanted:
    """The brands to look for, and where they are at home."""

    brands: tuple[Brand, ...]
    own: OwnDomains

    @cached_property
    def places(self) -> OwnPlaces:
        profiles = tuple([profile for brand in self.brands for profile in brand.profiles])
        return OwnPlaces(self.own, profiles, self.brands)

    @property
    def terms(self) -> BrandTerms:
        return self.places.terms


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One look at a page. ``page`` is None where it could not be seen as its readers see it; ``url`` is where it ended.

    ``is_offline``: our own line is down, so that nobody looked at all.
    """

    reading: MentionReading
    page: Page | None
    url: str
    is_gone: bool = False
    is_offline: bool = False
    is_refused: bool = False


def mentions_on(
    page: Page, wanted: Wanted, followed: Sequence[PageLink] = (), broken: Sequence[str] = ()
) -> MentionReading:
    """Of a page that was read with every link."""
    status = link_status(page, wanted.places, followed, broken)
    return MentionReading(read_mentions(page, wanted.terms), status)


def look_for_mentions(rules: FetchRules, now: Callable[[], datetime], url: str, wanted: Wanted) -> MentionReading:
    async def look() -> MentionReading:
        with PageParser() as parser:
            async with open_fetcher(rules, now, room=parser.room) as fetch:
                closer = LookCloser(fetch, parser.read, Random())  # noqa: S311  addresses that nobody has, no secret
                return await LookForMentions(fetch, closer, parser).look(url, wanted)

    return asyncio.run(look())


@dataclass(frozen=True)
class LookForMentions:
    """A page that could not be seen as its readers see it names nobody, as far as we know."""

    fetch: Fetcher
    closer: LookCloser
    parser: PageParser

    async def look(self, url: str, wanted: Wanted) -> MentionReading:
        return (await self.see(url, wanted)).reading

    async def see(self, url: str, wanted: Wanted) -> SeenPage:
        """The same, with the page itself."""
        sight = await self.closer.look(Subject(url, wanted.own, is_expected=False))
        page = await self._every_link(sight)
        visit = sight.visit
        return SeenPage(
            await self._reading(sight, page, wanted),
            page,
            visit.final_url,
            is_gone=visit.status in _GONE,
            is_offline=visit.trouble is Trouble.OFFLINE,
            is_refused=sight.judgement.conclusion is Conclusion.REFUSED,
        )

    async def _reading(self, sight: Sight, page: Page | None, wanted: Wanted) -> MentionReading:
        if page is None:
            return MentionReading((), LinkStatus.UNVERIFIED, sight.judgement.reason)
        followed = [link for link in sight.judgement.links if link.via]
        broken = await self._broken(page, followed, wanted.own)
        # Nobody waits for a page that takes long: its words are read when they are first asked for.
        found = await asyncio.to_thread(mentions_on, page, wanted, followed, broken)
        if found.linked is LinkStatus.UNLINKED and sight.judgement.verdict is Verdict.JS_ONLY:
            return replace(found, linked=LinkStatus.UNVERIFIED, reason=sight.judgement.reason)
        return found

    async def _every_link(self, sight: Sight) -> Page | None:
        """The page once more, if it is what its readers see."""
        judgement = sight.judgement
        if judgement.conclusion is not Conclusion.LIVE and judgement.verdict not in _SEEN_WITHOUT_LINK:
            return None
        return (await self.parser.read(sight.visit, None))[1]

    async def _broken(self, page: Page, followed: Sequence[PageLink], own: OwnDomains) -> list[str]:
        targets = dict.fromkeys((*own_targets(page, own), *(link.target_url for link in followed)))
        visits = {target: await self.fetch.visit(target) for target in list(targets)[:_MOST_TARGETS]}
        return [target for target, visit in visits.items() if visit.status in _GONE]
