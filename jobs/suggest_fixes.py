"""What to do about broken pages of our own: where each might lead, with the redirect in words that servers read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.closest_page import LivePages
from jobs.analysis.redirect_rules import RuleKind, redirect_rules
from storage.domain import LinkedPage, PageFault, RedirectSuggestion, Site, SiteId, WorkspaceId
from storage.store import Store

_MOST_LINKS = 2_000
_MOST_SUGGESTED = 200
# A server that fails is to be mended, and its pages are where they should be.
_LED_ELSEWHERE = frozenset({PageFault.NOT_FOUND, PageFault.GONE, PageFault.REDIRECT_LOOP})
_WHERE_IT_ENDS = "it is where its own redirects end"


@dataclass(frozen=True, slots=True)
class Fix:
    """A broken page of ours, the live one that comes closest, and the redirect as text by who is to understand it."""

    page: LinkedPage
    suggestion: RedirectSuggestion | None
    rules: Mapping[RuleKind, str]


def fix_of(page: LinkedPage) -> Fix:
    found = page.suggestion
    return Fix(page, found, redirect_rules(page.url, found.target_url) if found else {})


@dataclass(frozen=True)
class SuggestFixes:
    store: Store
    now: Callable[[], datetime]

    def of_site(self, workspace_id: WorkspaceId, site_id: SiteId) -> tuple[Fix, ...]:
        """Everything of ours that is broken, what most links lead to first."""
        with self.store.reading(workspace_id) as tx:
            return tuple([fix_of(page) for page in tx.linked_pages.broken(site_id)])

    def of_page(self, workspace_id: WorkspaceId, page_id: int) -> Fix | None:
        with self.store.reading(workspace_id) as tx:
            page = tx.linked_pages.get(page_id)
        return fix_of(page) if page else None

    def pages(self, workspace_id: WorkspaceId, page_ids: tuple[int, ...]) -> tuple[LinkedPage, ...]:
        """These pages as they stand now."""
        with self.store.reading(workspace_id) as tx:
            found = [tx.linked_pages.get(page_id) for page_id in page_ids]
        return tuple([page for page in found if page is not None])

    def look_again(self, workspace_id: WorkspaceId, page_id: int) -> None:
        """Somebody says it is mended: have it looked at now."""
        with self.store.transaction(workspace_id) as tx:
            tx.linked_pages.hurry(page_id)

    def suggest(self) -> int:
        """Compare what broke with what its site's sitemaps name, where that was not done yet; returns how many."""
        with self.store.surveying() as tx:
            sites = tx.own_pages.sites_to_suggest_for()
        return sum(self._suggest_for(site) for site in sites)

    def _suggest_for(self, site: Site) -> int:
        with self.store.reading(site.workspace_id) as tx:
            broken = tx.linked_pages.broken(site.id)
            live = set(tx.own_pages.of_site(site.id)) | set(tx.linked_pages.sound(site.id))
            sought = broken[:_MOST_SUGGESTED]
            called = tx.linked_pages.anchors(site.id, [page.url for page in sought], _MOST_LINKS)
        own = OwnDomains(site.settings.domains)
        known = LivePages(live, [page.url for page in broken])
        found = [(page, _closest(page, known, own, called.get(page.url, []))) for page in sought]
        with self.store.transaction(site.workspace_id) as tx:
            for page, suggestion in found:
                tx.linked_pages.note_suggestion(page.id, suggestion, self.now())
            for page in broken[_MOST_SUGGESTED:]:
                tx.linked_pages.note_suggestion(page.id, None, self.now())
        return len(found)


def _closest(page: LinkedPage, known: LivePages, own: OwnDomains, said: list[str]) -> RedirectSuggestion | None:
    if page.fault is PageFault.LONG_CHAIN and page.final_url != page.url and own.owns(page.final_url):
        return RedirectSuggestion(page.final_url, 1.0, _WHERE_IT_ENDS)
    return known.closest(page.url, said) if page.fault in _LED_ELSEWHERE else None
