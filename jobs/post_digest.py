"""Tells a team, once a day at its own hour, what was truly lost, won or changed on a site."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.analysis.digest_times import local_date, next_digest_at
from jobs.list_mentions import cards_of
from storage.domain import ChangeKind, Digest, OpenedDigest, Prospect, Section, Site, SiteId, Thread, WorkspaceId
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

logger = logging.getLogger(__name__)

_MOST_LINES = 5_000  # beyond the ten that a section shows, they go into its CSV file
_MOST_HELD = 100
_MOST_MENTIONS = 10
_MOST_APPROVALS = 10
_FIRST = "first look"  # stands where other digests have their date
_NOTHING = Section(shown=(), links=0, domains=0)


@dataclass(frozen=True)
class PostDigest:
    """``render`` turns a digest into a thread, or into None on a day without news."""

    store: Store
    render: Callable[[Digest, str], Thread | None]
    now: Callable[[], datetime]

    def post_due(self) -> int:
        """Post every digest whose hour has come, and say where we start from as soon as a first look is done.

        Returns how many sites were looked at.
        """
        with self.store.surveying() as tx:
            due = tx.clock.due_digests(self.now())
            looked_at = tx.clock.first_looks_done()
        for site in looked_at:
            self._post_first(site.workspace_id, site.id)
        for digest in due:
            self.post(digest.workspace_id, digest.site.id)
        return len(due) + len(looked_at)

    def post(self, workspace_id: WorkspaceId, site_id: SiteId) -> bool:
        """Gather, render, mark as announced and queue in one transaction, at most once per site and local date.

        Returns whether there was anything to post.
        """
        with self.store.transaction(workspace_id) as tx:
            site = tx.sites.get(site_id)
            if site is None:
                return False
            moment = site.time(self.now())
            date = local_date(site.settings.schedule, moment)
            last = tx.digests.last(site_id)
            is_baseline = _is_baseline(site, last)
            digest_id = tx.digests.open(site_id, date, moment)
            tx.sites.schedule_digest(site_id, next_digest_at(site.settings.schedule, moment) - site.clock_offset)
            if digest_id is None or site.settings.channel_id is None:
                return False
            digest = _gather(tx, site, moment, is_baseline)
            if last is not None:
                digest = replace(digest, won=_won(tx, site_id, last.opened_at, moment))
            thread = self.render(digest, f"digest/{site_id}/{date}")
            if thread is not None:
                if not digest.is_baseline:  # it tells where we start from; changes wait for the next one
                    tx.changes.announce(site_id, digest_id, tx.changes.last_id(site_id))
                    tx.linked_pages.tell(digest.own_pages)
                    tx.mentions.tell(site_id, moment)
                failpoint("digest.before_outbox")
                tx.outbox.put(thread, self.now())
        failpoint("digest.after_commit")
        logger.info("digest gathered", extra={"site": site.domain, "date": date, "posted": thread is not None})
        return thread is not None

    def _post_first(self, workspace_id: WorkspaceId, site_id: SiteId) -> None:
        with self.store.transaction(workspace_id) as tx:
            site = tx.sites.get(site_id)
            if site is None or not _is_baseline(site, tx.digests.last(site_id)):
                return
            moment = site.time(self.now())
            thread = self.render(_gather(tx, site, moment, is_baseline=True), f"digest/{site_id}/{_FIRST}")
            if thread is not None and tx.digests.open(site_id, _FIRST, moment) is not None:
                tx.outbox.put(thread, self.now())


def _is_baseline(site: Site, last: OpenedDigest | None) -> bool:
    """Whether this is the first digest since the site's first links came in."""
    return site.baseline_at is not None and (last is None or last.opened_at < site.baseline_at)


def _won(tx: Transaction, site_id: SiteId, since: datetime, until: datetime) -> tuple[Prospect, ...]:
    """Won since the last digest was gathered: each is told by exactly one."""
    return tuple([one for one in tx.prospect_lists.won_since(since, site_id) if one.won_at and one.won_at < until])


def _gather(tx: Transaction, site: Site, moment: datetime, is_baseline: bool) -> Digest:
    sections = tx.changes.unannounced(site.id, limit_per_kind=_MOST_LINES)
    mentions = tx.mentions.news(site.id, _MOST_MENTIONS)
    return Digest(
        site=site,
        local_date=local_date(site.settings.schedule, moment),
        gathered_at=moment,
        lost=sections.get(ChangeKind.LOST, _NOTHING),
        changed=sections.get(ChangeKind.CHANGED, _NOTHING),
        new=sections.get(ChangeKind.NEW, _NOTHING),
        recovered=sections.get(ChangeKind.RECOVERED, _NOTHING),
        tally=tx.backlinks.tally(site.id, moment),
        incidents=tx.changes.incidents(sections.values()),
        own_pages=tx.linked_pages.news(site.id),
        is_baseline=is_baseline,
        held=tx.backlinks.held(site.id, _MOST_HELD),
        mentions=mentions,
        mention_cards=cards_of(tx, mentions.shown),
        to_approve=tx.prospects.waiting(site.id),
        approvals=tx.prospects.queue(site.id, _MOST_APPROVALS),
    )
