"""Adds one page that links, or should link, to a site, and has it visited at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import OwnDomains, PageAddress, understand_page
from jobs.find_site import find_site
from storage.domain import PEOPLE_FIRST, AuditEntry, Backlink, NewLink, Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store
from storage.transactions import Transaction

URGENT = PEOPLE_FIRST


class NotABacklinkError(AnchorwatchError):
    """The two addresses cannot be a link to one of our sites."""


@dataclass(frozen=True, slots=True)
class Added:
    site: Site
    link: Backlink
    is_new: bool


@dataclass(frozen=True)
class AddBacklink:
    store: Store
    now: Callable[[], datetime]

    def add(self, workspace_id: WorkspaceId, page: str, target: str | None, by: str) -> Added:
        """``target`` is a page or domain of ours; without it the only site is meant.

        A link a person adds is quiet: they know of it already, so its first sighting is not told as new.
        """
        source = understand_page(page)
        with self.store.transaction(workspace_id) as tx:
            site = _site_of(tx, target)
            _refuse_own_page(site, source)
            link, is_new = tx.backlinks.add(site.id, _new_link(source, site, target), self.now())
            if is_new:
                tx.sites.set_baseline(site.id, site.time(self.now()))
                tx.audit.add(AuditEntry(self.now(), by, "backlink added", source.url, domain=source.domain))
        return Added(site, link, is_new)


def _site_of(tx: Transaction, target: str | None) -> Site:
    return find_site(tx, None if target is None else understand_page(target).domain)


def _refuse_own_page(site: Site, source: PageAddress) -> None:
    if OwnDomains(site.settings.domains).owns_host(source.host):
        raise NotABacklinkError(
            f"{source.url} is a page of your own site {site.domain}; "
            "add the page elsewhere that links to you, such as https://blog.example/post."
        )


def _new_link(source: PageAddress, site: Site, target: str | None) -> NewLink:
    return NewLink(
        source_url=source.url,
        source_key=source.key,
        source_host=source.host,
        source_domain=source.domain,
        target_url=f"https://{site.domain}/" if target is None else understand_page(target).url,
        added_by="person",
        quiet=True,
        prio=URGENT,
    )
