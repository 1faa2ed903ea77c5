"""Gathers the evidence behind what we believe of one link."""

from dataclasses import dataclass, replace

from jobs.analysis.addresses import understand_page
from storage.domain import Backlink, LinkChange, LinkCheck, LinkId, Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store
from storage.transactions import Transaction

_HISTORY = 8


class UnknownBacklinkError(AnchorwatchError):
    """The page is not among the links we watch."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """``first`` and ``confirming`` are the two observations behind the latest change, or behind the open doubt."""

    site: Site
    link: Backlink
    changes: tuple[LinkChange, ...]
    first: LinkCheck | None
    confirming: LinkCheck | None
    history: tuple[LinkCheck, ...]


@dataclass(frozen=True)
class ExplainBacklink:
    store: Store

    def by_page(self, workspace_id: WorkspaceId, text: str) -> Explanation:
        address = understand_page(text)
        with self.store.reading(workspace_id) as tx:
            for site in tx.sites.all():
                link = tx.backlinks.by_key(site.id, address.key)
                if link is not None:
                    return _explain(tx, site, link)
        raise UnknownBacklinkError(f"{address.url} is not a page we watch. Add it with `/backlinks add {address.url}`.")

    def by_id(self, workspace_id: WorkspaceId, link_id: LinkId) -> Explanation:
        with self.store.reading(workspace_id) as tx:
            link = tx.backlinks.get(link_id)
            site = tx.sites.get(link.site_id) if link is not None else None
            if link is None or site is None:
                raise UnknownBacklinkError("This link is no longer watched.")
            return _explain(tx, site, link)


def _explain(tx: Transaction, site: Site, link: Backlink) -> Explanation:
    changes = tx.changes.of_link(link.id)
    doubt = link.suspicion.first_check_id if link.suspicion is not None else None
    first_id = doubt or (changes[0].first_check_id if changes else None)
    confirming_id = changes[0].confirming_check_id if changes and doubt is None else None
    return Explanation(
        site=site,
        link=replace(link, next_due_at=site.time(link.next_due_at)),
        changes=changes,
        first=tx.checks.get(first_id) if first_id else None,
        confirming=tx.checks.get(confirming_id) if confirming_id else None,
        history=tx.checks.history(link.id, _HISTORY),
    )
