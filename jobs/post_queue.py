"""Shows a team what waits for its approval: one message a day and site, with the cards in its thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from jobs.analysis.digest_times import local_date
from jobs.failures import Failures
from jobs.outreach_books import OutreachBooks, card_key, queue_key, queue_of
from storage.domain import ProspectCard, Site, Thread, WorkspaceId
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

logger = logging.getLogger(__name__)

_CARDS = 10  # as many as a person decides on in one go


@dataclass(frozen=True)
class PostQueue:
    """An idempotent tick. On a day that brings nothing new it says nothing: ``OutreachBooks`` keeps the last message
    up to date."""

    store: Store
    books: OutreachBooks
    now: Callable[[], datetime]
    failures: Failures = field(default_factory=Failures, init=False)

    def post_due(self) -> int:
        """Returns how many messages were queued."""
        self._retell()
        with self.store.surveying() as system:
            news = system.prospects.sites_with_news()
        due = [one for one in news if self._is_time(one.site) and one.last_queue != self._date(one.site)]
        return self.failures.each(
            self.now(), due, lambda one: one.site.id, lambda one: self._post(one.workspace_id, one.site)
        )

    def _retell(self) -> None:
        """What was queued and never reached Slack was told to nobody: it comes with the next message."""
        with self.store.surveying() as system:
            buried = system.prospects.buried(_CARDS)
        for workspace_id, prospect in buried:
            with self.store.transaction(workspace_id) as tx:
                tx.prospects.advance(prospect, replace(prospect, told_at=None))

    def _post(self, workspace_id: WorkspaceId, site: Site) -> bool:
        """The message and its new cards in one transaction, at most once per site and local date."""
        with self.store.transaction(workspace_id) as tx:
            moment, fresh = site.time(self.now()), tx.prospects.untold(site.id, _CARDS)
            before = tx.prospects.last_queue(site.id)
            if not fresh or not self._is_below_digest(tx, site):
                return False
            if not tx.prospects.open_queue(site.id, self._date(site), moment):
                return False
            key = queue_key(site.id, self._date(site))
            parent = self.books.render_queue(queue_of(tx, site))
            if tx.outbox.put(Thread(key, site.settings.channel_id or "", parent), self.now()) is None:
                return False
            if before is not None:
                past = self.books.render_queue(replace(queue_of(tx, site), is_past=True))
                tx.outbox.edit(queue_key(site.id, before), past)
            for card in self.books.cards_of(tx, fresh):
                self._show(tx, key, card, moment)
            failpoint("queue.before_commit")
        failpoint("queue.after_commit")
        logger.info("queue posted", extra={"site": site.domain, "cards": len(fresh)})
        return True

    def _show(self, tx: Transaction, key: str, card: ProspectCard, moment: datetime) -> None:
        """One that came back has a card from before, where nobody looks any more."""
        before = card.prospect
        if before.cards:
            tx.outbox.edit(card_key(before), self.books.render(replace(card, is_old=True)))
        after = tx.prospects.advance(before, replace(before, told_at=moment, cards=before.cards + 1))
        tx.outbox.reply(key, card_key(after), self.books.render(replace(card, prospect=after)), self.now())

    def _is_time(self, site: Site) -> bool:
        """From the hour of the digest on. A demo's days begin when a person says so."""
        schedule = site.settings.schedule
        local = site.time(self.now()).astimezone(ZoneInfo(schedule.zone))
        return site.settings.channel_id is not None and (site.is_demo or local.time() >= schedule.at)

    def _is_below_digest(self, tx: Transaction, site: Site) -> bool:
        """Whether the digest of the day has been gathered, so that the two stand in this order."""
        next_digest_at = tx.sites.next_digest_at(site.id)
        return next_digest_at is not None and next_digest_at > self.now()

    def _date(self, site: Site) -> str:
        return local_date(site.settings.schedule, site.time(self.now()))
