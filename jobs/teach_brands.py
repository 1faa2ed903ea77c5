"""What tells a brand from a word of the same sound, as its team says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.analysis.addresses import AddressError, understand_domain
from jobs.find_site import find_site
from jobs.look_again import look_again
from jobs.watch_terms import Wish
from storage.domain import AuditEntry, Brand, Site, SiteId, WorkspaceId
from storage.errors import WrongRequestError
from storage.store import Store
from storage.transactions import Transaction

_LONGEST = 80


class NoBrandError(WrongRequestError):
    """What was said cannot be learnt: there is no such brand, or it is no name and no word."""


@dataclass(frozen=True)
class TeachBrands:
    store: Store
    now: Callable[[], datetime]

    def known(self, workspace_id: WorkspaceId, wish: Wish) -> tuple[Site, Brand]:
        """The brand of that name, or without one the site's first; a name that is new is a brand to be."""
        name = " ".join(wish.text.split())
        with self.store.reading(workspace_id) as tx:
            site = find_site(tx, wish.site, wish.near)
            brands = tx.brands.of_site(site)
        if not name and not brands:
            raise NoBrandError(f"{site.domain} has no brand yet; name one, as in `/mentions brand Acme`.")
        if len(name) > _LONGEST:
            raise NoBrandError(f"A brand's name has at most {_LONGEST} characters.")
        found = (one for one in brands if not name or one.name.casefold() == name.casefold())
        return site, next(found, None) or Brand((name,))

    def keep(self, workspace_id: WorkspaceId, site_id: SiteId, brand: Brand, by: str) -> None:
        """The details of a brand; a new one becomes one of the site's."""
        with self.store.transaction(workspace_id) as tx:
            site = tx.sites.get(site_id)
            if site is None:
                raise NoBrandError("This site is no longer watched.")
            if brand.name not in site.settings.brands:
                brands = (*site.settings.brands, brand.name)
                tx.sites.change(site_id, replace(site.settings, brands=brands))
            self._keep(tx, site, brand, by)

    def exclude(self, workspace_id: WorkspaceId, wish: Wish) -> tuple[Site, tuple[Brand, ...]]:
        """A word near which none of the site's brands is meant. Without a word: only what is known."""
        word = " ".join(wish.text.split())
        if _is_domain(word):
            raise NoBrandError(f"“{word}” is a domain, not a word: `/mentions mute {word}` silences it.")
        if len(word) > _LONGEST:
            raise NoBrandError(f"A word has at most {_LONGEST} characters.")
        with self.store.transaction(workspace_id) as tx:
            site = find_site(tx, wish.site, wish.near)
            brands = tx.brands.of_site(site)
            if not brands:
                raise NoBrandError(f"{site.domain} has no brand yet; name one, as in `/mentions brand Acme`.")
            for brand in brands if word else ():
                if word.casefold() not in map(str.casefold, brand.excluded):
                    self._keep(tx, site, replace(brand, excluded=(*brand.excluded, word)), wish.by)
            return site, tx.brands.of_site(site)

    def _keep(self, tx: Transaction, site: Site, brand: Brand, by: str) -> None:
        tx.brands.keep(site.id, brand)
        look_again(tx, site.id, brand.name, None, self.now())
        tx.audit.add(AuditEntry(self.now(), by, "brand changed", brand.name))


def _is_domain(word: str) -> bool:
    try:
        return "." in word and bool(understand_domain(word))
    except AddressError:
        return False
