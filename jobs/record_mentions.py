"""Writes down what we saw of a page that a source named: a link to be watched, a mention, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.analysis.addresses import AddressError, PageAddress
from jobs.analysis.disambiguation import learned
from jobs.analysis.exclusions import Circumstances
from jobs.analysis.mention_views import Known, View, copy_of, mention_from, unseen_mention
from jobs.analysis.mentions import BrandMention
from jobs.analysis.ranks import authority_of
from jobs.analysis.syndication import clusters
from jobs.analysis.unwrapping import adopted, mention_address
from jobs.look_for_mentions import SeenPage, Wanted
from jobs.own_titles import TitlesOfSites
from storage.domain import (
    Brand,
    Candidate,
    Lane,
    LinkStatus,
    Mention,
    MentionId,
    MentionPlace,
    MentionState,
    NewLink,
    RankList,
    Site,
    WorkspaceId,
)
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

_LINKED = frozenset(
    {LinkStatus.LINKED, LinkStatus.LINKED_NOFOLLOW, LinkStatus.LINKED_VIA_REDIRECT, LinkStatus.LINKED_BROKEN}
)
_TRIED_AGAIN = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7))
_LOOKED_AGAIN = timedelta(days=14)
_LOOKS = 12
_STILL_OPEN = frozenset({Lane.ASK, Lane.AMBIGUOUS})
_FOUND_BY = "source"
_COPIED_WITHIN = timedelta(days=30)
_MOST_COMPARED = 500


@dataclass(frozen=True, slots=True)
class SeenCandidate:
    """What one look at a page gave, and for whom it was looked at."""

    workspace_id: WorkspaceId
    site: Site
    candidate: Candidate
    wanted: Wanted
    seen: SeenPage

    @property
    def address(self) -> PageAddress:
        """Where the page ended, or what it calls itself: an article that moved is the same article."""
        page = self.seen.page
        try:
            return mention_address(adopted(self.seen.url, page.canonical_url if page else None))
        except AddressError:
            return mention_address(self.candidate.url)


@dataclass(frozen=True)
class RecordMentions:
    """One transaction for each page, behind the candidate's own fence: whoever comes second drops what he saw."""

    store: Store
    now: Callable[[], datetime]
    titles: TitlesOfSites = field(default_factory=TitlesOfSites)

    def record(self, found: SeenCandidate) -> None:
        ranks = self._authority(found)
        with self.store.transaction(found.workspace_id) as tx:
            mentions = self._mentions(tx, found, ranks)
            again_at = _again_at(found, mentions, self.now())
            if not tx.candidates.seen(found.candidate, again_at):
                return
            if found.seen.reading.linked in _LINKED:
                self._watch(tx, found)
            named = {mention.brand for mention in mentions}
            for old in tx.mentions.of_page(found.site.id, found.address.key):
                if found.seen.page is not None and old.brand not in named and old.state is not MentionState.GONE:
                    tx.mentions.set_state(old.id, MentionState.GONE)
            for mention in mentions:
                _group(tx, tx.mentions.record(mention), mention)
            failpoint("mention.before_commit")
        failpoint("mention.after_commit")

    def _authority(self, found: SeenCandidate) -> int | None:
        """What the source said of the domain, else its rank."""
        if found.candidate.authority is not None:
            return found.candidate.authority
        with self.store.surveying() as tx:
            ranked = tx.ranks.of(RankList.COMMON_CRAWL, [found.address.domain])
        return authority_of(ranked[found.address.domain].position) if ranked else None

    def _watch(self, tx: Transaction, found: SeenCandidate) -> None:
        """A page that links is watched from now on; the verifier's own look makes it news, or not."""
        candidate, address = found.candidate, found.address
        _, is_new = tx.backlinks.add(
            found.site.id,
            NewLink(
                source_url=address.url,
                source_key=address.key,
                source_host=address.host,
                source_domain=address.domain,
                target_url=candidate.target_url or f"https://{found.site.domain}/",
                added_by=_FOUND_BY,
                quiet=candidate.quiet,
                authority=candidate.authority,
            ),
            self.now(),
        )
        if is_new:
            tx.sites.set_baseline(found.site.id, found.site.time(self.now()))

    def _mentions(self, tx: Transaction, found: SeenCandidate, authority: int | None) -> tuple[Mention, ...]:
        page = found.seen.page
        if found.seen.is_gone:
            return ()
        if page is None:
            return tuple(_unseen(found))
        by_brand: dict[Brand, list[BrandMention]] = {}
        for one in found.seen.reading.mentions:
            by_brand.setdefault(one.brand, []).append(one)
        now = found.site.time(self.now())
        return tuple(
            [
                mention_from(
                    View(found.candidate, found.address, page, brand, tuple(places), found.seen.reading.linked),
                    self._known(tx, found, brand, authority),
                    now,
                )
                for brand, places in by_brand.items()
            ]
        )

    def _known(self, tx: Transaction, found: SeenCandidate, brand: Brand, authority: int | None) -> Known:
        site = found.site
        before = tx.mentions.by_page(site.id, found.address.key, brand.name)
        return Known(
            site,
            Circumstances(found.wanted.own, brand.competitors, tx.brands.muted(site.id, self.now())),
            learned(tx.brands.votes(site.id, brand.name)),
            self.titles.of(tx, site, self.now()),
            vote=before.vote if before else None,
            authority=authority,
        )


def _group(tx: Transaction, mention_id: MentionId, mention: Mention) -> None:
    """Join it with the pages that carry the same text: one card stands for all of them."""
    if mention.place is not MentionPlace.MAIN:
        return
    lately = tx.mentions.lately(mention.site_id, mention.found_at - _COPIED_WITHIN, _MOST_COMPARED)
    alike = {one.id: one for one in reversed(lately) if one.brand == mention.brand and one.place is MentionPlace.MAIN}
    for cluster in clusters([copy_of(one) for one in alike.values()]):
        ids = {cluster.representative.id, *(copy.id for copy in cluster.copies)}
        members = [one for one in alike if one in ids]
        if mention_id in ids and len(ids) > 1:
            (original,) = (one for one in members if one == cluster.representative.id)
            tx.mentions.regroup(mention.site_id, original, members)


def _unseen(found: SeenCandidate) -> list[Mention]:
    """Only where a witness quotes the name: a page nobody could see is no mention by itself."""
    terms = found.wanted.terms
    said = f"{found.candidate.title}\n{found.candidate.snippet}"
    named = {terms.brands[hit.brand] for hit in terms.find(said)}
    why = found.seen.reading.reason
    return [unseen_mention(found.candidate, found.address, brand, why, found.site) for brand in named]


def _again_at(found: SeenCandidate, mentions: tuple[Mention, ...], now: datetime) -> datetime | None:
    """A page that did not answer is tried a few times; one we may ask is looked at again, for it may link by then."""
    attempts = found.candidate.attempts
    if found.seen.page is None and not found.seen.is_gone and not found.seen.is_refused:
        return now + _TRIED_AGAIN[attempts] if attempts < len(_TRIED_AGAIN) else None
    if attempts < _LOOKS and any(mention.lane in _STILL_OPEN for mention in mentions):
        return now + _LOOKED_AGAIN
    return None
