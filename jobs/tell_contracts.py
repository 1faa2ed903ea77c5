"""Tells at once that a link is lost which is paid for or agreed on: nobody should learn that from tomorrow's digest."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.domain import ContractLosses, SiteId, Thread, WorkspaceId
from storage.failpoints import failpoint
from storage.store import Store

logger = logging.getLogger(__name__)

_MOST_LINES = 5_000  # beyond the ten that a message shows, they go into its CSV file


@dataclass(frozen=True)
class TellContracts:
    """An idempotent tick: what waits to be told is read from rows, so neither a crash nor a second worker matters.

    ``render`` turns the losses of one site into a thread with the key given.
    """

    store: Store
    render: Callable[[ContractLosses, str], Thread | None]
    now: Callable[[], datetime]

    def tell(self) -> int:
        """Returns how many losses were told."""
        with self.store.surveying() as tx:
            waiting = tx.clock.contracts_lost()
        return sum(self._tell(site.workspace_id, site.id) for site in waiting)

    def _tell(self, workspace_id: WorkspaceId, site_id: SiteId) -> int:
        """Gather, mark as told and queue in one transaction: the next digest finds nothing of it to tell."""
        with self.store.transaction(workspace_id) as tx:
            site, lost = tx.sites.get(site_id), tx.changes.contracts_lost(site_id, _MOST_LINES)
            if site is None or not lost.links:
                return 0
            latest = tx.changes.last_id(site_id)
            thread = self.render(
                ContractLosses(site, lost, tx.changes.incidents((lost,))), f"contract/{site_id}/{latest}"
            )
            if thread is None:
                return 0
            tx.changes.announce_contracts(site_id)
            failpoint("contracts.before_outbox")
            tx.outbox.put(thread, self.now())
        failpoint("contracts.after_commit")
        logger.info("contracts lost", extra={"site": site.domain, "links": lost.links})
        return lost.links
