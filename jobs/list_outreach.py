"""Answers what waits in outreach: a site's queue, a person's own targets, the links won, and how far all came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from jobs.analysis.duties import Duty
from jobs.analysis.expected_value import win_rates
from jobs.find_site import find_site
from jobs.outreach_books import OutreachBooks
from jobs.take_steps import NoSuchProspectError
from storage.domain import (
    Funnel,
    LinkedPage,
    Prospect,
    ProspectCard,
    ProspectId,
    Sighting,
    Site,
    SiteId,
    Waiting,
    WinRate,
    WorkspaceId,
)
from storage.store import Store
from storage.transactions import Transaction

PER_PAGE = 10
WON_WITHIN = timedelta(days=180)
_WEEK = timedelta(days=7)
_MOST_ROWID = 2**63


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some of what waits for a decision on a site, the most valuable first, from ``start`` on.

    ``unready`` counts the suggestions that nobody is shown, by what our visit found; ``broken`` our own broken pages.
    """

    site: Site
    cards: tuple[ProspectCard, ...]
    waiting: Waiting
    unready: Mapping[Sighting, int]
    broken: int = 0
    start: int = 0

    @property
    def next_start(self) -> int | None:
        """None on the last page."""
        following = self.start + len(self.cards)
        return following if self.cards and following < self.waiting.prospects else None


@dataclass(frozen=True, slots=True)
class Chore:
    """Something a person has to do about a prospect."""

    duty: Duty
    prospect: Prospect
    site: Site


@dataclass(frozen=True, slots=True)
class Wins:
    """The links won lately, the latest first. ``site`` is None for those of all sites."""

    site: Site | None
    won: tuple[Prospect, ...]
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class OutreachFigures:
    """``approved`` of ``quota`` this week, site by site; ``median`` is from the letter to the link, lately."""

    site: Site | None
    funnel: Funnel
    median: timedelta | None
    approved: tuple[tuple[Site, int], ...]
    quota: int
    rates: tuple[WinRate, ...]


@dataclass(frozen=True, slots=True)
class OutreachAtHome:
    """``chores`` are the viewer's own; of each site what waits, and how far all of it came."""

    chores: tuple[Chore, ...]
    of_sites: Mapping[SiteId, tuple[Waiting, Funnel]]


@dataclass(frozen=True)
class ListOutreach:
    store: Store
    books: OutreachBooks
    now: Callable[[], datetime]

    def queue(self, workspace_id: WorkspaceId, what: str | None, near: str | None = None) -> QueuePage:
        with self.store.reading(workspace_id) as tx:
            return self._page(tx, find_site(tx, what, near), 0)

    def queue_of(self, workspace_id: WorkspaceId, site_id: SiteId, start: int) -> QueuePage | None:
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            return None if site is None else self._page(tx, site, start)

    def broken_pages(self, workspace_id: WorkspaceId, site_id: SiteId) -> tuple[Site, tuple[LinkedPage, ...]] | None:
        """Pages of our own that others link to: nobody has to be asked to mend them."""
        with self.store.reading(workspace_id) as tx:
            site = tx.sites.get(site_id)
            return None if site is None else (site, tx.linked_pages.broken(site_id))

    def mine(self, workspace_id: WorkspaceId, user_id: str) -> tuple[Chore, ...]:
        with self.store.reading(workspace_id) as tx:
            return self._chores(tx, user_id)

    def won(self, workspace_id: WorkspaceId, what: str | None = None) -> Wins:
        with self.store.reading(workspace_id) as tx:
            site = find_site(tx, what) if what is not None else None
            won = self._won(tx, site)
            return Wins(site, won, _median(won))

    def figures(self, workspace_id: WorkspaceId, what: str | None = None) -> OutreachFigures:
        with self.store.reading(workspace_id) as tx:
            site = find_site(tx, what) if what is not None else None
            site_id = site.id if site is not None else None
            rates = win_rates(tx.prospects.outcomes(site_id)).values()
            sites = [site] if site is not None else tx.sites.all()
            return OutreachFigures(
                site,
                tx.prospect_lists.funnel(site_id),
                _median(self._won(tx, site)),
                tuple([(one, tx.prospects.approved_since(one.id, one.time(self.now()) - _WEEK)) for one in sites]),
                self.books.rules.weekly_quota,
                tuple(sorted((rate for rate in rates if rate.ended), key=lambda rate: (-rate.ended, rate.because))),
            )

    def at_home(self, workspace_id: WorkspaceId, user_id: str) -> OutreachAtHome:
        with self.store.reading(workspace_id) as tx:
            of_sites = {
                site.id: (tx.prospects.waiting(site.id), tx.prospect_lists.funnel(site.id)) for site in tx.sites.all()
            }
            return OutreachAtHome(self._chores(tx, user_id), of_sites)

    def card(self, workspace_id: WorkspaceId, number: int) -> ProspectCard:
        """The prospect that a person names by its number."""
        with self.store.reading(workspace_id) as tx:
            found = tx.prospects.get(ProspectId(number)) if 0 < number < _MOST_ROWID else None
            if found is None:
                raise NoSuchProspectError(f"#{number}")
            return self.books.card_of(tx, found)

    def own_page(self, workspace_id: WorkspaceId, prospect: Prospect) -> LinkedPage | None:
        """The page of our own that a prospect is about; None where nobody links to it any more."""
        with self.store.reading(workspace_id) as tx:
            return tx.linked_pages.by_url(prospect.site_id, prospect.url)

    def _page(self, tx: Transaction, site: Site, start: int) -> QueuePage:
        """What was decided meanwhile moves the others up: beyond the end the list begins anew."""
        waiting = tx.prospects.waiting(site.id)
        begin = start if 0 <= start < waiting.prospects else 0
        cards = self.books.cards_of(tx, tx.prospects.queue(site.id, PER_PAGE, begin))
        broken = len(tx.linked_pages.broken(site.id))
        return QueuePage(site, cards, waiting, tx.prospect_lists.unready(site.id), broken, begin)

    def _chores(self, tx: Transaction, user_id: str) -> tuple[Chore, ...]:
        sites = {site.id: site for site in tx.sites.all()}
        mine = tx.prospect_lists.of_person(user_id)
        duties = self.books.duties(tx, mine)
        chores = [Chore(duties[one.id], one, sites[one.site_id]) for one in mine if one.id in duties]
        order = list(Duty)
        return tuple(sorted(chores, key=lambda one: (order.index(one.duty), _since(one.prospect))))

    def _won(self, tx: Transaction, site: Site | None) -> tuple[Prospect, ...]:
        moment = site.time(self.now()) if site is not None else self.now()
        return tx.prospect_lists.won_since(moment - WON_WITHIN, site.id if site is not None else None)


def _since(prospect: Prospect) -> datetime:
    return prospect.snoozed_until or prospect.changed_at


def _median(won: Sequence[Prospect]) -> timedelta | None:
    seconds = [one.time_to_link.total_seconds() for one in won if one.time_to_link is not None]
    return timedelta(seconds=median(seconds)) if seconds else None
