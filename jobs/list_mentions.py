"""Answers where a site's brands are named, lane by lane, with what a person needs to decide about each page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.find_site import find_site
from jobs.sources.registry import SOURCES
from storage.domain import Lane, Mention, MentionCard, MentionId, MentionState, Site, SiteId, Witness, WorkspaceId
from storage.store import Store
from storage.transactions import Transaction

PER_PAGE = 10

_TITLES = {kind.name: kind.title for kind in SOURCES}


@dataclass(frozen=True, slots=True)
class MentionPage:
    """Some mentions of one lane, the best first. ``start`` is where among all of the lane they begin.

    ``counts`` are the open ones of every lane. ``next_start`` is None on the last page.
    """

    site: Site
    lane: Lane
    cards: tuple[MentionCard, ...]
    counts: Mapping[Lane, int]
    start: int = 0
    next_start: int | None = None


@dataclass(frozen=True)
class ListMentions:
    store: Store
    now: Callable[[], datetime]

    def page(self, workspace_id: WorkspaceId, lane: Lane, what: str | None, near: str | None = None) -> MentionPage:
        """The ten best of a lane."""
        with self.store.reading(workspace_id) as tx:
            return _page(tx, find_site(tx, what, near), lane, 0)

    def page_of(self, workspace_id: WorkspaceId, site_id: SiteId, lane: Lane, start: int) -> MentionPage | None:
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            return None if site is None else _page(tx, site, lane, start)

    def same(
        self, workspace_id: WorkspaceId, site_id: SiteId, lane: Lane, start: int, ids: Sequence[MentionId]
    ) -> MentionPage | None:
        """The page that showed these, with each as it is now, whatever has been decided of it."""
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            return None if site is None else _around(tx, site, lane, start, tx.mentions.some(ids))

    def cards(self, workspace_id: WorkspaceId, ids: Collection[MentionId]) -> tuple[MentionCard, ...]:
        with self.store.reading(workspace_id) as tx:
            return cards_of(tx, tx.mentions.some(ids))


def cards_of(tx: Transaction, mentions: Sequence[Mention]) -> tuple[MentionCard, ...]:
    """Each mention with its copies, its witnesses and what was said of it."""
    witnesses = tx.candidates.witnesses([one.candidate_id for one in mentions if one.candidate_id is not None])
    copies: dict[MentionId, int] = {}
    for site_id in {one.site_id for one in mentions}:
        copies |= tx.mentions.copies(site_id, [one.id for one in mentions if one.site_id == site_id])
    asked = tx.prospects.about_mentions([one.id for one in mentions])
    votes = {one: tx.brands.count_votes(*one) for one in {(one.site_id, one.brand) for one in mentions}}
    return tuple(
        [
            MentionCard(
                one,
                copies.get(one.id, 0),
                _titled(witnesses.get(one.candidate_id, ()) if one.candidate_id is not None else ()),
                None if one.vote is None else tx.brands.vote_on(one.site_id, one.brand, one.page_key),
                votes[one.site_id, one.brand],
                asked[one.id].ticket if one.id in asked else "",
            )
            for one in mentions
        ]
    )


def _titled(witnesses: Sequence[Witness]) -> tuple[str, ...]:
    return tuple([_TITLES.get(witness.source, witness.source) for witness in witnesses])


def _page(tx: Transaction, site: Site, lane: Lane, start: int) -> MentionPage:
    return _around(tx, site, lane, start, tx.mentions.listed(site.id, lane, PER_PAGE, start))


def _around(tx: Transaction, site: Site, lane: Lane, start: int, mentions: Sequence[Mention]) -> MentionPage:
    """What has left the lane since moves the next page up."""
    counts = tx.mentions.count(site.id)
    following = start + sum(1 for one in mentions if one.lane is lane and one.state is MentionState.OPEN)
    following = following if following < counts[lane] else 0
    return MentionPage(site, lane, cards_of(tx, mentions), counts, start, following or None)
