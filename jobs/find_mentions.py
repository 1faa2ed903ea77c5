"""Visits the pages that sources named: what a witness says is news only when we have seen it ourselves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jobs.analysis.addresses import OwnDomains, page_address
from jobs.look_for_mentions import LookForMentions, Wanted
from jobs.record_mentions import RecordMentions, SeenCandidate
from storage.candidates import NamedPage
from storage.domain import Brand, Candidate, CandidateId, ChangeKind, Site, SiteId, Verdict, WorkspaceId
from storage.domain import Wanted as Asked
from storage.store import Store
from storage.transactions import Transaction

_AT_ONCE = 24
_OF_ONE_DOMAIN = 3  # they wait for each other, and all others for the slowest
_LOST_LATELY = timedelta(days=7)
_MOST_LOST = 200
_PUT_OFF = timedelta(hours=1)
LOST_LINKS = "lost link"  # the witness of a link that was taken away: its page may name us still


@dataclass(frozen=True)
class FindMentions:
    """``off_loop`` runs a storage call without holding up the visits. Safe to repeat, to skip and to run late."""

    store: Store
    look: LookForMentions
    record: RecordMentions
    off_loop: Callable[[Callable[[], Any]], Awaitable[Any]]
    now: Callable[[], datetime]
    is_paused: Callable[[], bool] = lambda: False

    async def find(self) -> int:
        """Look at the pages that are due, some at a time; returns how many were looked at."""
        if self.is_paused():
            return 0
        due: Sequence[_Due] = await self.off_loop(self._due)
        outcomes = await asyncio.gather(*[self._see(one) for one in due], return_exceptions=True)
        faulty = [(one.candidate.id, fault) for one, fault in zip(due, outcomes, strict=True) if fault is not None]
        if faulty:  # all others have been looked at by now
            await self.off_loop(lambda: self._put_off([candidate_id for candidate_id, _ in faulty]))
            raise faulty[0][1]
        return len(due)

    async def _see(self, one: _Due) -> None:
        seen = await self.look.see(one.candidate.url, one.wanted)
        if not seen.is_offline:
            found = SeenCandidate(one.workspace_id, one.site, one.candidate, one.wanted, seen)
            await self.off_loop(lambda: self.record.record(found))

    def _put_off(self, ids: Sequence[CandidateId]) -> None:
        """Pages that we fail to look at must not stand at the front for ever."""
        with self.store.system() as tx:
            tx.candidates.put_off(ids, self.now() + _PUT_OFF)

    def _due(self) -> tuple[_Due, ...]:
        with self.store.surveying() as tx:
            due = tx.candidates.due(self.now(), _AT_ONCE, _OF_ONE_DOMAIN)
        wanted: dict[SiteId, tuple[Site, Wanted]] = {}  # once for all pages of a site: its terms are costly to build
        for workspace_id, candidate in due:
            if candidate.site_id not in wanted:
                with self.store.reading(workspace_id) as tx:
                    site = tx.sites.get(candidate.site_id)
                    if site is not None:
                        wanted[site.id] = (site, wanted_of(tx, site))
        return tuple([_Due(id_, *wanted[one.site_id], one) for id_, one in due if one.site_id in wanted])

    def prepare(self) -> None:
        """A tick: open again what was muted until now, and have pages looked at that took our link away lately.

        Such a page may name us still, which makes it a mention by itself.
        """
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            with self.store.reading(workspace.id) as tx:
                lost = [(site, self._lost(tx, site)) for site in tx.sites.all() if site.settings.brands]
            for site, pages in lost:
                with self.store.transaction(workspace.id) as tx:
                    tx.candidates.hear(site.id, LOST_LINKS, pages, self.now())
                    tx.mentions.wake(site.id, self.now())

    def _lost(self, tx: Transaction, site: Site) -> list[NamedPage]:
        """Links taken off pages that are there still, of which nobody made a candidate yet."""
        since = site.time(self.now()) - _LOST_LATELY
        lost = tx.changes.recent(site.id, {ChangeKind.LOST}, since, _MOST_LOST)
        pages = [page_address(told.link.source_url) for told in lost.shown if told.change.verdict is Verdict.REMOVED]
        return [
            NamedPage(
                page.key,
                page.key,
                Candidate(CandidateId(0), site.id, page.url, page.domain, Asked.MENTIONS, self.now()),
            )
            for page in pages
            if tx.candidates.by_key(site.id, page.key) is None
        ]


@dataclass(frozen=True, slots=True)
class _Due:
    workspace_id: WorkspaceId
    site: Site
    wanted: Wanted
    candidate: Candidate


def wanted_of(tx: Transaction, site: Site) -> Wanted:
    """A site's brands, and the terms that its team watches, as what to look for on a page."""
    terms = tuple([Brand((term,)) for term in tx.brands.terms(site.id)])
    brands = (*tx.brands.of_site(site), *terms)
    domains = tuple(dict.fromkeys((*site.settings.domains, *(own for brand in brands for own in brand.own_domains))))
    return Wanted(brands, OwnDomains(domains))
