"""What is searched for beside a site's brands: terms in the words of the team, and feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import understand_page
from jobs.find_site import find_site
from storage.domain import AuditEntry, Site, WorkspaceId
from storage.errors import WrongRequestError
from storage.store import Store
from storage.transactions import Transaction

_SHORTEST, _LONGEST = 2, 80
_MOST = 50


class TermError(WrongRequestError):
    """A text that cannot be searched for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks for what, in which channel; ``site`` is the domain they named, if they named one."""

    text: str
    by: str
    near: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """``term`` is what was just added or dropped; ``is_changed`` is False where it was so already."""

    site: Site
    term: str
    is_feed: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class WatchList:
    """Everything a site is searched for by."""

    site: Site
    brands: tuple[str, ...]
    terms: tuple[str, ...]
    feeds: tuple[str, ...]


@dataclass(frozen=True)
class WatchTerms:
    store: Store
    now: Callable[[], datetime]

    def watch(self, workspace_id: WorkspaceId, wish: Wish) -> Watched:
        """Search for a term, or read a feed, from now on."""
        term, is_feed = _understood(wish.text)
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, wish.site, wish.near)
            if len(_list(tx, site, is_feed)) >= _MOST:
                raise TermError(f"{_MOST} is the most I watch for a site; drop one with `/mentions unwatch` first.")
            if is_feed:
                is_new = tx.polls.watch_feed(site.id, term, wish.by, self.now())
            else:
                is_new = tx.brands.watch_term(site.id, term, wish.by, self.now())
            if is_new:
                tx.audit.add(AuditEntry(self.now(), wish.by, "term watched", term))
            return Watched(site, term, is_feed, is_new)

    def unwatch(self, workspace_id: WorkspaceId, wish: Wish) -> Watched:
        term, is_feed = _understood(wish.text)
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, wish.site, wish.near)
            drop = tx.polls.unwatch_feed if is_feed else tx.brands.unwatch_term
            is_dropped = drop(site.id, _as_kept(term, _list(tx, site, is_feed)))
            if is_dropped:
                tx.audit.add(AuditEntry(self.now(), wish.by, "term dropped", term))
            return Watched(site, term, is_feed, is_dropped)

    def watched(self, workspace_id: WorkspaceId, what: str | None, near: str | None) -> WatchList:
        with self.store.reading(workspace_id) as tx:
            site = find_site(tx, what, near)
            return WatchList(site, site.settings.brands, _list(tx, site, False), _list(tx, site, True))


def _list(tx: Transaction, site: Site, is_feed: bool) -> tuple[str, ...]:
    return tx.polls.feeds(site.id) if is_feed else tx.brands.terms(site.id)


def _as_kept(term: str, kept: tuple[str, ...]) -> str:
    """Nobody remembers which letters were capitals."""
    return next((one for one in kept if one.casefold() == term.casefold()), term)


def _understood(text: str) -> tuple[str, bool]:
    """The term or the feed's address, and whether it is one."""
    if text.lower().lstrip("<").startswith(("http://", "https://")):
        return understand_page(text).url, True
    term = " ".join(text.split())
    if not _SHORTEST <= len(term) <= _LONGEST or not any(letter.isalnum() for letter in term):
        raise TermError(f"A term has {_SHORTEST} to {_LONGEST} characters, as in `/mentions watch status page`.")
    return term, False
