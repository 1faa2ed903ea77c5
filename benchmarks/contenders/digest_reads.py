"""Ours in B7: what a digest gathers and what ``/backlinks list`` shows, through the repositories."""

from benchmarks.contenders.million_links import NOW
from benchmarks.measuring import best_wall, measured, tell
from bot.app_parts import prepared_store
from bot.settings import load_settings
from jobs.list_backlinks import ListBacklinks
from storage.domain import SiteId, WorkspaceId

_MOST_LINES = 5_000  # as many as PostDigest asks for
_WORKSPACE, _SITE = WorkspaceId(1), SiteId(1)

store = prepared_store(load_settings())
lists = ListBacklinks(store, lambda: NOW)


def gather() -> int:
    with store.reading(_WORKSPACE) as tx:
        sections = tx.changes.unannounced(_SITE, limit_per_kind=_MOST_LINES)
        tally = tx.backlinks.tally(_SITE, NOW)
        tx.changes.incidents(sections.values())
    return tally.total + sum(len(section.shown) + section.links for section in sections.values())


def page() -> int:
    shown = lists.page(_WORKSPACE, "acme0.example")
    return shown.total + len(shown.links)


with measured() as section:
    digest, listing = best_wall(gather), best_wall(page)
tell(section, gather() + page(), digest=digest, list=listing)
store.close()
