"""Has a site's links, or one page, checked now because someone asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from jobs.analysis.addresses import AddressError, PageAddress, understand_page
from jobs.find_site import find_site
from storage.domain import CheckRun, LinkId, RunRequest, RunScope, Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store
from storage.transactions import Transaction

_RESTING = {
    RunScope.SITE: "Each of these pages is on a server",
    RunScope.PAGE: "This page is on a server",
}


class NothingToCheckError(AnchorwatchError):
    """There is no link to check."""


class NowhereToReportError(AnchorwatchError):
    """Nobody would see what a check found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for a check, what they named (a site, a page or nothing), and where a report goes.

    ``near`` is the channel it was asked in, which may tell which site is meant. Without a ``channel_id`` the
    report goes to the site's own channel; ``wants_report`` off means nowhere.
    """

    by: str
    what: str | None = None
    near: str | None = None
    channel_id: str | None = None
    wants_report: bool = True
    only_due: bool = False


@dataclass(frozen=True)
class RequestCheck:
    store: Store
    now: Callable[[], datetime]

    def request(self, workspace_id: WorkspaceId, asked: Asked) -> tuple[Site, CheckRun]:
        """Start a check run of a whole site or of one page; its links become due at once, before any sweep."""
        with self.store.transaction(workspace_id) as tx:
            site, link_ids = _meant(tx, asked)
            if not tx.backlinks.count(site.id):
                raise NothingToCheckError(
                    f"No links to {site.domain} are known yet. "
                    "Add one with `/backlinks add <page>`, or import an export of your SEO tool."
                )
            scope = RunScope.SITE if link_ids is None else RunScope.PAGE
            request = RunRequest(scope, asked.by, _channel_for(asked, site), link_ids, asked.only_due)
            run = tx.runs.start(site.id, request, self.now())
            if asked.wants_report and not run.total:
                raise NothingToCheckError(
                    f"{_RESTING[scope]} that we leave alone for now, because it asked for that or has trouble "
                    "answering. We look again by ourselves, and tell what changed."
                )
            return site, run


def _channel_for(asked: Asked, site: Site) -> str | None:
    if not asked.wants_report:
        return None
    channel_id = asked.channel_id or site.settings.channel_id
    if channel_id is None:
        raise NowhereToReportError(
            "There is no channel for the report: invite me here with `/invite @anchorwatch`, "
            f"or choose a channel in the settings of {site.domain}."
        )
    return channel_id


def _meant(tx: Transaction, asked: Asked) -> tuple[Site, tuple[LinkId, ...] | None]:
    """A known page is a page; everything else must be a site."""
    page = _page(asked.what) if asked.what else None
    if page is None:
        return find_site(tx, asked.what, asked.near), None
    for site in tx.sites.all():
        link = tx.backlinks.by_key(site.id, page.key)
        if link is not None:
            return site, (link.id,)
    if not _is_home(page):
        raise NothingToCheckError(f"{page.url} is not a page we watch. Add it with `/backlinks add {page.url}`.")
    return find_site(tx, asked.what, asked.near), None


def _page(text: str) -> PageAddress | None:
    try:
        return understand_page(text)
    except AddressError:
        return None


def _is_home(page: PageAddress) -> bool:
    """Whoever names no page on a site means the site."""
    parts = urlsplit(page.url)
    return not parts.path.strip("/") and not parts.query
