"""Notes that a link is paid for or agreed on, so that it is looked at daily and its loss told at once; or no longer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.analysis.addresses import understand_page
from jobs.explain_backlink import UnknownBacklinkError
from storage.domain import DAY, AuditEntry, Backlink, WorkspaceId
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Marked:
    """``is_news``: it was not known to be so before."""

    link: Backlink
    is_news: bool


@dataclass(frozen=True)
class MarkContract:
    store: Store
    now: Callable[[], datetime]

    def mark(self, workspace_id: WorkspaceId, page: str, by: str, *, is_contract: bool) -> Marked:
        """``page`` is one contract, whichever of our sites it links to. Saying it twice changes nothing."""
        address = understand_page(page)
        with self.store.transaction(workspace_id) as tx:
            found = [link for site in tx.sites.all() if (link := tx.backlinks.by_key(site.id, address.key))]
            if not found:
                raise UnknownBacklinkError(
                    f"{address.url} is not a page we watch. Add it with `/backlinks add {address.url}`."
                )
            due_by = self.now() + DAY
            marked = [tx.backlinks.mark_contract(link.id, due_by, is_contract=is_contract) for link in found]
            if any(marked):
                verb = "contract noted" if is_contract else "contract ended"
                tx.audit.add(AuditEntry(self.now(), by, verb, found[0].source_url, domain=found[0].source_domain))
            return Marked(tx.backlinks.get(found[0].id) or found[0], any(marked))
