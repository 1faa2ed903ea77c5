"""Makes prospects of everything that was found: mentions, losses, nofollows, broken pages of our own, and by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from jobs.analysis.addresses import OwnDomains, understand_page
from jobs.analysis.expected_value import win_rates
from jobs.analysis.opportunities import by_hand, from_broken_page, from_loss, from_mention, from_nofollow
from jobs.failures import Failures
from jobs.find_site import find_site
from jobs.outreach_books import OutreachBooks
from storage.domain import AuditEntry, NewProspect, Prospect, ProspectCard, Site, SiteId, WorkspaceId
from storage.errors import AnchorwatchError
from storage.opportunities import Fit
from storage.store import Store
from storage.transactions import Transaction

logger = logging.getLogger(__name__)

T = TypeVar("T")

_AT_ONCE = 50
_WEIGHED_AGAIN = timedelta(hours=1)  # the operator's list and rules may be others by then
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
    failures: Failures = field(default_factory=Failures, init=False)

    def propose(self) -> int:
        """Returns how many prospects are new."""
        with self.store.surveying() as system:
            sites = system.opportunities.sites(self._fit(self.now()))
        return self.failures.each(self.now(), sites, lambda site: site, lambda site: self._propose(*site))

    def _propose(self, workspace_id: WorkspaceId, site_id: SiteId) -> int:
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            news, unfit = self._found(tx, site) if site is not None else ([], [])
        if site is None or not (news or unfit):
            return 0
        with self.store.transaction(workspace_id) as tx:
            now = site.time(self.now())
            tx.opportunities.put_by(site_id, unfit, now, now + _WEIGHED_AGAIN)
            added = [self._add(tx, site, one) for one in news]
        number = sum(one is not None for one in added)
        if number:
            logger.info("prospects proposed", extra={"site": site.domain, "prospects": number})
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

    def _found(self, tx: Transaction, site: Site) -> tuple[list[NewProspect], list[str]]:
        """The most valuable first: of several of one domain the first becomes the prospect.

        With the subjects of those that nobody could approve.
        """
        unfit: list[str] = []
        now, found = site.time(self.now()), tx.opportunities
        rates, fit = win_rates(tx.prospects.outcomes()), self._fit(now)
        losses = self._allowed(
            tx,
            lambda offset: found.losses(site.id, fit, _AT_ONCE, offset),
            lambda told: from_loss(told, rates, now),
            unfit,
        )
        nofollows = self._allowed(
            tx,
            lambda offset: found.nofollowed(site.id, fit, _AT_ONCE, offset),
            lambda told: from_nofollow(told, rates, now),
            unfit,
        )
        mentions = self._allowed(
            tx,
            lambda offset: found.mentions(site.id, fit, _AT_ONCE, offset),
            lambda one: from_mention(one, rates, now),
            unfit,
        )
        broken = [from_broken_page(page, rates, now) for page in found.broken_pages(site.id)]
        return [*broken, *sorted([*losses, *nofollows, *mentions], key=lambda one: -one.value)], unfit

    def _allowed(
        self,
        tx: Transaction,
        read: Callable[[int], Sequence[T]],
        make: Callable[[T], NewProspect],
        unfit: list[str],
    ) -> list[NewProspect]:
        """Some that somebody could approve: what nobody could is noted, and never stands before all others."""
        offset = 0
        while part := read(offset):
            made = [(one, self._is_fit(tx, one)) for one in map(make, part)]
            unfit += [one.subject for one, is_fit in made if not is_fit]
            if fit := [one for one, is_fit in made if is_fit]:
                return fit
            offset += len(part)
        return []

    def _is_fit(self, tx: Transaction, new: NewProspect) -> bool:
        is_worth_it = new.value > 0 and new.score >= self.books.rules.min_score
        return is_worth_it and not self.books.is_forbidden(tx, new.url)

    def _fit(self, now: datetime) -> Fit:
        return Fit(now - _LATELY, now - self.books.rules.cool_down, self.books.rules.min_score, now)

    def _add(self, tx: Transaction, site: Site, new: NewProspect, ticket: str = "") -> Prospect | None:
        return tx.prospects.add(new, ticket or self.new_ticket(), site.time(self.now()))
