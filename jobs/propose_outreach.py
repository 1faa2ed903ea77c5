"""Makes prospects of everything that was found: mentions, losses, nofollows, broken pages of our own, and by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.analysis.addresses import OwnDomains, understand_page
from jobs.analysis.expected_value import win_rates
from jobs.analysis.opportunities import by_hand, from_broken_page, from_loss, from_mention, from_nofollow
from jobs.find_site import find_site
from jobs.outreach_books import OutreachBooks
from storage.domain import AuditEntry, NewProspect, Prospect, ProspectCard, Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store
from storage.transactions import Transaction

logger = logging.getLogger(__name__)

_AT_ONCE = 50
_LATELY = timedelta(days=90)  # who took a link away longer ago does not remember it


class AlreadyAskedError(AnchorwatchError):
    """One thing at a time is asked of a domain."""

    def __init__(self, known: Prospect) -> None:
        super().__init__(
            f"prospect {known.id} is open",
            f"{known.domain} has an open target already (#{known.id}, {known.state.value.replace('_', ' ')}): "
            "one thing at a time. `/outreach audit` with the domain shows its history.",
        )


class OwnPageError(AnchorwatchError):
    """Nobody asks themselves for a link."""


@dataclass(frozen=True)
class ProposeOutreach:
    """An idempotent tick: what is a prospect already is known by its subject."""

    store: Store
    books: OutreachBooks
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]

    def propose(self) -> int:
        """Returns how many prospects are new."""
        with self.store.surveying() as system:
            workspaces = system.workspaces.all()
        return sum(self._propose(workspace.id) for workspace in workspaces)

    def _propose(self, workspace_id: WorkspaceId) -> int:
        with self.store.reading(workspace_id) as tx:
            found = [(site, self._found(tx, site)) for site in tx.sites.all() if site.settings.channel_id]
        if not any(news for _, news in found):
            return 0
        with self.store.transaction(workspace_id) as tx:
            added = [self._add(tx, site, one) for site, news in found for one in news]
        number = sum(one is not None for one in added)
        logger.info("prospects proposed", extra={"prospects": number})
        return number

    def add(self, workspace_id: WorkspaceId, page: str, what: str | None, by: str, near: str | None) -> ProspectCard:
        """By hand. Raises a plain error when the page is no page, is ours, or its domain is being asked already."""
        address = understand_page(page)
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, what, near)
            if OwnDomains(site.settings.domains).owns_host(address.host):
                raise OwnPageError(f"{address.url} is a page of your own site {site.domain}.")
            known = tx.prospects.open_of(address.domain)
            if known is not None:
                raise AlreadyAskedError(known)
            ticket, at = self.new_ticket(), site.time(self.now())
            new = by_hand(site, address.url, by, f"person/{ticket}", win_rates(tx.prospects.outcomes()), at)
            prospect = self._add(tx, site, new, ticket)
            if prospect is None:
                raise AnchorwatchError(f"{address.domain} was added at the same moment by somebody else.")
            entry = AuditEntry(
                self.now(), by, "prospect added", prospect.url, {"prospect": prospect.id}, prospect.domain
            )
            tx.audit.add(entry)
            return self.books.card_of(tx, prospect)

    def _found(self, tx: Transaction, site: Site) -> list[NewProspect]:
        """The most certain first: of several of one domain the first becomes the prospect."""
        now = site.time(self.now())
        rates = win_rates(tx.prospects.outcomes())
        since = now - _LATELY
        broken = [from_broken_page(page, rates, now) for page in tx.linked_pages.broken(site.id)]
        losses = [from_loss(told, rates, now) for told in tx.opportunities.losses(site.id, since, _AT_ONCE)]
        nofollows = [
            from_nofollow(told, rates, now)
            for told in tx.opportunities.nofollowed(site.id, since, _AT_ONCE)
            if told.link.facts is not None and not told.link.facts.follow
        ]
        mentions = [from_mention(one, rates, now) for one in tx.opportunities.mentions(site.id, _AT_ONCE)]
        asked = sorted([*losses, *nofollows, *mentions], key=lambda one: -one.value)
        resting = tx.prospects.contacted_since(now - self.books.rules.cool_down)
        return [
            *[one for one in broken if tx.prospects.by_subject(one.subject) is None],
            *[one for one in asked if one.domain not in resting and self._is_fit(tx, one)],
        ]

    def _is_fit(self, tx: Transaction, new: NewProspect) -> bool:
        """What nobody could approve is no suggestion; it may become one later."""
        return new.score >= self.books.rules.min_score and not self.books.is_forbidden(tx, new.url)

    def _add(self, tx: Transaction, site: Site, new: NewProspect, ticket: str = "") -> Prospect | None:
        return tx.prospects.add(new, ticket or self.new_ticket(), site.time(self.now()))
